"""节点预警: red and yellow nodes and those soon to be done, with owner, cause and measure."""

from datetime import timedelta

from frappe import _

from anshang_app.access_control.grounds import escaped
from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import by_project, looked_up
from anshang_app.case_reporting.aggregates.nodes import RED as RED_LIGHT
from anshang_app.case_reporting.aggregates.nodes import YELLOW as YELLOW_LIGHT
from anshang_app.case_reporting.aggregates.nodes import alerts, turned
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import (
	RED,
	YELLOW,
	mask_texts,
	place_columns,
	project_titles,
	translate_values,
)
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Report, ReportColumn, Tile, plain_rows

DAYS_AHEAD, MOST_AHEAD = 14, 366


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""The longest late first; `days_ahead` calendar days of nodes still to come, `light`, `unit` narrow them."""
	ahead = report_filters.count(filters, "days_ahead", _("Days Ahead"), DAYS_AHEAD, MOST_AHEAD)
	until = portfolio.today + timedelta(days=ahead)
	nodes = portfolio.nodes(
		f"light in ('{RED_LIGHT}', '{YELLOW_LIGHT}')"
		f" or (actual_date is null and planned_date between {escaped(str(portfolio.today))} and {escaped(str(until))})"
	)
	this = month_of(portfolio.today)
	changes = portfolio.light_changes(portfolio.today - timedelta(days=MOST_AHEAD))
	rows = alerts(nodes, changes, portfolio.calendar, portfolio.today, until)
	rows = rows[rows.project.isin(portfolio.projects.name)]
	if filters.get("light"):
		rows = rows[rows.light == filters["light"]]
	if filters.get("unit"):
		rows = rows[rows.owner == filters["unit"]]
	rows = rows.reset_index(drop=True)
	rows["red"], rows["yellow"] = rows.light == RED_LIGHT, rows.light == YELLOW_LIGHT
	lit = rows[rows.red | rows.yellow]
	chart = by_group(
		lit, "owner", {"red": _("Red Light"), "yellow": _("Yellow Light")}, (RED, YELLOW), stacked=True
	)
	figures = tiles(rows, changes, this)
	return Report(columns(), plain_rows(worded(rows, portfolio)), chart, figures)


def worded(rows, portfolio: Portfolio):
	"""The rows in the user's language, with what belongs to their projects."""
	projects = portfolio.projects
	names = dict(zip(projects.name, project_titles(projects), strict=True))
	rows["project_title"] = looked_up(rows.project, names)
	for key in ("industry_chain", "host_locality", "chain_lead_unit"):
		rows[key] = looked_up(rows.project, by_project(projects, key, "name"))
	rows["light_key"], rows["light"] = rows.light, translate_values(rows.light)
	rows["part"], rows["late_cause"] = translate_values(rows.part), translate_values(rows.late_cause)
	rows["late_reason"] = mask_texts(rows.late_reason)
	return rows.drop(columns=["red", "yellow"])


def columns() -> list[ReportColumn]:
	return [
		ReportColumn(
			"project_title", _("Project"), tables.TEXT, 250, opens=("Investment Project", "project")
		),
		ReportColumn("title", _("Node"), tables.LONG, 200, opens=("Project Node", "name")),
		ReportColumn("light", _("Node Light"), width=100),
		ReportColumn("planned_date", _("Planned Date"), tables.DAY, 120),
		ReportColumn("actual_date", _("Actual Date"), tables.DAY, 120),
		ReportColumn("days", _("Working Days Late (Less Than 0: Left)"), tables.WHOLE, 190),
		ReportColumn("owner", _("Responsible Unit"), width=170),
		ReportColumn("responsible_person", _("Responsible Person"), width=110),
		ReportColumn("late_cause", _("Whose Cause"), width=90),
		ReportColumn("late_reason", _("Cause and Measure"), tables.LONG, 240),
		ReportColumn("since", _("Light Since"), tables.DAY, 110),
		ReportColumn("part", _("Part of the Forms"), width=130),
		*place_columns(),
	]


def tiles(rows, changes, this) -> list[Tile]:
	last = before(this)
	red, yellow = int(rows.red.sum()), int(rows.yellow.sum())
	silent = int((rows.red & ~rows.explained).sum())
	return [
		Tile(_("Red Nodes"), red, tone="bad" if red else "good"),
		Tile(
			_("Turned Red This Month"),
			len(turned(changes, RED_LIGHT, this.first, this.last)),
			was=len(turned(changes, RED_LIGHT, last.first, last.last)),
			was_label=_("last month"),
		),
		Tile(_("Yellow Nodes"), yellow, tone="warn" if yellow else "good"),
		Tile(_("Red Without Cause"), silent, tone="bad" if silent else "good"),
		Tile(_("Soon to Be Done"), int(len(rows) - red - yellow)),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Node Alerts", filters)
