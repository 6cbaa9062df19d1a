"""Lights of nodes on record, by the rules an administrator edits; set-based, written only where they change."""

from collections import defaultdict

import frappe
from frappe.utils import cint, getdate

from anshang_app import states
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
	terminated: standing still by decision is nobody's delay.
	"""
	today, calendar, rules = getdate(), load_calendar(), light_rules()
	go_live = frappe.get_cached_doc("Anshang Settings").go_live_date
	lit = not go_live or getdate(go_live) <= today
	filters = {"planned_date": ["is", "set"], "applies": 1}
	if projects is not None:
		filters["project"] = ["in", [*projects, ""]]
	standing = set(
		frappe.get_all(
			"Investment Project",
			filters={"stage": ["in", states.STANDSTILLS]},
			pluck="name",
			order_by="name",
		)
	)
	changed, red = defaultdict(list), []
	for node in frappe.get_all(
		"Project Node",
		filters=filters,
		fields=["name", "project", "light", "planned_date", "actual_date", "last_red_on"],
		order_by="name",
	):
		facts = NodeFacts(node.planned_date, node.actual_date, last_red=node.last_red_on)
		judged = lit and node.project not in standing
		light = light_of(calendar, rules, facts, today) if judged else NONE
		if light != node.light:
			changed[light].append(node.name)
		if light == RED and node.last_red_on != today:
			red.append(node.name)
	for light, names in changed.items():
		write(names, "light", light)
	write(red, "last_red_on", today)
	return sum(len(names) for names in changed.values())


def write(names: list[str], field: str, value: object) -> None:
	"""One statement for all nodes that get the same value."""
	if names:
		frappe.db.set_value("Project Node", {"name": ["in", names]}, field, value, update_modified=False)
