"""Documents on a real site, none of them kept from an earlier round: PDF against an empty page in the same engine, DOCX, XLSX, an archive.

The records are made for the run and rolled back. Ratios are medians of alternating rounds in this run.
"""

import statistics
import subprocess
import sys
import time

import frappe
from tools.measuring import connect, report

ROUNDS = 7
LIST_ROWS, LIST_COLUMNS, PROJECTS = 5000, 20, 100
EMPTY_PAGE = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>"
LIST = f"""
import resource, sys, time
from datetime import date
from decimal import Decimal
from anshang_app.rendering.sheet import DATE, LONG_TEXT, NUMBER, ListSheet, SheetColumn, build_sheet
kinds = ["text", NUMBER, DATE, LONG_TEXT]
columns = [SheetColumn(f"第{{number}}列", kinds[number % 4]) for number in range({LIST_COLUMNS})]
values = ("湖北某某新材料有限公司", Decimal("52000.5"), date(2026, 3, 5), "=建设厂房三栋、办公楼一栋" * 3)
rows = [[values[number % 4] for number in range({LIST_COLUMNS})] for _ in range({LIST_ROWS})]
began = time.perf_counter()
build_sheet(ListSheet("招商引资项目", columns, rows, date(2026, 11, 24)))
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> int:
	connect()
	frappe.set_user("Administrator")
	try:
		plans = [a_plan() for _ in range(PROJECTS)]
		kept = [*forms(plans[0]), *a_list(), archive(plans)]
	finally:
		frappe.db.rollback()
		frappe.destroy()
	return 0 if all(kept) else 1


def forms(plan) -> list[bool]:
	"""The three forms of one plan, built from the records each time."""
	from anshang_app.official_documents.build import service_plan_forms
	from anshang_app.rendering import chromium
	from anshang_app.rendering.docx_forms import render_docx
	from anshang_app.rendering.html import render_page

	program = chromium.find()
	pdf, empty, docx = [], [], []
	for _ in range(ROUNDS):
		pdf.append(seconds(lambda: chromium.to_pdf(render_page(fresh(plan, service_plan_forms)), program)))
		empty.append(seconds(lambda: chromium.to_pdf(EMPTY_PAGE, program)))
		docx.append(seconds(lambda: render_docx(fresh(plan, service_plan_forms))))
	return [
		report(
			"pdf_of_three_forms_over_empty_page",
			statistics.median(pdf) / statistics.median(empty),
			"ratio",
			1.5,
		),
		report("docx_of_three_forms", statistics.median(docx) * 1000, "ms", 150),
	]


def fresh(plan, build) -> list:
	"""The plan's forms with nothing remembered from an earlier round."""
	forget()
	return list(build(plan.name).values())


def forget() -> None:
	from anshang_app.official_documents.rules import annex
	from anshang_app.rendering import html, installed

	installed.forget()
	annex.blank_forms.cache_clear()
	html._environment.cache_clear()


def a_list() -> list[bool]:
	"""5,000 rows in a process of their own, so that its memory is theirs."""
	said = subprocess.run(
		[sys.executable, "-c", LIST], capture_output=True, text=True, check=True
	).stdout.split()
	return [
		report(f"xlsx_of_{LIST_ROWS}_rows", float(said[0]), "s", 5),
		report(f"xlsx_of_{LIST_ROWS}_rows_memory", float(said[1]), "MB", 300),
	]


def archive(plans: list) -> bool:
	"""The forms of a hundred projects against those of one, both through the job's own loop."""
	from anshang_app.official_documents.batch import drawn

	def draw(chosen: list) -> None:
		forget()
		outcomes = [outcome for outcome, _content in drawn([plan.project for plan in chosen], "pdf", 0)]
		assert not any(outcome.reason for outcome in outcomes), outcomes

	def singles(chosen: list) -> list[float]:
		return [seconds(lambda plan=plan: draw([plan])) for plan in chosen]

	draw(plans[:1])
	# before and after, for others work on the same machine meanwhile
	ones = singles(plans[:ROUNDS])
	hundred = seconds(lambda: draw(plans))
	ones += singles(plans[-ROUNDS:])
	return report(f"{PROJECTS}_projects_over_one", hundred / statistics.mean(ones), "ratio", 110)


def a_plan():
	"""A filled draft of a new project."""
	from anshang_app.foundation import constants
	from anshang_app.service_plans.plans import start_plan

	unit = named("Anshang Unit", unit_name="测速单位", is_host_locality=1, is_chain_lead_unit=1)
	project = frappe.get_doc(
		{
			"doctype": "Investment Project",
			"project_name": f"测速项目{frappe.generate_hash(length=6)}",
			"enterprise": named("Enterprise", enterprise_name="湖北测速新材料有限公司"),
			"admission_ground": "Special Meeting",
			"meeting_minutes_no": "测速",
			"meeting_date": "2026-01-05",
			"fixed_asset_investment": 20000,
			"total_investment": 30000,
			"landing_mode": "征地",
			"land_area": 120.5,
			"host_locality": unit,
			"chain_lead_unit": unit,
			"signing_date": "2026-03-05",
			"planned_start_date": "2026-06-01",
		}
	).insert()
	project.db_set("stage", constants.PLANNING)
	project.reload()
	plan = frappe.get_doc("Service Plan", start_plan(project))
	for row in plan.plan_dates:
		row.proposed_date = "2026-12-01"
	for row in plan.entity_tasks:
		row.completion_date, row.remark = "2026-12-01", "按时限推进"
	return plan.save()


def named(doctype: str, **values) -> str:
	"""A record by its first value, made where it is not there."""
	name = next(iter(values.values()))
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert()
	return name


def seconds(work) -> float:
	began = time.perf_counter()
	work()
	return time.perf_counter() - began


if __name__ == "__main__":
	sys.exit(main())
