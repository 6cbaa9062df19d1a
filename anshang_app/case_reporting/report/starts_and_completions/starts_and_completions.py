"""开竣工统计: planned and actual starts, completions and productions of a year, by month, chain or locality."""

from datetime import date

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.milestones import milestones
from anshang_app.case_reporting.aggregates.starts import counted, occurrences
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Chart, Report, ReportColumn, Tile, plain_rows

BY = {"By Month": "month", "By Industry Chain": "industry_chain", "By Host Locality": "host_locality"}
COLORS = ("#B7C4CF", "#3A7D44", "#D8C7A3", "#9A6B00")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Counts of a `year`; the year before up to the same day stands beside it."""
	year = report_filters.year(filters, portfolio.today)
	portfolio.count_archived_since(date(year, 1, 1))
	by = BY[report_filters.choice(filters, "group_by", _("Group By"), tuple(BY))]
	points = milestones(portfolio.projects, portfolio.targets, portfolio.passages)
	events = occurrences(portfolio.projects, points)
	rows = counted(events, year, by, portfolio.today)
	figures = tiles(counted(events, year, "month", portfolio.today))
	if by == "month":
		rows["group"] = [_("Month {0}").format(month) for month in rows.group]
	else:
		rows["group"] = [name or _("Not Given") for name in rows.group] if len(rows) else []
	return Report(columns(by), plain_rows(rows), chart(rows, by), figures)


def columns(by: str) -> list[ReportColumn]:
	heading = {
		"month": _("Month"),
		"industry_chain": _("Industry Chain"),
		"host_locality": _("Host Locality"),
	}[by]
	return [
		ReportColumn("group", heading, width=170),
		ReportColumn("start_planned", _("Starts Planned"), tables.WHOLE, 100, True),
		ReportColumn("start_actual", _("Starts"), tables.WHOLE, 100, True),
		ReportColumn("start_rate", _("Share of Starts Planned (%)"), tables.PERCENT, 130),
		ReportColumn("start_last_year", _("Starts Last Year"), tables.WHOLE, 110, True),
		ReportColumn("completion_planned", _("Completions Planned"), tables.WHOLE, 100, True),
		ReportColumn("completion_actual", _("Completions"), tables.WHOLE, 100, True),
		ReportColumn("completion_rate", _("Share of Completions Planned (%)"), tables.PERCENT, 130),
		ReportColumn("completion_last_year", _("Completions Last Year"), tables.WHOLE, 110, True),
		ReportColumn("production_planned", _("Productions Planned"), tables.WHOLE, 110, True),
		ReportColumn("production_actual", _("Productions Begun"), tables.WHOLE, 110, True),
	]


def chart(rows, by: str) -> Chart | None:
	series = {
		"start_planned": _("Starts Planned"),
		"start_actual": _("Starts"),
		"completion_planned": _("Completions Planned"),
		"completion_actual": _("Completions"),
	}
	if by != "month":
		return by_group(rows, "group", series, COLORS)
	return Chart(
		rows.group.tolist(), {label: rows[key].tolist() for key, label in series.items()}, colors=COLORS
	)


def tiles(rows) -> list[Tile]:
	sums = rows.drop(columns=["group", "start_rate", "completion_rate"]).sum()
	was_label = _("same days of last year")
	return [
		Tile(_("Starts Planned"), int(sums.start_planned)),
		Tile(_("Starts"), int(sums.start_actual), was=int(sums.start_last_year), was_label=was_label),
		Tile(_("Completions Planned"), int(sums.completion_planned)),
		Tile(
			_("Completions"),
			int(sums.completion_actual),
			was=int(sums.completion_last_year),
			was_label=was_label,
		),
		Tile(_("Productions Begun"), int(sums.production_actual)),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Starts and Completions", filters)
