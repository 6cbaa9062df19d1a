"""What one viewer may read of some projects, table by table: one statement each, whatever their number.

Every reader returns a pandas frame whose columns are the stored values (English states, `datetime.date`,
None for what is blank). Rows pass `access_control.row_rule.row_condition` of the viewer; nothing is cached between two
portfolios. A project in phases is one record per phase, so that sums over records count the phases and never
whole and phases both (`whole_fixed_asset_investment` is not read).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

import frappe
import pandas as pd
from frappe.utils import getdate

from anshang_app.access_control.grounds import escaped, listed, opening
from anshang_app.access_control.row_rule import PARENT, PROJECT, PROJECT_FIELD, grounds_for, row_condition
from anshang_app.access_control.user_context import Viewer, viewer_of
from anshang_app.case_reporting.aggregates.common import counts
from anshang_app.case_reporting.columns import (
	CASE_COLUMNS,
	ISSUE_COLUMNS,
	NODE_COLUMNS,
	ORDER_COLUMNS,
	PROJECT_COLUMNS,
	PROMISE_COLUMNS,
)
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.report_filters import ProjectFilter
from anshang_app.coordination.issues import OPEN_STATES as OPEN_ISSUES
from anshang_app.foundation import constants
from anshang_app.foundation.spared import known_day
from anshang_app.foundation.units import find_excluded_zone
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.progress_tracking.figures_to_date import latest_entry, latest_figure

#: orders nobody has settled yet
OPEN_ORDERS = (
	constants.ORDERED,
	constants.SIGNED_FOR,
	constants.IN_HAND,
	constants.REPORTED_BACK,
	constants.TO_REDO,
)

#: how columns of days end
DAY_ENDINGS = ("_date", "_on", "latest", "since")


class Portfolio:
	"""The records of the filtered projects that `viewer` (default: the session's user) may read."""

	def __init__(
		self, wanted: ProjectFilter | None = None, viewer: Viewer | None = None, today: date | None = None
	):
		self.wanted = wanted or ProjectFilter()
		self.viewer = viewer or viewer_of()
		self.today = today or getdate()
		self._rules: dict[str, str] = {}
		self._by_record: dict[str, bool] = {}
		self._since: date | None = None

	def count_archived_since(self, first: date) -> None:
		"""Count projects archived since the year before the one in which a period begins; else archived ones are left out.

		For reports of a period: the figures of a finished year, and of the year it is compared with, do not change by
		archiving. Called once, before anything is read.
		"""
		self._since = self._since or date(first.year - 1, 1, 1)

	@cached_property
	def calendar(self):
		"""The working calendars on record."""
		return load_calendar()

	# --- what a statement is made of ----------------------------------------------------------------------

	def rule(self, doctype: str) -> str:
		"""The row rule's condition for the viewer; "" for all rows."""
		if doctype not in self._rules:
			self._rules[doctype] = row_condition(doctype, self.viewer)
		return self._rules[doctype]

	def project_terms(self) -> list[str]:
		"""The wanted projects as conditions on their own rows."""
		wanted, table = self.wanted, f"`tab{PROJECT}`"
		terms = [
			f"{table}.{field} = {escaped(value)}"
			for field, value in (
				("name", wanted.project),
				("industry_chain", wanted.industry_chain),
				("host_locality", wanted.host_locality),
				("chain_lead_unit", wanted.chain_lead_unit),
				("stage", wanted.stage),
			)
			if value
		]
		zone = zone_of_city() if wanted.without_zone else None
		if zone:
			terms.append(f"ifnull({table}.host_locality, '') <> {escaped(zone)}")
		if wanted.names:
			terms.append(f"{table}.name in {listed(wanted.names)}")
		else:
			ended = self.ended(of_stages=not wanted.stage, archived=not wanted.project)
			terms += [f"not ifnull({term}, 0)" for term in ended]
		return terms

	def ended(self, of_stages: bool = True, archived: bool = True) -> list[str]:
		"""Conditions on projects that are left out unless a filter asks for them: terminated ones, archived ones."""
		gone = f"archived_on < {escaped(str(self._since))}" if self._since else "archived_on is not null"
		stage = f"`tab{PROJECT}`.stage = {escaped(constants.TERMINATED)}"
		return [
			*([stage] if of_stages else []),
			*([f"`tab{PROJECT}`.{gone}"] if archived else []),
		]

	def project_names(self) -> str:
		"""The wanted and readable projects as a subquery of names."""
		return f"select name from `tab{PROJECT}` where {joined([self.rule(PROJECT), *self.project_terms()])}"

	def conditions(self, doctype: str, *more: str) -> str:
		"""The condition on rows of a type: the row rule, the filter of projects, and `more`."""
		column = self.project_column(doctype)
		if doctype == PROJECT:
			return joined([self.rule(PROJECT), *self.project_terms(), *more])
		if self.wanted.narrows or self.goes_by_project(doctype):
			of_projects = [f"{column} in ({self.project_names()})"]
			return joined(
				[*of_projects, *more]
				if self.goes_by_project(doctype)
				else [self.rule(doctype), *of_projects, *more]
			)
		ended = f"select name from `tab{PROJECT}` where {' or '.join(self.ended())}"
		return joined([self.rule(doctype), f"{column} not in ({ended})", *more])

	def goes_by_project(self, doctype: str) -> bool:
		"""Whether the viewer reads rows of the type because of their projects only, so that one look at these will do.

		No ground of single records is open to him, neither of the type nor of projects: then the rule of the type
		and that of projects open the same.
		"""
		if self.viewer.sees_all:
			return False
		for record_type in {PARENT.get(doctype, doctype), PROJECT}:
			if record_type not in self._by_record:
				_of_project, of_record = grounds_for(record_type, self.viewer, False)
				self._by_record[record_type] = bool(opening(of_record, self.viewer, record_type))
		return not (self._by_record[PARENT.get(doctype, doctype)] or self._by_record[PROJECT])

	def project_column(self, doctype: str) -> str:
		"""The column that names the project of a row of `doctype`."""
		return (
			f"`tab{doctype}`.parent"
			if PARENT.get(doctype) == PROJECT
			else f"`tab{doctype}`.{PROJECT_FIELD[doctype]}"
		)

	def read(self, doctype: str, columns: Sequence[str], *where: str, tail: str = "") -> pd.DataFrame:
		"""Rows of one type as a frame: one statement. A column is a field, or `sql as name`."""
		query = (
			f"select {', '.join(columns)} from `tab{doctype}` where {self.conditions(doctype, *where)} {tail}"
		)
		return sound(
			doctype, frame(query, [column.split(" as ")[-1].split(".")[-1].strip() for column in columns])
		)

	# --- tables -------------------------------------------------------------------------------------------

	@cached_property
	def projects(self) -> pd.DataFrame:
		"""One row per project (each phase one), in the order of their names; columns `PROJECT_COLUMNS`."""
		return self.read(PROJECT, PROJECT_COLUMNS, tail="order by project_name, phase_no, name")

	@property
	def standing(self) -> pd.DataFrame:
		"""Those of `projects` that are not archived: what a figure of today counts."""
		return self.projects[self.projects.archived_on.isna()]

	@cached_property
	def node_counts(self) -> pd.DataFrame:
		"""Per project: dated nodes that apply, done ones, late ones (planned day over, not done), lights."""
		return self.read(
			"Project Node",
			(
				"project",
				"count(*) as nodes",
				"count(actual_date) as done",
				f"count(if(actual_date is null and planned_date < {escaped(str(self.today))}, 1, null)) as late",
				*(
					f"count(if(light = {escaped(light)}, 1, null)) as {key}"
					for key, light in (
						("red", "Red Light"),
						("yellow", "Yellow Light"),
						("green", "Green Light"),
					)
				),
			),
			"applies = 1",
			"is_dated = 1",
			tail="group by project",
		)

	def nodes(self, *where: str) -> pd.DataFrame:
		"""Dated nodes that apply; `where` narrows them by conditions on `tabProject Node`."""
		return self.read(
			"Project Node", NODE_COLUMNS, "applies = 1", "is_dated = 1", *where, tail="order by name"
		)

	@cached_property
	def targets(self) -> pd.DataFrame:
		"""Nodes that are a project's start of works, completion or production."""
		return self.read(
			"Project Node",
			("name", "project", "target_kind", "planned_date", "actual_date"),
			"applies = 1",
			"target_kind in ('Construction Start', 'Completion', 'Production')",
			tail="order by name",
		)

	@cached_property
	def passages(self) -> pd.DataFrame:
		"""The dated rows of the stage log in the order they were written: project, to_stage, passed_on."""
		return self.read(
			"Stage Log",
			("project", "to_stage", "passed_on"),
			"passed_on is not null",
			tail="order by project, creation, name",
		)

	def to_date(self, field: str, days: Sequence[date]) -> pd.DataFrame:
		"""A figure to date (`investment_to_date` 万元, `area_to_date` ㎡) at the end of each of `days`.

		Index: project; one column per day, and of the last of them `latest`: the day of the latest entry about
		anything, `reported_on`: the day of that which names the figure. The latest entry that names the figure counts, by its day and then by when it was filed:
		figures are to date, a correction is simply the next one. NaN: none yet.
		"""
		cuts = sorted(days)
		at_days = [f"{latest_figure(field, day)} as at_{number}" for number, day in enumerate(cuts)]
		rows = self.read(
			"Progress Entry",
			(
				"project",
				"max(entry_date) as latest",
				f"cast(left({latest_entry(field, cuts[-1])}, 10) as date) as reported_on",
				*at_days,
			),
			f"entry_date <= {escaped(str(cuts[-1]))}",
			tail="group by project",
		).set_index("project")
		dated = ["latest", "reported_on"]
		return rows.drop(columns=dated).astype(float).set_axis(cuts, axis=1).assign(**rows[dated])

	@cached_property
	def statistics(self) -> pd.DataFrame:
		"""纳统: per project the day it was first reported as taken up into the statistics."""
		return self.read(
			"Progress Entry",
			("project", "min(entry_date) as since"),
			"in_statistics = 1",
			f"entry_date <= {escaped(str(self.today))}",
			tail="group by project",
		)

	def annual_plans(self, *years: int) -> pd.DataFrame:
		"""Rows of the yearly plans: project, plan_year, year_investment (万元), year_floor_area (㎡)."""
		return self.read(
			"Annual Plan",
			("parent as project", "plan_year", "year_investment", "year_floor_area"),
			f"`tabAnnual Plan`.parenttype = '{PROJECT}'",
			f"plan_year in ({', '.join(str(int(year)) for year in years)})",
			tail="order by parent, idx",
		)

	@cached_property
	def open_issues(self) -> pd.DataFrame:
		"""Per project the number of problems not cleared yet."""
		return self.read(
			"Coordination Issue",
			("project", "count(*) as issues"),
			f"state in {listed(OPEN_ISSUES)}",
			tail="group by project",
		)

	@cached_property
	def open_orders(self) -> pd.DataFrame:
		"""Per project the number of orders not settled yet."""
		return self.read(
			"Supervision Order",
			("project", "count(*) as orders"),
			f"state in {listed(OPEN_ORDERS)}",
			tail="group by project",
		)

	@cached_property
	def issues(self) -> pd.DataFrame:
		"""Every readable problem, also one handed to the viewer's unit of a project it does not read."""
		return self.read("Coordination Issue", ISSUE_COLUMNS, tail="order by raised_on desc, name")

	@cached_property
	def orders(self) -> pd.DataFrame:
		"""Every readable order; `redone`, `extended`, `urged` are how often it went back, was extended, was urged."""
		counted = [
			f"(select count(*) from `tab{table}` line where line.parent = `tabSupervision Order`.name"
			f" and line.parenttype = 'Supervision Order'{narrowed}) as {name}"
			for name, table, narrowed in (
				("redone", "Order Reply", " and line.verdict = 'To Redo'"),
				("extended", "Order Extension", " and line.verdict = 'Extension Granted'"),
				("urged", "Order Urging", ""),
			)
		]
		return self.read(
			"Supervision Order", (*ORDER_COLUMNS, *counted), tail="order by ordered_on desc, name"
		)

	@cached_property
	def promises(self) -> pd.DataFrame:
		"""Every readable commitment; `state` is the stored one, `shapes.promises` judges it by the day."""
		return self.read("Commitment", PROMISE_COLUMNS, tail="order by due_date, name")

	@cached_property
	def cases(self) -> pd.DataFrame:
		"""Every readable approval case."""
		return self.read("Approval Case", CASE_COLUMNS, tail="order by name")

	@cached_property
	def clock_events(self) -> pd.DataFrame:
		"""The clock records of the readable cases, case by case in their order."""
		rule = f"`tabApproval Clock Event`.parent in (select name from `tabApproval Case` where {self.conditions('Approval Case')})"
		query = (
			"select parent, day, kind, owner_of_time from `tabApproval Clock Event`"
			f" where parenttype = 'Approval Case' and taken_back = 0 and {rule} order by parent, idx"
		)
		return frame(query, ["case", "day", "kind", "owner"])

	def entry_counts(self, period: Period, kinds: Iterable[str]) -> pd.DataFrame:
		"""Progress entries of some kinds about days of the period, counted by project, unit and kind."""
		return self.read(
			"Progress Entry",
			("project", "unit", "entry_kind", "count(*) as entries"),
			f"entry_kind in {listed(kinds)}",
			f"entry_date between {escaped(str(period.first))} and {escaped(str(period.last))}",
			tail="group by project, unit, entry_kind",
		)

	def light_changes(self, since: date) -> pd.DataFrame:
		"""Lights that turned yellow or red from a day on, in the order of their days: node, to_light, changed_on."""
		return self.read(
			"Light Log",
			("node", "to_light", "changed_on"),
			"node is not null",
			f"changed_on >= {escaped(str(since))}",
			"to_light in ('Red Light', 'Yellow Light')",
			tail="order by changed_on, creation, name",
		)

	def names(self) -> list[str] | None:
		"""The wanted projects for readers that take a list; None where all of them are meant."""
		whole = not self.wanted.narrows and not self.rule(PROJECT)
		return None if whole else self.projects.name.tolist()


def frame(query: str, columns: Iterable[str]) -> pd.DataFrame:
	"""The rows of a statement under the names of their columns, values as the database gives them."""
	return pd.DataFrame.from_records(frappe.db.sql(query), columns=list(columns), coerce_float=False)


def sound(doctype: str, rows: pd.DataFrame) -> pd.DataFrame:
	"""The rows with every day the calendar does not hold blank; the records are named in the error log."""
	names = rows.name if "name" in rows else [None] * len(rows)
	for column in rows.columns:
		if not column.endswith(DAY_ENDINGS) or rows[column].isna().all():
			continue
		bad = [
			(place, name, day)
			for place, (name, day) in enumerate(zip(names, rows[column], strict=True))
			if day is not None and not counts(day)
		]
		for place, name, day in bad:
			rows.loc[rows.index[place], column] = None
			if name:
				known_day(doctype, name, day)
	return rows


def joined(terms: Iterable[str]) -> str:
	"""Conditions that hold together; blank ones say nothing."""
	return " and ".join(f"({term})" for term in terms if term) or "1 = 1"


def zone_of_city() -> str | None:
	"""The development zone, whether or not the bureau's lists leave it out."""
	settings = frappe.get_cached_doc("Anshang Settings")
	return find_excluded_zone() or settings.development_zone or None
