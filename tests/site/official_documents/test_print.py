"""The printed forms of a real plan: what Frappe's own print path and the download give, and to whom."""

import io
import json
import shutil
import unicodedata

import factories as make
import pytest

from anshang_app.official_documents.rules import annex
from anshang_app.rendering import chromium

PHONES = {
	"Enterprise": ("张三丰", "13812345678"),
	"Host Locality": ("李四", "0728-5221234"),
	"Chain Lead Unit": ("王五", "13912345678"),
}
FORMATS = {
	"Service Team Task List": ["service_team"],
	"Entity Task List": ["entity"],
	"Approval And Construction Schedule": ["schedule"],
	"Service Plan Forms": list(annex.FORM_NAMES),
}


@pytest.fixture
def world(db):
	return make.make_world()


@pytest.fixture
def plan(world):
	"""A draft plan with contacts, buildings, a year, dates, a rhythm and a remark."""
	import frappe

	from anshang_app.foundation import constants
	from anshang_app.key_projects.contacts import store_phone
	from anshang_app.service_plans.plans import start_plan

	project = make.make_project(
		planned_duration_months=18,
		land_area=120.5,
		planned_plants=3,
		total_floor_area=86500.5,
		annual_plans=[{"plan_year": 2026, "year_investment": 20000, "year_plants": 1}],
	)
	for side, (name, phone) in PHONES.items():
		store_phone(make.make("Project Contact", project=project.name, side=side, contact_name=name), phone)
	project.db_set("stage", constants.PLANNING)
	project.reload()
	start_plan(project)
	plan = frappe.get_doc("Service Plan", {"project": project.name})
	make.fill_plan(plan)
	plan.plan_year = 2026
	plan.team_tasks[0].update({"work_target": "<b>提速</b>", "remark": "A & B"})
	plan.team_tasks[2].update({"time_point": None, "rhythm": "每周"})
	return plan.save()


def forms_of(plan):
	from anshang_app.official_documents.build import service_plan_forms

	return service_plan_forms(plan.name)


def printed_cells(plan) -> dict[str, str]:
	return {name: cell.printed_text for form in forms_of(plan).values() for name, cell in form.cells.items()}


def rendered(plan, name: str) -> str:
	import frappe

	return frappe.get_print("Service Plan", plan.name, print_format=name, no_letterhead=1)


def read_pdf(content: bytes):
	from pypdf import PdfReader

	return PdfReader(io.BytesIO(content))


def download(plan, **arguments):
	import frappe

	from anshang_app.official_documents.api import download_forms

	download_forms(plan.name, **arguments)
	assert frappe.local.response.type == "pdf"
	return read_pdf(frappe.local.response.filecontent)


def letters(reader) -> str:
	"""All text of a PDF without spaces, in the common forms of the characters."""
	text = "".join(page.extract_text() for page in reader.pages)
	return "".join(unicodedata.normalize("NFKC", text).split())


def test_the_record_fills_every_cell(plan):
	printed = printed_cells(plan)
	assert [printed[name] for name in ("3.0.3", "3.1.3", "3.2.3")] == [
		"测试企业",
		"落户地（测试）",
		"包保单位（测试）",
	]
	assert [printed[name] for name in ("3.0.9", "3.1.9", "3.2.9")] == [
		f"{name} {phone}" for name, phone in PHONES.values()
	]
	assert (printed["3.3.3"], printed["3.3.9"]) == ("2026年3月5日", "2026年6月1日")
	assert (printed["3.4.3"], printed["3.4.9"]) == ("120.5亩", "18月")
	assert printed["3.5.3"].startswith("计划总投资30000万元，计划建设3栋厂房，0栋办公楼，")
	assert printed["3.6.3"].startswith("当年计划完成投资20000万元，当年计划建设完成1栋厂房，")
	assert [printed[f"1.1.{col}"] for col in (2, 3, 4)] == ["<b>提速</b>", "2026年12月1日", "A & B"]
	assert printed["1.3.3"] == "每周"
	# not a special building
	assert printed["3.11.3"] == "/"
	assert all(printed[f"2.{row}.2"] in ("2026年12月1日", "/") for row in range(1, 13))


def test_no_date_cell_of_a_complete_plan_stays_blank(plan):
	blank = [
		cell.name
		for cell in forms_of(plan)["schedule"].cells.values()
		if cell.kind in ("date", "date_done", "quantity") and cell.value is None
	]
	assert blank == []


def test_another_year_without_a_plan_leaves_its_sentence_blank(plan):
	plan.db_set("plan_year", 2031)
	assert forms_of(plan)["schedule"].cells["3.6.3"].value == (None,) * 7


def test_every_row_of_the_annexs_lists_comes_from_the_plan(plan):
	from anshang_app.official_documents.build import facts_of

	facts = facts_of(plan)
	assert (len(facts.team), len(facts.entity)) == (4, 12)


def test_a_row_of_a_cell_the_annex_lacks_is_named(plan):
	import frappe

	plan.plan_dates[0].db_set("annex_cell", "3.99.0")
	with pytest.raises(frappe.ValidationError, match=r"3\.99\.0"):
		forms_of(plan)


def test_each_print_format_draws_its_forms(plan):
	for name, forms in FORMATS.items():
		html = rendered(plan, name)
		drawn = [form for form in annex.FORM_NAMES if f'data-form="{form}"' in html]
		assert drawn == forms, name
		assert "<b>提速</b>" not in html
		assert ("&lt;b&gt;提速&lt;/b&gt;" in html) is ("service_team" in forms)
	assert plan.meta.default_print_format == "Service Plan Forms"


def test_the_draft_alone_is_watermarked(plan):
	from anshang_app.foundation import constants

	assert '<div class="watermark">草案</div>' in rendered(plan, "Service Plan Forms")
	for state in (constants.AWAITING_SEALS, constants.SEALED, constants.SUPERSEDED):
		plan.db_set("state", state)
		html = rendered(plan, "Service Plan Forms")
		assert '<div class="watermark">' not in html
		assert plan.verify_code in html
		assert plan.name in html


def test_a_changed_copy_sent_with_the_request_prints_the_stored_plan(plan):
	"""Frappe prints whatever document the request brings; another project's contacts must not follow."""
	from frappe.www.printview import get_html_and_style

	copy = json.loads(plan.as_json())
	copy["project"] = "AS-9999-0001"
	html = get_html_and_style(json.dumps(copy), print_format="Service Plan Forms")["html"]
	assert "测试企业" in html


@pytest.mark.parametrize("role", ["Report Manager", None])
def test_who_may_not_read_the_plan_gets_no_form(plan, role):
	import frappe

	frappe.set_user(make.make_user("printing-stranger", role) if role else "Guest")
	with pytest.raises(frappe.PermissionError):
		forms_of(plan)
	with pytest.raises(frappe.PermissionError):
		download(plan)


def test_a_clerk_who_may_read_prints_full_numbers(plan, world):
	import frappe

	frappe.set_user(world["lead"])
	html = rendered(plan, "Approval And Construction Schedule")
	assert all(phone in html for _name, phone in PHONES.values())


@pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="no wkhtmltopdf on PATH")
def test_frappes_own_pdf_is_complete(plan, url, monkeypatch):
	import frappe

	# Frappe's engine fetches the style sheet over HTTP, and not every site's name leads to its server
	monkeypatch.setitem(frappe.local.conf, "host_name", url)
	content = frappe.get_print("Service Plan", plan.name, "Service Plan Forms", as_pdf=True, no_letterhead=1)
	text = letters(read_pdf(content))
	assert all(form.title in text for form in annex.blank_forms().values())
	assert "13812345678" in text
	assert "2026年12月1日完成" in text


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
def test_the_download_is_one_sheet_per_form(plan):
	import frappe

	reader = download(plan)
	assert len(reader.pages) == 3
	assert frappe.local.response.filename == f"{plan.name}-两单一表全套.pdf"
	text = letters(reader)
	assert all(form.title in text for form in annex.blank_forms().values())
	assert "<b>提速</b>" in text
	assert len(download(plan, form="schedule").pages) == 1


def test_a_form_that_is_not_there_is_refused(plan):
	import frappe

	with pytest.raises(frappe.ValidationError, match="没有名为"):
		download(plan, form="../x")


@pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="no wkhtmltopdf on PATH")
def test_without_chromium_frappes_engine_makes_the_pdf(plan, monkeypatch):
	monkeypatch.setattr(chromium, "find", lambda: None)
	assert "项目主体任务清单" in letters(download(plan, form="entity"))


def test_a_failing_chromium_is_told(plan, monkeypatch):
	import frappe

	def fail(page, program):
		raise chromium.ChromiumFailed("killed")

	monkeypatch.setattr(chromium, "find", lambda: "chromium")
	monkeypatch.setattr(chromium, "to_pdf", fail)
	with pytest.raises(frappe.ValidationError, match="未能生成PDF"):
		download(plan)
