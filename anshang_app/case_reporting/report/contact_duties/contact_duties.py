"""联系履职: how duties of contact stand, by project and unit, never by person; visits of leaders as facts."""

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import by_project, looked_up, share
from anshang_app.case_reporting.aggregates.duties import of_units, standings
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import GREEN, RED, project_column, project_titles, translate_values
from anshang_app.case_reporting.period import year_to
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows
from anshang_app.progress_tracking.duty_reports import DutyData

BY = ("By Project", "By Unit")
PERIODS, MOST_PERIODS = 8, 26
LEADER_VISIT = "Leader Visit"


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""By project: in the order of units and projects. `periods` past periods are looked at; `duty`, `unit` narrow."""
	by = report_filters.choice(filters, "group_by", _("Group By"), BY)
	periods = report_filters.count(filters, "periods", _("Past Periods"), PERIODS, MOST_PERIODS)
	names = portfolio.names()
	rows = standings(DutyData(names, periods + 1, portfolio.calendar).reports())
	rows = rows[rows.project.isin(portfolio.projects.name)]
	for field in ("duty", "unit"):
		if filters.get(field):
			rows = rows[rows[field] == filters.get(field)]
	rows = rows.sort_values(["unit", "project_name", "project", "duty"], na_position="last").reset_index(
		drop=True
	)
	units = of_units(rows)
	chart = by_group(
		units, "unit", {"kept": _("Duty Done"), "missed": _("Duty Missed")}, (GREEN, RED), stacked=True
	)
	if by == BY[1]:
		return Report(unit_columns(), plain_rows(units), chart, tiles(units))
	return Report(columns(), plain_rows(worded(rows, portfolio)), chart, tiles(units))


def worded(rows, portfolio: Portfolio):
	"""The rows in the user's language, with the leaders' visits of the year and the last one."""
	projects = portfolio.projects
	rows["project_title"] = looked_up(
		rows.project, dict(zip(projects.name, project_titles(projects), strict=True))
	)
	rows["host_locality"] = looked_up(rows.project, by_project(projects, "host_locality", "name"))
	visits = portfolio.entry_counts(year_to(portfolio.today), (LEADER_VISIT,))
	rows["visits"] = looked_up(rows.project, visits.groupby("project").entries.sum().to_dict(), 0)
	for key in ("entry_kind", "period", "state", "last_state"):
		rows[key] = translate_values(rows[key])
	return rows


def columns() -> list[ReportColumn]:
	return [
		project_column(),
		ReportColumn("unit", _("Unit of the Duty"), width=170),
		ReportColumn("duty", _("Duty Rule"), width=180),
		ReportColumn("period", _("Duty Period"), width=80),
		ReportColumn("needed", _("Needed This Period"), tables.WHOLE, 90),
		ReportColumn("done", _("Entered This Period"), tables.WHOLE, 90),
		ReportColumn("state", _("State This Period"), width=90),
		ReportColumn("due", _("Last Day"), tables.DAY, 110),
		ReportColumn("last_state", _("State Last Period"), width=90),
		ReportColumn("asked", _("Past Periods Asked"), tables.WHOLE, 90, True),
		ReportColumn("kept", _("Past Periods Kept"), tables.WHOLE, 90, True),
		ReportColumn("missed", _("Past Periods Missed"), tables.WHOLE, 90, True),
		ReportColumn("rate", _("Share Kept (%)"), tables.PERCENT, 100),
		ReportColumn(
			"visits",
			_("Leaders' Visits This Year"),
			tables.WHOLE,
			120,
			drill=Drill("Progress Entry", {"project": "project"}, {"entry_kind": LEADER_VISIT}),
		),
		ReportColumn("host_locality", _("Host Locality"), width=130),
	]


def unit_columns() -> list[ReportColumn]:
	return [
		ReportColumn("unit", _("Unit of the Duty"), width=200),
		ReportColumn("duty", _("Duty Rule"), width=200),
		ReportColumn("projects", _("Projects"), tables.WHOLE, 90, True),
		ReportColumn("open", _("Open This Period"), tables.WHOLE, 100, True),
		ReportColumn("last_asked", _("Asked Last Period"), tables.WHOLE, 100, True),
		ReportColumn("last_kept", _("Kept Last Period"), tables.WHOLE, 100, True),
		ReportColumn("last_rate", _("Share Kept Last Period (%)"), tables.PERCENT, 130),
		ReportColumn("before_rate", _("The Period Before (%)"), tables.PERCENT, 120),
		ReportColumn("asked", _("Past Periods Asked"), tables.WHOLE, 100, True),
		ReportColumn("kept", _("Past Periods Kept"), tables.WHOLE, 100, True),
		ReportColumn("missed", _("Past Periods Missed"), tables.WHOLE, 100, True),
		ReportColumn("rate", _("Share Kept (%)"), tables.PERCENT, 100),
	]


def tiles(units) -> list[Tile]:
	sums = units[["open", "asked", "kept", "last_asked", "last_kept", "before_asked", "before_kept"]].sum()
	missed = int(sums.last_asked - sums.last_kept)
	return [
		Tile(_("Open This Period"), int(sums.open)),
		Tile(_("Missed Last Period"), missed, tone="bad" if missed else "good"),
		Tile(
			_("Kept Last Period"),
			share(sums.last_kept, sums.last_asked),
			tables.PERCENT,
			was=share(sums.before_kept, sums.before_asked),
			was_label=_("the period before"),
		),
		Tile(_("Kept in Past Periods"), share(sums.kept, sums.asked), tables.PERCENT),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Contact Duties", filters)
