"""The forms read back from DOCX, XLSX and PDF, cell by cell, against the annex."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import printed
import pytest

from anshang_app.official_documents.rules import annex
from anshang_app.official_documents.rules.facts import Extra, Mark, PlanFacts, Step, Task, Works
from anshang_app.official_documents.rules.fill import TENTATIVE_WORDS, extra_form, plan_forms
from anshang_app.rendering import chromium, wording
from anshang_app.rendering.docx_forms import render_docx
from anshang_app.rendering.grid import Contact
from anshang_app.rendering.html import render_page
from anshang_app.rendering.xlsx_forms import render_xlsx

needs_chromium = pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
REMARK = "每周五上午召开调度会，协调用地、用水、用电、用气、用工和融资问题。" * 20
REMARK = REMARK[:600]
ENTERPRISE = "湖北省某某新能源材料科技产业集团股份有限公司天门市高新技术产业园区第一分公司年产十万吨锂电池正极材料生产基地项目部及其全资子公司"[
	:60
]
NAME = "张三丰"
QR = tuple("".join("1" if (row * col) % 3 else "0" for col in range(29)) for row in range(29))


def mark(state: str) -> Mark:
	return Mark("SP-2026-0001", 2, state, date(2026, 3, 18), "7KQ2M9XW4B", QR)


def filled(enterprise: str, remark: str, state: str = "Awaiting Seals") -> tuple[PlanFacts, dict]:
	"""Facts, and what they print by the name of the cell: written down, not computed."""
	facts = PlanFacts(
		enterprise=enterprise,
		enterprise_contact=Contact(NAME, "13812345678"),
		host="天门经济开发区",
		host_contact=Contact("李四", "0728-5221234"),
		lead="天门市发展和改革委员会",
		signed_on=date(2026, 3, 5),
		start_on=date(2026, 6, 1),
		land_area=Decimal("120.50"),
		duration=Decimal("18"),
		works=Works(Decimal("52000"), 3, 1, 0, 0, 0, Decimal("86500.50")),
		team={"1.1.1": Task("印发清单", date(2026, 3, 5), "", remark), "1.3.1": Task(rhythm="每周")},
		entity={
			"2.7.1": Task(left_out=True, remark="不涉及"),
			"2.12.1": Task(day=date(2027, 11, 30), remark=remark),
		},
		steps={
			"3.8.0": Step(date(2026, 4, 1)),
			"3.11.0": Step(left_out=True),
			"3.14.6": Step(date(2026, 12, 10)),
			"3.15.6": Step(date(2027, 10, 8)),
		},
		mark=mark(state),
	)
	prints = {
		"3.0.3": enterprise,
		"3.0.9": f"{NAME} 13812345678",
		"3.1.3": "天门经济开发区",
		"3.1.9": "李四 0728-5221234",
		"3.2.3": "天门市发展和改革委员会",
		"3.3.3": "2026年3月5日",
		"3.3.9": "2026年6月1日",
		"3.4.3": "120.5亩",
		"3.4.9": "18月",
		"3.5.3": "计划总投资52000万元，计划建设3栋厂房，1栋办公楼，0栋宿舍，0栋研发楼，0栋综合楼等，总建筑面积86500.5㎡。",
		"3.8.3": "2026年4月1日完成",
		"3.11.3": "/",
		"3.14.9": "2026年12月10日",
		"3.16.6": "2027年10月8日",
		"1.1.2": "印发清单",
		"1.1.3": "2026年3月5日",
		"1.1.4": remark,
		"1.3.3": "每周",
		"2.7.2": "/",
		"2.7.3": "不涉及",
		"2.12.2": "2027年11月30日",
		"2.12.3": remark,
	}
	return facts, prints


CONTENTS = {
	"blank": (PlanFacts(), {}),
	"typical": filled("湖北某某材料有限公司", "已报市政府"),
	"extreme": filled(ENTERPRISE, REMARK),
}


def wanted(repo, prints: dict[str, str]) -> list[printed.Cells]:
	"""The annex's cells with what is filled in, from the annex's own file."""
	tables = json.loads((repo / "tests" / "data" / "annex.json").read_text())["tables"]
	return [
		{
			(cell["row"], cell["col"]): (
				printed.squeezed(
					prints.get(
						f"{number}.{cell['row']}.{cell['col']}", cell["text"].replace("{}", wording.GAP)
					)
				),
				cell["rowspan"],
				cell["colspan"],
			)
			for cell in table["cells"]
		}
		for number, table in enumerate(tables, start=1)
	]


def test_the_extreme_content_is_as_extreme_as_promised():
	assert (len(REMARK), len(ENTERPRISE)) == (600, 60)


@pytest.mark.parametrize("content", CONTENTS)
def test_the_word_document_is_the_annex_cell_by_cell(repo, content):
	facts, prints = CONTENTS[content]
	found = printed.docx_tables(render_docx(plan_forms(facts).values()))
	assert [printed.squeezed_cells(cells) for cells in found] == wanted(repo, prints)


@pytest.mark.parametrize("content", CONTENTS)
def test_the_workbook_is_the_annex_cell_by_cell(repo, content):
	facts, prints = CONTENTS[content]
	sheets = printed.xlsx_sheets(render_xlsx(plan_forms(facts).values()))
	assert list(sheets) == [form.title for form in annex.blank_forms().values()]
	found = [printed.xlsx_cells(sheet, 2, sheet.max_row) for sheet in sheets.values()]
	assert [printed.squeezed_cells(cells) for cells in found] == wanted(repo, prints)


@needs_chromium
@pytest.mark.parametrize("content", CONTENTS)
def test_the_pdf_is_the_annex_cell_by_cell(repo, content):
	facts, prints = CONTENTS[content]
	forms = plan_forms(facts)
	pdf = chromium.to_pdf(render_page(forms.values()), chromium.find())
	shares = [form.widths for form in forms.values()]
	# a head that is not repeated, and a row that is cut by a page's end, would show as other cells
	assert printed.pdf_tables(pdf, shares, [1, 1, 0]) == wanted(repo, prints)


@needs_chromium
def test_the_blocks_for_seals_stay_with_the_words_above_them():
	facts, _prints = CONTENTS["extreme"]
	pages = printed.pdf_pages(
		chromium.to_pdf(render_page([plan_forms(facts)[annex.SCHEDULE]]), chromium.find())
	)
	assert len(pages) == 1


@needs_chromium
def test_the_room_for_seals_takes_a_seal():
	"""A unit's seal is 42 mm wide; the enterprise's may be a little smaller."""
	pdf = chromium.to_pdf(render_page([plan_forms(PlanFacts())[annex.SCHEDULE]]), chromium.find())
	import pdfplumber

	with pdfplumber.open(io.BytesIO(pdf)) as opened:
		boxes = opened.pages[0].find_tables()[0].cells
	widths = {round((x1 - x0) * 25.4 / 72) for x0, top, x1, bottom in boxes if bottom - top > 90}
	assert widths == {60}


# the head of the lists


def test_the_head_row_repeats_in_the_word_document():
	from docx import Document
	from docx.oxml.ns import qn

	facts, _prints = CONTENTS["extreme"]
	tables = Document(io.BytesIO(render_docx(plan_forms(facts).values()))).tables
	heads = [[bool(row._tr.findall(".//" + qn("w:tblHeader"))) for row in table.rows] for table in tables]
	assert [row[0] for row in heads] == [True, True, False]
	assert not any(head for rows in heads for head in rows[1:])


def test_a_row_longer_than_a_page_may_break_and_a_short_one_may_not():
	from docx import Document
	from docx.oxml.ns import qn

	facts, _prints = CONTENTS["extreme"]
	table = Document(io.BytesIO(render_docx(plan_forms(facts).values()))).tables[0]
	whole = [bool(row._tr.findall(".//" + qn("w:cantSplit"))) for row in table.rows]
	assert whole == [True, False, True, True, True]


def test_the_workbook_prints_on_a4_with_its_head_on_every_page():
	facts, _prints = CONTENTS["extreme"]
	sheets = list(printed.xlsx_sheets(render_xlsx(plan_forms(facts).values())).values())
	assert [sheet.print_title_rows for sheet in sheets] == ["$2:$2", "$2:$2", None]
	assert {int(sheet.page_setup.paperSize) for sheet in sheets} == {9}
	assert all(
		sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in sheets
	)
	assert max(row.height for sheet in sheets for row in sheet.row_dimensions.values()) <= 409


# marks


@pytest.mark.parametrize("state", ["Plan Draft", "Awaiting Seals", "Sealed", "Superseded"])
def test_the_watermark_is_in_the_files_of_drafts_only(state):
	facts, _prints = filled("某某公司", "", state)
	forms = plan_forms(facts).values()
	docx, xlsx = render_docx(forms), render_xlsx(forms)
	header = "".join(
		package.read(name).decode()
		for package in [zipfile.ZipFile(io.BytesIO(docx))]
		for name in package.namelist()
		if "header" in name
	)
	is_draft = state == "Plan Draft"
	assert ('string="草案"' in header) is is_draft
	heads = {sheet.oddHeader.center.text for sheet in printed.xlsx_sheets(xlsx).values()}
	assert heads == ({"草案"} if is_draft else {None})
	pictures = [name for name in zipfile.ZipFile(io.BytesIO(docx)).namelist() if "media/" in name]
	assert bool(pictures) is not is_draft


def test_the_foot_leads_back_to_the_record_in_every_format():
	from docx import Document

	facts, _prints = CONTENTS["typical"]
	forms = list(plan_forms(facts).values())
	line = "第2版　生成日期：2026年3月18日　编号：SP-2026-0001　校验码：7KQ2M9XW4B"
	paragraphs = [one.text.strip() for one in Document(io.BytesIO(render_docx(forms))).paragraphs]
	assert paragraphs.count(line) == 3
	for sheet in printed.xlsx_sheets(render_xlsx(forms)).values():
		assert line in [cell.value for cell in sheet["A"]]
		assert len(sheet._images) == 1


# tentative days


def test_tentative_days_get_one_line_and_never_a_word_in_the_cell():
	steps = {"3.8.0": Step(date(2028, 4, 1), tentative=True), "3.9.0": Step(date(2028, 5, 1), tentative=True)}
	forms = plan_forms(PlanFacts(steps=steps, team={"1.1.1": Task(day=date(2026, 1, 5))}))
	assert forms["schedule"].foot == (TENTATIVE_WORDS,)
	assert forms["schedule"].cells["3.8.3"].printed_text == "2028年4月1日完成"
	assert forms["service_team"].foot == forms["entity"].foot == ()
	assert render_page(forms.values()).count(TENTATIVE_WORDS) == 1


@pytest.mark.parametrize("step", [Step(date(2028, 4, 1), True, True), Step(None, False, True)])
def test_a_day_that_is_not_printed_needs_no_line(step):
	assert plan_forms(PlanFacts(steps={"3.8.0": step}))["schedule"].foot == ()


# the steps beyond the annex


def test_the_page_beyond_the_annex_lists_its_steps(repo):
	extras = (
		Extra("征地拆迁补偿", "落户地", "李四", date(2026, 5, 1), "", True),
		Extra("图审", "", "", None, "随施工图提交"),
	)
	form = extra_form(PlanFacts(extras=extras, mark=mark("Sealed")))
	expected = [
		["序号", "事项", "责任单位", "责任人", "计划完成时间", "备注"],
		["1", "征地拆迁补偿", "落户地", "李四", "2026年5月1日", ""],
		["2", "图审", "", "", "", "随施工图提交"],
	]
	assert [[cell.printed_text for cell in row] for row in form.rows] == expected
	assert form.foot[-1] == TENTATIVE_WORDS
	(cells,) = printed.docx_tables(render_docx([form]))
	assert [[cells[row, col][0] for col in range(6)] for row in range(3)] == expected


# where a cell stands


@pytest.mark.parametrize(
	("cell", "place"),
	[
		("1.1.4", "备注（第1行）"),
		("2.12.2", "计划完成时间（第12行）"),
		("3.0.3", "企业名称"),
		("3.0.9", "企业负责人及联系电话"),
		("3.8.9", "用地资料报市自规局"),
		("3.16.6", "设备进场、调试、试生产"),
	],
)
def test_a_cell_is_named_by_the_words_beside_it(cell, place):
	form = next(form for form in annex.blank_forms().values() if cell in form.cells)
	assert form.place_of(form.cells[cell]) == place


def test_warnings_are_shown_on_a_screen_and_never_printed():
	form = replace(plan_forms(PlanFacts())["entity"], warnings=("企业名称：缺字",))
	page = render_page([form])
	assert '<p class="warning">企业名称：缺字</p>' in page
	assert ".anshang-form .warning { display: none; }" in page
	if chromium.find():
		lines = printed.pdf_pages(chromium.to_pdf(page, chromium.find()))[0]
		assert not any("缺字" in line["text"] for line in lines)
