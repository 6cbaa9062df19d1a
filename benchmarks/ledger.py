"""The dry run of a ledger of 5,000 projects, and the taking over of 1,000 against Frappe's own insert of the same rows.

Both stand in one transaction that is rolled back. The insert is what Frappe's Data Import does with each row, without
its log and its progress bar, which makes the peer faster than it is.
"""

import io
import os
import sys
import time

import frappe
from openpyxl import Workbook
from tools.measuring import report

from anshang_app.ledger_import import entering, trial, uploads
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
TRIED, ENTERED = 5_000, 200
MOST_SECONDS = 15.0
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


def main() -> int:
	frappe.init(site=os.environ["FRAPPE_SITE"], sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	frappe.local.lang = "zh"
	mode = frappe.get_all("Landing Mode", pluck="name", order_by="name")[0]
	choices = Choices(landing_mode=mode, year=2026)
	kept = []
	try:
		chain = {"doctype": "Industry Chain", "chain_name": CHAIN, "counts_for_admission": 1}
		frappe.get_doc(chain).insert()
		content = workbook(TRIED)
		began = time.perf_counter()
		found, _on_file = trial.proposed(uploads.lines(content, PROJECTS, {}, 2026), choices)
		kept.append(report("ledger_trial_5000", time.perf_counter() - began, "s", MOST_SECONDS))
		assert {one.judged.outcome for one in found} == {"new"}, found[0].judged.line.wrong
		began = time.perf_counter()
		entering.enter(found[:ENTERED], "测速")
		ours = time.perf_counter() - began
		began = time.perf_counter()
		for one in found[ENTERED : 2 * ENTERED]:
			enterprise = frappe.get_doc(
				{"doctype": "Enterprise", "enterprise_name": one.new_enterprise}
			).insert()
			frappe.get_doc(
				{"doctype": "Investment Project", **one.values, "enterprise": enterprise.name}
			).insert()
		report("ledger_entered_row", ours / ENTERED * 1000, "ms", None)
		report("ledger_against_frappes_insert", ours / (time.perf_counter() - began), "x", None)
	finally:
		frappe.db.rollback()
		frappe.destroy()
	return 0 if all(kept) else 1


if __name__ == "__main__":
	sys.exit(main())
