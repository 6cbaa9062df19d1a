"""Lights of nodes on record, by the rules an administrator edits; set-based, written only where they change."""

import json
from collections.abc import Container, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache

import frappe
from frappe.model.document import Document
from frappe.utils import cint, flt, getdate, now

from anshang_app.foundation import constants
from anshang_app.foundation.spared import FAULTS, log_bad_record
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.lights import CONDITIONS, NONE, RED, LightRule, NodeFacts, light_of
from anshang_app.planning.money_lights import CONDITIONS as MONEY_CONDITIONS
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.progress_tracking import wall_live
from anshang_app.service_plans import forecasts

#: the new lights as a table, out of one argument
FRESH = """
	`tabProject Node` node join json_table(%(rows)s, '$[*]' columns (
		name varchar(140) path '$.name', light varchar(140) path '$.light'
	)) fresh on node.name = convert(fresh.name using utf8mb4) collate utf8mb4_unicode_ci
"""
CHANGED = "node.light <> convert(fresh.light using utf8mb4) collate utf8mb4_unicode_ci"
LOG = f"""
	insert into `tabLight Log` (
		name, creation, modified, owner, modified_by, docstatus, idx,
		project, node, from_light, to_light, changed_on, is_demo
	)
	select concat('LL-', year(%(today)s), '-', upper(left(md5(concat(node.name, uuid())), 12))), %(now)s, %(now)s, %(user)s, %(user)s, 0, 0,
		node.project, node.name, node.light, fresh.light, %(today)s, node.is_demo
	from {FRESH} where {CHANGED}
"""
LIGHT = f"update {FRESH} set node.light = fresh.light where {CHANGED}"


def load_rules(conditions: Container[str]) -> list[LightRule]:
	"""The rules in use whose condition is one of these: those of dates, or those of money."""
	rows = frappe.get_all(
		"Light Rule",
		filters={"is_active": 1},
		fields=["name", "light", "light_condition", "working_days", "threshold", "rule_order"],
		order_by="rule_order, name",
	)
	for row in rows:
		if row.light_condition not in CONDITIONS and row.light_condition not in MONEY_CONDITIONS:
			log_bad_record("Light Rule", row.name, LookupError(row.light_condition))
	return [
		LightRule(
			row.light,
			row.light_condition,
			cint(row.working_days),
			cint(row.rule_order),
			flt(row.threshold),
		)
		for row in rows
		if row.light_condition in conditions
	]


def is_lit() -> bool:
	"""Whether the go-live day of the settings has come."""
	go_live = frappe.get_cached_doc("Anshang Settings").go_live_date
	return not go_live or getdate(go_live) <= getdate()


def refresh_lights(projects: list[str] | None = None, calendar: WorkCalendar | None = None) -> int:
	"""Judge planned nodes of some projects, or of all, as of today; how many lights changed.

	Before the go-live day of the settings nothing is lit; nor is a project that is suspended,
	terminated or archived: standing still by decision is nobody's delay. A change goes into the light log. A node whose
	days nobody can reckon with keeps its light.
	"""
	today = getdate()
	changed, red = judged(projects, calendar or load_calendar())
	write(red, "last_red_on", today)
	return change(changed, today)


def judged(projects: list[str] | None, calendar: WorkCalendar) -> tuple[dict[str, str], list[str]]:
	"""(the lights that differ from those stored, by node; nodes that are red today and were not noted so)."""
	today, standing = getdate(), standing_projects()
	judge = judge_of_today(calendar)
	changed, red = {}, []
	for name, project, light, planned, actual, last_red, forecast in planned_nodes(projects):
		try:
			now_lit = NONE if project in standing else judge(planned, actual, last_red, forecast)
		except FAULTS as error:
			log_bad_record("Project Node", name, error)
			continue
		if now_lit != light:
			changed[name] = now_lit
		if now_lit == RED and last_red != today:
			red.append(name)
	return changed, red


def judge_anew(projects: list[str]) -> int:
	"""Forecasts and lights of some projects after a fact or a plan has changed; how many lights changed.

	Within `judged_together` they are noted, and judged with the others.
	"""
	if frappe.flags.judged_together is not None:
		frappe.flags.judged_together.update(projects)
		return 0
	forecasts.refresh(projects)
	return refresh_lights(projects)


@contextmanager
def judged_together():
	"""Whatever changes in the block is judged once, at its end: for many changes of one day."""
	if frappe.flags.judged_together is not None:
		yield
		return
	frappe.flags.judged_together = set()
	try:
		yield
	finally:
		projects, frappe.flags.judged_together = frappe.flags.judged_together, None
	if projects:
		judge_anew(sorted(projects))


def judge_entered(days: Mapping[str, object]) -> None:
	"""Steps were entered as done, node to its day: lights of their projects are judged anew (provider)."""
	nodes = {"name": ["in", [*days, ""]]}
	judge_anew(frappe.get_all("Project Node", nodes, pluck="project", distinct=True, order_by="project"))
	wall_live.tell()


def follow_node(node: Document, method: str | None = None) -> None:
	"""A node was done, or is no longer: the lights of its project are judged anew (on_update)."""
	if node.changed("actual_date"):
		judge_anew([node.project])


def follow_plan(plan: Document, method: str | None = None) -> None:
	"""A plan came into force: the lights of its project are judged anew (on_update)."""
	if plan.passed("state", constants.SEALED):
		judge_anew([plan.project])


def follow_promise(commitment: Document, method: str | None = None) -> None:
	"""A 容缺承诺 came into force, was kept or ended: forecasts of its project follow (on_update)."""
	if commitment.get("ahead_node") and commitment.changed("state", "consented_on", "due_date"):
		judge_anew([commitment.project])


def judge_of_today(calendar: WorkCalendar):
	"""The judge of planned, actual, last red and forecast day; equal facts are judged once."""
	today, rules = getdate(), load_rules(CONDITIONS)

	@cache
	def judge(planned: date, actual: date | None, last_red: date | None, forecast: date | None) -> str:
		return light_of(calendar, rules, NodeFacts(planned, actual, forecast, last_red=last_red), today)

	return judge if is_lit() else lambda *_facts: NONE


def standing_projects() -> set[str]:
	"""Projects that stand still by decision, and archived ones."""
	filters = [["stage", "in", constants.STANDSTILLS], ["archived_on", "is", "set"]]
	return set(frappe.get_all("Investment Project", or_filters=filters, pluck="name", order_by="name"))


def planned_nodes(projects: list[str] | None) -> list[tuple]:
	"""Name, project, light, planned, actual, last red and forecast day of the nodes a plan dates: one query."""
	node = frappe.qb.DocType("Project Node")
	query = (
		frappe.qb.from_(node)
		.select(
			node.name,
			node.project,
			node.light,
			node.planned_date,
			node.actual_date,
			node.last_red_on,
			node.forecast_date,
		)
		.where(node.planned_date.isnotnull())
		.where(node.applies == 1)
	)
	if projects is not None:
		query = query.where(node.project.isin([*projects, ""]))
	return query.run()


def change(lights: dict[str, str], today: date) -> int:
	"""Write new lights and their log, of those only that nobody changed meanwhile; how many. Two statements.

	The log is copied out of the nodes themselves, which locks them until the lights are written.
	"""
	if not lights:
		return 0
	rows = json.dumps([{"name": name, "light": light} for name, light in lights.items()])
	values = {"rows": rows, "today": today, "now": now(), "user": frappe.session.user}
	frappe.db.sql(LOG, values)
	frappe.db.sql(LIGHT, values)
	wall_live.tell()
	return len(lights)


def write(names: list[str], field: str, value: object) -> None:
	"""One statement for all nodes that get the same value."""
	if names:
		frappe.db.set_value("Project Node", {"name": ["in", names]}, field, value, update_modified=False)
