"""A unit's own Word template: filled with words, in a sandbox, refused with a reason."""

import io

import pytest
from docx import Document

from anshang_app.official_documents.rules.letter_template import (
	context_of,
	example_template,
	fill_template,
)
from anshang_app.official_documents.rules.letters import KINDS, IntakeLetter, ProjectFacts
from anshang_app.official_documents.rules.samples import SAMPLES
from anshang_app.rendering.template_tags import BadTemplate


def template(*lines: str) -> bytes:
	docx = Document()
	for line in lines:
		docx.add_paragraph(line)
	stream = io.BytesIO()
	docx.save(stream)
	return stream.getvalue()


def lines_of(content: bytes) -> list[str]:
	return [one.text for one in Document(io.BytesIO(content)).paragraphs if one.text]


LETTER = SAMPLES["Intake Handover Letter"]


def test_a_template_is_filled_with_the_letters_words():
	lines = lines_of(
		fill_template(
			template(
				"{{ letter.to_unit }}：",
				"{{ letter.project.name }}，{{ letter.project.fixed_asset_investment }}万元，{{ letter.day }}",
				"{%p for one in letter.evidence %}",
				"{{ loop.index }}.{{ one.name }}（{{ one.day }}）",
				"{%p endfor %}",
				"抄送：{{ letter.copy_to | join('、') }}",
			),
			LETTER,
		)
	)
	assert lines == [
		"某某市政务服务和大数据管理局：",
		"年产10万吨新材料项目，52000万元，2026年3月18日",
		"1.补充协议（2026年3月5日）",
		"2.土地预付款缴款凭证（2026年3月10日）",
		"抄送：某某市发展和改革委员会、某某经济开发区",
	]


@pytest.mark.parametrize(
	"text",
	[
		"{{ 7 * 7 }}",
		"{% for x in range(9) %}x{% endfor %}",
		"{{ letter.number }}",
		"<w:p>&amp;</w:p>",
		"{#",
		"{%p if",
		"A\x00\x0bB",
		"\u202e右到左",
		"😀",
		"第一行\n第二行",
	],
)
def test_jinja_and_markup_in_a_letter_print_as_they_were_typed(text):
	letter = IntakeLetter(text, text, ProjectFacts(text))
	(line, *rest) = lines_of(fill_template(template("{{ letter.from_unit }}"), letter))
	assert "\n".join([line, *rest]) == text.replace("\x00", "").replace("\x0b", "")


@pytest.mark.parametrize(
	"line",
	[
		"{{ letter.nothing }}",
		"{{ nobody }}",
		"{% for %}",
		"{{ letter.__class__.__mro__ }}",
		"{{ ''.__class__.__mro__[1].__subclasses__() }}",
		"{{ cycler.__init__.__globals__.os.popen('id').read() }}",
		"{% include '/etc/passwd' %}",
	],
)
def test_a_template_that_is_wrong_or_reaches_out_is_refused(line):
	with pytest.raises(BadTemplate):
		fill_template(template(line), LETTER)


def test_a_wrong_tag_is_found_in_tables_headers_and_across_runs():
	places = {}
	for place in ("table", "header", "footer", "runs"):
		docx = Document()
		if place == "table":
			docx.add_table(1, 1).cell(0, 0).text = "｛｛ letter.number ｝｝"
		elif place == "runs":
			paragraph = docx.add_paragraph("文号：｛")
			paragraph.add_run("｛ letter.")
			paragraph.add_run("number ｝｝")
		else:
			getattr(docx.sections[0], place).paragraphs[0].text = "｛｛ letter.number ｝｝"
		stream = io.BytesIO()
		docx.save(stream)
		with pytest.raises(BadTemplate) as caught:
			fill_template(stream.getvalue(), LETTER)
		places[place] = caught.value.args
	assert places == dict.fromkeys(places, ("tag_wide", "｛｛ letter.number ｝｝"))


def test_tags_that_cut_through_the_document_are_said_to():
	with pytest.raises(BadTemplate) as caught:
		fill_template(
			template("前{%p if letter.number %}{%p if letter.day %}", "后{%p endif %}", "{%p endif %}"),
			LETTER,
		)
	assert caught.value.rule in ("tag_cuts_document", "tag_not_ended")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_document_is_refused(content):
	with pytest.raises(BadTemplate, match="docx"):
		fill_template(content, LETTER)


def test_a_letter_of_which_nothing_is_known_gives_empty_words():
	context = context_of(IntakeLetter("甲", "乙", ProjectFacts("丙")))
	assert (context["day"], context["project"]["land_area"], context["evidence"]) == ("", "", [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_is_itself_a_template_with_every_field(kind):
	sample = SAMPLES[kind]
	example = example_template("样例", sample, {"from_unit": "发文单位"})
	filled = "\n".join(lines_of(fill_template(example, sample)))
	for word in words_of(context_of(sample)):
		assert word in filled
	assert "{{" not in filled
	assert "{%" not in filled


def words_of(value):
	if isinstance(value, dict):
		value = list(value.values())
	if isinstance(value, list):
		for one in value:
			yield from words_of(one)
	else:
		yield value
