"""The reports: each builds a `tables.Report` out of a portfolio and its filters.

One place for desk, mail, export and dashboards: `build(name, filters)` returns the report as the session's user
(or another viewer) sees it, `execute(name, filters)` the same as Frappe's script reports want it.
"""

from datetime import date
from importlib import import_module

import frappe

from anshang_app.access_control.user_context import Viewer
from anshang_app.case_reporting import desk
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.report_filters import ProjectFilter
from anshang_app.case_reporting.tables import Report

#: report -> its folder in `report/`, whose module has its `build(portfolio, filters)`
MODULES = {
	"Project Ledger": "project_ledger",
	"Wall Chart Progress": "wall_chart_progress",
	"Node Alerts": "node_alerts",
	"Issue Ledger": "issue_ledger",
	"Supervision Ledger": "supervision_ledger",
	"Contact Duties": "contact_duties",
	"Six Ones": "six_ones",
	"Approval Timeliness": "approval_timeliness",
	"Investment Progress": "investment_progress",
	"Factors and Policies": "factors_and_policies",
	"Services in Production": "services_in_production",
	"Deadline Radar": "deadline_radar",
	"Starts and Completions": "starts_and_completions",
	"Agents and Training": "agents_and_training",
}


def builder_of(name: str) -> str:
	"""The path of the module that builds a report."""
	folder = MODULES[name]
	return f"anshang_app.case_reporting.report.{folder}.{folder}"


def build(
	name: str, filters: dict | None = None, viewer: Viewer | None = None, today: date | None = None
) -> Report:
	"""A report as data; a fixed number of statements, whatever the number of projects."""
	filters = frappe._dict(filters or {})
	portfolio = Portfolio(ProjectFilter.of(filters), viewer, today)
	return import_module(builder_of(name)).build(portfolio, filters)


def execute(name: str, filters: dict | None = None) -> list:
	"""What a script report's `execute` returns; the desk runs it on the replica where there is one."""
	return desk.answer(build(name, filters))
