"""我的工作: the next steps of one person, read through the row rule; the same questions for everybody of a kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.access_control.user_context import Viewer, viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day
from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning import duties
from anshang_app.planning.workdays import WORKING
from anshang_app.progress_tracking import trainings
from anshang_app.progress_tracking.duty_reports import DutyData
from anshang_app.progress_tracking.findings import EVER, DueItems
from anshang_app.reminders.rules.task_rules import UNDER_WAY, WAITS
from anshang_app.reminders.rules.waits import (
	BEGUN,
	BUREAU,
	COMPLETED,
	HOME,
	HOST,
	INTRODUCER,
	LEAD,
	MISSED_BEFORE,
	PROJECT,
	SEEN,
	SOON,
	TODAY,
	UNIT,
	USER,
	WITH_HANDOVER,
	WITH_PLAN,
	WITH_SEAL,
	Wait,
)
from anshang_app.supervision import urgings

APPLICATIONS, HELP = "Applications to File", "Applications to Help With"
NOT_FILED = [constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE, constants.WITHDRAWN]
CONTACTS = "Contacts and Visits Due"
DEADLINES = "Deadlines Near or Past"
AGENTS = "Agents to Train"
#: working days from today within which a step counts as near
NEAR_DAYS = 5
#: steps of one kind that are shown; a person with more begins with these
MOST = 100
#: projects of one's own whose deadlines and duties are looked through at once
MOST_PROJECTS = 500
#: record types that belong to no single project
WITHOUT_PROJECT = ("Coordination Meeting", "Bulletin", "Work Handover")


@dataclass(frozen=True)
class Task:
	"""One step that waits for the person; `entry_kind` is the contact to record, where that is the step."""

	heading: str
	doctype: str
	name: str
	project: str | None
	title: str
	due: date | None = None
	entry_kind: str | None = None
	since: date | None = None


class MyWork:
	"""The next steps of one person (default: the session's user), with his units and their projects."""

	def __init__(self, viewer: Viewer | None = None, days_ahead: int | None = None):
		self.viewer = viewer or viewer_of()
		self.today, self.calendar = getdate(), load_calendar()
		near = self.calendar.step(self.today, NEAR_DAYS, WORKING)
		#: the last day up to which steps with a date are looked for
		self.soon = near if days_ahead is None else max(near, self.today + timedelta(days=days_ahead))
		self.in_role: dict[str, list[str]] = {}

	@cached_property
	def kinds(self) -> set[str]:
		"""The kinds of the person's units."""
		units = frappe.get_all(
			"Anshang Unit",
			filters={"name": ["in", [*self.viewer.units, ""]]},
			fields=list(KINDS),
			order_by="name",
		)
		return {kind for unit in units for kind in KINDS if unit[kind]}

	@property
	def runs_platform(self) -> bool:
		"""The bureau runs the platform (scheme §三(二)5④), its administrators with it."""
		return self.viewer.administers or BUREAU in self.kinds

	def projects_as(self, role: str) -> list[str]:
		"""Projects under way in which one of the units holds the role of this field; asked for once."""
		if role not in self.in_role:
			filters = {role: ["in", self.viewer.units], "stage": UNDER_WAY}
			self.in_role[role] = frappe.get_list(
				HOME, filters=filters, pluck="name", order_by="name", limit_page_length=MOST_PROJECTS
			)
		return self.in_role[role]

	def tasks(self) -> list[Task]:
		"""Everything that waits, heading by heading, the most urgent first."""
		tasks = [
			*self.contacts(),
			*(task for wait in WAITS if self.concerns(wait) for task in self.waiting(wait)),
			*self.applications(),
			*self.deadlines(),
			*self.agents(),
		]
		records = {(task.doctype, task.name) for task in tasks}
		tasks += [
			task for task in ask("work_arrived", self.viewer) if (task.doctype, task.name) not in records
		]
		headings = {task.heading: None for task in tasks}
		order = {heading: place for place, heading in enumerate(headings)}
		return sorted(
			dict.fromkeys(tasks), key=lambda task: (order[task.heading], task.due or date.max, task.name)
		)

	def concerns(self, wait: Wait) -> bool:
		"""Whether the line is about such a person at all: most are ruled out without a query."""
		whose, field = wait.whose
		if wait.role:
			return wait.role in self.viewer.roles
		if wait.kinds and not self.kinds & set(wait.kinds):
			return False
		if whose == PROJECT:
			return bool(self.viewer.units) and bool(self.projects_as(field or ""))
		return whose == USER or bool(self.viewer.units)

	def waiting(self, wait: Wait) -> Iterable[Task]:
		"""The steps of one line: one query through the row rule."""
		fields = ["name", *filter(None, (wait.title_field, wait.due, wait.since))]
		if wait.doctype not in (HOME, *WITHOUT_PROJECT):
			fields.append("project")
		rows = frappe.get_list(
			wait.doctype,
			filters=self.filters(wait),
			fields=list(dict.fromkeys(fields)),
			order_by=f"{wait.due or 'modified'}, name",
			limit_page_length=MOST,
		)
		for row in rows:
			project = row.name if wait.doctype == HOME else row.get("project")
			text = row[wait.title_field] if wait.title_field else ""
			due = known_day(wait.doctype, row.name, row.get(wait.due))
			since = known_day(wait.doctype, row.name, row.get(wait.since)) if wait.since else None
			yield Task(wait.heading, wait.doctype, row.name, project, _(text or ""), due, since=since)

	def filters(self, wait: Wait) -> dict:
		"""The line's filters, with whose step it is, and what stands in for days and names put in."""
		whose, field = wait.whose
		mine: dict[str, Callable[[], dict]] = {
			UNIT: lambda: {field: ["in", self.viewer.units]},
			PROJECT: lambda: {"project": ["in", self.projects_as(field or "")]},
			USER: lambda: {field: ["in", self.viewer.persons]},
			SEEN: dict,
		}
		return {
			**{key: self.resolve_placeholders(value) for key, value in wait.filters.items()},
			**mine[whose](),
		}

	def resolve_placeholders(self, value):
		"""A filter's value with the placeholders of `rules/waits` (`SOON`, `TODAY`, …) replaced by days or names."""
		if not isinstance(value, list):
			return value
		stands_for = {
			SOON: lambda: [EVER, self.soon],
			TODAY: lambda: self.today,
			MISSED_BEFORE: urgings.missed_before_proposal,
			WITH_HANDOVER: lambda: self.having("Project Handover", constants.HANDOVER),
			WITH_PLAN: lambda: self.having("Service Plan", constants.PLANNING),
			WITH_SEAL: lambda: self.having("Service Plan", constants.PLANNING, {"state": constants.SEALED}),
			BEGUN: lambda: self.reached("Construction Start", constants.PRE_CONSTRUCTION),
			COMPLETED: lambda: self.reached("Completion", constants.CONSTRUCTION),
		}
		return [
			stands_for[part]() if isinstance(part, str) and part in stands_for else part for part in value
		]

	def having(self, doctype: str, stage: str, more: dict | None = None) -> list[str]:
		"""Projects of a stage that already have a record of the type."""
		projects = frappe.get_list(HOME, filters={"stage": stage}, pluck="name", limit_page_length=0)
		filters = {"project": ["in", [*projects, ""]], **(more or {})}
		return frappe.get_list(doctype, filters=filters, pluck="project", limit_page_length=0) or [""]

	def reached(self, target: str, stage: str) -> list[str]:
		"""Projects of a stage whose node of this target has its actual day."""
		done = {"target_kind": target, "applies": 1, "actual_date": ["is", "set"]}
		return self.having("Project Node", stage, done)

	def contacts(self) -> Iterable[Task]:
		"""Duties of this period that are still open, of the units' own projects (scheme §四(一))."""
		names = self.projects_as(LEAD) if self.viewer.units else []
		if not names:
			return
		for report in DutyData(names, 1, self.calendar).reports():
			current = report.standings[0]
			if current.state == duties.OPEN and report.unit in self.viewer.units:
				kind = report.duty.entry_kind
				yield Task(CONTACTS, HOME, report.project, report.project, _(kind), current.due, kind)

	def applications(self) -> Iterable[Task]:
		"""Applications the plan wants filed by now or soon: 落户地 files them, 引进单位 helps (scheme §三(二)3①、4①)."""
		for role, heading in ((HOST, APPLICATIONS), (INTRODUCER, HELP)):
			names = self.projects_as(role) if self.viewer.units else []
			filters = {
				"project": ["in", names],
				"applies": 1,
				"actual_date": ["is", "not set"],
				"planned_date": ["between", [EVER, self.soon]],
				"approval_item": ["is", "set"],
			}
			days = (
				dict(self.rows("Project Node", filters, ["name", "planned_date"], as_list=True))
				if names
				else {}
			)
			cases = {"node": ["in", [*days]], "state": ["in", NOT_FILED]}
			for case in (
				self.rows("Approval Case", cases, ["name", "project", "approval_item", "node"])
				if days
				else ()
			):
				yield Task(
					heading, "Approval Case", case.name, case.project, case.approval_item, days[case.node]
				)

	def rows(self, doctype: str, filters: dict, fields: list[str], **how) -> list:
		return frappe.get_list(
			doctype, filters=filters, fields=fields, order_by="name", limit_page_length=MOST_PROJECTS, **how
		)

	def deadlines(self) -> Iterable[Task]:
		"""Permits that lapse, filings that fall due and land that lies idle, of the units' own projects."""
		names = sorted({*self.projects_as(LEAD), *self.projects_as(HOST)}) if self.viewer.units else []
		for finding in DueItems(names).deadlines() if names else ():
			yield Task(DEADLINES, HOME, finding.project, finding.project, finding.sentence)

	def agents(self) -> Iterable[Task]:
		"""Agents nobody has taught yet, for the bureau (scheme §三(二)5③)."""
		if BUREAU not in self.kinds:
			return
		for agent in trainings.agents():
			if not agent["is_taught"]:
				agent_name = f"{agent['unit']} {agent['member_name']}"
				yield Task(AGENTS, "Agent Training", agent["user"], None, agent_name)

	def days_left(self, due: date | None) -> int | None:
		"""Working days up to the day, negative when past."""
		return None if due is None else self.calendar.working_days_between(self.today, due)
