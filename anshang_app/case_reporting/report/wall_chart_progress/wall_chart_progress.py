"""挂图进度: how far the nodes of each project are, which is next, which is latest."""

from frappe import _

from anshang_app.access_control.grounds import escaped
from anshang_app.case_reporting import reports, tables
from anshang_app.case_reporting.aggregates.common import share
from anshang_app.case_reporting.aggregates.nodes import wall_chart
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import (
	GREEN,
	RED,
	YELLOW,
	mask_texts,
	place_columns,
	project_column,
	project_titles,
	translate_values,
)
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows

PARTS = ("Service Team List", "Entity List", "Approval Schedule", "Construction Schedule", "Beyond the Annex")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Rows in the order of the projects' names; `part` narrows the nodes to one part of the forms."""
	part = filters.get("part")
	nodes = portfolio.nodes(*([f"part = {escaped(part)}"] if part else []))
	this = month_of(portfolio.today)
	rows = wall_chart(portfolio.projects, nodes, portfolio.calendar, portfolio.today, (this, before(this)))
	chart = by_group(
		rows,
		"host_locality",
		{"red": _("Red Light"), "yellow": _("Yellow Light"), "green": _("Green Light")},
		(RED, YELLOW, GREEN),
		stacked=True,
	)
	figures = tiles(rows)
	rows["project_title"] = project_titles(rows)
	rows["stage"] = translate_values(rows.stage)
	rows["latest_late_reason"] = mask_texts(rows.latest_late_reason)
	return Report(columns(part), plain_rows(rows), chart, figures)


def columns(part: str | None) -> list[ReportColumn]:
	all_nodes = {"applies": 1, "is_dated": 1, **({"part": part} if part else {})}

	def leads(**fixed) -> Drill:
		return Drill("Project Node", {"project": "project"}, {**all_nodes, **fixed})

	return [
		project_column(),
		ReportColumn("stage", _("Project Stage"), width=120),
		*place_columns(),
		ReportColumn("nodes", _("Nodes in All"), tables.WHOLE, 90, True, drill=leads()),
		ReportColumn("done", _("Nodes Done"), tables.WHOLE, 90, True, drill=leads(actual_date=["is", "set"])),
		ReportColumn("rate", _("Share Done (%)"), tables.PERCENT, 100),
		ReportColumn("month_done", _("Done This Month"), tables.WHOLE, 90, True),
		ReportColumn("month_before_done", _("Done Last Month"), tables.WHOLE, 90, True),
		ReportColumn("due", _("Nodes Due"), tables.WHOLE, 90, True),
		ReportColumn("on_time_rate", _("Done in Time (%)"), tables.PERCENT, 100),
		ReportColumn("late", _("Late Nodes"), tables.WHOLE, 90, True),
		ReportColumn("red", _("Red Light"), tables.WHOLE, 70, True, drill=leads(light="Red Light")),
		ReportColumn("yellow", _("Yellow Light"), tables.WHOLE, 70, True, drill=leads(light="Yellow Light")),
		ReportColumn("green", _("Green Light"), tables.WHOLE, 70, True, drill=leads(light="Green Light")),
		ReportColumn("next_title", _("Next Node"), tables.LONG, 180),
		ReportColumn("next_planned_date", _("Next Planned On"), tables.DAY, 110),
		ReportColumn("next_owner", _("Unit of the Next Node"), width=150),
		ReportColumn("latest_title", _("Latest Late Node"), tables.LONG, 180),
		ReportColumn("late_days", _("Working Days Late"), tables.WHOLE, 110),
		ReportColumn("latest_owner", _("Unit of the Late Node"), width=150),
		ReportColumn("latest_late_reason", _("Cause and Measure"), tables.LONG, 220),
	]


def tiles(rows) -> list[Tile]:
	sums = rows[["nodes", "done", "due", "on_time", "late", "month_done", "month_before_done"]].sum()
	return [
		Tile(_("Projects"), len(rows)),
		Tile(_("Nodes in All"), int(sums.nodes)),
		Tile(_("Share Done"), share(sums.done, sums.nodes), tables.PERCENT),
		Tile(
			_("Done This Month"),
			int(sums.month_done),
			was=int(sums.month_before_done),
			was_label=_("last month"),
		),
		Tile(_("Done in Time"), share(sums.on_time, sums.due), tables.PERCENT),
		Tile(_("Late Nodes"), int(sums.late), tone="bad" if sums.late else "good"),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Wall Chart Progress", filters)
