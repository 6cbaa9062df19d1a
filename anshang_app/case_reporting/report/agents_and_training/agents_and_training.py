"""代办与培训: cases by the unit that acts as agent, its agents, and who was not trained yet."""

from datetime import date

import frappe
import pandas as pd
from frappe import _
from frappe.utils import cint

from anshang_app.access_control.grounds import escaped
from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.agents import by_unit, unit_of_case
from anshang_app.case_reporting.aggregates.approvals import with_days
from anshang_app.case_reporting.aggregates.common import by_project, share, within
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import GREEN, GREY, YELLOW
from anshang_app.case_reporting.period import Period, before
from anshang_app.case_reporting.portfolio import Portfolio, frame
from anshang_app.case_reporting.tables import Report, ReportColumn, Tile, plain_rows
from anshang_app.foundation.members import agents_today as in_office
from anshang_app.planning.workdays import FIRST_YEAR

TRAINING = "Agent Training"


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""One row per unit in the order of their names; attendances from `from_date` to `to_date`, trained: ever."""
	period = report_filters.period(filters, portfolio.today)
	portfolio.count_archived_since(period.first)
	agents = agents_today(portfolio)
	cases = portfolio.cases
	from_next_day = bool(cint(frappe.get_cached_doc("Anshang Settings").count_from_next_day))
	measured = with_days(cases, portfolio.clock_events, portfolio.calendar, portfolio.today, from_next_day)
	hosts = by_project(portfolio.projects, "host_locality", "name")
	ever = attendances(portfolio, Period(date(FIRST_YEAR, 1, 1), period.last))
	rows = by_unit(measured, unit_of_case(measured, agents, hosts), agents, ever[["unit", "user"]])
	held, before_that = (
		ever[within(ever.day, stretch.first, stretch.last)] for stretch in (period, before(period))
	)
	rows["attendances"] = [int((held.unit == unit).sum()) for unit in rows.unit]
	chart = by_group(
		rows,
		"unit",
		{"granted": _("Granted"), "running": _("Cases Running"), "not_begun": _("Not Begun")},
		(GREEN, YELLOW, GREY),
		stacked=True,
	)
	rows["unit_title"] = [name or _("Not Given") for name in rows.unit]
	people = int(rows.agents.sum())
	figures = [
		Tile(_("Commission Agents"), people),
		Tile(_("Agents Trained"), share(int(rows.trained.sum()), people), tables.PERCENT),
		Tile(
			_("Attendances at Trainings"),
			len(held),
			was=len(before_that),
			was_label=_("the period before"),
		),
		Tile(
			_("Cases With an Agent"), share(int(rows.with_agent.sum()), int(rows.cases.sum())), tables.PERCENT
		),
	]
	return Report(columns(), plain_rows(rows), chart, figures)


def agents_today(portfolio: Portfolio) -> pd.DataFrame:
	"""unit, user, member_name of the agents in office; a unit sees its own, who sees all projects sees all."""
	agents = [
		(row.name, row.user, row.member_name)
		for row in in_office()
		if portfolio.viewer.sees_all or row.name in portfolio.viewer.units
	]
	return pd.DataFrame(agents, columns=["unit", "user", "member_name"], dtype=object)


def attendances(portfolio: Portfolio, period: Period) -> pd.DataFrame:
	"""unit, user, day of everybody who came to a training held in the period, once per training."""
	rows = frame(
		"select came.unit, came.user, held.training_date from `tabTraining Attendee` came"
		f" join `tab{TRAINING}` held on held.name = came.parent and came.parenttype = '{TRAINING}'"
		f" where held.training_date between {escaped(str(period.first))} and {escaped(str(period.last))}",
		["unit", "user", "day"],
	)
	return (
		rows
		if portfolio.viewer.sees_all
		else rows[rows.unit.isin(portfolio.viewer.units)].reset_index(drop=True)
	)


def columns() -> list[ReportColumn]:
	return [
		ReportColumn("unit_title", _("Unit of the Agents"), width=220),
		ReportColumn("agents", _("Commission Agents"), tables.WHOLE, 90, True),
		ReportColumn("trained", _("Agents Trained"), tables.WHOLE, 90, True),
		ReportColumn("untrained", _("Agents Not Trained"), tables.WHOLE, 100, True),
		ReportColumn("untrained_names", _("Who Was Not Trained Yet"), tables.LONG, 220),
		ReportColumn("attendances", _("Attendances at Trainings"), tables.WHOLE, 110, True),
		ReportColumn("cases", _("Approval Cases"), tables.WHOLE, 100, True),
		ReportColumn("with_agent", _("With a Named Agent"), tables.WHOLE, 110, True),
		ReportColumn("mandated", _("With a Mandate"), tables.WHOLE, 110, True),
		ReportColumn("not_begun", _("Not Begun"), tables.WHOLE, 100, True),
		ReportColumn("running", _("Cases Running"), tables.WHOLE, 100, True),
		ReportColumn("granted", _("Granted"), tables.WHOLE, 100, True),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Agents and Training", filters)
