"""项目台账: every project (each phase one) with its parties, amounts, dates, nodes and open matters."""

from frappe import _

from anshang_app.case_reporting import reports, tables
from anshang_app.case_reporting.aggregates.common import share, total
from anshang_app.case_reporting.aggregates.ledger import by_stage, entered_in, ledger
from anshang_app.case_reporting.desk import (
	in_yi,
	pace_columns,
	place_columns,
	project_column,
	project_titles,
	speak_of_pace,
	stage_words,
	translate_values,
)
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import OPEN_ORDERS, Portfolio
from anshang_app.case_reporting.tables import Chart, Drill, Report, ReportColumn, Tile, plain_rows
from anshang_app.coordination.issues import OPEN_STATES as OPEN_ISSUES
from anshang_app.foundation import constants


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""Rows in the order of the projects' names."""
	rows = ledger(portfolio)
	counts = by_stage(rows, tuple(stage_words()))
	rows["project_title"] = project_titles(rows)
	rows["stage"] = translate_values(rows.stage)
	speak_of_pace(rows, "investment_light", "investment_months_behind")
	chart = Chart([_(stage) for stage in counts], {_("Projects"): list(counts.values())})
	return Report(columns(), plain_rows(rows), chart, tiles(portfolio, rows))


def columns() -> list[ReportColumn]:
	node, done = "Project Node", {"applies": 1, "is_dated": 1}
	return [
		project_column(),
		ReportColumn("stage", _("Project Stage"), width=120),
		ReportColumn("enterprise", _("Enterprise"), width=180),
		*place_columns(),
		ReportColumn("introducing_unit", _("Introducing Unit"), width=150),
		ReportColumn("city_leader_name", _("City Leader in Charge"), width=100),
		ReportColumn("fixed_asset_investment", _("Fixed Assets (10k Yuan)"), tables.AMOUNT, 130, True),
		ReportColumn("total_investment", _("Total Investment (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("year_plan", _("Plan of the Year (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("year_invested", _("Done This Year (10k Yuan)"), tables.AMOUNT, 140, True),
		ReportColumn("rate", _("Share of the Year's Plan (%)"), tables.PERCENT, 130),
		ReportColumn("invested", _("Done to Date (10k Yuan)"), tables.AMOUNT, 140, True),
		*pace_columns("investment_light", "investment_months_behind", "investment_reported_on"),
		ReportColumn("signing_date", _("Signed On"), tables.DAY, 110),
		ReportColumn("start_planned", _("Start Planned"), tables.DAY, 110),
		ReportColumn("start_actual", _("Start Actual"), tables.DAY, 110),
		ReportColumn("completion_planned", _("Completion Planned"), tables.DAY, 110),
		ReportColumn("completion_actual", _("Completion Actual"), tables.DAY, 110),
		ReportColumn(
			"nodes",
			_("Nodes in All"),
			tables.WHOLE,
			90,
			True,
			drill=Drill(node, {"project": "project"}, done),
		),
		ReportColumn(
			"done",
			_("Nodes Done"),
			tables.WHOLE,
			90,
			True,
			drill=Drill(node, {"project": "project"}, {**done, "actual_date": ["is", "set"]}),
		),
		*(
			ReportColumn(
				key,
				_(light),
				tables.WHOLE,
				80,
				True,
				drill=Drill(node, {"project": "project"}, {**done, "light": light}),
			)
			for key, light in (("red", "Red Light"), ("yellow", "Yellow Light"))
		),
		ReportColumn(
			"issues",
			_("Open Problems"),
			tables.WHOLE,
			110,
			True,
			drill=Drill("Coordination Issue", {"project": "project"}, {"state": ["in", list(OPEN_ISSUES)]}),
		),
		ReportColumn(
			"orders",
			_("Open Orders"),
			tables.WHOLE,
			110,
			True,
			drill=Drill("Supervision Order", {"project": "project"}, {"state": ["in", list(OPEN_ORDERS)]}),
		),
		ReportColumn(
			"latest",
			_("Latest Entry"),
			tables.DAY,
			110,
			drill=Drill("Progress Entry", {"project": "project"}),
		),
	]


def tiles(portfolio: Portfolio, rows) -> list[Tile]:
	this = month_of(portfolio.today)
	last = before(this)
	names = set(rows.project)

	def new(of) -> int:
		return len(entered_in(portfolio.passages, names, constants.PLANNING, of.first, of.last))

	return [
		Tile(_("Projects"), len(rows)),
		Tile(_("Received This Month"), new(this), was=new(last), was_label=_("last month")),
		Tile(_("Total Investment (100m Yuan)"), in_yi(total(rows.total_investment)), tables.AMOUNT),
		Tile(_("Done to Date (100m Yuan)"), in_yi(total(rows.invested)), tables.AMOUNT),
		Tile(
			_("Share of the Year's Plan"),
			share(total(rows.year_invested), total(rows.year_plan)),
			tables.PERCENT,
		),
		Tile(_("Red Nodes"), int(rows.red.sum()), tone="bad" if rows.red.sum() else "good"),
		Tile(_("Open Problems"), int(rows.issues.sum()), tone="warn" if rows.issues.sum() else "good"),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Project Ledger", filters)
