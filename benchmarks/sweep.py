"""The daily sweep of 5,000 projects with 150,000 nodes, against reading the same rows bare; on a real site.

The rows are written and removed again around the measurement. Sweep and bare reading take turns, each figure
is the median of the rounds. The first sweep, which lights every node, is reported apart. Peak memory is what
this process grew to.
"""

import resource
import sys
from datetime import timedelta

import frappe
from frappe.utils import getdate
from tools.measuring import alternate, connect, report, statements, timed

from anshang_app.foundation.bulk import insert_rows
from anshang_app.progress_tracking import sweep
from anshang_app.service_plans import forecasts

PREFIX, FEW, MANY, NODES, CASES = "AS-SWEEP-", 50, 5_000, 30, 2
ROUNDS = 5
MOST_STATEMENTS, MOST_RATIO, MOST_SECONDS, MOST_MB = 40, 3.0, 3.0, 500
#: what the forecasts read
BARE_NETWORK = (
	"select name, project, duration, duration_unit, is_event, approval_item, applies, planned_date, actual_date,"
	" forecast_date from `tabProject Node` where is_dated = 1 order by project, name",
	"select predecessor, parent, lag, lag_unit, start_to_start from `tabNode Dependency`",
)
#: what the sweep reads, as it stands in the tables
BARE = (
	"select name, project, light, planned_date, actual_date, last_red_on from `tabProject Node`"
	" where planned_date is not null and applies = 1",
	"select name, limit_unit, promised_limit, statutory_limit, due_date, days_used, is_overdue from `tabApproval Case`"
	" where state in ('Application Accepted', 'Clock Stopped')",
	"select parent, day, kind, owner_of_time from `tabApproval Clock Event` order by parent, idx",
	"select name, project_name, stage, chain_lead_unit, host_locality, introducing_unit from `tabInvestment Project`",
	"select name, project_name, stage, chain_lead_unit, host_locality, introducing_unit from `tabInvestment Project`",
	"select project, to_stage, passed_on, back_entry, creation from `tabStage Log`",
	"select project, unit, entry_kind, entry_date from `tabProgress Entry`",
	"select parent, role, unit from `tabProject Role`",
	"select name, project, title, planned_date from `tabProject Node` where light = 'Red Light' and late_reason is null",
	"select name, project, row_key, actual_date from `tabProject Node` where actual_date is not null",
	"select name, project, approval_item, unit, agent, due_date from `tabApproval Case` where due_date is not null",
)


def main() -> int:
	connect()
	kept = []
	try:
		remove_rows()
		# records of the framework are read once by a process, whatever it does
		sweep.run()
		write_rows(0, FEW)
		few = statements(sweep.run)
		write_rows(FEW, MANY)
		first, many = timed(lambda: statements(sweep.run))
		kept.append(report("sweep_statements_50", few, "statements", MOST_STATEMENTS))
		kept.append(report("sweep_statements_5000", many, "statements", MOST_STATEMENTS))
		frappe.db.commit()
		steady = statements(sweep.run)
		write_rows(MANY, MANY + FEW)
		kept.append(report("sweep_statements_grow", abs(statements(sweep.run) - many), "statements", 0))
		report("sweep_first_lighting_all", first, "s", None)
		report("sweep_statements_nothing_to_do", steady, "statements", None)
		# records of the framework are read once by a process
		forecast_anew()
		forecasting = statements(forecast_anew)
		write_rows(MANY + FEW, MANY + 2 * FEW)
		kept.append(
			report("forecast_statements_grow", abs(statements(forecast_anew) - forecasting), "statements", 0)
		)
		frappe.db.commit()
		forecast, plain = alternate(
			forecasts.refresh, lambda: [frappe.db.sql(query) for query in BARE_NETWORK], ROUNDS
		)
		report("forecast_seconds", forecast, "s", None)
		report("forecast_ratio", forecast / plain, "x bare reading", None)
		own, bare = alternate(sweep.run, read_bare, ROUNDS)
		kept.append(report("sweep_seconds", own, "s", MOST_SECONDS))
		kept.append(report("sweep_ratio", own / bare, "x bare reading", MOST_RATIO))
		peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
		kept.append(report("sweep_peak_memory", peak, "MB", MOST_MB))
	finally:
		frappe.db.rollback()
		remove_rows()
		frappe.destroy()
	return 0 if all(kept) else 1


def forecast_anew() -> None:
	"""All forecasts as on the first night."""
	frappe.db.set_value(
		"Project Node", {"name": ["like", f"{PREFIX}%"]}, "forecast_date", None, update_modified=False
	)
	forecasts.refresh()


def read_bare() -> None:
	for query in BARE:
		frappe.db.sql(query, as_dict=True)


def write_rows(first: int, last: int) -> None:
	"""Projects with nodes around today, running cases, stage logs and a month of entries."""
	today = getdate()
	projects, nodes, edges, cases, events, logs, entries = [], [], [], [], [], [], []
	for number in range(first, last):
		name = f"{PREFIX}{number}"
		units = {"chain_lead_unit": f"包保{number % 9}", "host_locality": f"落户地{number % 25}"}
		projects.append({"name": name, "project_name": f"测速{number}", "stage": "Construction", **units})
		logs.append({"project": name, "to_stage": "Construction", "passed_on": today - timedelta(days=200)})
		for at in range(NODES):
			planned = today + timedelta(days=(number * 7 + at * 13) % 360 - 60)
			done = planned if planned < today and (number + at) % 20 else None
			nodes.append(
				{
					"name": f"{name}-{at}",
					"project": name,
					"row_key": f"key-{at}",
					"title": f"节点{at}",
					"applies": 1,
					"planned_date": planned,
					"actual_date": done,
					"light": "No Light",
					"is_dated": 1,
					"duration": 5,
				}
			)
			if at:
				edges.append(
					{
						"parent": f"{name}-{at}",
						"parenttype": "Project Node",
						"parentfield": "edges",
						"predecessor": f"{name}-{at - 1}",
						"edge_kind": "Hard",
					}
				)
		for at in range(CASES):
			case = f"{PREFIX}case-{number}-{at}"
			cases.append(
				{
					"name": case,
					"project": name,
					"approval_item": "施工许可",
					"node": f"{name}-{at}",
					"state": "Application Accepted",
					"clock_state": "Clock Runs",
					"promised_limit": 20,
					"limit_unit": "Working Days",
				}
			)
			day = today - timedelta(days=(number + at) % 40)
			events.append(
				{
					"parent": case,
					"parenttype": "Approval Case",
					"parentfield": "clock_events",
					"idx": 1,
					"day": day,
					"kind": "Application Accepted",
				}
			)
		for at in range(4):
			entries.append(
				{
					"name": f"{PREFIX}entry-{number}-{at}",
					"project": name,
					"unit": units["chain_lead_unit"],
					"entry_kind": "Phone Contact",
					"entry_date": today - timedelta(days=at * 7 + number % 7),
				}
			)
	for doctype, rows in (
		("Investment Project", projects),
		("Project Node", nodes),
		("Node Dependency", edges),
		("Approval Case", cases),
		("Approval Clock Event", events),
		("Stage Log", logs),
		("Progress Entry", entries),
	):
		insert_rows(doctype, rows)
	frappe.db.commit()


def remove_rows() -> None:
	like = f"{PREFIX}%"
	for doctype, field in (
		("Light Log", "project"),
		("Stage Log", "project"),
		("Progress Entry", "project"),
		("Approval Clock Event", "parent"),
		("Approval Case", "project"),
		("Node Dependency", "parent"),
		("Project Node", "project"),
		("Investment Project", "name"),
	):
		frappe.db.delete(doctype, {field: ["like", like]})
	frappe.db.commit()


if __name__ == "__main__":
	sys.exit(main())
