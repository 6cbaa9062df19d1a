"""The work calendars on record as one table of working days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

import frappe

from anshang_app.foundation.spared import each, known_day
from anshang_app.planning.workdays import WorkCalendar


@contextmanager
def calendar_kept() -> Iterator[None]:
	"""The calendar is read once for everything in the block, in which nobody may change it."""
	frappe.flags.work_calendar = load_calendar()
	try:
		yield
	finally:
		frappe.flags.work_calendar = None


def load_calendar() -> WorkCalendar:
	"""Days off, make-up days and announced years of all `Work Calendar` records: two queries."""
	if frappe.flags.work_calendar:
		return frappe.flags.work_calendar
	days = frappe.get_all(
		"Work Calendar Day",
		filters={"parenttype": "Work Calendar"},
		fields=["parent", "date", "day_kind"],
		order_by="date",
	)
	days = [day for day in days if known_day("Work Calendar", day.parent, day.date)]
	years = frappe.get_all(
		"Work Calendar",
		filters={"is_announced": 1},
		fields=["name", "calendar_year"],
		order_by="calendar_year",
	)
	return _table(
		frozenset(day.date for day in days if day.day_kind == "Day Off"),
		frozenset(day.date for day in days if day.day_kind == "Make-up Working Day"),
		frozenset(each("Work Calendar", years, lambda row: int(row.calendar_year))),
	)


@lru_cache(maxsize=4)
def _table(off: frozenset[date], make_up: frozenset[date], announced: frozenset[int]) -> WorkCalendar:
	"""Built once for the same exceptions; a changed calendar is another one."""
	return WorkCalendar(off, make_up, announced)
