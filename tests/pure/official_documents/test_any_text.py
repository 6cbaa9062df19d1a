"""Any text in any field prints as text, runs nothing and breaks no file."""

import io
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date

import printed
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from anshang_app.official_documents.rules.facts import Extra, Mark, PlanFacts, Task
from anshang_app.official_documents.rules.fill import extra_form, plan_forms
from anshang_app.official_documents.rules.letter_papers import paper_of
from anshang_app.official_documents.rules.letter_template import example_template, fill_template
from anshang_app.official_documents.rules.letters import KINDS
from anshang_app.official_documents.rules.samples import SAMPLES
from anshang_app.rendering import chromium, html, paper_docx
from anshang_app.rendering.docx_forms import render_docx
from anshang_app.rendering.grid import Contact
from anshang_app.rendering.wording import clean
from anshang_app.rendering.xlsx_forms import render_xlsx

NASTY = (
	"<script>alert(1)</script>",
	"{{ 7 * 7 }}{% for x in [1] %}{% endfor %}{# #}",
	"\x00\x01\x08\x0b\x1b\x7f\x85\ufffe\uffff\ud800",
	"😀👨‍👩‍👧 𬭚䶮㛃",
	"\u202e右到左 עברית العربية\u202c",
	"]]>&amp;&#0;<!--",
	"=cmd|' /C calc'!A0",
	"长" * 10000,
	"a" * 10000,
	"第一行\n第二行\r\n第三行\t缩进",
)
any_text = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))


def nasty_examples(test):
	"""Every nasty text is tried, whatever else hypothesis thinks of."""
	for text in NASTY:
		test = example(text=text)(test)
	return test


def forms_with(text: str) -> list:
	facts = PlanFacts(
		enterprise=text,
		enterprise_contact=Contact(text, text),
		host=text,
		lead=text,
		team={"1.1.1": Task(text, None, text, text)},
		entity={"2.1.1": Task("", date(2026, 3, 5), "", text)},
		extras=(Extra(text, text, text, None, text),),
		mark=Mark(text, 1, "Sealed", date(2026, 3, 5), text),
	)
	return [*plan_forms(facts).values(), extra_form(facts)]


def whole(content: bytes) -> zipfile.ZipFile:
	"""The package, every part of it well-formed XML."""
	package = zipfile.ZipFile(io.BytesIO(content))
	for name in package.namelist():
		if name.endswith((".xml", ".rels")):
			etree.fromstring(package.read(name))
	return package


def same(found: str, text: str) -> bool:
	return printed.squeezed(found) == printed.squeezed(clean(text))


@settings(max_examples=25)
@nasty_examples
@given(text=any_text)
def test_in_the_word_document_of_the_forms(text):
	content = render_docx(forms_with(text))
	body = whole(content).read("word/document.xml").decode()
	assert not re.search(r"<w:(fldSimple|instrText|object)", body)
	team, entity, schedule, extra = printed.docx_tables(content)
	for found in (team[1, 2], team[1, 4], entity[1, 3], schedule[0, 3], extra[1, 1]):
		assert same(found[0], text)


@settings(max_examples=25)
@nasty_examples
@given(text=any_text)
def test_in_the_workbook_of_the_forms(text):
	content = render_xlsx(forms_with(text))
	for name in whole(content).namelist():
		if "worksheets/" in name and name.endswith(".xml"):
			assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read(name)
	team, _entity, schedule, _extra = printed.xlsx_sheets(content).values()
	assert same(printed.xlsx_cells(team, 2, team.max_row)[1, 4][0], text)
	assert same(printed.xlsx_cells(schedule, 2, schedule.max_row)[0, 3][0], text)


def filled_with(value, text: str):
	"""A letter with `text` in every field of words."""
	if isinstance(value, str):
		return text
	if isinstance(value, tuple):
		return tuple(filled_with(part, text) for part in value)
	if is_dataclass(value):
		return replace(
			value, **{one.name: filled_with(getattr(value, one.name), text) for one in fields(value)}
		)
	return value


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15)
@nasty_examples
@given(text=any_text)
def test_in_a_letter(kind, text):
	letter = filled_with(SAMPLES[kind], text)
	wanted = paper_of(letter)
	whole(paper_docx.render_docx(wanted))
	page = html.render_paper(wanted)
	tags = set(re.findall(r"<(\w+)", page))
	assert tags <= set(re.findall(r"<(\w+)", html.render_paper(paper_of(SAMPLES[kind])))) | {"td", "p"}
	assert "49" not in re.sub(r"[\d.]+(pt|mm|%|em)", "", page) or "49" in text


@settings(max_examples=25)
@nasty_examples
@given(text=any_text)
def test_in_a_units_own_template(text):
	sample = SAMPLES["Intake Handover Letter"]
	template = example_template("样例", sample, {})
	content = fill_template(template, filled_with(sample, text))
	whole(content)
	from docx import Document

	words = printed.squeezed("".join(one.text for one in Document(io.BytesIO(content)).paragraphs))
	assert printed.squeezed(clean(text)) in words


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
@pytest.mark.parametrize("text", [NASTY[0], NASTY[1], NASTY[5], NASTY[7][:600]])
def test_in_the_pdf(text):
	pdf = chromium.to_pdf(html.render_page(forms_with(text)), chromium.find())
	lines = [line["text"] for page in printed.pdf_pages(pdf) for line in page]
	found = printed.squeezed("".join(lines))
	assert set(printed.squeezed(text)) <= set(found)
	assert "/JavaScript" not in pdf.decode("latin-1")
	assert "49" not in found
