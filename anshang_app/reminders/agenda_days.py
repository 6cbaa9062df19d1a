"""日程: visits that took place, meetings, and the days by which something is due, in one calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.access_control.row_rule import MEETING, PROJECT
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.reminders.rules.matter_waits import ORDER_OPEN

#: a calendar that asks for more than a quarter is not one of people
LONGEST_DAYS = 100
#: entries of one type in a calendar of everybody's projects
MOST = 400


@dataclass(frozen=True)
class AgendaKind:
	"""Entries of a record type on the day of `day`, named by `title_field`; `colour` tells done from due."""

	doctype: str
	day: str
	title_field: str
	colour: str  # done, held, due, planned
	filters: dict = field(default_factory=dict)
	label: str | None = None


VISITS = [constants.SITE_VISIT, constants.LEADER_VISIT, constants.DISPATCH]
NOT_DONE = {"actual_date": ["is", "not set"], "applies": 1}
KINDS = (
	AgendaKind("Progress Entry", "entry_date", "entry_kind", "done", {"entry_kind": ["in", VISITS]}),
	AgendaKind(MEETING, "meeting_date", "title", "held"),
	AgendaKind(
		"Supervision Order",
		"due_date",
		"matter",
		"due",
		{"state": ["in", [constants.ORDERED, *ORDER_OPEN[1]]]},
		"Order Due",
	),
	AgendaKind(
		"Coordination Issue",
		"due_date",
		"title",
		"due",
		{"state": ["in", [constants.RAISED, constants.TAKEN_UP, constants.IN_HAND]]},
		"Problem Due",
	),
	AgendaKind(
		"Approval Case",
		"due_date",
		"approval_item",
		"due",
		{"state": constants.ACCEPTED},
		"Approval Due",
	),
	AgendaKind("Project Node", "planned_date", "title", "planned", NOT_DONE, "Node Planned"),
)


def events(start: str, end: str, filters: list | None = None) -> list[dict]:
	"""What falls between two days among the records the user may read: [{doctype, name, title, start, end, …}].

	`filters` narrow the projects; what belongs to none, a meeting, stays.
	"""
	first, last = getdate(start), getdate(end)
	last = min(last, first + timedelta(days=LONGEST_DAYS))
	among = wanted_projects(filters) if filters else None
	rows_by_kind = [(kind, row) for kind in KINDS for row in rows_of(kind, first, last, among)]
	names = project_names({row.get("project") for _kind, row in rows_by_kind})
	calendar = load_calendar()
	days_off = (first + timedelta(days=n) for n in range((last - first).days + 1))
	return [
		*(event(kind, row, names) for kind, row in rows_by_kind),
		*(day_off(day) for day in days_off if not calendar.is_working(day)),
	]


def wanted_projects(filters: list) -> list[str]:
	return frappe.get_list(PROJECT, filters=filters, pluck="name", order_by="name", limit_page_length=0)


def rows_of(kind: AgendaKind, first, last, among: list[str] | None) -> Iterable[frappe._dict]:
	fields, more = ["name", kind.day, kind.title_field], {}
	if kind.doctype != MEETING:
		fields.append("project")
		more = {} if among is None else {"project": ["in", [*among, ""]]}
	return frappe.get_list(
		kind.doctype,
		filters={**kind.filters, **more, kind.day: ["between", [first, last]]},
		fields=fields,
		order_by=f"{kind.day}, name",
		limit_page_length=MOST,
	)


def event(kind: AgendaKind, row: frappe._dict, names: dict[str, str]) -> dict:
	what = _(row[kind.title_field] or "")
	parts = [f"{_(kind.label)}：{what}" if kind.label else what, names.get(row.get("project") or "")]
	return {
		"doctype": kind.doctype,
		"name": row.name,
		"title": " · ".join(filter(None, parts)),
		"start": row[kind.day],
		"end": row[kind.day],
		"all_day": 1,
		"colour": kind.colour,
	}


def day_off(day) -> dict:
	"""A day without work shades its cell: 调休 moves them, so weekends alone do not tell."""
	cell = {"rendering": "background", "colour": "off"}
	return {"name": str(day), "title": "", "start": day, "end": day, "all_day": 1, **cell}


def project_names(projects: set) -> dict[str, str]:
	rows = frappe.get_list(
		PROJECT,
		filters={"name": ["in", [*filter(None, projects), ""]]},
		fields=["name", "project_name", "phase_no"],
		order_by="name",
		limit_page_length=0,
	)
	return {row.name: with_phase(row.project_name, row.phase_no) for row in rows}
