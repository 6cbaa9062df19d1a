"""投资完成: the year's plan against what was done; 累计, month, 同比, floor area, 纳统."""

from datetime import date

from frappe import _

from anshang_app.case_reporting import report_filters, reports, tables
from anshang_app.case_reporting.aggregates.common import (
	WAN_PER_YI,
	by_project,
	looked_up,
	share,
	shares,
	total,
)
from anshang_app.case_reporting.aggregates.investment import (
	ReportDays,
	completed_amounts,
	judge_paces,
	sum_year_plans,
)
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import (
	GREEN,
	in_yi,
	pace_columns,
	place_columns,
	project_column,
	project_titles,
	speak_of_pace,
	translate_values,
)
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Drill, Report, ReportColumn, Tile, plain_rows
from anshang_app.planning import duties, money_lights
from anshang_app.planning.lights import NONE
from anshang_app.planning.money_lights import Pace
from anshang_app.progress_tracking.lights import is_lit, load_rules

COLOR_OF_PLAN = "#B7C4CF"


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""As of `as_of` (default today); rows in the order of the projects' names."""
	day = report_filters.day(filters, "as_of", _("As Of"), portfolio.today)
	portfolio.count_archived_since(day)
	rows = investment(portfolio, day)
	amounts = rows.assign(plan=rows.year_plan.astype(float) / WAN_PER_YI, done=rows.year / WAN_PER_YI)
	chart = by_group(
		amounts,
		"host_locality",
		{"plan": _("Planned (100m Yuan)"), "done": _("Done (100m Yuan)")},
		(COLOR_OF_PLAN, GREEN),
	)
	figures, unknown = tiles(rows), int((rows.to_date.notna() & rows.year.isna()).sum())
	note = _(
		"{0} projects entered under way have no figure to date of the end of last year: what they did this year is not counted."
	)
	rows["project_title"], rows["stage"] = project_titles(rows), translate_values(rows.stage)
	speak_of_pace(rows, "light", "months_behind")
	rows["in_statistics"] = [_("Yes") if day else "" for day in rows.since]
	return Report(columns(), plain_rows(rows), chart, figures, note.format(unknown) if unknown else "")


def investment(portfolio: Portfolio, day: date):
	"""One row per project: plan and done of the year, to date, month, same days of last year, area, 纳统 since."""
	projects, days = portfolio.projects, ReportDays(day)
	keys = ["project_name", "phase_no", "stage", "industry_chain", "host_locality", "chain_lead_unit"]
	rows = (
		projects[["name", *keys, "total_investment"]]
		.rename(columns={"name": "project"})
		.reset_index(drop=True)
	)
	plans = portfolio.annual_plans(day.year)
	figures = portfolio.to_date("investment_to_date", days.days_needed())
	done = completed_amounts(projects, figures, days)
	for key in done.columns:
		rows[key] = done[key].to_numpy()
	rows["year_plan"] = looked_up(rows.project, sum_year_plans(plans, day.year, "year_investment"))
	rows["rate"] = shares(rows.year, rows.year_plan)
	add_pace(rows, judge_paces(projects, figures, rows.year_plan, days))
	rows["reported_on"] = looked_up(rows.project, figures.reported_on.to_dict())
	rows["growth"] = [growth(now, then) for now, then in zip(rows.year, rows.last_year, strict=True)]
	rows["whole_rate"] = shares(rows.to_date, rows.total_investment)
	area = completed_amounts(
		projects, portfolio.to_date("area_to_date", days.days_needed(("year",))), days, ("year",)
	)
	rows["area_plan"] = looked_up(rows.project, sum_year_plans(plans, day.year, "year_floor_area"))
	rows["area_year"], rows["area_to_date"] = area.year.to_numpy(), area.to_date.to_numpy()
	rows["since"] = looked_up(rows.project, by_project(portfolio.statistics, "since"))
	return rows


def add_pace(rows, project_paces: list[Pace | None]) -> None:
	"""What was due by the day, how far it is behind, and the light of the rules in use; blank where nobody knows."""
	rules = load_rules(money_lights.CONDITIONS) if is_lit() else []
	served = [stage in duties.SERVED for stage in rows.stage]
	rows["due_share"] = [pace and pace.due_share for pace in project_paces]
	rows["behind"] = [pace and pace.behind for pace in project_paces]
	rows["months_behind"] = [pace and pace.months for pace in project_paces]
	rows["light"] = [
		money_lights.light_of(rules, pace) if lit else NONE
		for pace, lit in zip(project_paces, served, strict=True)
	]


def growth(now: float | None, then: float | None) -> float | None:
	"""同比 in per cent; None where there is nothing to compare with."""
	if now is None or then is None or now != now or then != then or not then:
		return None
	return round((now - then) * 100 / then, 1)


def columns() -> list[ReportColumn]:
	entries = Drill("Progress Entry", {"project": "project"}, {"investment_to_date": [">", 0]})
	return [
		project_column(),
		ReportColumn("stage", _("Project Stage"), width=120),
		*place_columns(),
		ReportColumn("total_investment", _("Total Investment (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("year_plan", _("Plan of the Year (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("year", _("Done This Year (10k Yuan)"), tables.AMOUNT, 140, True, drill=entries),
		ReportColumn("rate", _("Share of the Year's Plan (%)"), tables.PERCENT, 120),
		ReportColumn("due_share", _("Due by the Day of the Year (%)"), tables.PERCENT, 120),
		ReportColumn("behind", _("Behind the Pace of the Year (Points)"), tables.PERCENT, 120),
		*pace_columns("light", "months_behind", "reported_on"),
		ReportColumn("month", _("Done This Month (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("month_before", _("Done Last Month (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("last_year", _("Same Days of Last Year (10k Yuan)"), tables.AMOUNT, 150, True),
		ReportColumn("growth", _("Against Last Year (%)"), tables.PERCENT, 100),
		ReportColumn("to_date", _("Done to Date (10k Yuan)"), tables.AMOUNT, 140, True, drill=entries),
		ReportColumn("whole_rate", _("Share of the Whole (%)"), tables.PERCENT, 120),
		ReportColumn("area_plan", _("Floor Area Planned This Year (m²)"), tables.AMOUNT, 150, True),
		ReportColumn("area_year", _("Floor Area Done This Year (m²)"), tables.AMOUNT, 150, True),
		ReportColumn("area_to_date", _("Floor Area to Date (m²)"), tables.AMOUNT, 150, True),
		ReportColumn("in_statistics", _("In the Statistics"), width=70),
		ReportColumn("since", _("In the Statistics Since"), tables.DAY, 110),
	]


def tiles(rows) -> list[Tile]:
	year, last_year = total(rows.year), total(rows.last_year)
	return [
		Tile(_("Plan of the Year (100m Yuan)"), in_yi(total(rows.year_plan)), tables.AMOUNT),
		Tile(
			_("Done This Year (100m Yuan)"),
			in_yi(year),
			tables.AMOUNT,
			was=in_yi(last_year),
			was_label=_("same days of last year"),
		),
		Tile(_("Share of the Year's Plan"), share(year, total(rows.year_plan)), tables.PERCENT),
		Tile(
			_("Done This Month (100m Yuan)"),
			in_yi(total(rows.month)),
			tables.AMOUNT,
			was=in_yi(total(rows.month_before)),
			was_label=_("last month"),
		),
		Tile(_("Done to Date (100m Yuan)"), in_yi(total(rows.to_date)), tables.AMOUNT),
		Tile(_("Projects in the Statistics"), int(rows.since.notna().sum())),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Investment Progress", filters)
