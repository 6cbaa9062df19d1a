"""The dry run of a ledger of 5,000 projects, and the taking over of its rows against Frappe's own Data Import of the same.

All stands in one transaction that is rolled back: what either commits on the way is left out, which makes the peer,
that commits after every row, faster than it is. The peer needs two files, one of enterprises, one of projects.
"""

import csv
import io
import os
import sys
import time

import frappe
from frappe.core.doctype.data_import.importer import Importer
from openpyxl import Workbook
from tools.measuring import connect, report, statements

from anshang_app.ledger_import import entering, kinds, projects, records, uploads
from anshang_app.ledger_import.proposals import Choices
from anshang_app.ledger_import.rules.headings import PROJECTS

HEADS = [
	"序号",
	"项目名称",
	"企业名称",
	"总投资（亿元）",
	"固投（万元）",
	"占地（亩）",
	"签约时间",
	"形象进度",
	"所属产业",
	"责任人",
	"联系电话",
]
TRIED, ENTERED, WARM = 5_000, 200, 20
MOST_SECONDS = 15.0
#: the time of a row against Frappe's, at most
MOST_OF_DATA_IMPORT = 0.2
CHAIN = "台账测速产业"


def workbook(count: int) -> bytes:
	book = Workbook(write_only=True)
	page = book.create_sheet("台账")
	page.append(["全市重点项目台账"])
	page.append(HEADS)
	for number in range(count):
		page.append(
			[
				number,
				f"测速项目{number}",
				f"测速企业{number}",
				3,
				25000,
				35,
				"2026.3.5",
				"已签约",
				CHAIN,
				"张三",
				"13800001111",
			]
		)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def take_over(found: list) -> list:
	"""The rows taken over in the parts a request or a job takes; what became of each."""
	write, write_new, done = projects.write, projects.enter_new, []
	for start in range(0, len(found), entering.AT_ONCE):
		part = found[start : start + entering.AT_ONCE]
		done += entering.enter(part, write, "测速.xlsx", "测速", write_new)
	return done


def data_import(doctype: str, rows: list[dict]) -> None:
	"""Frappe's Data Import of rows, as a person starts it with a CSV file."""
	stream = io.StringIO()
	writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
	writer.writeheader()
	writer.writerows(rows)
	content = {"file_name": "测速.csv", "is_private": 1, "content": stream.getvalue()}
	file = frappe.get_doc({"doctype": "File", **content}).insert()
	values = {"reference_doctype": doctype, "import_type": "Insert New Records", "import_file": file.file_url}
	doc = frappe.get_doc({"doctype": "Data Import", **values}).insert()
	Importer(doctype, data_import=doc).import_data()
	os.remove(file.get_full_path())
	done = frappe.db.count("Data Import Log", {"data_import": doc.name, "success": 1})
	assert done == len(rows), (done, doc.template_warnings)


def peer(found) -> None:
	"""The same rows by Data Import: enterprises first, then the projects that name them."""
	names = [one.new_enterprise for one in found]
	data_import("Enterprise", [{"enterprise_name": name} for name in names])
	stored = dict(
		frappe.get_all(
			"Enterprise",
			filters={"enterprise_name": ["in", names]},
			fields=["enterprise_name", "name"],
			as_list=True,
		)
	)
	data_import(
		"Investment Project", [{**one.values, "enterprise": stored[one.new_enterprise]} for one in found]
	)


def main() -> int:
	connect()
	mode = frappe.get_all("Landing Mode", pluck="name", order_by="name")[0]
	choices = Choices(landing_mode=mode, year=2026)
	kept = []
	frappe.db.commit = lambda: None
	try:
		chain = {"doctype": "Industry Chain", "chain_name": CHAIN, "counts_for_admission": 1}
		frappe.get_doc(chain).insert()
		content = workbook(TRIED)
		began = time.perf_counter()
		found, _on_file = kinds.proposed(uploads.lines(content, PROJECTS, {}, 2026), PROJECTS, choices)
		kept.append(report("ledger_trial_5000", time.perf_counter() - began, "s", MOST_SECONDS))
		assert {one.judged.outcome for one in found} == {"new"}, found[0].judged.line.wrong
		take_over(found[:WARM])
		began = time.perf_counter()
		done = take_over(found[WARM : WARM + ENTERED])
		ours = time.perf_counter() - began
		assert {row.outcome for row in done} == {records.ENTERED}, done[0].reason
		few = found[WARM + ENTERED : WARM + ENTERED + 10]
		queries = statements(lambda: take_over(few)) / 10
		rest = found[WARM + ENTERED + 10 : WARM + 2 * ENTERED + 10]
		began = time.perf_counter()
		peer(rest)
		theirs = time.perf_counter() - began
		report("ledger_entered_row", ours / ENTERED * 1000, "ms", None)
		report("ledger_entered_row_statements", queries, "", None)
		report("data_import_row", theirs / ENTERED * 1000, "ms", None)
		kept.append(report("ledger_against_data_import", ours / theirs, "x", MOST_OF_DATA_IMPORT))
	finally:
		frappe.db.rollback()
		frappe.destroy()
	return 0 if all(kept) else 1


if __name__ == "__main__":
	sys.exit(main())
