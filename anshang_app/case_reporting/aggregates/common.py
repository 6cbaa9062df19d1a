"""What several shapes need: looking values up by project, days between, shares."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeGuard

import numpy as np
import pandas as pd

from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, WORKING, WorkCalendar

WAN_PER_YI = 10000


def by_project(frame: pd.DataFrame, column: str, key: str = "project") -> dict[str, Any]:
	"""project -> value of the column; the last row of a project counts."""
	return dict(zip(frame[key], frame[column], strict=True))


def looked_up(names: pd.Series, values: Mapping[str, object], default: object = None) -> pd.Series:
	"""The value of each name, `default` where there is none; values keep their Python type."""
	return pd.Series([values.get(name, default) for name in names], index=names.index, dtype=object)


def counted(names: pd.Series, numbers: Mapping[str, Any]) -> pd.Series:
	"""The whole number of each name, 0 where there is none."""
	return pd.Series([int(numbers.get(name) or 0) for name in names], index=names.index, dtype=int)


def share(part: float | None, whole: float | None) -> float | None:
	"""Per cent with one decimal; None where there is no whole to speak of."""
	if part is None or whole is None or part != part or whole != whole or not whole:
		return None
	return round(float(part) * 100 / float(whole), 1)


def shares(part: pd.Series, whole: pd.Series) -> pd.Series:
	"""`share` of each pair."""
	pairs = zip(part, whole, strict=True)
	return pd.Series([share(portion, all_) for portion, all_ in pairs], index=part.index, dtype=object)


def days_between(
	calendar: WorkCalendar, first: Iterable[date | None], last: Iterable[date | None], unit: str = WORKING
) -> list[int | None]:
	"""Days of `unit` after the first up to and including the last, pair by pair; None where a day is unknown."""
	pairs = list(zip(first, last, strict=True))
	counted_pairs = [
		(number, begins, ends)
		for number, (begins, ends) in enumerate(pairs)
		if counts(begins) and counts(ends)
	]
	answer: list[int | None] = [None] * len(pairs)
	if not counted_pairs:
		return answer
	begin = np.array([begins.toordinal() for _number, begins, _ends in counted_pairs]) - calendar.start
	end = np.array([ends.toordinal() for _number, _begins, ends in counted_pairs]) - calendar.start
	days = calendar.counts[end] - calendar.counts[begin] if unit == WORKING else end - begin
	for (number, _begins, _ends), value in zip(counted_pairs, days.tolist(), strict=True):
		answer[number] = value
	return answer


def counts(day: object) -> TypeGuard[date]:
	"""Whether it is a day the calendar can count from."""
	return isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR


def flags(answers: Iterable[bool], rows: pd.DataFrame | pd.Series) -> pd.Series:
	"""Answers about rows as a mask of them; a bare empty list would choose columns instead of rows."""
	return pd.Series(list(answers), index=rows.index, dtype=bool)


def within(days: pd.Series, first: date, last: date) -> pd.Series:
	"""Which of the days lie between the two, both included; an unknown day does not."""
	return flags((isinstance(day, date) and first <= day <= last for day in days), days)


def total(values: pd.Series) -> float | None:
	"""The sum of what is known; None where nothing is."""
	numbers = [float(value) for value in values if value is not None and value == value]
	return sum(numbers) if numbers else None
