"""投产企业服务: what 经信局 does for enterprises after the hand-over (scheme §二(6)): visits, requests, problems and their answers."""

from datetime import timedelta

import frappe
import pandas as pd
from frappe import _
from frappe.utils import cint

from anshang_app.case_reporting import reports, tables
from anshang_app.case_reporting.aggregates.common import counted, looked_up
from anshang_app.case_reporting.aggregates.coordination import with_days
from anshang_app.case_reporting.desk import place_columns, project_column, project_titles
from anshang_app.case_reporting.period import year_to
from anshang_app.case_reporting.portfolio import OPEN_ISSUES, Portfolio
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows
from anshang_app.foundation import constants
from anshang_app.progress_tracking.production import CONTACTS, handed_over_on, last_contacts

ISSUE, ENTRY = "Coordination Issue", "Progress Entry"


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Projects handed over, those first whose visit is due the longest."""
	projects = portfolio.projects[portfolio.projects.stage == constants.HANDED_OVER].reset_index(drop=True)
	rows = projects.rename(columns={"name": "project"})
	names = rows.project.tolist()
	rows["handed_over_on"] = looked_up(rows.project, handed_over_on(names))
	rows["last_contact"] = looked_up(rows.project, last_contacts(names))
	days = cint(frappe.get_cached_doc("Anshang Settings").production_visit_days)
	rows["visit_due"] = [
		day + timedelta(days=days) if day and days > 0 else None for day in rows.last_contact
	]
	visits = portfolio.entry_counts(year_to(portfolio.today), CONTACTS)
	rows["visits"] = counted(rows.project, visits.groupby("project").entries.sum().to_dict())
	add_matters(rows, portfolio)
	rows["project_title"] = project_titles(rows)
	rows["order"] = [day or portfolio.today for day in rows.visit_due]
	rows = rows.sort_values(["order", "project"]).reset_index(drop=True)
	return Report(columns(), plain_rows(rows), None, tiles(rows, portfolio))


def add_matters(rows: pd.DataFrame, portfolio: Portfolio) -> None:
	"""Requests and problems raised in production: open, past their limit, answered, cleared; one statement."""
	issues = portfolio.issues
	issues = with_days(issues, "raised_on", "cleared_on", portfolio.calendar, portfolio.today)
	issues = issues[issues.project.isin(rows.project) & (issues.in_production == 1)]
	is_open = issues.state.isin(OPEN_ISSUES)
	parts = {
		"requests_open": is_open & (issues.is_request == 1),
		"problems_open": is_open & (issues.is_request != 1),
		"matters_late": is_open & issues.late & (issues.state != constants.ANSWERED),
		"matters_answered": issues.state == constants.ANSWERED,
		"matters_cleared": issues.state == constants.CLEARED,
	}
	for key, mask in parts.items():
		rows[key] = counted(rows.project, issues[mask].project.value_counts().to_dict())


def columns() -> list[ReportColumn]:
	def matters(key: str, heading: str, **fixed) -> ReportColumn:
		drill = Drill(ISSUE, {"project": "project"}, {"in_production": 1, **fixed})
		return ReportColumn(key, heading, tables.WHOLE, 90, True, drill=drill)

	still_open = {"state": ["in", list(OPEN_ISSUES)]}
	return [
		project_column(),
		ReportColumn("enterprise", _("Enterprise"), width=180),
		ReportColumn("handed_over_on", _("Handed Over On"), tables.DAY, 110),
		ReportColumn("last_contact", _("Last Visit or Call"), tables.DAY, 110),
		ReportColumn("visit_due", _("Next Visit Due"), tables.DAY, 110),
		ReportColumn(
			"visits",
			_("Visits and Calls This Year"),
			tables.WHOLE,
			100,
			True,
			drill=Drill(ENTRY, {"project": "project"}, {"entry_kind": ["in", list(CONTACTS)]}),
		),
		matters("requests_open", _("Open Requests"), is_request=1, **still_open),
		matters("problems_open", _("Open Problems"), is_request=0, **still_open),
		matters("matters_late", _("Past Their Limit"), **still_open),
		matters("matters_answered", _("Answered, to Be Confirmed"), state=constants.ANSWERED),
		matters("matters_cleared", _("Cleared"), state=constants.CLEARED),
		*place_columns(),
	]


def tiles(rows: pd.DataFrame, portfolio: Portfolio) -> list[Tile]:
	due = sum(day is not None and day < portfolio.today for day in rows.visit_due)
	late = int(rows.matters_late.sum())
	return [
		Tile(_("Enterprises in Production"), len(rows)),
		Tile(_("Enterprises in Production to Visit"), due, tone="warn" if due else "good"),
		Tile(_("Open Requests"), int(rows.requests_open.sum())),
		Tile(_("Open Problems"), int(rows.problems_open.sum())),
		Tile(_("Past Their Limit"), late, tone="bad" if late else "good"),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Services in Production", filters)
