"""The official forms against the annex, cell by cell, and what filling them prints."""

import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anshang_app.official_documents.rules import annex
from anshang_app.official_documents.rules.facts import Mark, PlanFacts, Step, Task, Works
from anshang_app.official_documents.rules.fill import (
	entity_form,
	plan_forms,
	schedule_form,
	service_team_form,
)
from anshang_app.rendering import chromium, wording
from anshang_app.rendering.grid import Contact, UnknownCell
from anshang_app.rendering.html import render_page

BLANK = plan_forms(PlanFacts())


def annex_tables(repo) -> list[dict]:
	return json.loads((repo / "tests" / "data" / "annex.json").read_text())["tables"]


class Page(HTMLParser):
	"""The cells of a page as a browser reads them: {name: (text, rowspan, colspan)}, and all text."""

	def __init__(self, html: str):
		super().__init__()
		self.cells: dict[str, list] = {}
		self.tags: list[str] = []
		self.texts: list[str] = []
		self.open: list[str] = []
		self.heads = 0
		self.feed(html)

	def handle_starttag(self, tag, attributes):
		self.tags.append(tag)
		self.heads += tag == "thead"
		if tag == "td":
			found = dict(attributes)
			self.cells[found["data-cell"]] = ["", int(found["rowspan"]), int(found["colspan"])]
			self.open.append(found["data-cell"])

	def handle_endtag(self, tag):
		if tag == "td":
			self.open.pop()

	def handle_data(self, data):
		self.texts.append(data)
		if self.open:
			self.cells[self.open[-1]][0] += data

	def text(self, name: str) -> str:
		return self.cells[name][0]


def tiles(form) -> bool:
	"""Whether the cells cover every square of the grid exactly once."""
	squares = [
		(row, col)
		for cell in form.cells.values()
		for row in range(cell.row, cell.row + cell.rowspan)
		for col in range(cell.col, cell.col + cell.colspan)
	]
	whole = {(row, col) for row in range(len(form.rows)) for col in range(form.columns)}
	return len(squares) == len(set(squares)) and set(squares) == whole


# the blank forms


def test_the_package_ships_the_annex_byte_for_byte(repo):
	assert annex.SOURCE.read_bytes() == (repo / "tests" / "data" / "annex.json").read_bytes()


def test_every_cell_of_the_annex_stands_in_its_blank_form(repo):
	page = Page(render_page(BLANK.values()))
	seen = 0
	for number, (form, table) in enumerate(zip(BLANK.values(), annex_tables(repo), strict=True), start=1):
		assert form.title == table["title"]
		assert (form.columns, form.header_rows, len(form.rows)) == (
			table["columns"],
			table["header_rows"],
			table["rows"],
		)
		for wanted in table["cells"]:
			cell = form.cells[f"{number}.{wanted['row']}.{wanted['col']}"]
			assert (cell.row, cell.col, cell.rowspan, cell.colspan, cell.kind, cell.text) == tuple(
				wanted[key] for key in ("row", "col", "rowspan", "colspan", "kind", "text")
			)
			printed = wanted["text"].replace("{}", wording.GAP)
			assert cell.printed_text == printed
			assert page.cells[cell.name] == [printed, wanted["rowspan"], wanted["colspan"]]
			seen += 1
	assert seen == len(page.cells) == sum(len(form.cells) for form in BLANK.values())


@pytest.mark.parametrize("name", annex.FORM_NAMES)
def test_blank_forms_tile_and_carry_no_mark(name):
	form = BLANK[name]
	assert tiles(form)
	assert sum(form.widths) == pytest.approx(100)
	assert (form.watermark, form.foot, form.qr) == ("", (), ())


def test_the_heading_row_of_the_lists_repeats():
	page = Page(render_page(BLANK.values()))
	assert page.heads == 2


def test_every_dated_row_of_the_schedule_has_one_cell_for_its_date():
	form = BLANK[annex.SCHEDULE]
	labels = [
		cell.name
		for cell in form.cells.values()
		if cell.kind == "text" and (8 <= cell.row <= 16 or cell.name in ("3.3.0", "3.3.6"))
	]
	dated = {annex.date_cell(form, label).name for label in labels}
	assert dated == {cell.name for cell in form.cells.values() if cell.kind in ("date", "date_done")}
	assert annex.date_cell(form, "3.15.6").name == "3.16.6"
	with pytest.raises(KeyError):
		annex.date_cell(form, "3.0.0")


# filled


def test_a_filled_service_team_list():
	form = service_team_form(
		PlanFacts(
			team={
				"1.1.1": Task("印发清单", date(2026, 3, 5), "", "已报市政府"),
				"1.2.1": Task(rhythm="全程"),
				"1.3.1": Task(rhythm="每周", left_out=True),
			}
		)
	)
	cells = form.cells
	assert [cells[f"1.1.{col}"].printed_text for col in (2, 3, 4)] == [
		"印发清单",
		"2026年3月5日",
		"已报市政府",
	]
	assert [cells[f"1.2.{col}"].printed_text for col in (2, 3, 4)] == ["", "全程", ""]
	assert [cells[f"1.3.{col}"].printed_text for col in (2, 3, 4)] == ["", "/", ""]
	assert [cells[f"1.4.{col}"].printed_text for col in (2, 3, 4)] == ["", "", ""]


def test_a_filled_entity_list():
	form = entity_form(
		PlanFacts(
			entity={
				"2.7.1": Task(left_out=True, remark="不涉及"),
				"2.10.1": Task(rhythm="全程"),
				"2.12.1": Task(day=date(2027, 11, 30)),
			}
		)
	)
	assert [form.cells[f"2.7.{col}"].printed_text for col in (2, 3)] == ["/", "不涉及"]
	assert form.cells["2.10.2"].printed_text == "全程"
	assert form.cells["2.12.2"].printed_text == "2027年11月30日"
	assert form.cells["2.1.2"].printed_text == ""


def test_a_filled_schedule():
	form = schedule_form(
		PlanFacts(
			enterprise="湖北某某材料有限公司",
			enterprise_contact=Contact("张三丰", "13812345678"),
			host="天门经济开发区",
			host_contact=Contact("李四", ""),
			signed_on=date(2026, 3, 5),
			land_area=Decimal("120.50"),
			duration=Decimal("18.0"),
			works=Works(Decimal("52000.0"), 3, 1, 0, 0, 0, Decimal("86500.50")),
			works_of_year=Works(investment=Decimal("20000")),
			steps={
				"3.8.0": Step(date(2026, 4, 1)),
				"3.11.0": Step(date(2026, 4, 1), left_out=True),
				"3.14.6": Step(date(2026, 12, 10)),
				"3.15.6": Step(date(2027, 10, 8)),
			},
		)
	)
	printed = {name: cell.printed_text for name, cell in form.cells.items()}
	assert printed["3.0.3"] == "湖北某某材料有限公司"
	assert printed["3.0.9"] == "张三丰 13812345678"
	assert printed["3.1.9"] == "李四"
	assert printed["3.2.3"] == printed["3.2.9"] == ""
	assert printed["3.3.3"] == "2026年3月5日"
	assert printed["3.3.9"] == "年   月   日"
	assert (printed["3.4.3"], printed["3.4.9"]) == ("120.5亩", "18月")
	assert printed["3.5.3"] == (
		"计划总投资52000万元，计划建设3栋厂房，1栋办公楼，0栋宿舍，0栋研发楼，0栋综合楼等，总建筑面积86500.5㎡。"
	)
	assert printed["3.6.3"].startswith(f"当年计划完成投资20000万元，当年计划建设完成{wording.GAP}栋厂房，")
	assert printed["3.8.3"] == "2026年4月1日完成"
	assert printed["3.9.3"] == "年   月   日完成"
	assert printed["3.11.3"] == "/"
	assert printed["3.14.9"] == "2026年12月10日"
	assert (printed["3.15.6"], printed["3.16.6"]) == ("设备进场、调试、试生产", "2027年10月8日")
	assert [printed[f"3.{row}.6"] for row in (11, 12, 13)] == ["/", "/", "/"]
	assert printed["3.18.0"] == "企业负责人：\n年    月    日"


@pytest.mark.parametrize(
	("fill", "facts"),
	[
		(service_team_form, PlanFacts(team={"1.9.1": Task()})),
		(service_team_form, PlanFacts(team={"1.0.1": Task()})),
		(entity_form, PlanFacts(entity={"1.1.1": Task()})),
		(schedule_form, PlanFacts(steps={"3.99.0": Step()})),
		(schedule_form, PlanFacts(steps={"3.8.3": Step()})),
	],
)
def test_a_row_the_annex_does_not_have_is_refused(fill, facts):
	with pytest.raises(UnknownCell):
		fill(facts)


@pytest.mark.parametrize(
	("value", "text"),
	[("120.50", "120.5"), ("18", "18"), ("100", "100"), ("0.00", "0"), ("1E+5", "100000"), ("-0.0", "0")],
)
def test_numbers_print_without_trailing_zeros(value, text):
	assert wording.number(Decimal(value)) == text


def test_dates_and_telephone_numbers_are_never_broken_over_lines():
	runs = wording.text_runs("2026年12月31日前报送，电话0728-5221234。")
	assert [run.text for run in runs if run.keep] == ["2026年12月31日", "0728-5221234"]
	html = render_page([schedule_form(PlanFacts(signed_on=date(2026, 3, 5)))])
	assert '<span class="keep">2026年3月5日</span>' in html


def test_markup_in_a_name_prints_as_text():
	name = "<b>某某</b>\"公司\" & 'x' {{ 7 * 7 }} <script>alert(1)</script>"
	facts = PlanFacts(
		enterprise=name,
		host_contact=Contact(name, name),
		team={"1.1.1": Task(target=name, remark=name)},
		mark=Mark(name, 1, "Sealed", date(2026, 3, 5), name),
	)
	html = render_page(plan_forms(facts).values())
	page = Page(html)
	for cell in ("3.0.3", "1.1.2", "1.1.4"):
		assert page.text(cell) == name
	assert not {"b", "script"} & set(page.tags)
	assert any(f"校验码：{name}" in text for text in page.texts)


def test_control_characters_are_dropped():
	page = Page(render_page([schedule_form(PlanFacts(enterprise="甲\x00\x08\x1b乙\ud800丙"))]))
	assert page.text("3.0.3") == "甲乙丙"


# marks

CODE, QR = "7KQ2M9XW4B", ("101", "010", "110")


@pytest.mark.parametrize("state", ["Plan Draft", "Awaiting Seals", "Sealed", "Superseded"])
def test_the_watermark_lies_on_drafts_only(state):
	mark = Mark("SP-2026-0001", 2, state, date(2026, 3, 18), CODE, QR)
	forms = plan_forms(PlanFacts(mark=mark))
	html = render_page(forms.values())
	is_draft = state == "Plan Draft"
	for form in forms.values():
		assert form.watermark == ("草案" if is_draft else "")
		assert form.foot[0].startswith("第2版")
		assert "生成日期：2026年3月18日" in form.foot[0]
		assert "SP-2026-0001" in form.foot[0]
		assert (CODE in form.foot[0]) is not is_draft
		assert form.qr == (() if is_draft else QR)
	assert ('<div class="watermark">' in html) is is_draft
	assert ("<svg" in html) is not is_draft
	assert ("已被替代" in html) is (state == "Superseded")


def test_the_year_of_the_annual_plan_is_named_under_the_schedule():
	mark = Mark("SP-2026-0001", 1, "Sealed", date(2026, 3, 18), CODE)
	with_year = PlanFacts(year=2026, works_of_year=Works(plants=1), mark=mark)
	assert schedule_form(with_year).foot[1:] == ("当年建设计划为2026年",)
	assert service_team_form(with_year).foot[1:] == ()
	assert schedule_form(PlanFacts(year=2026, mark=mark)).foot[1:] == ()


def test_a_long_remark_gets_a_wider_column_and_smaller_letters():
	form = service_team_form(PlanFacts(team={"1.1.1": Task(remark="每周五调度。" * 100)}))
	assert form.widths == annex.WIDE[annex.SERVICE_TEAM]
	assert form.cells["1.1.4"].length == "very-long"
	assert all(sum(widths) == 100 for widths in annex.WIDE.values())


# any content

any_text = st.text(max_size=40)
any_day = st.none() | st.dates()
any_number = st.none() | st.decimals(0, 10**9, places=4)
any_count = st.none() | st.integers(0, 10**6)
any_works = st.builds(Works, any_number, any_count, any_count, any_count, any_count, any_count, any_number)
any_contact = st.builds(Contact, any_text, any_text)
any_task = st.builds(Task, any_text, any_day, any_text, any_text, st.booleans())
team_labels = st.sampled_from([f"1.{row}.1" for row in range(1, 5)])
entity_labels = st.sampled_from([f"2.{row}.1" for row in range(1, 13)])
step_labels = st.sampled_from(["3.8.0", "3.8.6", "3.11.0", "3.14.6", "3.15.6", "3.16.0"])
any_facts = st.builds(
	PlanFacts,
	enterprise=any_text,
	enterprise_contact=any_contact,
	host=any_text,
	lead_contact=any_contact,
	signed_on=any_day,
	land_area=any_number,
	duration=any_number,
	works=any_works,
	works_of_year=any_works,
	team=st.dictionaries(team_labels, any_task),
	entity=st.dictionaries(entity_labels, any_task),
	steps=st.dictionaries(step_labels, st.builds(Step, any_day, st.booleans())),
)


@settings(max_examples=60, deadline=None)
@given(any_facts)
def test_whatever_is_filled_in_the_grid_stays_whole(facts):
	forms = plan_forms(facts)
	page = Page(render_page(forms.values()))
	for name, form in forms.items():
		assert tiles(form)
		assert sum(form.widths) == pytest.approx(100)
		assert list(form.cells) == list(BLANK[name].cells)
		for cell in form.cells.values():
			assert page.cells[cell.name] == [cell.printed_text, cell.rowspan, cell.colspan]
			if cell.kind in ("text", "slash", "signature"):
				assert cell.printed_text == cell.text
			elif cell.kind == "date_done":
				assert (
					cell.printed_text == cell.text
					or cell.printed_text == "/"
					or cell.printed_text.endswith("日完成")
				)
	assert set(page.tags) <= set(re.findall(r"<(\w+)", render_page(BLANK.values())))


# Chromium


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
def test_chromium_prints_the_forms_on_three_sheets():
	pdf = chromium.to_pdf(render_page(BLANK.values()), chromium.find())
	assert pdf.startswith(b"%PDF")
	assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3


def test_a_chromium_that_hangs_is_killed_and_named(tmp_path):
	slow = tmp_path / "chromium"
	slow.write_text("#!/bin/sh\nsleep 60 & wait\n")
	slow.chmod(0o755)
	with pytest.raises(chromium.ChromiumFailed, match="timeout"):
		chromium.to_pdf("<p>", str(slow), seconds=0.5)


def test_a_chromium_that_prints_nothing_says_why(tmp_path):
	broken = tmp_path / "chromium"
	broken.write_text("#!/bin/sh\necho no display >&2\nexit 1\n")
	broken.chmod(0o755)
	with pytest.raises(chromium.ChromiumFailed, match="no display"):
		chromium.to_pdf("<p>", str(broken))
