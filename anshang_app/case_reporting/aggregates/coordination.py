"""问题台账, 督办台账 and 要素与政策兑现: records with their limits, and how many came, went and are late."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from anshang_app.case_reporting.aggregates.common import days_between, share, within
from anshang_app.case_reporting.period import Period
from anshang_app.foundation import constants
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.supervision.rules.limits import outcome

FULFILLED, WAIVED, PAST_DUE, NOT_DUE = "Fulfilled", "Waived", "Past Due", "Not Due"


def with_days(
	rows: pd.DataFrame, begun: str, ended: str, calendar: WorkCalendar, today: date
) -> pd.DataFrame:
	"""Adds `open`, `days` (working days from the beginning to the end or today), `late` and `late_days`.

	A record is late when its limit is over and it was not ended by then; `late_days` are working days.
	"""
	rows = rows.copy()
	end = [day if isinstance(day, date) else today for day in rows[ended]]
	rows["open"] = rows[ended].isna()
	rows["days"] = days_between(calendar, rows[begun], end)
	over = days_between(calendar, rows.due_date, end)
	passed = [isinstance(due, date) and last > due for due, last in zip(rows.due_date, end, strict=True)]
	rows["late"] = passed
	rows["late_days"] = [days if is_late else None for days, is_late in zip(over, passed, strict=True)]
	return rows


def order_rows(orders: pd.DataFrame, calendar: WorkCalendar, today: date) -> pd.DataFrame:
	"""Orders as `with_days` tells them, with `outcome` (按期, 延期后按期, 逾期 by the day of the reply; None while it runs).

	`late` are those whose outcome is 逾期; `late_days` count from the due day to the reply, or today. A revoked order
	has no outcome.
	"""
	rows = orders.assign(ended_on=orders.settled_on.where(orders.settled_on.notna(), orders.revoked_on))
	rows = with_days(rows, "ordered_on", "ended_on", calendar, today)
	# an order of before the day of its reply was kept is judged by the day it was settled
	replied = rows.reported_on.where(rows.reported_on.notna(), rows.settled_on)
	rows["outcome"] = outcomes(rows, replied, rows.limits_missed, today)
	rows["late"] = rows.outcome == constants.OVERDUE
	end = [day_or_none(done) or today for done in replied]
	over = days_between(calendar, rows.due_date, end)
	rows["late_days"] = [
		days if late and days and days > 0 else None for days, late in zip(over, rows.late, strict=True)
	]
	return rows


def issue_rows(issues: pd.DataFrame, calendar: WorkCalendar, today: date) -> pd.DataFrame:
	"""Problems as `with_days` tells them, with `outcome` by the day of the answer, as orders have it."""
	rows = with_days(issues, "raised_on", "cleared_on", calendar, today)
	answered = rows.answered_on.where(rows.answered_on.notna(), rows.cleared_on)
	return rows.assign(outcome=outcomes(rows, answered, [0] * len(rows), today))


def outcomes(
	rows: pd.DataFrame, replied: Iterable[object], missed: Iterable[int | None], today: date
) -> list[str | None]:
	"""按期, 延期后按期 or 逾期 of each record by the day of its reply; None of one revoked, without a limit, or running."""
	return [
		outcome(first if isinstance(first, date) else due, due, day_or_none(done), int(count or 0), today)
		if isinstance(due, date) and state != constants.REVOKED
		else None
		for state, first, due, done, count in zip(
			rows.state, rows.original_due_date, rows.due_date, replied, missed, strict=True
		)
	]


def day_or_none(value: object) -> date | None:
	"""A day as the frame holds it; whatever stands for a blank is None."""
	return value if isinstance(value, date) else None


def flow(rows: pd.DataFrame, begun: str, ended: str, period: Period) -> dict[str, int]:
	"""How many began and how many ended in a period: `came`, `went`."""
	return {
		"came": int(within(rows[begun], period.first, period.last).sum()),
		"went": int(within(rows[ended], period.first, period.last).sum()),
	}


def monthly(rows: pd.DataFrame, begun: str, ended: str, months: list[Period]) -> list[dict[str, int]]:
	"""`flow` of each month."""
	return [flow(rows, begun, ended, month) for month in months]


def judge_commitments(promises: pd.DataFrame, calendar: WorkCalendar, today: date) -> pd.DataFrame:
	"""Commitments with the state their day gives them (a missed night changes nothing), `late_days`, `in_time`."""
	rows = promises.copy()
	rows["state"] = [
		state
		if state in (FULFILLED, WAIVED)
		else (PAST_DUE if isinstance(due, date) and due < today else NOT_DUE)
		for state, due in zip(rows.state, rows.due_date, strict=True)
	]
	end = [done if isinstance(done, date) else today for done in rows.fulfilled_on]
	days = days_between(calendar, rows.due_date, end)
	rows["late_days"] = [
		value if state in (FULFILLED, PAST_DUE) and value is not None and value > 0 else None
		for value, state in zip(days, rows.state, strict=True)
	]
	rows["in_time"] = [
		state == FULFILLED and isinstance(due, date) and isinstance(done, date) and done <= due
		for state, due, done in zip(rows.state, rows.due_date, rows.fulfilled_on, strict=True)
	]
	return rows


def kept_by(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
	"""Judged commitments counted by `keys`: all, by state, kept in time, and the share kept of those due.

	Due are the kept and the overdue ones; a waived one asks nothing any more.
	"""
	facts = rows[keys].fillna("").copy()
	facts["promises"] = 1
	for key, state in (
		("fulfilled", FULFILLED),
		("past_due", PAST_DUE),
		("not_due", NOT_DUE),
		("waived", WAIVED),
	):
		facts[key] = (rows.state == state).astype(int)
	facts["in_time"] = rows.in_time.astype(int)
	columns = ["promises", "fulfilled", "in_time", "past_due", "not_due", "waived"]
	sums = facts.groupby(keys, sort=True)[columns].sum().reset_index()
	sums["rate"] = [share(a, a + b) for a, b in zip(sums.fulfilled, sums.past_due, strict=True)]
	return sums
