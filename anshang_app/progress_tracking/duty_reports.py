"""How duties stand: read for one project or for all with the same few queries, judged by `planning.duties`."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate

from anshang_app.access_control.row_rule import enterable_projects
from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination import meeting_facts
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.spared import known_day, spared
from anshang_app.foundation.units import PROJECT_FIELDS
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning import duties
from anshang_app.record_search.rules import readings

#: periods shown on the form of a project, the current one first
SHOWN_PERIODS = 6
#: projects the phone page offers; further ones are found by their name
OFFERED = 200
BULLETIN_ENTRY = "Bulletin"
PROJECT_COLUMNS = ("name", "project_name", "phase_no", "stage", *PROJECT_FIELDS.values())


@dataclass(frozen=True)
class DutyReport:
	"""One duty of one project's unit, the current period first."""

	project: str
	project_name: str
	unit: str | None
	duty: duties.Duty
	standings: tuple[duties.Standing, ...]


class DutyData:
	"""What duties are judged by, for some projects or for all that are served: six queries.

	`periods` says how many are looked back, the current one included. Whoever has read the projects' `PROJECT_COLUMNS` already gives them as `rows`, which saves one.
	"""

	def __init__(self, projects: list[str] | None = None, periods: int = 2, calendar=None, rows=None):
		self.today, self.calendar, self.periods = getdate(), calendar or load_calendar(), periods
		self.rules = load_rules()
		self.names = projects
		if rows is None:
			rows = self.read("Investment Project", "name", PROJECT_COLUMNS, {"stage": ["in", duties.SERVED]})
		self.projects = [row for row in rows if row.stage in duties.SERVED]
		self.spans = self.read_spans()
		self.holders = self.read_holders()
		self.days = self.read_days()
		self.worked_by_period: dict = {}

	def read(self, doctype: str, key: str, fields, filters: dict) -> list:
		if self.names is not None:
			filters = {**filters, key: ["in", [*self.names, ""]]}
		return frappe.get_all(doctype, filters=filters, fields=list(fields), order_by="name")

	def read_spans(self) -> dict[str, list[duties.Span]]:
		"""Per project the stretches in which duties run; a back entry runs from the day it was made."""
		fields = ("name", "project", "to_stage", "passed_on", "back_entry", "creation")
		passages = defaultdict(list)
		for row in self.read("Stage Log", "project", fields, {}):
			passed = None if row.back_entry else known_day("Stage Log", row.name, row.passed_on)
			day = passed or getdate(row.creation)
			passages[row.project].append((day, row.creation, row.to_stage))
		go_live = frappe.get_cached_doc("Anshang Settings").go_live_date
		go_live = getdate(go_live) if go_live else None
		return {
			project: duties.running(
				[duties.Passage(day, stage) for day, _made, stage in sorted(moves)], go_live
			)
			for project, moves in passages.items()
		}

	def read_holders(self) -> dict[tuple[str, str], set[str]]:
		"""(project, role) -> units that hold or held it: a change of units takes no contact away."""
		holders = defaultdict(set)
		for project in self.projects:
			for role, field in PROJECT_FIELDS.items():
				holders[project.name, role].add(project[field])
		filters = {"parenttype": "Investment Project", "role": ["in", list(PROJECT_FIELDS)]}
		for row in self.read("Project Role", "parent", ("parent", "role", "unit"), filters):
			holders[row.parent, row.role].add(row.unit)
		return holders

	def read_days(self) -> dict[tuple[str, str], list[tuple[str, date]]]:
		"""(project, kind) -> unit and day of each entry, and of each meeting that counts as one, since the oldest period."""
		kinds = sorted({rule.entry_kind for rule in self.rules})
		filters = {"entry_kind": ["in", [*kinds, ""]], "entry_date": [">=", self.oldest()]}
		days = defaultdict(list)
		for row in self.read(
			"Progress Entry", "project", ("project", "unit", "entry_kind", "entry_date"), filters
		):
			days[row.project, row.entry_kind].append((row.unit, row.entry_date))
		for project, kind, unit, day in meeting_facts.contacts(self.oldest(), self.names):
			days[project, kind].append((unit, day))
		return days

	def oldest(self) -> date:
		"""The day before the oldest period looked at: entries are read from it on."""
		day = self.today
		for rule in self.rules:
			first = self.today
			for _number in range(self.periods):
				first = duties.period_of(first, rule.period).first - timedelta(days=1)
			day = min(day, first)
		return day

	def reports(self) -> list[DutyReport]:
		"""Every duty of every project, as it stands."""
		reports = []
		for project in self.projects:
			# one whose stored values cannot be reckoned with is left out and named in the error log
			with spared("Investment Project", project.name):
				reports += [self.report(project, rule) for rule in self.rules]
		return reports

	def report(self, project, rule: duties.Duty) -> DutyReport:
		holders = self.holders[project.name, rule.unit_kind]
		days = [day for unit, day in self.days[project.name, rule.entry_kind] if unit in holders]
		standings = duties.latest(
			self.calendar,
			rule,
			days,
			self.spans.get(project.name, ()),
			self.today,
			self.periods,
			self.worked_by_period,
		)
		unit = project.get(PROJECT_FIELDS[rule.unit_kind])
		return DutyReport(
			project.name, with_phase(project.project_name, project.phase_no), unit, rule, tuple(standings)
		)


def load_rules() -> list[duties.Duty]:
	"""Duties over projects, as an administrator set them; without the bulletin, which is no duty over one project."""
	rows = frappe.get_all(
		"Duty Rule",
		filters={
			"is_active": 1,
			"entry_kind": ["!=", BULLETIN_ENTRY],
			"unit_kind": ["in", list(PROJECT_FIELDS)],
		},
		fields=["rule_name", "unit_kind", "entry_kind", "times", "period", "excused_without_working_day"],
		order_by="rule_name",
	)
	return [
		duties.Duty(
			row.rule_name,
			row.unit_kind,
			row.entry_kind,
			cint(row.times),
			row.period,
			bool(row.excused_without_working_day),
		)
		for row in rows
	]


def duties_of_project(project) -> dict:
	"""What the form shows: {rows: [{duty, unit, period, periods: [{first, last, done, needed, state}]}], visits: {last, this_year}}."""
	rows = [
		{
			"duty": report.duty.name,
			"unit": report.unit,
			"period": report.duty.period,
			"periods": [
				{
					"first": standing.period.first,
					"last": standing.period.last,
					"done": standing.done,
					"needed": standing.needed,
					"state": standing.state,
				}
				for standing in report.standings
			],
		}
		for report in DutyData([project.name], SHOWN_PERIODS).reports()
	]
	return {"rows": rows, "visits": leader_visits(project.name)}


def leader_visits(project: str) -> dict:
	"""领导调研 as facts: {last, this_year}; no duty, no light."""
	days = frappe.get_all(
		"Progress Entry",
		filters={"project": project, "entry_kind": constants.LEADER_VISIT},
		pluck="entry_date",
		order_by="entry_date desc",
	)
	year = getdate().year
	return {"last": days[0] if days else None, "this_year": sum(1 for day in days if day.year == year)}


def projects_to_enter(text: str | None = None) -> list[dict]:
	"""The projects the user may enter for, those whose unit still owes something first, then the latest changed.

	[{name, project_name, stage, host_locality, phase_no, open: [{kind, duty}], texts, readings, stage_label}].
	"""
	viewer = viewer_of()
	names = enterable_projects("Progress Entry", viewer)
	# after its hand-over only who receives completed projects makes entries
	closed = [constants.TERMINATED] if viewer.receives_completion else list(constants.OVER)
	filters = {"stage": ["not in", closed]}
	if names is not None:
		filters["name"] = ["in", [*names, ""]]
	if text:
		filters["project_name"] = ["like", f"%{text}%"]
	projects = frappe.get_list(
		"Investment Project",
		filters=filters,
		fields=["name", "project_name", "stage", "host_locality", "phase_no"],
		order_by="modified desc",
		limit_page_length=OFFERED,
	)
	owed = defaultdict(list)
	units = set(viewer.units)
	for report in DutyData([row.name for row in projects], 1).reports():
		if report.unit in units and report.standings[0].state == duties.OPEN:
			owed[report.project].append({"kind": report.duty.entry_kind, "duty": report.duty.name})
	for row in projects:
		phase = row.phase_no and _("phase {0}").format(row.phase_no)
		row.open = owed[row.name]
		# the phone finds by them without a network
		row.texts, row.readings = readings.stored([row.project_name, row.name])
		row.stage_label = " · ".join(part for part in (phase, _(row.stage), row.host_locality) if part)
	return sorted(projects, key=lambda row: -len(row.open))
