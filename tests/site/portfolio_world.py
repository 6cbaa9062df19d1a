"""Portfolios written as rows of the tables, and their figures counted from the raw tables in plain loops.

Nothing of the app's query layer is used here: what it answers is held against these loops.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from anshang_app.foundation.bulk import child_rows, insert_rows

PREFIX = "FOLIO"
HOSTS = ("净潭镇（测试）", "皂市镇（测试）")
LEADS = ("发改委（测试）", "农业局（测试）")
CHAINS = ("装备制造（测试）", "纺织服装（测试）")
STAGES = (
	"Planning",
	"Pre-construction",
	"Construction",
	"Acceptance",
	"Completion Handover",
	"Suspended",
	"Terminated",
)
ITEM = "施工许可"


def plant(specs: list[dict]) -> list[str]:
	"""Write projects as their specs say; answers their names. All rows live in the test's transaction."""
	today, tables = getdate(), defaultdict(list)
	for number, spec in enumerate(specs):
		name = f"{PREFIX}-{number}"
		rows_of(name, spec, today, tables)
	for doctype, rows in tables.items():
		insert_rows(doctype, rows)
	return [f"{PREFIX}-{number}" for number in range(len(specs))]


def rows_of(name: str, spec: dict, today: date, tables: dict) -> None:
	"""The rows of one project. Days of a spec are days from today (negative: past)."""

	def day(offset):
		return None if offset is None else today + timedelta(days=offset)

	shared = {"project": name, "project_name": f"项目{name}"}
	host, lead = HOSTS[spec["host"]], LEADS[spec["lead"]]
	tables["Investment Project"].append(
		{
			"name": name,
			"project_name": f"项目{name}",
			"phase_no": spec.get("phase", 0),
			"phase_of": spec.get("phase_of"),
			"whole_fixed_asset_investment": spec.get("whole", 0),
			"stage": spec["stage"],
			"is_back_entry": int(spec.get("back_entry", False)),
			"host_locality": host,
			"chain_lead_unit": lead,
			"industry_chain": CHAINS[spec["chain"]],
			"total_investment": spec.get("total", 0),
			"fixed_asset_investment": spec.get("fixed", 0),
			"planned_start_date": day(spec.get("planned_start")),
			"total_floor_area": spec.get("area", 0),
			"agreed_start_date": day(spec.get("agreed")),
			"land_price": spec.get("land_price", 0),
			"idle_cause": spec.get("cause"),
		}
	)
	for stage, offset in spec.get("passages", ()):
		tables["Stage Log"].append({"project": name, "to_stage": stage, "passed_on": day(offset)})
	for number, node in enumerate(spec.get("nodes", ())):
		tables["Project Node"].append(
			{
				"name": f"{name}-{number}",
				"project": name,
				"row_key": node.get("key") or f"key-{number}",
				"title": f"节点{number}",
				"applies": int(node.get("applies", True)),
				"is_dated": 1,
				"light": node.get("light", "No Light"),
				"planned_date": day(node.get("planned")),
				"actual_date": day(node.get("actual")),
				"target_kind": node.get("target"),
				"late_reason": node.get("reason"),
				"responsible_unit": host,
			}
		)
	for number, (kind, offset, invested, area, counted) in enumerate(spec.get("entries", ())):
		tables["Progress Entry"].append(
			{
				"name": f"{name}-{number}",
				"entry_kind": kind,
				"entry_date": day(offset),
				"unit": lead,
				"investment_to_date": invested,
				"area_to_date": area,
				"in_statistics": int(counted),
				**shared,
			}
		)
	for year, amount in spec.get("plans", ()):
		tables["Annual Plan"] += child_rows(
			"Investment Project", name, "annual_plans", [{"plan_year": year, "year_investment": amount}]
		)
	for number, (state, level, raised, due, cleared) in enumerate(spec.get("issues", ())):
		tables["Coordination Issue"].append(
			{
				"name": f"{name}-{number}",
				"title": f"问题{number}",
				"state": state,
				"level": level,
				"unit": host,
				"raised_on": day(raised),
				"due_date": day(due),
				"cleared_on": day(cleared),
				**shared,
			}
		)
	for number, (state, ordered, due, settled) in enumerate(spec.get("orders", ())):
		tables["Supervision Order"].append(
			{
				"name": f"{name}-{number}",
				"matter": f"督办{number}",
				"source": "Found by the Bureau",
				"state": state,
				"unit": host,
				"ordered_on": day(ordered),
				"due_date": day(due),
				"settled_on": day(settled),
				**shared,
			}
		)
	for number, (state, due, fulfilled) in enumerate(spec.get("promises", ())):
		tables["Commitment"].append(
			{
				"name": f"{name}-{number}",
				"kind": "Policy Fulfilment",
				"words": f"承诺{number}",
				"state": state,
				"owed_by": "The City Side",
				"unit": host,
				"due_date": day(due),
				"fulfilled_on": day(fulfilled),
				**shared,
			}
		)
	for number, events in enumerate(spec.get("cases", ())):
		case = f"{name}-{number}"
		last = events[-1][0] if events else "Not Applied For"
		state = "Application Accepted" if last == "Clock Resumed" else last
		tables["Approval Case"].append(
			{
				"name": case,
				"approval_item": ITEM,
				"unit": "住建局（测试）",
				"state": state,
				"limit_unit": "Calendar Days",
				"promised_limit": 10,
				**shared,
			}
		)
		tables["Approval Clock Event"] += child_rows(
			"Approval Case",
			case,
			"clock_events",
			[{"kind": kind, "day": day(offset), "owner_of_time": owner} for kind, offset, owner in events],
		)


# --- the same figures in plain loops over the raw tables ----------------------------------------------------


def raw(doctype: str) -> list:
	"""Every row of a table that belongs to the planted projects."""
	column = {"Investment Project": "name", "Annual Plan": "parent", "Approval Clock Event": "parent"}.get(
		doctype, "project"
	)
	return frappe.db.sql(
		f"select * from `tab{doctype}` where {column} like '{PREFIX}-%%' order by creation, name",
		as_dict=True,
	)


def counted(chosen: set[str]) -> dict[str, object]:
	"""Figures of some projects (without terminated ones) by the keys of `case_reporting.indicators`, for this month."""
	today = getdate()
	projects = [row for row in raw("Investment Project") if row.name in chosen and row.stage != "Terminated"]
	names = {row.name for row in projects}

	def rows(doctype, key="project"):
		return [row for row in raw(doctype) if row[key] in names]

	def this_month(day):
		return day is not None and (day.year, day.month) == (today.year, today.month)

	nodes = [row for row in rows("Project Node") if row.applies and row.is_dated]
	issues, orders, promises = rows("Coordination Issue"), rows("Supervision Order"), rows("Commitment")
	entries = rows("Progress Entry")
	figures = {
		"projects": len(projects),
		"total_investment": sum(row.total_investment for row in projects) if projects else None,
		"nodes_red": sum(row.light == "Red Light" for row in nodes),
		"nodes_yellow": sum(row.light == "Yellow Light" for row in nodes),
		"nodes_unexplained": sum(row.light == "Red Light" and not row.late_reason for row in nodes),
		"nodes_done": sum(this_month(row.actual_date) for row in nodes),
		"issues_open": sum(row.state != "Cleared" for row in issues),
		"issues_raised": sum(this_month(row.raised_on) for row in issues),
		"issues_cleared": sum(this_month(row.cleared_on) for row in issues),
		"issues_late": sum(
			row.state not in ("Cleared", "Answered") and row.due_date is not None and row.due_date < today
			for row in issues
		),
		"issues_at_meeting": sum(
			row.state != "Cleared" and row.level == "At Special Meeting" for row in issues
		),
		"orders_open": sum(row.state != "Settled" for row in orders),
		"orders_late": sum(
			row.state != "Settled" and row.due_date is not None and row.due_date < today for row in orders
		),
		"orders_given": sum(this_month(row.ordered_on) for row in orders),
		"orders_settled": sum(this_month(row.settled_on) for row in orders),
		"promises_late": sum(
			row.state not in ("Fulfilled", "Waived") and row.due_date < today for row in promises
		),
		"promises_kept": sum(row.state == "Fulfilled" and this_month(row.fulfilled_on) for row in promises),
		"site_visits": sum(row.entry_kind == "Site Visit" and this_month(row.entry_date) for row in entries),
		"policy_briefings": sum(
			row.entry_kind == "Policy Briefing" and this_month(row.entry_date) for row in entries
		),
	}
	stages = Counter(row.stage for row in projects)
	figures["stage_construction"], figures["stage_suspended"] = stages["Construction"], stages["Suspended"]
	return {
		**figures,
		**money(projects, entries, rows("Annual Plan", "parent"), today),
		**approvals(rows("Approval Case"), today),
	}


def money(projects: list, entries: list, plans: list, today: date) -> dict:
	"""To date, this year and last, entry by entry in the order of their days."""

	def at(project, day):
		figure = None
		for row in sorted(
			(row for row in entries if row.project == project),
			key=lambda row: (row.entry_date, row.creation, row.name),
		):
			if row.entry_date <= day and row.investment_to_date:
				figure = row.investment_to_date
		return figure

	def gained(project, first, last):
		end, begin = at(project.name, last), at(project.name, first)
		if end is None or (begin is None and project.is_back_entry):
			return None
		return end - (begin or 0)

	def together(values):
		known = [value for value in values if value is not None]
		return sum(known) if known else None

	turn, turn_before = date(today.year - 1, 12, 31), date(today.year - 2, 12, 31)
	then = date(today.year - 1, today.month, min(today.day, 28) if today.month == 2 else today.day)
	planned = [row.year_investment for row in plans if row.plan_year == today.year]
	return {
		"invested_to_date": together(at(row.name, today) for row in projects),
		"invested_year": together(gained(row, turn, today) for row in projects),
		"invested_last_year": together(gained(row, turn_before, then) for row in projects),
		"invested_year_plan": sum(planned) if planned else None,
	}


def approvals(cases: list, today: date) -> dict:
	"""Calendar days of the authority, case by case, stretch by stretch."""
	events = defaultdict(list)
	for row in raw("Approval Clock Event"):
		events[row.parent].append(row)
	running = late = decided = 0
	for case in cases:
		of = sorted(events[case.name], key=lambda row: row.idx)
		if not of or of[0].kind != "Application Accepted":
			continue
		ended = of[-1].kind in ("Granted", "Refused", "Withdrawn")
		used = 0
		for this, after in zip(of, [*of[1:], None], strict=True):
			until = after.day if after else (this.day if ended else today)
			if this.kind != "Clock Stopped":
				used += (until - this.day).days
		running += not ended
		late += not ended and used > case.promised_limit
		decided += ended and (of[-1].day.year, of[-1].day.month) == (today.year, today.month)
	return {"cases_running": running, "cases_late": late, "cases_decided": decided}
