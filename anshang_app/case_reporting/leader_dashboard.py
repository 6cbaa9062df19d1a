"""领导一屏: how many projects, how much investment, where they are stuck, what is to be decided.

The tiles show the same figures (`indicators`) as the reports and the bulletin; the lists below them name the records
a leader should ask about. `build_screen` returns JSON for `page/anshang_leader/anshang_leader.js`.
"""

import pandas as pd
from frappe import _
from frappe.utils import formatdate

from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.aggregates.common import share
from anshang_app.case_reporting.aggregates.coordination import (
	PAST_DUE,
	judge_commitments,
	order_rows,
	with_days,
)
from anshang_app.case_reporting.aggregates.nodes import RED, YELLOW, alerts
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import Figure
from anshang_app.case_reporting.indicators.matters import AT_MEETING
from anshang_app.case_reporting.indicators.path import STAGES, stage_key
from anshang_app.case_reporting.period import before, month_of
from anshang_app.case_reporting.portfolio import OPEN_ISSUES, OPEN_ORDERS, Portfolio
from anshang_app.case_reporting.project_columns import with_places
from anshang_app.case_reporting.tables import plain_rows
from anshang_app.foundation import constants

#: `alerts` wants the changes of lights to tell since when a light is on; the screen does not show that
NO_LIGHT_CHANGES = pd.DataFrame({"node": [], "to_light": [], "changed_on": []}, dtype=object)
#: part of the screen -> keys of the figures shown there as tiles
TILES = {
	"many": ("projects", "received", "started", "completed", "next_starts"),
	"much": (
		"total_investment",
		"invested_to_date",
		"invested_year",
		"invested_rate",
		"invested_red",
	),
	"stuck": ("nodes_red", "nodes_yellow", "nodes_unexplained", "cases_late", "promises_late"),
	"decide": ("issues_at_meeting", "issues_late", "orders_late", "issues_open", "orders_open"),
}
#: longest list on the screen, in lines
MOST_LINES = 8
#: keys of the figures whose tile is shown as bad news unless it is 0
BAD_NEWS = (
	"invested_red",
	"nodes_red",
	"nodes_unexplained",
	"cases_late",
	"promises_late",
	"issues_late",
	"orders_late",
	"issues_at_meeting",
)
#: keys of the figures whose tile also shows last month's value
COMPARED = ("received", "started", "completed")


def build_screen(portfolio: Portfolio) -> dict:
	"""The whole screen, of the projects the portfolio's reader may see, as of the portfolio's day.

	Keys: `as_of`; `tiles` in the parts `many`, `much`, `stuck` and `decide`, see `build_tile`; `stages` as [{label,
	value}], empty ones left out; `money`, see `summarize_money`; the lists `behind`, `stuck` and `decide`, see
	`build_line`.
	"""
	this_month = month_of(portfolio.today)
	now, last_month = figures(portfolio, this_month), figures(portfolio, before(this_month))
	stage_figures = [now[stage_key(stage)] for stage in STAGES]
	return {
		"as_of": portfolio.today,
		"tiles": {part: [build_tile(now[key], last_month) for key in keys] for part, keys in TILES.items()},
		"stages": [
			{"label": figure.label, "value": figure.value} for figure in stage_figures if figure.value
		],
		"money": summarize_money(now),
		"behind": list_projects_behind(portfolio),
		"stuck": list_red_nodes(portfolio),
		"decide": [
			*list_issues_to_decide(portfolio),
			*list_orders_to_press(portfolio),
			*list_promises_to_keep(portfolio),
		],
	}


def build_tile(figure: Figure, last_month: dict[str, Figure]) -> dict:
	"""A figure as a tile: {key, label, definition, value, tone, was, records}.

	`value` and `was` (last month's value, None unless the figure is in `COMPARED`) are texts, amounts in 亿元;
	`tone` is "bad" or ""; `records` is the number of records the figure is made of.
	"""
	is_amount = figure.kind == tables.AMOUNT

	def value_text(shown: Figure) -> str:
		return desk.format_figure(desk.in_yi(shown.value) if is_amount else shown.value, shown.kind)

	return {
		"key": figure.key,
		"label": _("{0} (100m Yuan)").format(figure.label) if is_amount else figure.label,
		"definition": figure.definition,
		"value": value_text(figure),
		"tone": "bad" if figure.key in BAD_NEWS and figure.value else "",
		"was": value_text(last_month[figure.key]) if figure.key in COMPARED else None,
		"records": len(figure.records),
	}


def summarize_money(now: dict[str, Figure]) -> dict:
	"""Investment of the year out of the figures `now`: {plan, done, last_year, rate, growth}; None where unknown.

	Amounts in 亿元, `last_year` up to the same day of the year before; `rate` (done of the plan) and `growth` (同比) in
	per cent.
	"""
	plan, done, last_year = (now[f"invested_{key}"].value for key in ("year_plan", "year", "last_year"))
	return {
		"plan": desk.in_yi(plan),
		"done": desk.in_yi(done),
		"last_year": desk.in_yi(last_year),
		"rate": share(done, plan),
		"growth": round((done - last_year) * 100 / last_year, 1) if done is not None and last_year else None,
	}


def list_projects_behind(portfolio: Portfolio) -> list[dict]:
	"""Projects whose investment light is red or yellow, the farthest behind first, with the figure it rests on."""
	projects = portfolio.projects
	rows = projects[projects.investment_light.isin((RED, YELLOW))]
	rows = rows.sort_values(["investment_points_behind", "name"], ascending=[False, True]).head(MOST_LINES)
	rows = rows.assign(title=desk.project_titles(rows))
	return [
		build_line(
			"Investment Project",
			row["name"],
			row["title"],
			_("{0} months behind ({1} points), {2}").format(
				desk.format_figure(row["investment_months_behind"], tables.AMOUNT),
				desk.format_figure(row["investment_points_behind"], tables.AMOUNT),
				describe_reported_figure(row["investment_reported"], row["investment_reported_on"]),
			),
			desk.translate_values([row["investment_light"]])[0],
			row["name"],
		)
		for row in plain_rows(rows)
	]


def describe_reported_figure(figure: float | None, day) -> str:
	"""The figure to date (万元) an investment light rests on, with the day it was reported for, as text."""
	if not day:
		return _("nothing reported yet")
	return _("{0} (10k yuan) to date as of {1}").format(
		desk.format_figure(figure, tables.AMOUNT), formatdate(day)
	)


def list_red_nodes(portfolio: Portfolio) -> list[dict]:
	"""The red nodes, those with the most working days late first."""
	nodes = portfolio.nodes("light = 'Red Light'")
	nodes = nodes[nodes.project.isin(portfolio.projects.name)]
	rows = alerts(nodes, NO_LIGHT_CHANGES, portfolio.calendar, portfolio.today, portfolio.today).head(
		MOST_LINES
	)
	projects = portfolio.projects
	names = dict(zip(projects.name, desk.project_titles(projects), strict=True))
	rows["title"] = [
		f"{names[project]}·{title}" for project, title in zip(rows.project, rows.title, strict=True)
	]
	sentence = _("{0} working days late, {1}")
	return [
		build_line(
			"Project Node",
			row["name"],
			row["title"],
			sentence.format(row["days"], row["owner"] or "—"),
			desk.mask_texts([row["late_reason"]])[0] or _("no cause given"),
			row["project"],
		)
		for row in plain_rows(rows)
	]


def list_issues_to_decide(portfolio: Portfolio) -> list[dict]:
	"""Open problems that wait for the special meeting, the oldest first, then other open ones past their due date.

	A problem that is answered and only waits for its clearing does not count as past its due date.
	"""
	rows = with_days(portfolio.issues, "raised_on", "cleared_on", portfolio.calendar, portfolio.today)
	rows = rows[
		rows.state.isin(OPEN_ISSUES)
		& ((rows.level == AT_MEETING) | (rows.late & (rows.state != constants.ANSWERED)))
	]
	rows = rows.assign(is_below_meeting=rows.level != AT_MEETING)
	rows = rows.sort_values(["is_below_meeting", "raised_on", "name"])
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	sentence = _("{0}, open for {1} working days, {2}")
	return [
		build_line(
			"Coordination Issue",
			row["name"],
			desk.mask_texts([row["title"]])[0],
			sentence.format(row["project_title"], row["days"], row["unit"] or "—"),
			desk.translate_values([row["level"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def list_orders_to_press(portfolio: Portfolio) -> list[dict]:
	"""Open supervision orders past their due date, the longest overdue first."""
	rows = order_rows(portfolio.orders, portfolio.calendar, portfolio.today)
	rows = rows[rows.state.isin(OPEN_ORDERS) & rows.late].sort_values(["due_date", "name"])
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	sentence = _("{0}, {1} working days past its limit, {2}")
	return [
		build_line(
			"Supervision Order",
			row["name"],
			desk.mask_texts([row["matter"]])[0],
			sentence.format(row["project_title"], int(row["late_days"] or 0), row["unit"] or "—"),
			desk.translate_values([row["state"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def list_promises_to_keep(portfolio: Portfolio) -> list[dict]:
	"""Commitments of the city's side past their due date, the longest overdue first."""
	rows = judge_commitments(portfolio.promises, portfolio.calendar, portfolio.today)
	rows = rows[(rows.state == PAST_DUE) & (rows.owed_by == "The City Side")].sort_values(
		["due_date", "name"]
	)
	rows = with_places(rows.head(MOST_LINES).reset_index(drop=True), portfolio)
	sentence = _("{0}, {1} working days past its limit, {2}")
	return [
		build_line(
			"Commitment",
			row["name"],
			desk.mask_texts([row["words"]])[0],
			sentence.format(row["project_title"], int(row["late_days"] or 0), row["unit"] or "—"),
			desk.translate_values([row["kind"]])[0],
			row["own_project"],
		)
		for row in plain_rows(rows)
	]


def build_line(doctype: str, name: str, title: str, text: str, mark: str, project: str | None) -> dict:
	"""A line of a list: the record, its title, a sentence (`words`) and a short state (`mark`).

	`project` is the name of its project, None where the reader may not open it.
	"""
	return {
		"doctype": doctype,
		"name": name,
		"title": title,
		"words": text,
		"mark": mark,
		"project": project,
	}
