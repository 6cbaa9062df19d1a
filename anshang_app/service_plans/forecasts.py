"""Forecasts of nodes on record: the earliest day each can still be done, from facts and today.

A forecast behind the plan says that the plan cannot be kept even if everything goes as fast as it may; it
moves with every day on which nothing is done. Four queries and two statements for any number of projects.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache

import frappe
import numpy as np
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day, note
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.network import IN_FORCE, Layout, PlanningError
from anshang_app.planning.passes import cut_out, earliest
from anshang_app.planning.workdays import CALENDAR, LONGEST, WORKING, WorkCalendar
from anshang_app.service_plans.plan_network import limits_of

#: stages in which a sealed plan is being carried out
CARRIED_OUT = (constants.PRE_CONSTRUCTION, constants.CONSTRUCTION, constants.ACCEPTANCE)
WRITE = """
	update `tabProject Node` node join json_table(%(rows)s, '$[*]' columns (
		name varchar(140) path '$.name', forecast date path '$.forecast'
	)) fresh on node.name = convert(fresh.name using utf8mb4) collate utf8mb4_unicode_ci
	set node.forecast_date = fresh.forecast
"""


#: a project that stands still, or is over, has no forecast
FORGET = """
	update `tabProject Node` node join `tabInvestment Project` project on project.name = node.project
	set node.forecast_date = null
	where node.forecast_date is not null and project.stage not in %(stages)s {and_of_these}
"""


def refresh(projects: list[str] | None = None) -> int:
	"""Bring the forecasts of the projects carried out, or of some of them, up to today; how many changed."""
	these = "" if projects is None else "and project.name in %(projects)s"
	frappe.db.sql(
		FORGET.format(and_of_these=these), {"stages": CARRIED_OUT, "projects": tuple([*(projects or ()), ""])}
	)
	rows = [{"name": name, "forecast": forecast} for name, forecast in stale(projects).items()]
	if rows:
		frappe.db.sql(WRITE, {"rows": json.dumps(rows, default=str)})
	return len(rows)


def stale(projects: list[str] | None = None) -> dict[str, date | None]:
	"""The nodes whose stored forecast is not today's, with today's."""
	rows = node_rows(projects)
	if not rows:
		return {}
	finishes = finish_days(load_calendar(), rows, waiting_edges(projects))
	changed = {}
	for row, finish in zip(rows, finishes, strict=True):
		awaited = row.applies and row.planned_date and not row.actual_date and finish is not None
		forecast = finish if awaited else None
		if forecast != row.forecast_date:
			changed[row.name] = forecast
	return changed


def node_rows(projects: list[str] | None) -> list[frappe._dict]:
	"""The dated nodes of projects carried out, project by project."""
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


def edge_rows(projects: list[str] | None) -> list[tuple]:
	"""(predecessor, node, lag, its unit, start to start) of the same projects, project by project."""
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


def waiting_edges(projects: list[str] | None) -> list[tuple]:
	"""The edges that hold: a step with a 容缺承诺 in force does not wait for what was promised."""
	promised = {(row.before, row.after) for row in ask("deferrals", projects) if row.status == IN_FORCE}
	return [edge for edge in edge_rows(projects) if edge[:2] not in promised]


def finish_days(calendar: WorkCalendar, rows: list, edges: list[tuple]) -> Sequence[date | None]:
	"""The earliest finish of each row; None in a project whose network cannot be counted.

	Such a network is named, with its cycle, where somebody counts it back.
	"""
	layout = layout_of(calendar, rows, edges)
	today = np.full(int(layout.project[-1]) + 1, calendar.index(getdate()), dtype=np.int32)
	try:
		return days(calendar, earliest(calendar, layout, today))
	except PlanningError:
		return [day for part in parts(layout) for day in days_or_none(calendar, part, today)]


def days(calendar: WorkCalendar, numbers: np.ndarray) -> list[date]:
	day_of = cache(calendar.date)
	return [day_of(number) for number in numbers.tolist()]


def days_or_none(calendar: WorkCalendar, layout: Layout, today: np.ndarray) -> Sequence[date | None]:
	try:
		return days(calendar, earliest(calendar, layout, today))
	except PlanningError:
		return [None] * layout.nodes


def parts(layout: Layout):
	"""The layout project by project."""
	bounds = np.searchsorted(layout.project, np.arange(int(layout.project[-1]) + 2))
	edge_bounds = np.searchsorted(layout.project[layout.source], np.arange(int(layout.project[-1]) + 2))
	for k in range(len(bounds) - 1):
		yield cut_out(layout, slice(bounds[k], bounds[k + 1]), slice(edge_bounds[k], edge_bounds[k + 1]))


def layout_of(calendar: WorkCalendar, rows: list, edges: list[tuple]) -> Layout:
	"""Arrays of all the projects' nodes and of the edges between them; a time nobody knows counts as none."""
	limits = limits_of({row.approval_item for row in rows if row.approval_item})
	place = {row.name: number for number, row in enumerate(rows)}
	numbers = {project: number for number, project in enumerate(dict.fromkeys(row.project for row in rows))}
	index = cache(calendar.index)
	needed = [time_needed(row, limits) for row in rows]
	inside = [edge for edge in edges if edge[0] in place and edge[1] in place]
	whole = lambda values: np.array(values, dtype=np.int32)  # noqa: E731
	flags = lambda values: np.array(values, dtype=bool)  # noqa: E731
	none = np.full(len(rows), -1, dtype=np.int32)
	return Layout(
		duration=whole([count for count, _unit in needed]),
		is_calendar=flags([unit == CALENDAR for _count, unit in needed]),
		project=whole([numbers[row.project] for row in rows]),
		started=none,
		finished=whole([finish_index(index, row) for row in rows]),
		remaining=none,
		source=whole([place[edge[0]] for edge in inside]),
		target=whole([place[edge[1]] for edge in inside]),
		lag=whole([countable("Project Node", edge[1], cint(edge[2])) for edge in inside]),
		lag_is_calendar=flags([edge[3] == CALENDAR or not edge[2] for edge in inside]),
		start_to_start=flags([bool(edge[4]) for edge in inside]),
	)


def finish_index(index, row) -> int:
	"""The day a node was done, -1 while it is open; where the stored day is none there is, it was done just now."""
	if not row.applies or row.actual_date is None:
		return -1
	return index(known_day("Project Node", row.name, row.actual_date) or getdate())


def countable(doctype: str, name: str, count: int) -> int:
	"""A stored count of days; 0 in place of one no plan may hold, whose record is named."""
	if 0 <= count <= LONGEST:
		return count
	note(doctype, name, ValueError(str(count)))
	return 0


def time_needed(row, limits: dict) -> tuple[int, str]:
	"""Days and unit of a node: its own, else its item's limit; a node left out takes none, on any day."""
	if not row.applies:
		return 0, CALENDAR
	if row.is_event:
		return 0, WORKING
	if cint(row.duration):
		return countable("Project Node", row.name, cint(row.duration)), row.duration_unit or WORKING
	count, unit = limits.get(row.approval_item, (None, WORKING))
	return countable("Approval Item", row.approval_item, count or 0), unit
