"""Lights of nodes on record, by the rules an administrator edits; set-based, written only where they change."""

from collections import defaultdict
from datetime import date
from functools import cache

import frappe
from frappe.utils import cint, getdate

from anshang_app import states
from anshang_app.case.bulk import insert_rows
from anshang_app.case.calendar import load_calendar
from anshang_app.planning.lights import NONE, RED, LightRule, NodeFacts, light_of


def light_rules() -> list[LightRule]:
	rows = frappe.get_all(
		"Light Rule",
		filters={"is_active": 1},
		fields=["light", "light_condition", "working_days", "rule_order"],
		order_by="rule_order, name",
	)
	return [LightRule(r.light, r.light_condition, cint(r.working_days), cint(r.rule_order)) for r in rows]


def refresh_lights(projects: list[str] | None = None) -> int:
	"""Judge planned nodes of some projects, or of all, as of today; how many lights changed.

	Before the go-live day of the settings nothing is lit; nor is a project that is suspended or
	terminated: standing still by decision is nobody's delay. A change goes into the light log.
	"""
	today, judge, standing = getdate(), judge_of_today(), standing_projects()
	changed, red = {}, []
	for name, project, light, planned, actual, last_red in planned_nodes(projects):
		judged = NONE if project in standing else judge(planned, actual, last_red)
		if judged != light:
			changed[name] = judged
		if judged == RED and last_red != today:
			red.append(name)
	write(red, "last_red_on", today)
	return change(changed, today)


def judge_of_today():
	"""The judge of planned day, actual day and last red day; equal facts are judged once."""
	today, calendar, rules = getdate(), load_calendar(), light_rules()
	go_live = frappe.get_cached_doc("Anshang Settings").go_live_date
	lit = not go_live or getdate(go_live) <= today

	@cache
	def judge(planned: date, actual: date | None, last_red: date | None) -> str:
		return light_of(calendar, rules, NodeFacts(planned, actual, last_red=last_red), today)

	return judge if lit else lambda *_facts: NONE


def standing_projects() -> set[str]:
	"""Projects that stand still by decision."""
	filters = {"stage": ["in", states.STANDSTILLS]}
	return set(frappe.get_all("Investment Project", filters=filters, pluck="name", order_by="name"))


def planned_nodes(projects: list[str] | None) -> list[tuple]:
	"""Name, project, light, planned, actual and last red day of the nodes a plan dates: one query."""
	node = frappe.qb.DocType("Project Node")
	query = (
		frappe.qb.from_(node)
		.select(node.name, node.project, node.light, node.planned_date, node.actual_date, node.last_red_on)
		.where(node.planned_date.isnotnull())
		.where(node.applies == 1)
	)
	if projects is not None:
		query = query.where(node.project.isin([*projects, ""]))
	return query.run()


def change(lights: dict[str, str], today: date) -> int:
	"""Write new lights and their log, of those only that nobody changed meanwhile; how many."""
	if not lights:
		return 0
	node = frappe.qb.DocType("Project Node")
	rows = (
		frappe.qb.from_(node)
		.select(node.name, node.project, node.light, node.is_demo)
		.where(node.name.isin(list(lights)))
		.for_update()
		.run(as_dict=True)
	)
	moved = [row for row in rows if row.light != lights[row.name]]
	by_light = defaultdict(list)
	for row in moved:
		by_light[lights[row.name]].append(row.name)
	for light, names in by_light.items():
		write(names, "light", light)
	insert_rows("Light Log", [_logged(row, lights[row.name], today) for row in moved])
	return len(moved)


def _logged(row, light: str, today: date) -> dict:
	return {
		"project": row.project,
		"node": row.name,
		"from_light": row.light,
		"to_light": light,
		"changed_on": today,
		"is_demo": row.is_demo,
	}


def write(names: list[str], field: str, value: object) -> None:
	"""One statement for all nodes that get the same value."""
	if names:
		frappe.db.set_value("Project Node", {"name": ["in", names]}, field, value, update_modified=False)
