"""挂图进度 and 节点预警: nodes by project, and the nodes that ask for somebody's attention. Judges nodes, no persons."""

from datetime import date

import pandas as pd

from anshang_app.case_reporting.aggregates.common import days_between, flags, looked_up, shares, within
from anshang_app.case_reporting.period import Period
from anshang_app.planning.workdays import WorkCalendar

RED, YELLOW, GREEN = "Red Light", "Yellow Light", "Green Light"
COUNTS = (
	"nodes",
	"done",
	"month_done",
	"month_before_done",
	"due",
	"on_time",
	"late",
	"red",
	"yellow",
	"green",
)


def wall_chart(
	projects: pd.DataFrame,
	nodes: pd.DataFrame,
	calendar: WorkCalendar,
	today: date,
	months: tuple[Period, Period],
) -> pd.DataFrame:
	"""One row per project: how many nodes, how far, which is next and which is latest.

	`due` are nodes whose planned day is over or reached, `on_time` those of them done by that day, `late` those
	not done; `months` are this and the last month as periods. `late_days` are working days of the latest node.
	"""
	this, last = months
	facts = pd.DataFrame({"project": nodes.project, "nodes": 1})
	facts["done"] = nodes.actual_date.notna()
	facts["month_done"] = within(nodes.actual_date, this.first, this.last)
	facts["month_before_done"] = within(nodes.actual_date, last.first, last.last)
	pairs = list(zip(nodes.planned_date, nodes.actual_date, strict=True))
	facts["due"] = [isinstance(plan, date) and plan <= today for plan, _fact in pairs]
	facts["on_time"] = [
		isinstance(plan, date) and plan <= today and isinstance(fact, date) and fact <= plan
		for plan, fact in pairs
	]
	facts["late"] = [
		isinstance(plan, date) and plan < today and not isinstance(fact, date) for plan, fact in pairs
	]
	for key, light in (("red", RED), ("yellow", YELLOW), ("green", GREEN)):
		facts[key] = nodes.light == light
	sums = facts.groupby("project")[list(COUNTS)].sum().astype(int)
	rows = projects[
		["name", "project_name", "phase_no", "stage", "industry_chain", "host_locality", "chain_lead_unit"]
	]
	rows = rows.rename(columns={"name": "project"}).reset_index(drop=True)
	counted = sums.reindex(rows.project).fillna(0).astype(int).reset_index(drop=True)
	rows = pd.concat([rows, counted], axis=1)
	rows["rate"] = shares(rows.done, rows.nodes)
	rows["on_time_rate"] = shares(rows.on_time, rows.due)
	return with_next_and_latest(rows, nodes, calendar, today)


def with_next_and_latest(
	rows: pd.DataFrame, nodes: pd.DataFrame, calendar: WorkCalendar, today: date
) -> pd.DataFrame:
	"""The next open node from today on, and the open node that is latest, of each project."""
	pending = nodes[nodes.actual_date.isna() & nodes.planned_date.notna()].sort_values(
		["planned_date", "name"]
	)
	is_late = flags([day < today for day in pending.planned_date], pending)
	for key, open_nodes in (("next", pending[~is_late]), ("latest", pending[is_late])):
		first = open_nodes.drop_duplicates("project").set_index("project")
		for field in ("title", "planned_date", "late_reason", "owner"):
			values = (owners(first) if field == "owner" else first[field]).to_dict()
			rows[f"{key}_{field}"] = looked_up(rows.project, values)
	rows["late_days"] = days_between(calendar, rows.latest_planned_date, [today] * len(rows))
	return rows


def owners(nodes: pd.DataFrame) -> pd.Series:
	"""The responsible unit of each node, or the words for a party that is none."""
	return nodes.responsible_unit.where(
		nodes.responsible_unit.notna() & (nodes.responsible_unit != ""), nodes.unit_text
	)


def alerts(
	nodes: pd.DataFrame, changes: pd.DataFrame, calendar: WorkCalendar, today: date, until: date
) -> pd.DataFrame:
	"""Red and yellow nodes, and open ones planned up to `until`: the longest late first.

	`days` are working days late, of a done node those it was done late (negative: still left); `since` the day the light last changed to what it is.
	"""
	lit = nodes.light.isin((RED, YELLOW))
	near = nodes.actual_date.isna() & within(nodes.planned_date, today, until)
	rows = nodes[lit | near].copy()
	rows["owner"] = owners(rows)
	end = [done if isinstance(done, date) else today for done in rows.actual_date]
	rows["days"] = days_between(calendar, rows.planned_date, end)
	since = dict(zip(zip(changes.node, changes.to_light, strict=True), changes.changed_on, strict=True))
	rows["since"] = [since.get(key) for key in zip(rows.name, rows.light, strict=True)]
	rows["explained"] = rows.late_reason.notna() & (rows.late_reason != "")
	order = rows.light.map({RED: 0, YELLOW: 1}).fillna(2)
	return (
		rows.assign(order=order)
		.sort_values(["order", "planned_date", "name"])
		.drop(columns="order")
		.reset_index(drop=True)
	)


def turned(changes: pd.DataFrame, light: str, first: date, last: date) -> set[str]:
	"""Nodes that turned to a light within the days."""
	hit = (changes.to_light == light) & within(changes.changed_on, first, last)
	return set(changes.node[hit])
