"""The twelve reports over 5,000 projects, against SQL written by hand and the same rows through pandas; on a real site.

The sweep's planting, with amounts, figures to date, problems, orders and commitments added. Seen through the row
rule by a viewer of all nine lead units. Report and peer take turns, each figure is the median of the rounds.
"""

import resource
import statistics
import sys
from datetime import timedelta

import frappe
import pandas as pd
import sweep as planted
from frappe.utils import getdate
from tools.measuring import alternate, connect, report, statements, timed
from tools.report_queries import QUERIES

from anshang_app.access_control.user_context import Viewer, viewer_of
from anshang_app.case_reporting import desk, reports
from anshang_app.foundation.bulk import insert_rows
from anshang_app.progress_tracking.sweep import run as sweep

MOST_RATIO, LEDGER_SECONDS, MOST_MB = 2.0, 0.5, 500
UNITS = tuple(f"包保{number}" for number in range(9))
RULE = f"project.chain_lead_unit in {UNITS!r}"
MORE = ("Coordination Issue", "Supervision Order", "Commitment")


def main() -> int:
	connect()
	kept = []
	try:
		remove_rows()
		write_rows(0, planted.FEW)
		warm_up()
		few = {name: statements(lambda name=name: build(name)) for name in QUERIES}
		write_rows(planted.FEW, planted.MANY)
		sweep()
		# as every night: who reads before the writer has ended is sent from the index to each row
		frappe.db.commit()
		# a changed setting is read anew by whoever comes first
		warm_up()
		for name in QUERIES:
			kept += measured(name, few[name])
		kept.append(report("project_ledger_seconds_bureau", whole_ledger(), "s", LEDGER_SECONDS))
		peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
		kept.append(report("reports_peak_memory", peak, "MB", MOST_MB))
	finally:
		frappe.db.rollback()
		remove_rows()
		frappe.destroy()
	return 0 if all(kept) else 1


def warm_up() -> None:
	"""What a process reads once, whatever it does."""
	for name in QUERIES:
		build(name)


def build(name: str) -> list:
	"""The whole report as the desk gets it."""
	viewer = Viewer("nobody@example.com", frozenset(), UNITS)
	return desk.answer(reports.build(name, None, viewer))


def whole_ledger() -> float:
	"""Seconds of the ledger for one who reads all projects."""
	viewer = viewer_of("Administrator")
	work = lambda: desk.answer(reports.build("Project Ledger", None, viewer))  # noqa: E731
	return statistics.median(timed(work)[0] for _round in range(planted.ROUNDS))


def peer(name: str) -> list:
	"""The hand-written statements, and their rows through pandas."""
	last_year = getdate().year - 1
	return [
		pd.DataFrame.from_records(frappe.db.sql(query.format(rule=RULE, year=last_year))).to_dict("records")
		for query in QUERIES[name]
	]


def measured(name: str, few: int) -> list[bool]:
	"""Statements, seconds and ratio of one report."""
	key = name.lower().replace(" ", "_")
	count = statements(lambda: build(name))
	own, bare = alternate(lambda: build(name), lambda: peer(name), planted.ROUNDS)
	rows = len(build(name)[1])
	report(f"{key}_rows", rows, "rows", None)
	report(f"{key}_seconds_by_hand", bare, "s", None)
	bound = LEDGER_SECONDS if name == "Project Ledger" else None
	return [
		report(f"{key}_statements_grow", count - few, "statements", 0),
		report(f"{key}_seconds", own, "s", bound),
		report(f"{key}_ratio", own / bare, "x by hand", MOST_RATIO),
	]


def write_rows(first: int, last: int) -> None:
	"""The sweep's projects, and what reports read beside them."""
	planted.write_rows(first, last)
	today = getdate()
	entries, plans, more = [], [], {doctype: [] for doctype in MORE}
	for number in range(first, last):
		project = f"{planted.PREFIX}{number}"
		shared = {"project": project, "project_name": f"测速{number}", "unit": f"落户地{number % 25}"}
		plans.append(
			{
				"parent": project,
				"parenttype": "Investment Project",
				"parentfield": "annual_plans",
				"plan_year": today.year,
				"year_investment": 8000,
			}
		)
		for month in range(14):
			entries.append(
				{
					"name": f"{project}-figure-{month}",
					"entry_kind": "Progress Report",
					"entry_date": today - timedelta(days=30 * month + number % 20),
					"investment_to_date": 20000 - 1000 * month,
					"area_to_date": 9000 - 500 * month,
					"in_statistics": number % 2,
					**shared,
				}
			)
		day, due = today - timedelta(days=number % 90), today + timedelta(days=number % 40 - 20)
		more["Coordination Issue"].append(
			{
				"name": f"{project}-issue",
				"title": "临时便道尚未移交",
				"state": ("Raised", "In Hand", "Cleared")[number % 3],
				"level": "At Service Team",
				"raised_on": day,
				"due_date": due,
				"cleared_on": today if number % 3 == 2 else None,
				**shared,
			}
		)
		more["Supervision Order"].append(
			{
				"name": f"{project}-order",
				"matter": "移交临时便道",
				"source": "Found by the Bureau",
				"state": ("Ordered", "In Hand", "Settled")[number % 3],
				"ordered_on": day,
				"due_date": due,
				"settled_on": today if number % 3 == 2 else None,
				**shared,
			}
		)
		more["Commitment"].append(
			{
				"name": f"{project}-promise",
				"kind": "Factor Guarantee",
				"factor": "Power Supply",
				"words": "专线通电",
				"state": "Not Due",
				"owed_by": "The City Side",
				"due_date": due,
				**shared,
			}
		)
	insert_rows("Progress Entry", entries)
	insert_rows("Annual Plan", plans)
	for doctype, rows in more.items():
		insert_rows(doctype, rows)
	like = {"name": ["like", f"{planted.PREFIX}%"]}
	values = {"total_investment": 30000, "fixed_asset_investment": 20000, "industry_chain": "装备制造"}
	frappe.db.set_value("Investment Project", like, values, update_modified=False)
	frappe.db.set_value("Project Node", like, "is_dated", 1, update_modified=False)
	frappe.db.commit()


def remove_rows() -> None:
	like = f"{planted.PREFIX}%"
	for doctype in MORE:
		frappe.db.delete(doctype, {"project": ["like", like]})
	frappe.db.delete("Annual Plan", {"parent": ["like", like]})
	planted.remove_rows()


if __name__ == "__main__":
	sys.exit(main())
