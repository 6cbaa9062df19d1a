"""审批时效: whose days passed between acceptance and decision, by item, by unit, or case by case."""

import frappe
from frappe import _
from frappe.utils import cint

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.approvals import CHARGED, measured, summed, with_days
from anshang_app.case_reporting.aggregates.common import share, within
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import translate_values
from anshang_app.case_reporting.period import Period, before
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows
from anshang_app.foundation import constants
from anshang_app.planning.clock import OWNERS

BY = ("By Approval Item", "By Deciding Unit", "Case by Case")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Cases decided from `from_date` to `to_date` (and those running); working and calendar days are never added up.

	Back entries have no clock and are left out, so are unconfirmed proxy entries; `approval_item`, `unit` narrow the cases.
	"""
	period = report_filters.period(filters, portfolio.today)
	portfolio.count_archived_since(period.first)
	by = report_filters.choice(filters, "group_by", _("Group By"), BY)
	cases = measured(portfolio.cases)
	for field in ("approval_item", "unit"):
		if filters.get(field):
			cases = cases[cases[field] == filters.get(field)]
	from_next_day = bool(cint(frappe.get_cached_doc("Anshang Settings").count_from_next_day))
	rows = with_days(cases, portfolio.clock_events, portfolio.calendar, portfolio.today, from_next_day)
	figures = tiles(rows, period)
	chart = by_group(
		summed(rows, ["approval_item", "limit_unit"], period.first, period.last),
		"approval_item",
		{CHARGED[owner]: _(owner) for owner in OWNERS},
		stacked=True,
	)
	if by == BY[2]:
		return Report(case_columns(), plain_rows(single_cases(rows, period, portfolio)), chart, figures)
	key = "approval_item" if by == BY[0] else "unit"
	sums = summed(rows, [key, "limit_unit"], period.first, period.last)
	sums["days_unit"], sums["limit_unit"] = sums.limit_unit, translate_values(sums.limit_unit)
	return Report(columns(key, period), plain_rows(sums), chart, figures)


def single_cases(rows, period: Period, portfolio: Portfolio):
	"""Cases decided in the period and those running, one row each."""
	running = rows.accepted_on.notna() & rows.decided_on.isna()
	rows = rows[running | within(rows.decided_on, period.first, period.last)].reset_index(drop=True)
	rows = with_places(rows, portfolio)
	rows["state"], rows["limit_unit"] = translate_values(rows.state), translate_values(rows.limit_unit)
	rows["in_limit"] = [
		"" if is_in_limit is None else (_("Yes") if is_in_limit else _("No")) for is_in_limit in rows.in_limit
	]
	return rows


def owner_columns() -> list[ReportColumn]:
	return [
		ReportColumn(CHARGED[owner], _("Days of {0}").format(_(owner)), tables.WHOLE, 110) for owner in OWNERS
	]


def columns(key: str, period: Period) -> list[ReportColumn]:
	heading = _("Approval Item") if key == "approval_item" else _("Deciding Unit")
	return [
		ReportColumn(key, heading, width=220, drill=Drill("Approval Case", {key: key})),
		ReportColumn("limit_unit", _("Days Counted As"), width=90),
		ReportColumn("accepted", _("Cases Accepted"), tables.WHOLE, 100, True),
		ReportColumn("decided", _("Cases Decided"), tables.WHOLE, 100, True),
		ReportColumn(
			"running",
			_("Cases Running"),
			tables.WHOLE,
			100,
			True,
			drill=Drill(
				"Approval Case",
				{key: key},
				{"state": ["in", [constants.ACCEPTED, constants.CLOCK_STOPPED]], "left_out_of_figures": 0},
			),
		),
		ReportColumn("in_limit_rate", _("Decided Within the Limit (%)"), tables.PERCENT, 120),
		ReportColumn("average", _("Authority's Days per Case"), tables.PERCENT, 120),
		ReportColumn("elapsed", _("Days in All"), tables.WHOLE, 100),
		*owner_columns(),
	]


def case_columns() -> list[ReportColumn]:
	return [
		ReportColumn("approval_item", _("Approval Item"), width=180, opens=("Approval Case", "name")),
		ReportColumn("project_title", _("Project"), width=180, opens=("Investment Project", "own_project")),
		ReportColumn("unit", _("Deciding Unit"), width=170),
		ReportColumn("state", _("Approval State"), width=90),
		ReportColumn("accepted_on", _("Application Accepted On"), tables.DAY, 110),
		ReportColumn("decided_on", _("Decided On"), tables.DAY, 110),
		ReportColumn("limit_unit", _("Days Counted As"), width=90),
		ReportColumn("limit", _("Limit in Days"), tables.WHOLE, 90),
		ReportColumn("elapsed", _("Days in All"), tables.WHOLE, 90),
		*owner_columns(),
		ReportColumn("in_limit", _("Within the Limit"), width=90),
		ReportColumn("host_locality", _("Host Locality"), width=130),
	]


def tiles(rows, period: Period) -> list[Tile]:
	def of(stretch: Period) -> tuple[int, float | None]:
		decided = rows[within(rows.decided_on, stretch.first, stretch.last) & rows.accepted_on.notna()]
		judged = decided[decided.in_limit.notna()]
		return len(decided), share(int((judged.in_limit == True).sum()), len(judged))  # noqa: E712

	(count, rate), (count_before, rate_before) = of(period), of(before(period))
	running = rows[rows.accepted_on.notna() & rows.decided_on.isna()]
	over = sum(
		1
		for used, limit in zip(running.authority, running["limit"], strict=True)
		if limit is not None and limit == limit and used > limit
	)
	was_label = _("the period before")
	return [
		Tile(_("Cases Decided"), count, was=count_before, was_label=was_label),
		Tile(_("Decided Within the Limit"), rate, tables.PERCENT, was=rate_before, was_label=was_label),
		Tile(_("Cases Running"), len(running)),
		Tile(_("Running Past the Limit"), over, tone="bad" if over else "good"),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Approval Timeliness", filters)
