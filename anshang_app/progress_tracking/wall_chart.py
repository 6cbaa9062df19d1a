"""挂图作战: reads what the wall chart shows, in the same few queries for any number of projects.

`rules.wall_chart` makes columns and rows of it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import frappe
from frappe.utils import getdate

from anshang_app.access_control.grounds import listed
from anshang_app.access_control.row_rule import PROJECT, list_condition, row_condition
from anshang_app.access_control.user_context import Viewer
from anshang_app.coordination.issues import ISSUE, OPEN_STATES
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.spared import spared
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.lights import NONE
from anshang_app.progress_tracking.rules import wall_chart
from anshang_app.service_plans.nodes import node_name
from anshang_app.supervision.orders import ORDER

ALL_ROWS = "1 = 1"
PROJECTS = """
	select `tabInvestment Project`.name, project_name, phase_no, stage, stage_before,
		coalesce(firm.enterprise_name, enterprise), industry_chain,
		coalesce(nullif(city_leader_name, ''), leader.full_name), host_locality, host.short_name,
		chain_lead_unit, lead_unit.short_name,
		investment_light, investment_months_behind, investment_reported_on, investment_reported
	from `tabInvestment Project`
	left join `tabEnterprise` firm on firm.name = enterprise
	left join `tabUser` leader on leader.name = `tabInvestment Project`.city_leader
	left join `tabAnshang Unit` host on host.name = host_locality
	left join `tabAnshang Unit` lead_unit on lead_unit.name = chain_lead_unit
	where {condition}
"""
#: labels of the columns, from one node of each row key
LABELS = "select row_key, title, part, annex_cell from `tabProject Node` where name in %(nodes)s"
#: labels of the columns as long as no project has nodes: those of the default plan template
TEMPLATE = """
	select row.row_key, row.title, row.part, row.annex_cell
	from `tabPlan Template Row` row join `tabPlan Template` template on template.name = row.parent
	where template.is_default = 1 and row.part in %(parts)s and row.annex_cell <> ''
"""
#: a project's nodes as one value: thousands of short rows cost more on the way than in the database
STEPS = """
	select project, json_arrayagg(json_array(
		row_key, light, planned_date, actual_date, applies, part in %(parts)s and annex_cell <> '', sequence
	))
	from `tabProject Node` where project in %(names)s and (applies = 1 or annex_cell <> '') group by project
"""
#: next nodes, with their titles and who is in charge
COMING = """
	select project, node.name, title, planned_date, light,
		coalesce(nullif(unit.short_name, ''), responsible_unit, unit_text), responsible_person
	from `tabProject Node` node left join `tabAnshang Unit` unit on unit.name = node.responsible_unit
	where node.name in %(nodes)s
"""
OPEN_COUNT = """
	select project, count(*) from `tab{doctype}`
	where project in %(names)s and state {states} and {condition} group by project
"""


@dataclass(frozen=True)
class Sight:
	"""Which records a chart is made of, as SQL conditions on each record type; None: not counted at all."""

	projects: str
	issues: str | None = ALL_ROWS
	orders: str | None = ALL_ROWS


def sight_of(viewer: Viewer, with_closed: bool = False) -> Sight:
	"""What a viewer may read; projects handed over or terminated only if asked for, archived ones never."""
	projects = list_condition(PROJECT, viewer, whole=True) or ALL_ROWS
	if not with_closed:
		projects = f"{projects} and `tab{PROJECT}`.stage not in {listed(constants.OVER)}"
	return Sight(projects, *(countable_rows(doctype, viewer) for doctype in (ISSUE, ORDER)))


def countable_rows(doctype: str, viewer: Viewer) -> str | None:
	"""SQL condition for the records of a type that the viewer may count; None if he may not read the type at all."""
	if not frappe.has_permission(doctype, "read", user=viewer.user):
		return None
	return row_condition(doctype, viewer) or ALL_ROWS


def sight_of_names(names: list[str]) -> Sight:
	"""Exactly these projects, whoever looks at them: for a published screen."""
	return Sight(f"`tab{PROJECT}`.name in {listed(names)}")


def read_chart(sight: Sight) -> dict:
	"""The chart as {columns, rows, groups, today, tentative}, see the functions of `rules.wall_chart`.

	`groups` maps each of `GROUPINGS` to its groups; `tentative` is `is_tentative`.
	"""
	today, calendar = getdate(), load_calendar()
	project_rows = frappe.db.sql(PROJECTS.format(condition=sight.projects))
	parameters = {"names": [row[0] for row in project_rows] or [""], "parts": wall_chart.PARTS}
	steps = {}
	for project, packed in frappe.db.sql(STEPS, parameters):
		with spared(PROJECT, project):
			steps[project] = unpack_nodes(packed)
	columns = find_columns(steps)
	rows = wall_chart.build_rows(
		build_projects(project_rows, steps, sight, parameters), steps, columns, calendar, today
	)
	return {
		"today": today.isoformat(),
		"columns": [{"key": c.key, "title": c.title, "full": c.full, "part": c.part} for c in columns],
		"rows": rows,
		"groups": {by: wall_chart.group_rows(rows, by) for by in wall_chart.GROUPINGS},
		"tentative": wall_chart.is_tentative(calendar, steps.values(), today),
	}


def unpack_nodes(packed: str) -> list[wall_chart.WallNode]:
	"""A project's nodes out of the JSON array of `STEPS`."""
	return [
		wall_chart.WallNode(
			key, light, day_of(planned), day_of(actual), bool(applies), bool(in_form), sequence
		)
		for key, light, planned, actual, applies, in_form, sequence in json.loads(packed)
	]


@lru_cache(maxsize=4096)
def day_of(text: str | None) -> date | None:
	"""A day as the database writes it in JSON; cached, because thousands of nodes share a few hundred days."""
	return date.fromisoformat(text) if text else None


def find_columns(steps: dict[str, list[wall_chart.WallNode]]) -> list[wall_chart.WallColumn]:
	"""The columns of all nodes that the form has, or those of the template if there are none yet: one query."""
	one_of_each = {
		step.row_key: node_name(project, step.row_key)
		for project, own in steps.items()
		for step in own
		if step.in_form
	}
	if one_of_each:
		labels = query_nodes(LABELS, one_of_each.values())
	else:
		labels = frappe.db.sql(TEMPLATE, {"parts": wall_chart.PARTS})
	return wall_chart.build_columns(wall_chart.NodeLabel(*label) for label in labels)


def query_nodes(query: str, names: Iterable[str]) -> tuple:
	"""The rows of a query with the parameter `nodes`, the names of nodes."""
	return frappe.db.sql(query, {"nodes": list(names) or [""]})


def build_projects(
	project_rows: tuple, steps: dict, sight: Sight, parameters: dict
) -> list[wall_chart.WallProject]:
	"""The projects with their next nodes and their open problems and orders: three queries."""
	first = {project: wall_chart.find_next_node(own) for project, own in steps.items()}
	names = [node_name(project, step.row_key) for project, step in first.items() if step]
	coming = {project: wall_chart.NextNode(*row) for project, *row in query_nodes(COMING, names)}
	issues = count_open(ISSUE, f"in {listed(OPEN_STATES)}", sight.issues, parameters)
	orders = count_open(ORDER, f"not in {listed(constants.ORDER_ENDED)}", sight.orders, parameters)
	return [
		wall_chart.WallProject(
			name,
			with_phase(title, phase),
			stage,
			before,
			enterprise,
			chain,
			leader,
			(host or "", host_short or ""),
			(lead or "", lead_short or ""),
			wall_chart.count_lights(steps.get(name, ())),
			coming.get(name),
			issues.get(name, 0),
			orders.get(name, 0),
			build_investment_light(*money),
		)
		for name, title, phase, stage, before, enterprise, chain, leader, host, host_short, lead, lead_short, *money in project_rows
	]


def build_investment_light(
	light: str | None, months: float | None, as_of: date | None, figure: float | None
) -> wall_chart.InvestmentLight:
	return wall_chart.InvestmentLight(light or NONE, months or 0.0, as_of, figure or 0.0)


def count_open(doctype: str, in_states: str, condition: str | None, parameters: dict) -> dict[str, int]:
	"""Project -> number of its open records of a type; a project without any is left out."""
	if condition is None:
		return {}
	# a percent sign of the condition must not be taken for one of the query's own placeholders
	query = OPEN_COUNT.format(doctype=doctype, states=in_states, condition=condition.replace("%", "%%"))
	return dict(frappe.db.sql(query, parameters))


def keep_changed_rows(full_chart: dict, marks: dict[str, str]) -> dict:
	"""The chart with every unchanged row replaced by its name.

	`marks` maps project names to the marks of the rows that the browser has already.
	"""
	rows = [row["name"] if marks.get(row["name"]) == row["mark"] else row for row in full_chart["rows"]]
	return {**full_chart, "rows": rows}
