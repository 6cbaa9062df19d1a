"""Records to 汇报材料: chosen projects as the session's user may read them, as of today."""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.access_control.one_answer import check_visible
from anshang_app.access_control.projects import readable_project
from anshang_app.access_control.user_context import viewer_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.report.investment_progress.investment_progress import investment
from anshang_app.case_reporting.report_filters import ProjectFilter
from anshang_app.coordination import issues
from anshang_app.foundation import constants
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.official_documents.build import day_of
from anshang_app.official_documents.letter_build import project_facts, unit_name
from anshang_app.official_documents.project_papers import read_project_rows
from anshang_app.planning.lights import NONE
from anshang_app.planning.workdays import WORKING
from anshang_app.project_briefs.rules.brief_facts import (
	Brief,
	BriefStep,
	Money,
	Order,
	ProjectBrief,
	Promise,
	Trouble,
)
from anshang_app.reminders.step_cards import own_steps
from anshang_app.supervision import orders
from anshang_app.validation.plain_text import mask_phones

PROJECT, PROMISE = "Investment Project", "Commitment"
#: the settings' most projects of one brief, and what holds where they say nothing
MOST, USUAL_MOST = "brief_most_projects", 50
OWED_BY_CITY = "The City Side"
NODE_FIELDS = [
	"project", "title", "responsible_unit", "unit_text", "planned_date", "actual_date", "late_cause", "late_reason",
]  # fmt: skip


def chosen_projects(names: Iterable[str]) -> list[Document]:
	"""The projects by name, each read and printed by the user as a whole; too many are refused before any is read."""
	wanted = list(dict.fromkeys(names))
	most = cint(frappe.db.get_single_value("Anshang Settings", MOST)) or USUAL_MOST
	if not 1 <= len(wanted) <= most:
		frappe.throw(
			_("{0} projects were chosen: choose between 1 and {1} for one brief.").format(len(wanted), most),
			title=_("Please Check"),
		)
	for name in wanted:
		check_visible(PROJECT, name)
	projects = [readable_project(name) for name in wanted]
	for project in projects:
		project.check_permission("print")
	return projects


def brief_of(projects: list[Document]) -> Brief:
	"""The brief of some projects the user may read."""
	names = [project.name for project in projects]
	units, today = viewer_of().units, getdate()
	money, steps, sealed = money_of(names), steps_of(names), sealed_plans(names)
	troubles, held, promises = troubles_of(projects), orders_of(names), promises_of(names)
	return Brief(
		unit=unit_name(units[0]) if units else "",
		today=today,
		projects=tuple(
			ProjectBrief(
				project=project_facts(project),
				stage=_(project.stage, "zh"),
				sealed_on=day_of(sealed.get(project.name, {}).get("sealed_on")),
				revision=sealed.get(project.name, {}).get("revision"),
				steps=tuple(steps[project.name]),
				money=money.get(project.name, Money()),
				troubles=tuple(troubles[project.name]),
				orders=tuple(held[project.name]),
				promises=tuple(promise for promise in promises[project.name] if promise),
				kept_back=sum(1 for promise in promises[project.name] if not promise),
			)
			for project in projects
		),
	)


def money_of(names: list[str]) -> dict[str, Money]:
	"""Investment of the year by project: the figures of the report 投资完成."""
	rows = investment(Portfolio(ProjectFilter(names=tuple(names))), getdate())

	def number_or_none(value):
		return None if value is None or value != value else float(value)

	return {
		row.project: Money(
			plan=number_or_none(row.year_plan),
			done=number_or_none(row.year),
			to_date=number_or_none(row.to_date),
			reported_on=day_of(row.reported_on) if row.reported_on == row.reported_on else None,
			share=number_or_none(row.rate),
			due=number_or_none(row.due_share),
			light=_(row.light, "zh") if row.light and row.light != NONE else "",
		)
		for row in rows.itertuples()
	}


def steps_of(names: list[str]) -> dict[str, list[BriefStep]]:
	"""Dated nodes that apply, by project in the order of the plan, with working days late."""
	calendar, today = load_calendar(), getdate()
	by_project: dict[str, list[BriefStep]] = defaultdict(list)
	for row in read_project_rows(
		"Project Node", ["in", names], {"applies": 1, "is_dated": 1}, NODE_FIELDS, "sequence, name"
	):
		planned, actual = day_of(row.planned_date), day_of(row.actual_date)
		end = actual or today
		late = calendar.days_between(planned, end, WORKING) if planned and end > planned else 0
		cause = "：".join(
			filter(None, (row.late_cause and _(row.late_cause, "zh"), mask_phones(row.late_reason or "")))
		)
		unit = unit_name(row.responsible_unit) or row.unit_text or ""
		by_project[row.project].append(BriefStep(row.title, unit, planned, actual, late, cause))
	return by_project


def sealed_plans(names: list[str]) -> dict[str, dict]:
	"""The sealed plan in force of each project: {revision, sealed_on}."""
	fields = ["project", "revision", "sealed_on"]
	rows = read_project_rows(
		"Service Plan", ["in", names], {"state": constants.SEALED}, fields, "revision, name"
	)
	return {row.project: row for row in rows}


def troubles_of(projects: list[Document]) -> dict[str, list[Trouble]]:
	"""Open problems by project, the highest rung's limit first, with whose turn each is."""
	today = getdate()
	names = [project.name for project in projects]
	rows = read_project_rows(
		issues.ISSUE, ["in", names], {"state": ["not in", [*constants.ISSUE_ENDED]]}, ["*"], "due_date, name"
	)
	by_project: dict[str, list[Trouble]] = defaultdict(list)
	for row in rows:
		row.doctype = issues.ISSUE
		turn = "、".join(dict.fromkeys(step["unit"] for step in own_steps(row)))
		due = day_of(row.due_date or row.level_due_on)
		by_project[row.project].append(
			Trouble(
				title=mask_phones(row.title or row.description or ""),
				rung=_(row.level, "zh") if row.level else "",
				turn=turn or unit_name(row.unit),
				due=due,
				days_blocked=cint(row.days_blocked) or None,
				advice=mask_phones(row.advice or ""),
				is_late=bool(due and due < today),
			)
		)
	return by_project


def orders_of(names: list[str]) -> dict[str, list[Order]]:
	"""Open orders by project, by their limit."""
	today, fields = getdate(), ["project", "matter", "unit", "running_limit", "due_date", "state"]
	filters = {"state": ["not in", [*constants.ORDER_ENDED]]}
	by_project: dict[str, list[Order]] = defaultdict(list)
	for row in read_project_rows(orders.ORDER, ["in", names], filters, fields, "running_limit, name"):
		due = day_of(row.running_limit or row.due_date)
		late = bool(due and due < today)
		by_project[row.project].append(
			Order(mask_phones(row.matter or ""), unit_name(row.unit), due, _(row.state, "zh"), late)
		)
	return by_project


def promises_of(names: list[str]) -> dict[str, list[Promise | None]]:
	"""Open commitments by project, by their day; None for one of the city's that the enterprise was not told of."""
	fields = ["project", "words", "kind", "unit", "due_date", "owed_by", "released_on"]
	filters = {"state": ["not in", [constants.FULFILLED, constants.WAIVED]]}
	by_project: dict[str, list[Promise | None]] = defaultdict(list)
	for row in read_project_rows(PROMISE, ["in", names], filters, fields, "due_date, name"):
		by_city, due = row.owed_by == OWED_BY_CITY, day_of(row.due_date)
		promise = Promise(
			promised=mask_phones(row.words or ""),
			kind=_(row.kind, "zh"),
			unit=unit_name(row.unit),
			due=due,
			is_late=bool(due and due < getdate()),
			by_city=by_city,
		)
		by_project[row.project].append(promise if row.released_on or not by_city else None)
	return by_project
