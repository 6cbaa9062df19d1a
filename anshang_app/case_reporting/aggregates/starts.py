"""开竣工统计: planned and actual starts and completions of a year, by month, chain or locality, with 同比."""

from datetime import date

import pandas as pd

from anshang_app.case_reporting.aggregates.common import flags, share

EVENTS = ("start", "completion", "production")


def occurrences(projects: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
	"""One row per known day: project, event, side (`planned`, `actual`), day, chain, locality."""
	places = dict(
		zip(projects.name, zip(projects.industry_chain, projects.host_locality, strict=True), strict=True)
	)
	rows = []
	for column in points.columns:
		event, side = column.rsplit("_", 1)
		for project, day in zip(points.index, points[column], strict=True):
			if isinstance(day, date):
				rows.append((project, event, side, day, *places[project]))
	return pd.DataFrame(rows, columns=["project", "event", "side", "day", "industry_chain", "host_locality"])


def counted(events: pd.DataFrame, year: int, by: str, today: date) -> pd.DataFrame:
	"""Counts of a year by `month`, `industry_chain` or `host_locality`; months all twelve, others as they occur.

	Columns `group`, `start_planned`, `start_actual`, …, and `start_last_year`, `completion_last_year`: actual ones
	of the year before up to the same day (同比 of a year under way), `start_rate` in per cent of the planned ones
	up to today.
	"""
	names = [day.month for day in events.day] if by == "month" else events[by].fillna("").tolist()
	events = events.assign(group=pd.Series(names, index=events.index, dtype=object))
	until = (today.month, today.day) if year == today.year else (12, 31)
	now = events[flags([day.year == year for day in events.day], events)]
	last = events[
		flags([day.year == year - 1 and (day.month, day.day) <= until for day in events.day], events)
	]
	groups = list(range(1, 13)) if by == "month" else sorted({*now.group, *last.group})
	rows = []
	for group in groups:
		of, before = now[now.group == group], last[last.group == group]
		row = {"group": group}
		for event in EVENTS:
			for side in ("planned", "actual"):
				row[f"{event}_{side}"] = how_many(of, event, side)
			row[f"{event}_last_year"] = how_many(before, event, "actual")
		row["start_rate"] = share(row["start_actual"], row["start_planned"])
		row["completion_rate"] = share(row["completion_actual"], row["completion_planned"])
		rows.append(row)
	return pd.DataFrame(rows)


def how_many(rows: pd.DataFrame, event: str, side: str) -> int:
	return int(((rows.event == event) & (rows.side == side)).sum())
