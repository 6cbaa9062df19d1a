"""A wrong tag of a template is named as it was typed, with what is wrong about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from anshang_app.rendering.template_tags import BadTemplate, NamedUndefined, check_tags, try_tags

KNOWN = {"letter": {"number": "天商函〔2026〕3号", "to_unit": "政数局", "evidence": [{"name": "补充协议"}]}}


def environment():
	return SandboxedEnvironment(undefined=NamedUndefined)


def finding(*texts: str) -> tuple:
	with pytest.raises(BadTemplate) as caught:
		try_tags(check_tags(texts, environment(), tuple(KNOWN)), environment(), KNOWN)
	return caught.value.args


@pytest.mark.parametrize(
	("text", "said"),
	[
		("文号：｛｛ letter.number ｝｝", "｛｛ letter.number ｝｝"),
		("文号：{{ letter.number ｝｝", "{{ letter.number ｝｝"),
		("文号：｛{ letter.number }}", "｛{ letter.number }}"),
		("｛％ for one in letter.evidence ％｝", "｛％ for one in letter.evidence ％｝"),
		("{％ if letter.number ％}", "{％ if letter.number ％}"),
		("{{ letter.number }｝，{{ letter.to_unit }}", "{{ letter.number }｝"),
		("｛letter.number｝", "｛letter.number｝"),
	],
)
def test_full_width_signs_are_named_with_the_tag(text, said):
	assert finding(text) == ("tag_wide", said)


@pytest.mark.parametrize(
	("text", "said"),
	[
		("文号：{{ letter.number", "{{ letter.number"),
		("文号：{{ letter.number }", "{{ letter.number }"),
		("文号：{ letter.number }}", "文号：{ letter.number }}"),
		("{ letter.number }", "{ letter.number }"),
		("{{ letter.number {{ letter.to_unit }}", "{{ letter.number {{ letter.to_unit }}"),
		("{% if letter.number", "{% if letter.number"),
	],
)
def test_a_tag_that_is_not_whole_is_named(text, said):
	rule, words = finding(text)
	assert rule == "tag_unclosed"
	assert said.removeprefix("文号：") in words


@pytest.mark.parametrize(
	("texts", "found"),
	[
		(("{{ letter.numbr }}",), ("tag_no_field", "{{ letter.numbr }}", "numbr", ("number",))),
		(
			("{{ letter.number }}", "{{r letter.to_units }}"),
			("tag_no_field", "{{r letter.to_units }}", "to_units", ("to_unit",)),
		),
		(("{{ leter.number }}",), ("tag_no_field", "{{ leter.number }}", "leter", ("letter",))),
		(
			("{%p for one in letter.evidence %}", "{{ one.nmae }}", "{%p endfor %}"),
			("tag_no_field", "{{ one.nmae }}", "nmae", ("name",)),
		),
		(
			("{%p for one in letter.evidences %}", "{%p endfor %}"),
			("tag_no_field", "{%p for one in letter.evidences %}", "evidences", ("evidence",)),
		),
		(
			("{% if letter.xyz %}有{% endif %}",),
			("tag_no_field", "{% if letter.xyz %}", "xyz", ("number", "to_unit", "evidence")),
		),
	],
)
def test_a_field_there_is_not_is_named_with_its_tag_and_those_that_are_near(texts, found):
	assert finding(*texts) == found


@pytest.mark.parametrize(
	("texts", "found"),
	[
		(
			("{%p for one in letter.evidence %}", "{{ one.name }}"),
			("tag_not_ended", "{%p for one in letter.evidence %}", "{%p endfor %}"),
		),
		(("{% if letter.number %}", "有"), ("tag_not_ended", "{% if letter.number %}", "{% endif %}")),
		(
			("{%tr for a in letter.evidence %}", "{%tr if a.name %}", "{%tr endif %}", "{{ a.name }}"),
			("tag_not_ended", "{%tr for a in letter.evidence %}", "{%tr endfor %}"),
		),
		(
			("{% for a in letter.evidence %}", "{% if a.name %}", "{% endfor %}"),
			("tag_not_ended", "{% if a.name %}", "{% endif %}"),
		),
		(("{{ letter.number }}", "{%p endfor %}"), ("tag_ends_nothing", "{%p endfor %}")),
		(
			("{% fro a in letter.evidence %}", "{% endfor %}"),
			("tag_unknown", "{% fro a in letter.evidence %}"),
		),
		(
			("{{ letter.evidence | jion('、') }}",),
			("tag_no_filter", "{{ letter.evidence | jion('、') }}", "jion"),
		),
		(("{% for %}", "{% endfor %}"), ("tag_unreadable", "{% for %}")),
		(("{{ letter.number }}", "{{ letter. }}"), ("tag_unreadable", "{{ letter. }}")),
		(("{% include '/etc/passwd' %}",), ("tag_forbidden", "{% include '/etc/passwd' %}")),
		(("{{ letter.number.__class__ }}",), ("tag_forbidden", "{{ letter.number.__class__ }}")),
		(("{{ letter.number / 2 }}",), ("tag_fails", "{{ letter.number / 2 }}")),
		(
			("{% for i in range(999999999) %}", "{% endfor %}"),
			("tag_fails", "{% for i in range(999999999) %}"),
		),
	],
)
def test_what_else_is_wrong_is_named_with_its_tag(texts, found):
	assert finding(*texts) == found


@pytest.mark.parametrize(
	"texts",
	[
		("{{ letter.number }}，{{ letter.evidence | map(attribute=‘name’) | join(“、”) }}",),
		("{%p for one in letter.evidence %}", "{{ loop.index }}.{{ one.name }}", "{%p endfor %}"),
		("｛2026｝9号，增长5％，（{甲}）",),
		("{# 说明 #}{%- if letter.number -%}有{%- else -%}无{%- endif -%}",),
	],
)
def test_what_can_be_filled_in_passes(texts):
	try_tags(check_tags(texts, environment(), tuple(KNOWN)), environment(), KNOWN)


@given(st.text("{}｛｝%％# letter.numbrfoid'|\n"))
def test_any_text_is_filled_in_or_refused_with_a_rule(text):
	try:
		try_tags(check_tags([text], environment(), tuple(KNOWN)), environment(), KNOWN)
	except BadTemplate as error:
		assert error.rule.startswith("tag_")
		assert all(isinstance(word, str) for word in error.format_parts())
