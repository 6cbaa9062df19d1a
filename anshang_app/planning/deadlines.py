"""Deadlines in working days over given exceptions. Pure functions."""

from collections.abc import Set
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, off: Set[date], make_up: Set[date]) -> bool:
	"""Monday to Friday unless off, and the make-up days among the weekend."""
	return day in make_up or (day.weekday() < SATURDAY and day not in off)


def add_working_days(start: date, count: int, off: Set[date], make_up: Set[date]) -> date:
	"""The `count`-th working day after `start`; the start itself is not counted."""
	day, left = start, count
	while left > 0:
		day += timedelta(days=1)
		left -= is_working_day(day, off, make_up)
	return day
