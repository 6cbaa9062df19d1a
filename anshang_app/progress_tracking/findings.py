"""What is due, late or missing today, over all projects or some: read set-based, nothing of it stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate

from anshang_app.access_control.acting_unit import bureau
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import each
from anshang_app.foundation.units import find_platform_unit
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning import duties
from anshang_app.planning.lights import RED
from anshang_app.planning.radar import PAST
from anshang_app.planning.workdays import WORKING, WorkCalendar
from anshang_app.progress_tracking import deadline_radar, production
from anshang_app.progress_tracking.duty_reports import PROJECT_COLUMNS, DutyData
from anshang_app.progress_tracking.rules.finding_kinds import (
	BULLETIN_DUE,
	CASE_LATE,
	CASE_NEAR,
	DEADLINE_NEAR,
	DEADLINE_PAST,
	DUTY_MISSED,
	DUTY_OPEN,
	ISSUE_PAST,
	ISSUE_UNASSIGNED,
	LIMIT_PAST,
	ORDER_ASKED,
	ORDER_NEAR,
	ORDER_PAST,
	ORDER_PROPOSED,
	ORDER_URGED,
	PROMISE_PAST,
	RED_NODE,
	VISIT_DUE,
	YEAR_MISSING,
)
from anshang_app.supervision import urgings

#: working days before its limit from which a case or an order is told of
CASE_WARNING = 2
EVER = "2000-01-01"
DECEMBER = 12


@dataclass(frozen=True)
class Finding:
	"""One matter: told to the members of `units` (None: of every unit) and to `user`, as the `sentence` of the digest.

	`record`, where there is one, may be open to somebody who may not read the project.
	"""

	kind: str
	project: str
	project_name: str
	units: tuple[str | None, ...]
	sentence: str
	user: str | None = None
	host: str | None = None
	record: tuple[str, str] | None = None


class DueItems:
	"""The projects under way, or some of them, and every finding about them."""

	def __init__(self, projects: list[str] | None = None, calendar: WorkCalendar | None = None):
		self.names, self.today, self.calendar = projects, getdate(), calendar or load_calendar()
		# thousands of findings name the same few days
		self.day = cache(formatdate)
		self.validity_rules = deadline_radar.load_rules()
		filters = {"stage": ["not in", list(constants.STANDSTILLS)], "archived_on": ["is", "not set"]}
		fields = list(dict.fromkeys([*deadline_radar.PROJECT_COLUMNS, *PROJECT_COLUMNS, "phase_no"]))
		#: projects under way and those in production: what is open about a matter is told of both
		self.active_projects = {
			row.name: row for row in self.rows("Investment Project", "name", fields, filters)
		}
		for row in self.active_projects.values():
			row.project_name = with_phase(row.project_name, row.phase_no)
		self.projects = {
			name: row for name, row in self.active_projects.items() if row.stage != constants.HANDED_OVER
		}

	def rows(self, doctype: str, key: str, fields: Iterable[str], filters: dict) -> list:
		"""Rows of a type, of the projects asked for: one query."""
		if self.names is not None:
			filters = {**filters, key: ["in", [*self.names, ""]]}
		return frappe.get_all(doctype, filters=filters, fields=list(fields), order_by="name")

	def read(
		self, doctype: str, key: str, fields: Iterable[str], filters: dict, of: Mapping | None = None
	) -> list:
		"""Rows of a type that belong to the projects under way, or to those of `of`."""
		wanted = self.projects if of is None else of
		return [row for row in self.rows(doctype, key, fields, filters) if row[key] in wanted]

	def finding(
		self, kind: str, project: str, units: Iterable[str | None], sentence: str, user=None, record=None
	) -> Finding:
		row = self.active_projects[project]
		named: tuple[str | None, ...] = tuple(unit for unit in units if unit) or (
			(self.serving_unit(row),) if not user else ()
		)
		return Finding(kind, project, row.project_name, named, sentence, user, row.host_locality, record)

	def serving_unit(self, project) -> str | None:
		"""Who sees to a project's matters: its 包保单位, in production 经信局."""
		return self.economy if project.stage == constants.HANDED_OVER else project.chain_lead_unit

	@cached_property
	def economy(self) -> str | None:
		return find_platform_unit("economy_bureau")

	def all(self) -> list[Finding]:
		return [
			*self.orders(),
			*self.order_steps(),
			*self.issues(),
			*self.promises(),
			*self.red_nodes(),
			*self.cases(),
			*self.deadlines(),
			*self.limits(),
			*self.duties(),
			*self.visits(),
			*self.years(),
			*self.bulletins(),
		]

	def orders(self) -> Iterable[Finding]:
		"""督办件 past their limit or near it: to the unit in charge, when past to who checks it too."""
		was_due, is_due = _("{0} was due on {1}"), _("{0} is due on {1}")
		warned = self.calendar.step(self.today, CASE_WARNING, WORKING)
		fields = ["name", "project", "matter", "unit", "due_date", "inspection_office"]
		filters = {
			"state": ["not in", [*constants.ORDER_ENDED, constants.REPORTED_BACK]],
			"due_date": ["between", [EVER, warned]],
		}

		def report_order(order) -> Finding:
			late = order.due_date < self.today
			sentence = (was_due if late else is_due).format(order.matter, self.day(order.due_date))
			units = (order.unit, order.inspection_office if late else None)
			record = ("Supervision Order", order.name)
			return self.finding(
				ORDER_PAST if late else ORDER_NEAR, order.project, units, sentence, record=record
			)

		rows = self.read("Supervision Order", "project", fields, filters, self.active_projects)
		yield from each("Supervision Order", rows, report_order)

	def order_steps(self) -> Iterable[Finding]:
		"""督办件 urged, those whose extension is to be decided, and those the bureau may escalate."""
		urged = _("{0} was urged on {1}, to answer by {2}")
		extension_asked, missed = (
			_("{0}: more time asked for, until {1}"),
			_("{0} missed its limit {1} times"),
		)
		fields = ["name", "project", "matter", "unit", "inspection_office", "issuing_unit", "urged_on"]
		fields += ["running_limit", "due_date", "extension_wanted", "limits_missed", "escalation"]
		filters = {"state": ["in", [*urgings.OWED, constants.REPORTED_BACK]]}
		often = urgings.missed_before_proposal()

		def report_steps(order) -> Iterable[Finding]:
			limit, open_to = (
				order.running_limit or order.due_date,
				(order.inspection_office or order.issuing_unit,),
			)
			if order.extension_wanted:
				sentence = extension_asked.format(order.matter, self.day(order.extension_wanted))
				yield self.finding(ORDER_ASKED, order.project, open_to, sentence)
			if order.state == constants.REPORTED_BACK:
				return
			if order.urged_on:
				sentence = urged.format(order.matter, self.day(order.urged_on), self.day(limit))
				yield self.finding(ORDER_URGED, order.project, (order.unit,), sentence)
			if limit < self.today and not order.escalation and order.limits_missed >= often:
				sentence = missed.format(order.matter, order.limits_missed + 1)
				yield self.finding(ORDER_PROPOSED, order.project, (bureau(),), sentence)

		rows = self.read("Supervision Order", "project", [*fields, "state"], filters, self.active_projects)
		for steps in each("Supervision Order", rows, lambda order: [*report_steps(order)]):
			yield from steps

	def issues(self) -> Iterable[Finding]:
		"""Problems not answered by the day set, or that stay on a level of the ladder for too long."""
		was_due, stays = _("{0} was due on {1}"), _("{0} was to be solved at the level {1} by {2}")
		to_assign = _("{0} is to be assigned by {1}")
		fields = [
			"name",
			"project",
			"title",
			"unit",
			"state",
			"due_date",
			"level",
			"level_due_on",
			"assign_by",
		]
		filters = {"state": ["in", [constants.RAISED, constants.TAKEN_UP, constants.IN_HAND]]}

		def report_issue(issue) -> Finding | None:
			if issue.assign_by and not issue.unit:
				sentence = to_assign.format(issue.title, self.day(issue.assign_by))
				return self.finding(ISSUE_UNASSIGNED, issue.project, (), sentence)
			if issue.due_date and issue.due_date < self.today:
				sentence = was_due.format(issue.title, self.day(issue.due_date))
				record = ("Coordination Issue", issue.name)
				return self.finding(ISSUE_PAST, issue.project, (issue.unit,), sentence, record=record)
			if issue.level_due_on and issue.level_due_on < self.today:
				sentence = stays.format(issue.title, _(issue.level), self.day(issue.level_due_on))
				return self.finding(ISSUE_PAST, issue.project, (), sentence)
			return None

		rows = self.read("Coordination Issue", "project", fields, filters, self.active_projects)
		yield from each("Coordination Issue", rows, report_issue)

	def promises(self) -> Iterable[Finding]:
		"""Commitments past their day without an outcome: to who owes, and to who watches."""
		was_due = _("{0} was due on {1}")
		fields = ["name", "project", "words", "unit", "supervised_by", "due_date"]
		filters = {
			"state": ["in", [constants.NOT_DUE, constants.PAST_DUE]],
			"due_date": ["between", [EVER, self.calendar_day(-1)]],
		}

		def report_promise(promise) -> Finding:
			sentence = was_due.format(promise.words, self.day(promise.due_date))
			units, record = (promise.unit, promise.supervised_by), ("Commitment", promise.name)
			return self.finding(PROMISE_PAST, promise.project, units, sentence, record=record)

		yield from each("Commitment", self.read("Commitment", "project", fields, filters), report_promise)

	def red_nodes(self) -> Iterable[Finding]:
		"""A red node asks its owner for cause and measure until both are there."""
		form = _("{0} was planned for {1}: give the cause and the measure")
		fields = ["name", "project", "title", "planned_date", "responsible_unit", "responsible_user"]
		filters = {"light": RED, "applies": 1, "late_reason": ["is", "not set"]}

		def report_node(node) -> Finding:
			sentence = form.format(node.title, self.day(node.planned_date))
			units = () if node.responsible_user else (node.responsible_unit,)
			return self.finding(RED_NODE, node.project, units, sentence, node.responsible_user)

		yield from each("Project Node", self.read("Project Node", "project", fields, filters), report_node)

	def cases(self) -> Iterable[Finding]:
		"""Cases past their limit, and those whose limit comes within days: to who decides and to the agent."""
		was_due, is_due = _("{0} was due on {1}"), _("{0} is due on {1}")
		warned = self.calendar.step(self.today, CASE_WARNING, WORKING)
		fields = ["name", "project", "approval_item", "unit", "agent", "due_date"]
		filters = {
			"state": constants.ACCEPTED,
			"due_date": ["between", [EVER, warned]],
			"left_out_of_figures": 0,
		}

		def report_case(case) -> Finding:
			late = case.due_date < self.today
			sentence = (was_due if late else is_due).format(case.approval_item, self.day(case.due_date))
			kind = CASE_LATE if late else CASE_NEAR
			return self.finding(kind, case.project, (case.unit,), sentence, case.agent or None)

		yield from each("Approval Case", self.read("Approval Case", "project", fields, filters), report_case)

	def deadlines(self) -> Iterable[Finding]:
		"""Permits that lapse, filings that fall due, land that lies idle."""

		def report_deadline(row, standing) -> Finding:
			kind = DEADLINE_PAST if standing.deadline.state == PAST else DEADLINE_NEAR
			units = tuple(unit for unit in (row.chain_lead_unit, row.host_locality) if unit)
			return Finding(
				kind, row.name, row.project_name, units, standing.write_line(), host=row.host_locality
			)

		for standing in deadline_radar.list_deadlines(self):
			yield report_deadline(self.projects[standing.project], standing)
		for row, standing in deadline_radar.idle_by_share(self):
			yield report_deadline(row, standing)

	def limits(self) -> Iterable[Finding]:
		"""Handovers to be signed for, and plans to be sealed, past the days of the settings."""
		late = {"due_date": ["between", [EVER, self.calendar_day(-1)]]}
		fields = ["name", "project", "kind", "to_unit", "due_date"]
		handed_over = {"state": constants.HANDED_OVER, **late}

		def report_handover(row) -> Finding:
			sentence = _("{0} was to be signed for by {1}").format(_(row.kind), self.day(row.due_date))
			return self.finding(LIMIT_PAST, row.project, (row.to_unit,), sentence)

		rows = self.read("Project Handover", "project", fields, handed_over)
		yield from each("Project Handover", rows, report_handover)
		open_plan = {
			"state": ["in", [constants.PLAN_DRAFT, constants.AWAITING_SEALS]],
			"supersedes": ["is", "not set"],
		}

		def report_plan(row) -> Finding:
			sentence = _("The plan was to be sealed by {0}").format(self.day(row.due_date))
			return self.finding(LIMIT_PAST, row.project, (), sentence)

		rows = self.read("Service Plan", "project", ["name", "project", "due_date"], {**open_plan, **late})
		yield from each("Service Plan", rows, report_plan)

	def calendar_day(self, days: int) -> date:
		return frappe.utils.add_days(self.today, days)

	def duties(self) -> Iterable[Finding]:
		"""Duties still open in this period, and those missed in the last one."""
		until, missed = _("{0}, until {1}"), _("{0}, {1} to {2}")
		for report in DutyData(self.names, 2, self.calendar, [*self.projects.values()]).reports():
			if report.project not in self.projects:
				continue
			current, last = report.standings
			if current.state == duties.OPEN:
				sentence = until.format(report.duty.name, self.day(current.due))
				yield self.finding(DUTY_OPEN, report.project, (report.unit,), sentence)
			if last.state == duties.MISSED:
				sentence = missed.format(
					report.duty.name, self.day(last.period.first), self.day(last.period.last)
				)
				yield self.finding(DUTY_MISSED, report.project, (report.unit,), sentence)

	def visits(self) -> Iterable[Finding]:
		"""Enterprises in production that 经信局 has not visited or called for as long as the settings say."""
		days = cint(frappe.get_cached_doc("Anshang Settings").production_visit_days)
		producing = [name for name, row in self.active_projects.items() if row.stage == constants.HANDED_OVER]
		if days <= 0 or not producing or not self.economy:
			return
		form = _("last visit or call on {0}, {1} days ago")
		for name, day in production.last_contacts(producing).items():
			since = (self.today - day).days
			if since > days:
				sentence = form.format(self.day(day), since)
				yield self.finding(VISIT_DUE, name, (self.economy,), sentence)

	def years(self) -> Iterable[Finding]:
		"""In December: projects to be built on next year without next year's row."""
		if self.today.month != DECEMBER:
			return
		year = self.today.year + 1
		rows = self.read(
			"Annual Plan", "parent", ["parent"], {"parenttype": "Investment Project", "plan_year": year}
		)
		planned = {row.parent for row in rows}
		building = (constants.PLANNING, constants.PRE_CONSTRUCTION, constants.CONSTRUCTION)
		for project in self.projects.values():
			if project.stage in building and project.name not in planned:
				sentence = _("the plan of the year {0} is not entered").format(year)
				yield self.finding(YEAR_MISSING, project.name, (project.chain_lead_unit,), sentence)

	def bulletins(self) -> Iterable[Finding]:
		"""The bulletin the bureau owes every two months (scheme §四(三)); it is about no single project."""
		unit = bureau() if self.names is None else None
		if unit:
			for sentence in ask("bulletins_owed", self.today):
				yield Finding(BULLETIN_DUE, "", _("Bulletin"), (unit,), sentence)
