"""Forecasts of nodes: the earliest day each open node can still be done, given what is done by today.

A forecast later than the planned day says that the plan cannot be kept even if everything goes as fast as possible.
It moves on with every day on which nothing is done, so the nightly run and every change of a fact refresh it. The
network of all projects is computed in one pass over arrays (`planning.passes`): four queries and two updates for any
number of projects. Everywhere here `projects` is a list of project names, None for all.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

import frappe
import numpy as np
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day, log_bad_record
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.network import IN_FORCE, Layout, PlanningError
from anshang_app.planning.passes import cut_out, earliest
from anshang_app.planning.workdays import CALENDAR, LONGEST, WORKING, WorkCalendar
from anshang_app.service_plans.plan_network import limits_of

#: stages in which a project carries out its sealed plan; only then its nodes have forecasts
CARRIED_OUT = (constants.PRE_CONSTRUCTION, constants.CONSTRUCTION, constants.ACCEPTANCE)
#: stores a JSON array of {name, forecast} in one statement
STORE_FORECASTS = """
	update `tabProject Node` node join json_table(%(rows)s, '$[*]' columns (
		name varchar(140) path '$.name', forecast date path '$.forecast'
	)) fresh on node.name = convert(fresh.name using utf8mb4) collate utf8mb4_unicode_ci
	set node.forecast_date = fresh.forecast
"""
#: takes the forecasts away from projects in any other stage (not begun, stopped or over)
CLEAR_FORECASTS = """
	update `tabProject Node` node join `tabInvestment Project` project on project.name = node.project
	set node.forecast_date = null
	where node.forecast_date is not null and project.stage not in %(stages)s {only_these}
"""
#: in a `Layout`: a day or a count that is not known
NOT_SET = -1


def refresh(projects: list[str] | None = None) -> int:
	"""Bring stored forecasts up to today; returns the number of nodes that got another one (or none any more)."""
	only_these = "" if projects is None else "and project.name in %(projects)s"
	# SQL does not allow an empty list
	names = tuple([*(projects or ()), ""])
	frappe.db.sql(CLEAR_FORECASTS.format(only_these=only_these), {"stages": CARRIED_OUT, "projects": names})
	rows = [{"name": name, "forecast": forecast} for name, forecast in find_changed(projects).items()]
	if rows:
		frappe.db.sql(STORE_FORECASTS, {"rows": json.dumps(rows, default=str)})
	return len(rows)


def find_changed(projects: list[str] | None = None) -> dict[str, date | None]:
	"""Node name -> today's forecast, of those nodes whose stored forecast differs; None: it should have none.

	A node has a forecast if it applies, is planned and is not done, and if its project's network can be computed.
	"""
	rows = read_nodes(projects)
	if not rows:
		return {}
	finishes = earliest_finishes(load_calendar(), rows, read_binding_edges(projects))
	changed = {}
	for row, finish in zip(rows, finishes, strict=True):
		is_awaited = row.applies and row.planned_date and not row.actual_date
		forecast = finish if is_awaited else None
		if forecast != row.forecast_date:
			changed[row.name] = forecast
	return changed


def read_nodes(projects: list[str] | None) -> list[frappe._dict]:
	"""The nodes with dates (`is_dated`) of projects that carry out their plan, sorted by project."""
	node, project = frappe.qb.DocType("Project Node"), frappe.qb.DocType("Investment Project")
	query = (
		frappe.qb.from_(node)
		.join(project)
		.on(project.name == node.project)
		.select(
			node.name,
			node.project,
			node.duration,
			node.duration_unit,
			node.is_event,
			node.approval_item,
			node.applies,
			node.planned_date,
			node.actual_date,
			node.forecast_date,
		)
		.where(node.is_dated == 1)
		.where(project.stage.isin(CARRIED_OUT))
		.orderby(node.project)
		.orderby(node.name)
	)
	return (query if projects is None else query.where(project.name.isin([*projects, ""]))).run(as_dict=True)


def read_edges(projects: list[str] | None) -> list[tuple]:
	"""The edges between the nodes of `read_nodes`, sorted by project.

	Each is (predecessor, node, lag in days, unit of the lag, start_to_start): the node begins when the predecessor has
	ended (or begun, if `start_to_start`) and the lag has passed.
	"""
	edge, node = frappe.qb.DocType("Node Dependency"), frappe.qb.DocType("Project Node")
	project = frappe.qb.DocType("Investment Project")
	query = (
		frappe.qb.from_(edge)
		.join(node)
		.on((node.name == edge.parent) & (edge.parenttype == "Project Node"))
		.join(project)
		.on(project.name == node.project)
		.select(edge.predecessor, edge.parent, edge.lag, edge.lag_unit, edge.start_to_start)
		.where(node.is_dated == 1)
		.where(project.stage.isin(CARRIED_OUT))
		.orderby(node.project)
	)
	return (query if projects is None else query.where(project.name.isin([*projects, ""]))).run()


def read_binding_edges(projects: list[str] | None) -> list[tuple]:
	"""The edges of `read_edges` that bind: a node with a 容缺承诺 in force does not wait for the promised one."""
	promised = {(row.before, row.after) for row in ask("deferrals", projects) if row.status == IN_FORCE}
	return [edge for edge in read_edges(projects) if edge[:2] not in promised]


def earliest_finishes(calendar: WorkCalendar, rows: list, edges: list[tuple]) -> Sequence[date | None]:
	"""The earliest day each of `rows` can be done, in their order.

	None for all nodes of a project whose network cannot be computed, for instance because of a cycle. Nothing is
	reported here: the user learns of it, with the cycle, when he counts the plan back (倒排).
	"""
	layout = build_layout(calendar, rows, edges)
	today = np.full(int(layout.project[-1]) + 1, calendar.index(getdate()), dtype=np.int32)
	try:
		return to_dates(calendar, earliest(calendar, layout, today))
	except PlanningError:
		# one bad network spoils the common pass: compute each project alone, so that only that one has no forecasts
		return [day for part in split_by_project(layout) for day in finishes_or_none(calendar, part, today)]


def to_dates(calendar: WorkCalendar, numbers: np.ndarray) -> list[date]:
	"""Day numbers of the calendar as dates."""
	# thousands of nodes share a few hundred days
	day_of = cache(calendar.date)
	return [day_of(number) for number in numbers.tolist()]


def finishes_or_none(calendar: WorkCalendar, layout: Layout, today: np.ndarray) -> Sequence[date | None]:
	"""The earliest finishes of one project's nodes; None for each of them if its network cannot be computed."""
	try:
		return to_dates(calendar, earliest(calendar, layout, today))
	except PlanningError:
		return [None] * layout.nodes


def split_by_project(layout: Layout) -> Iterator[Layout]:
	"""One layout for each project; nodes and edges of `layout` must be sorted by project."""
	# one more than there are projects, so that the last one has an end too
	project_numbers = np.arange(int(layout.project[-1]) + 2)
	node_bounds = np.searchsorted(layout.project, project_numbers)
	edge_bounds = np.searchsorted(layout.project[layout.source], project_numbers)
	for (first_node, end_node), (first_edge, end_edge) in zip(
		pairwise(node_bounds), pairwise(edge_bounds), strict=True
	):
		yield cut_out(layout, slice(first_node, end_node), slice(first_edge, end_edge))


def build_layout(calendar: WorkCalendar, rows: list, edges: list[tuple]) -> Layout:
	"""The nodes `rows` of all projects, in their order, and the edges between them, as the arrays of a `Layout`.

	`edges` come from `read_edges`; those to nodes outside `rows` are left out. A node without a known duration counts
	as taking no time.
	"""
	limits = limits_of({row.approval_item for row in rows if row.approval_item})
	node_numbers = {row.name: number for number, row in enumerate(rows)}
	project_numbers = {
		project: number for number, project in enumerate(dict.fromkeys(row.project for row in rows))
	}
	day_number = cache(calendar.index)
	durations = [duration_of(row, limits) for row in rows]
	inner_edges = [edge for edge in edges if edge[0] in node_numbers and edge[1] in node_numbers]
	not_set = np.full(len(rows), NOT_SET, dtype=np.int32)

	def numbers(values: list[int]) -> np.ndarray:
		return np.array(values, dtype=np.int32)

	def flags(values: list[bool]) -> np.ndarray:
		return np.array(values, dtype=bool)

	return Layout(
		duration=numbers([days for days, _unit in durations]),
		is_calendar=flags([unit == CALENDAR for _days, unit in durations]),
		project=numbers([project_numbers[row.project] for row in rows]),
		started=not_set,
		finished=numbers([finish_number(day_number, row) for row in rows]),
		remaining=not_set,
		source=numbers([node_numbers[edge[0]] for edge in inner_edges]),
		target=numbers([node_numbers[edge[1]] for edge in inner_edges]),
		lag=numbers([valid_day_count("Project Node", edge[1], cint(edge[2])) for edge in inner_edges]),
		lag_is_calendar=flags([edge[3] == CALENDAR or not edge[2] for edge in inner_edges]),
		start_to_start=flags([bool(edge[4]) for edge in inner_edges]),
	)


def finish_number(day_number: Callable[[date], int], row: frappe._dict) -> int:
	"""The number of the day a node was done; `NOT_SET` while it is open, and for one that does not apply.

	A stored day outside the calendar is logged and taken as today.
	"""
	if not row.applies or row.actual_date is None:
		return NOT_SET
	return day_number(known_day("Project Node", row.name, row.actual_date) or getdate())


def valid_day_count(doctype: str, name: str, count: int) -> int:
	"""A stored number of days; one outside 0 to `LONGEST` is logged with its record and taken as 0."""
	if 0 <= count <= LONGEST:
		return count
	log_bad_record(doctype, name, ValueError(str(count)))
	return 0


def duration_of(row: frappe._dict, limits: Mapping[str, tuple[int | None, str]]) -> tuple[int, str]:
	"""(days, unit) a node takes: its own duration, else the limit of its approval item, else 0.

	An event takes none. `limits` maps approval items to (days, unit), see `plan_network.limits_of`.
	"""
	if not row.applies:
		# in calendar days, so that it does not wait for a working day
		return 0, CALENDAR
	if row.is_event:
		return 0, WORKING
	if cint(row.duration):
		return valid_day_count("Project Node", row.name, cint(row.duration)), row.duration_unit or WORKING
	days, unit = limits.get(row.approval_item, (None, WORKING))
	return valid_day_count("Approval Item", row.approval_item, days or 0), unit
