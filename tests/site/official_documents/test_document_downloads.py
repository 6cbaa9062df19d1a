"""Downloads over the real records: forms in three formats, letters, lists, with the user's own permissions."""

import io
import json
import zipfile

import factories as make
import printed
import pytest

from anshang_app.official_documents.rules import annex
from anshang_app.official_documents.rules.fill import EXTRA_TITLE, TENTATIVE_WORDS
from anshang_app.rendering import chromium

UNKNOWN = "\U000323ae"


@pytest.fixture
def world(db):
	return make.make_world()


@pytest.fixture
def project(world):
	from anshang_app.foundation import constants

	project = make.make_project(land_area=120.5, planned_duration_months=18)
	project.db_set("stage", constants.PLANNING)
	project.reload()
	return project


@pytest.fixture
def plan(project):
	import frappe

	from anshang_app.service_plans.plans import start_plan

	start_plan(project)
	return make.fill_plan(frappe.get_doc("Service Plan", {"project": project.name})).save()


def answered() -> tuple[str, bytes]:
	import frappe

	return frappe.local.response.filename, frappe.local.response.filecontent


def download(plan, **arguments) -> tuple[str, bytes]:
	from anshang_app.official_documents.api import download_forms

	download_forms(plan.name, **arguments)
	return answered()


def test_the_three_forms_come_as_word_and_excel(plan):
	titles = [form.title for form in annex.blank_forms().values()]
	name, docx = download(plan, file_format="docx")
	assert name == f"{plan.name}-两单一表全套.docx"
	assert len(printed.docx_tables(docx)) == 3
	_name, xlsx = download(plan, file_format="xlsx")
	assert list(printed.xlsx_sheets(xlsx)) == titles
	name, xlsx = download(plan, file_format="xlsx", form="entity")
	assert (name, list(printed.xlsx_sheets(xlsx))) == (f"{plan.name}-项目主体任务清单.xlsx", [titles[1]])


def test_every_format_prints_the_same_words(plan):
	from anshang_app.official_documents.build import service_plan_forms

	plan.team_tasks[0].update({"work_target": "<b>提速</b>", "remark": "{{ 7*7 }}"})
	plan.save()
	forms = service_plan_forms(plan.name)
	wanted = [
		{(cell.row, cell.col): printed.squeezed(cell.printed_text) for cell in form.cells.values()}
		for form in forms.values()
	]
	_name, docx = download(plan, file_format="docx")
	assert [
		{place: words for place, (words, *_spans) in printed.squeezed_cells(cells).items()}
		for cells in printed.docx_tables(docx)
	] == wanted


def test_the_page_beyond_the_annex_comes_when_asked_for(plan):
	_name, xlsx = download(plan, file_format="xlsx", extra=1)
	sheets = printed.xlsx_sheets(xlsx)
	last = list(sheets)[-1]
	assert last == EXTRA_TITLE.replace("：", " ")
	beyond = [row.title for row in plan.plan_dates if not row.annex_cell and not row.left_out]
	assert [cell.value for cell in sheets[last]["B"][2:] if cell.value][: len(beyond)] == beyond
	name, _content = download(plan, file_format="docx", form="extra")
	assert name == f"{plan.name}-{EXTRA_TITLE}.docx"


def test_a_plan_without_further_steps_has_no_such_page(plan):
	import frappe

	for row in plan.plan_dates:
		if not row.annex_cell:
			row.db_set("left_out", 1)
	with pytest.raises(frappe.ValidationError, match="没有表外事项"):
		download(plan, form="extra")
	assert len(printed.docx_tables(download(plan, file_format="docx", extra=1)[1])) == 3


@pytest.mark.parametrize("file_format", ["odt", "", "PDF"])
def test_a_format_that_is_not_drawn_is_refused(plan, file_format):
	import frappe

	with pytest.raises(frappe.ValidationError, match="pdf、docx、xlsx"):
		download(plan, file_format=file_format)


def test_days_beyond_the_announced_years_are_noted_once_under_each_form(plan):
	from anshang_app.official_documents.build import service_plan_forms

	assert not any(TENTATIVE_WORDS in form.foot for form in service_plan_forms(plan.name).values())
	plan.plan_dates[0].db_set("proposed_date", "2090-01-03")
	plan.team_tasks[0].db_set("time_point", "2090-01-03")
	forms = service_plan_forms(plan.name)
	assert [form.foot.count(TENTATIVE_WORDS) for form in forms.values()].count(1) >= 1
	assert all(form.foot.count(TENTATIVE_WORDS) <= 1 for form in forms.values())
	assert not any("暂定" in cell.printed_text for form in forms.values() for cell in form.cells.values())


def test_a_day_the_count_marked_tentative_is_noted(plan):
	from anshang_app.official_documents.build import service_plan_forms

	row = next(row for row in plan.plan_dates if row.annex_cell == "3.8.0")
	row.db_set("is_tentative", 1)
	assert TENTATIVE_WORDS in service_plan_forms(plan.name)["schedule"].foot


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
def test_a_character_no_font_draws_is_named_before_it_prints_as_a_box(plan):
	import frappe

	from anshang_app.official_documents.api import forms_warnings

	assert forms_warnings(plan.name) == []
	plan.team_tasks[0].remark = f"联系人张{UNKNOWN}"
	plan.save()
	(warning,) = forms_warnings(plan.name)
	assert "备注（第1行）" in warning
	assert "U+323AE" in warning
	with pytest.raises(frappe.ValidationError, match=r"U\+323AE"):
		download(plan)
	assert download(plan, accept_missing=1)[1].startswith(b"%PDF")
	html = frappe.get_print("Service Plan", plan.name, "Service Plan Forms", no_letterhead=1)
	assert '<p class="warning">' in html


def test_only_administrators_ask_for_the_font_report(world):
	import frappe

	from anshang_app.official_documents.api import font_report, undrawable_characters

	assert {"wanted", "found", "stands_in", "embedded_ok"} == set(font_report()[0])
	assert undrawable_characters(f"天{UNKNOWN}") == [UNKNOWN]
	frappe.set_user(make.make_user("fonts-admin", "Anshang Administrator"))
	assert len(font_report()) == 5
	frappe.set_user(world["lead"])
	with pytest.raises(frappe.PermissionError):
		font_report()


# letters


@pytest.fixture
def handover(world):
	import frappe

	from anshang_app.project_lifecycle.handovers import merge_evidence, open_handover

	project = make.make_project()
	handover = open_handover(project, "Intake")
	merge_evidence(handover, make.evidence())
	handover.save()
	frappe.db.set_value("Anshang Unit", "招商服务中心（测试）", "document_code", "测招函")
	frappe.clear_document_cache("Anshang Unit", "招商服务中心（测试）")
	return handover


def letter_words(handover, file_format="docx") -> str:
	from docx import Document
	from docx.oxml.ns import qn

	from anshang_app.official_documents.api import download_handover_letter

	download_handover_letter(handover.name, file_format=file_format)
	content = answered()[1]
	if file_format == "pdf":
		return printed.squeezed("".join(line["text"] for page in printed.pdf_pages(content) for line in page))
	return printed.squeezed(
		"".join(node.text or "" for node in Document(io.BytesIO(content)).element.iter(qn("w:t")))
	)


def test_the_letter_of_an_intake_says_the_project_and_its_evidence(handover):
	for file_format in ["docx", *(["pdf"] if chromium.find() else [])]:
		words = letter_words(handover, file_format)
		for part in (
			"测试项目",
			"测试企业",
			"91350100M000100Y43",
			"20000万元",
			"补充协议",
			"2026年3月10日",
			"包保单位(测试)",
		):
			assert part in words, part
		assert "政数局(测试):" in words
		assert "138" not in words
	assert answered()[0].startswith(f"{handover.name}-招商项目信息移交函")


def test_the_letter_of_a_completion_lists_planned_and_actual_days(plan, project):
	import frappe

	from anshang_app.official_documents.letter_build import handover_letter
	from anshang_app.official_documents.rules.letters import CompletionLetter

	node = frappe.get_doc("Project Node", {"project": project.name, "annex_cell": "3.8.0"})
	node.db_set({"planned_date": "2026-04-01", "actual_date": "2026-03-28"})
	handover = make.make("Project Handover", project=project.name, kind="Completion")
	letter = handover_letter(handover)
	assert isinstance(letter, CompletionLetter)
	first = letter.milestones[0]
	assert (first.name, str(first.planned), str(first.actual)) == (node.title, "2026-04-01", "2026-03-28")
	assert "企业开办" in letter_words(handover)


def test_who_may_not_read_the_handover_gets_no_letter(handover):
	import frappe

	frappe.set_user(make.make_user("letter-stranger", "Report Manager"))
	with pytest.raises(frappe.PermissionError):
		letter_words(handover)


def test_an_administrators_template_takes_the_place_of_the_shipped_layout(handover):
	import frappe
	from docx import Document

	docx = Document()
	docx.add_paragraph("致{{ letter.to_unit }}：{{ letter.project.name }}")
	stream = io.BytesIO()
	docx.save(stream)
	record = frappe.get_doc("Letter Template", "Intake Handover Letter")
	record.docx_template = attach("own.docx", stream.getvalue())
	record.save()
	assert letter_words(handover) == "致政数局(测试):测试项目"
	with pytest.raises(frappe.ValidationError, match="Word模板"):
		letter_words(handover, "pdf")


def attach(name: str, content: bytes) -> str:
	import frappe

	file = frappe.get_doc({"doctype": "File", "file_name": name, "is_private": 1, "content": content})
	return file.insert(ignore_permissions=True).file_url


@pytest.mark.parametrize(
	("name", "content", "why"),
	[("own.txt", b"text", "Word文档"), ("own.docx", b"no zip", "Word文档")],
)
def test_a_template_that_cannot_be_filled_is_refused(world, name, content, why):
	import frappe

	record = frappe.get_doc("Letter Template", "Meeting Minutes")
	record.docx_template = attach(name, content)
	with pytest.raises(frappe.ValidationError, match=why):
		record.save()


@pytest.mark.parametrize(
	("lines", "why"),
	[
		(["文号：｛｛ letter.number ｝｝"], r"“｛｛ letter\.number ｝｝”用了全角"),
		(["文号：{{ letter.number ｝｝"], "用了全角"),
		(
			["{{ letter.metting }}"],
			r"“{{ letter\.metting }}”中的字段 metting 不存在。可能是：meeting（会议名称）",
		),
		(["{{ letter.plaec }}"], r"字段 plaec 不存在。可能是：place（地点）"),
		(["{{ lettr.place }}"], "字段 lettr 不存在。可能是：letter"),
		(
			["{%p for one in letter.topics %}", "{{ one.title }}"],
			r"“{%p for one in letter\.topics %}”缺少结束标签：.*{%p endfor %}",
		),
		(["{% if letter.place %}有"], r"缺少结束标签：.*{% endif %}"),
		(["{%p endfor %}"], "没有对应的开始标签"),
		(["{{ letter.place"], "不是完整的标签"),
		(["{{ letter.place | uper }}"], "用了不存在的过滤器 uper"),
	],
)
def test_a_wrong_tag_of_a_template_is_named_in_chinese_with_its_field(world, lines, why):
	import frappe
	from docx import Document

	docx = Document()
	for line in lines:
		docx.add_paragraph(line)
	stream = io.BytesIO()
	docx.save(stream)
	record = frappe.get_doc("Letter Template", "Meeting Minutes")
	record.docx_template = attach("own.docx", stream.getvalue())
	with pytest.raises(frappe.ValidationError, match=why):
		record.save()
	assert not frappe.db.get_value("Letter Template", "Meeting Minutes", "docx_template")


def test_examples_and_samples_are_for_administrators(world):
	import frappe

	from anshang_app.official_documents.api import download_example, download_sample

	for method in (download_example, download_sample):
		method("Meeting Minutes")
		assert zipfile.ZipFile(io.BytesIO(answered()[1])).testzip() is None
		with pytest.raises(frappe.ValidationError, match="没有名为"):
			method("Menu")
	frappe.set_user(world["lead"])
	with pytest.raises(frappe.PermissionError):
		download_example("Meeting Minutes")


# lists


def exported(doctype="Investment Project", **arguments):
	from anshang_app.official_documents.api import export_list

	export_list(doctype, **arguments)
	return next(iter(printed.xlsx_sheets(answered()[1]).values()))


def test_a_list_is_exported_in_the_users_words(project):
	sheet = exported(
		filters=json.dumps([["Investment Project", "name", "=", project.name]]),
		fields=json.dumps(
			["project_name", "stage", "land_area", "signing_date", "admission_ground", "is_back_entry"]
		),
	)
	assert sheet["A1"].value == "招商引资项目"
	assert len(sheet[3]) == 7
	values = {head.value: cell.value for head, cell in zip(sheet[3], sheet[4], strict=True)}
	assert values["项目名称"] == "测试项目"
	assert values["占地面积\n（亩）"] == 120.5
	assert str(values["签约时间"].date()) == "2026-03-05"
	assert "制定两单一表" in values.values()
	assert "否" in values.values()
	assert not any(
		isinstance(value, str) and value.isascii() and value.isalpha() for value in values.values()
	)


def test_a_list_holds_only_the_rows_the_user_may_see(handover, world):
	import frappe

	count = len(frappe.get_all("Project Handover"))
	frappe.set_user(world["bureau"])
	seen = frappe.get_list("Project Handover", pluck="name", limit=1000)
	sheet = exported("Project Handover")
	assert sheet.max_row == 3 + len(seen) <= 3 + count


@pytest.mark.parametrize(
	("doctype", "user"),
	[("Investment Project", "agent"), ("Approval Case", "lead"), ("Project Handover", "lead")],
)
def test_who_may_not_export_gets_no_list(world, doctype, user):
	import frappe

	frappe.set_user(world[user])
	if frappe.has_permission(doctype, "export"):
		pytest.skip("the role may export")
	with pytest.raises(frappe.PermissionError):
		exported(doctype)


@pytest.mark.parametrize("doctype", ["User", "Error Log", "Plan Date", "Anshang Settings", "x' or 1=1"])
def test_only_lists_of_the_app_are_exported(world, doctype):
	import frappe

	with pytest.raises(frappe.ValidationError, match="没有可导出的列表"):
		exported(doctype)


def test_a_column_the_user_may_not_read_is_refused(world):
	import frappe

	with pytest.raises(frappe.ValidationError, match="phone_full"):
		exported("Project Contact", fields=json.dumps(["phone_full"]))


@pytest.mark.parametrize("filters", ["{", '"text"'])
def test_filters_that_are_none_are_refused(world, filters):
	import frappe

	with pytest.raises(frappe.ValidationError):
		exported(filters=filters)


def test_every_list_of_the_app_can_be_exported(project):
	import frappe

	lists = frappe.get_all(
		"DocType",
		{"name": ["in", make.app_doctypes()], "istable": 0, "issingle": 0},
		pluck="name",
		order_by="name",
	)
	assert len(lists) > 10
	for doctype in lists:
		if frappe.has_permission(doctype, "export"):
			sheet = exported(doctype)
			assert sheet["A1"].value, doctype
			assert not any(cell.value and str(cell.value).isascii() for cell in sheet[3]), doctype
