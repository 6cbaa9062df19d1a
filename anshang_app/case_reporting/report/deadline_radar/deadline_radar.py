"""到期雷达: permits that lapse, filings that fall due, land that lies idle; by the validity rules on record."""

import pandas as pd
from frappe import _

from anshang_app.case_reporting import reports, tables
from anshang_app.case_reporting.aggregates.common import by_project, looked_up
from anshang_app.case_reporting.charts import by_group
from anshang_app.case_reporting.desk import RED, YELLOW, place_columns, project_column, project_titles
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Report, ReportColumn, Tile, plain_rows
from anshang_app.planning.radar import PAST
from anshang_app.progress_tracking import deadline_radar
from anshang_app.progress_tracking.findings import DueItems

KEYS = ("project", "rule", "end", "past", "extensions_left", "fee", "consequence", "source")


def build(portfolio: Portfolio, filters: dict) -> Report:
	"""The earliest end first; `state` = past or near narrows them."""
	rows = radar(portfolio)
	if filters.get("standing"):
		rows = rows[rows.past == (filters["standing"] == "Deadline Past")]
	rows = rows.reset_index(drop=True)
	rows["near"] = ~rows.past
	chart = by_group(
		rows, "rule", {"past": _("Deadline Past"), "near": _("Deadline Near")}, (RED, YELLOW), stacked=True
	)
	past, near = int(rows.past.sum()), int(rows.near.sum())
	figures = [
		Tile(_("Deadlines Past"), past, tone="bad" if past else "good"),
		Tile(_("Deadlines Near"), near, tone="warn" if near else "good"),
		Tile(_("Projects Concerned"), rows.project.nunique()),
		Tile(
			_("Estimated Idle Fee (10k Yuan)"), round(float(rows.fee.astype(float).sum()), 2), tables.AMOUNT
		),
	]
	projects = portfolio.projects
	rows["project_title"] = looked_up(
		rows.project, dict(zip(projects.name, project_titles(projects), strict=True))
	)
	for key in ("industry_chain", "host_locality", "chain_lead_unit"):
		rows[key] = looked_up(rows.project, by_project(projects, key, "name"))
	rows["standing"] = [_("Deadline Past") if over else _("Deadline Near") for over in rows.past]
	return Report(columns(), plain_rows(rows.drop(columns=["past", "near"])), chart, figures)


def radar(portfolio: Portfolio) -> pd.DataFrame:
	"""Deadlines near or past of the portfolio's projects; `days` are calendar days left (negative: over)."""
	board = DueItems(portfolio.names())
	due_items = [
		*deadline_radar.list_deadlines(board),
		*(due_item for _row, due_item in deadline_radar.idle_by_share(board)),
	]
	rows = pd.DataFrame(
		[
			(
				due_item.project,
				due_item.rule.rule_name,
				due_item.deadline.end,
				due_item.deadline.state == PAST,
				due_item.deadline.extensions_left,
				due_item.fee,
				due_item.rule.consequence,
				due_item.rule.source_text,
			)
			for due_item in due_items
		],
		columns=KEYS,
	)
	rows = rows[rows.project.isin(portfolio.projects.name)].astype({"past": bool})
	rows["days"] = [(end - portfolio.today).days for end in rows.end]
	return rows.sort_values(["end", "project", "rule"]).reset_index(drop=True)


def columns() -> list[ReportColumn]:
	return [
		project_column(),
		ReportColumn("rule", _("Validity Rule"), width=220),
		ReportColumn("standing", _("Present State"), width=80),
		ReportColumn("end", _("Last Day"), tables.DAY, 110),
		ReportColumn("days", _("Days Left"), tables.WHOLE, 90),
		ReportColumn("extensions_left", _("Extensions Left"), tables.WHOLE, 100),
		ReportColumn("fee", _("Estimated Idle Fee (10k Yuan)"), tables.AMOUNT, 130, True),
		ReportColumn("consequence", _("Consequence"), tables.LONG, 260),
		*place_columns(),
		ReportColumn("source", _("Source of the Rule"), tables.LONG, 220),
	]


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Deadline Radar", filters)
