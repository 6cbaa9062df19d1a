"""领导一屏: how many, how much, where it is stuck, what is to be decided; out of the same figures as the reports."""

import pandas as pd
from frappe import _
from frappe.utils import formatdate

from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.aggregates.common import share
from anshang_app.case_reporting.aggregates.coordination import (
	PAST_DUE,
	judged,
	order_rows,
	with_days,
)
from anshang_app.case_reporting.aggregates.nodes import RED, YELLOW, alerts
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import Figure
from anshang_app.case_reporting.indicators.path import STAGES
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import OPEN_ISSUES, OPEN_ORDERS, Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.tables import plain_rows

ANSWERED = "Answered"
AT_MEETING = "At Special Meeting"
#: the list of nodes does not tell since when their light is on
NO_CHANGES = pd.DataFrame({"node": [], "to_light": [], "changed_on": []}, dtype=object)
#: lines of a list on the screen
MOST_LINES = 8
#: figures that are bad news where they are not nought
TROUBLE = (
	"invested_red",
	"nodes_red",
	"nodes_unexplained",
	"cases_late",
	"promises_late",
	"issues_late",
	"orders_late",
	"issues_at_meeting",
)
#: tiles that compare this month with the last one
COMPARED = ("received", "started", "completed", "nodes_done", "issues_cleared", "orders_settled")


def screen(portfolio: Portfolio) -> dict:
	"""The whole screen of whoever the portfolio was read for, with the change since last month."""
	this = month_of(portfolio.today)
	now, then = figures(portfolio, this), figures(portfolio, before(this))
	return {
		"as_of": portfolio.today,
		"tiles": {
			"many": [
				tile(now[key], then)
				for key in ("projects", "received", "started", "completed", "next_starts")
			],
			"much": [
				tile(now[key], then)
				for key in (
					"total_investment",
					"invested_to_date",
					"invested_year",
					"invested_rate",
					"invested_red",
				)
			],
			"stuck": [
				tile(now[key], then)
				for key in ("nodes_red", "nodes_yellow", "nodes_unexplained", "cases_late", "promises_late")
			],
			"decide": [
				tile(now[key], then)
				for key in ("issues_at_meeting", "issues_late", "orders_late", "issues_open", "orders_open")
			],
		},
		"stages": [
			{"label": now[key].label, "value": now[key].value}
			for key in (f"stage_{stage.lower().replace(' ', '_').replace('-', '_')}" for stage in STAGES)
			if now[key].value
		],
		"money": money(now),
		"behind": behind(portfolio),
		"stuck": stuck(portfolio),
		"decide": [*issues_to_decide(portfolio), *orders_to_press(portfolio), *promises_to_keep(portfolio)],
	}


def tile(figure: Figure, then: dict[str, Figure]) -> dict:
	"""A figure as a tile; amounts in 亿元."""
	in_yi = figure.kind == tables.AMOUNT
	was = then[figure.key]

	def value_text(shown: Figure) -> str:
		return desk.format_figure(desk.in_yi(shown.value) if in_yi else shown.value, shown.kind)

	return {
		"key": figure.key,
		"label": _("{0} (100m Yuan)").format(figure.label) if in_yi else figure.label,
		"definition": figure.definition,
		"value": value_text(figure),
		"tone": "bad" if figure.key in TROUBLE and figure.value else "",
		"was": value_text(was) if figure.key in COMPARED else None,
		"records": len(figure.records),
	}


def money(now: dict[str, Figure]) -> dict:
	"""Plan and done of the year in 亿元, and 同比 in per cent."""
	plan, done, last = (now[f"invested_{key}"].value for key in ("year_plan", "year", "last_year"))
	return {
		"plan": desk.in_yi(plan),
		"done": desk.in_yi(done),
		"last_year": desk.in_yi(last),
		"rate": share(done, plan),
		"growth": round((done - last) * 100 / last, 1) if done is not None and last else None,
	}


def behind(portfolio: Portfolio) -> list[dict]:
	"""Projects whose light of investment is red or yellow, the farthest behind first, with the report it rests on."""
	projects = portfolio.projects
	rows = projects[projects.investment_light.isin((RED, YELLOW))]
	rows = rows.sort_values(["investment_points_behind", "name"], ascending=[False, True]).head(MOST_LINES)
	rows = rows.assign(title=desk.project_titles(rows))
	return [
		line(
			"Investment Project",
			row["name"],
			row["title"],
			_("{0} months behind ({1} points), {2}").format(
				desk.format_figure(row["investment_months_behind"], tables.AMOUNT),
				desk.format_figure(row["investment_points_behind"], tables.AMOUNT),
				reported(row["investment_reported"], row["investment_reported_on"]),
			),
			desk.spoken([row["investment_light"]])[0],
			row["name"],
		)
		for row in plain_rows(rows)
	]


def reported(figure: float | None, day) -> str:
	"""The figure to date a light of investment rests on."""
	if not day:
		return _("nothing reported yet")
	return _("{0} (10k yuan) to date as of {1}").format(
		desk.format_figure(figure, tables.AMOUNT), formatdate(day)
	)


def stuck(portfolio: Portfolio) -> list[dict]:
	"""The red nodes that are latest."""
	nodes = portfolio.nodes("light = 'Red Light'")
	nodes = nodes[nodes.project.isin(portfolio.projects.name)]
	rows = alerts(nodes, NO_CHANGES, portfolio.calendar, portfolio.today, portfolio.today).head(MOST_LINES)
	projects = portfolio.projects
	names = dict(zip(projects.name, desk.project_titles(projects), strict=True))
	rows["title"] = [
		f"{names[project]}·{title}" for project, title in zip(rows.project, rows.title, strict=True)
	]
	form = _("{0} working days late, {1}")
	return [
		line(
			"Project Node",
			row["name"],
			row["title"],
			form.format(row["days"], row["owner"] or "—"),
			desk.masked([row["late_reason"]])[0] or _("no cause given"),
			row["project"],
		)
		for row in plain_rows(rows)
	]


def issues_to_decide(portfolio: Portfolio) -> list[dict]:
	"""Open problems at the special meeting, the oldest first, then those past their limit."""
	rows = with_days(portfolio.issues, "raised_on", "cleared_on", portfolio.calendar, portfolio.today)
	rows = rows[
		rows.state.isin(OPEN_ISSUES) & ((rows.level == AT_MEETING) | (rows.late & (rows.state != ANSWERED)))
	]
	rows = rows.assign(order=rows.level != AT_MEETING).sort_values(["order", "raised_on", "name"])
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	form = _("{0}, open for {1} working days, {2}")
	return [
		line(
			"Coordination Issue",
			row["name"],
			desk.masked([row["title"]])[0],
			form.format(row["project_title"], row["days"], row["unit"] or "—"),
			desk.spoken([row["level"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def orders_to_press(portfolio: Portfolio) -> list[dict]:
	"""Open orders past their limit, the latest first."""
	rows = order_rows(portfolio.orders, portfolio.calendar, portfolio.today)
	rows = rows[rows.state.isin(OPEN_ORDERS) & rows.late].sort_values(["due_date", "name"])
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	form = _("{0}, {1} working days past its limit, {2}")
	return [
		line(
			"Supervision Order",
			row["name"],
			desk.masked([row["matter"]])[0],
			form.format(row["project_title"], int(row["late_days"] or 0), row["unit"] or "—"),
			desk.spoken([row["state"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def promises_to_keep(portfolio: Portfolio) -> list[dict]:
	"""Promises of the city's that are past due, the latest first."""
	rows = judged(portfolio.promises, portfolio.calendar, portfolio.today)
	rows = rows[(rows.state == PAST_DUE) & (rows.owed_by == "The City Side")].sort_values(
		["due_date", "name"]
	)
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	form = _("{0}, {1} working days past its limit, {2}")
	return [
		line(
			"Commitment",
			row["name"],
			desk.masked([row["words"]])[0],
			form.format(row["project_title"], int(row["late_days"] or 0), row["unit"] or "—"),
			desk.spoken([row["kind"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def line(doctype: str, name: str, title: str, text: str, mark: str, project: str | None) -> dict:
	"""A line of a list; `project` where the viewer may open it."""
	return {
		"doctype": doctype,
		"name": name,
		"title": title,
		"words": text,
		"mark": mark,
		"project": project,
	}
