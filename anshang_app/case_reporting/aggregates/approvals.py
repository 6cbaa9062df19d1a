"""审批时效: whose days passed between acceptance and decision, for all cases at once.

The same count as `planning.clock` (its docstring says how days are charged), laid out as arrays; a property test
holds the two against each other.
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from anshang_app.case_reporting.aggregates.common import counts, flags, share, within
from anshang_app.planning.clock import (
	ACCEPTED,
	AUTHORITY,
	ENDS,
	NEXT_WORKING_DAY,
	OWNERS,
	RESUMED,
	STOPPED,
	ClockEvent,
	limit_days,
	read,
)
from anshang_app.planning.workdays import WORKING, WorkCalendar

RUNNING = (ACCEPTED, STOPPED, RESUMED)
#: owner of days -> column
CHARGED = {owner: owner.lower().replace(" ", "_") for owner in OWNERS}


def measured(cases: pd.DataFrame) -> pd.DataFrame:
	"""Cases that count in their unit's figures: back entries have no clock, proxy entries wait for its answer."""
	return cases[(cases.is_back_entry == 0) & (cases.left_out_of_figures == 0)]


def with_days(
	cases: pd.DataFrame, events: pd.DataFrame, calendar: WorkCalendar, today: date, from_next_day: bool = True
) -> pd.DataFrame:
	"""Cases with `accepted_on`, `decided_on`, `elapsed`, a column of days per owner, `limit` and `in_limit`.

	Days are of the case's own unit (`limit_unit`). Cases never accepted, and those with a day the calendar does not
	hold, have None. `in_limit` is None without a
	limit or a decision; it asks whether the authority's days were within the promised, else statutory limit.
	"""
	rows = cases.copy().reset_index(drop=True)
	rows["limit_unit"] = rows.limit_unit.where(rows.limit_unit.notna() & (rows.limit_unit != ""), WORKING)
	place = {name: number for number, name in enumerate(rows.name)}
	unknown = set(events.case[~flags((counts(day) for day in events.day), events)])
	of_clock = events.kind.isin((*RUNNING, *ENDS)) & events.case.isin(place) & ~events.case.isin(unknown)
	counted = events[of_clock]
	at = np.array([place[name] for name in counted.case], dtype=int)
	kinds = counted.kind.to_numpy()
	days = np.array([day.toordinal() for day in counted.day], dtype=int) - calendar.start
	is_last = np.append(at[1:] != at[:-1], True) if len(at) else np.zeros(0, dtype=bool)
	until = np.where(is_last, today.toordinal() - calendar.start, np.roll(days, -1)) if len(at) else days
	# the days from an acceptance on include the day itself where the settings say so
	begin = np.where((kinds == ACCEPTED) & (not from_next_day), days - 1, days)
	runs = np.isin(kinds, RUNNING) & (until > begin)
	working = (rows.limit_unit == WORKING).to_numpy()[at] if len(at) else np.zeros(0, dtype=bool)
	length = np.where(working, calendar.counts[until] - calendar.counts[begin], until - begin) * runs
	owner = np.where(kinds == STOPPED, counted.owner.to_numpy(), AUTHORITY)
	for name, column in CHARGED.items():
		rows[column] = np.bincount(at, weights=length * (owner == name), minlength=len(rows)).astype(int)
	rows["elapsed"] = rows[list(CHARGED.values())].sum(axis=1)
	return judged(calendar, rows, counted)


def judged(calendar: WorkCalendar, rows: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
	"""Adds the days of acceptance and decision, the limit and whether it was kept."""
	accepted = first_days(events, (ACCEPTED,))
	decided = first_days(events, ENDS)
	rows["accepted_on"] = pd.Series([accepted.get(name) for name in rows.name], dtype=object)
	rows["decided_on"] = pd.Series([decided.get(name) for name in rows.name], dtype=object)
	# as objects: among floats a limit nobody knows would be one nobody keeps
	rows["limit"] = pd.Series(
		[
			limit_days(*row)
			for row in zip(rows.is_immediate, rows.promised_limit, rows.statutory_limit, strict=True)
		],
		dtype=object,
	)
	rows["in_limit"] = pd.Series(
		[
			used <= limit or decided_in_time(calendar, row, events)
			if limit is not None and isinstance(row.decided_on, date) and isinstance(row.accepted_on, date)
			else None
			for used, limit, row in zip(rows.authority, rows.limit, rows.itertuples(), strict=True)
		],
		dtype=object,
	)
	return rows


def decided_in_time(calendar: WorkCalendar, row: Any, events: pd.DataFrame) -> bool:
	"""Whether a case of more calendar days than its limit ended on the working day to which that one went on."""
	if getattr(row, "day_off_rule", None) != NEXT_WORKING_DAY:
		return False
	own = events[events.case == row.name]
	clock_events = [
		ClockEvent(day, kind, owner or None)
		for day, kind, owner in zip(own.day, own.kind, own.owner, strict=True)
	]
	return not read(
		calendar, clock_events, row.limit_unit, int(row.limit), row.decided_on, on_working_day=True
	).overdue


def first_days(events: pd.DataFrame, kinds: tuple[str, ...]) -> dict[str, date]:
	day_of_case: dict[str, date] = {}
	wanted = events[events.kind.isin(kinds)]
	for case, day in zip(wanted.case, wanted.day, strict=True):
		day_of_case.setdefault(case, day)
	return day_of_case


def summed(rows: pd.DataFrame, keys: list[str], first: date, last: date) -> pd.DataFrame:
	"""Cases by `keys` (the unit of days is always one of them): accepted, decided, running, days by owner.

	Days are those of cases decided in the days given, so that sums of finished cases are compared; `average` is
	the authority's days per decided case, `in_limit_rate` per cent of the decided ones with a limit.
	"""
	facts = rows[keys].fillna("").copy()
	decided = within(rows.decided_on, first, last) & rows.accepted_on.notna()
	facts["accepted"] = within(rows.accepted_on, first, last).astype(int)
	facts["decided"] = decided.astype(int)
	facts["running"] = (rows.accepted_on.notna() & rows.decided_on.isna()).astype(int)
	facts["judged"] = (decided & rows.in_limit.notna()).astype(int)
	facts["kept"] = (decided & (rows.in_limit == True)).astype(int)  # noqa: E712
	measured = ["elapsed", *CHARGED.values()]
	for column in measured:
		facts[column] = rows[column].where(decided, 0).astype(int)
	columns = ["accepted", "decided", "running", "judged", "kept", *measured]
	sums = facts.groupby(keys, sort=True)[columns].sum().reset_index()
	sums = sums[(sums.accepted + sums.decided + sums.running) > 0].reset_index(drop=True)
	sums["average"] = [
		round(a / n, 1) if n else None for a, n in zip(sums.authority, sums.decided, strict=True)
	]
	sums["in_limit_rate"] = [share(a, n) for a, n in zip(sums.kept, sums.judged, strict=True)]
	return sums
