"""Working days with exceptions both ways, as tables that answer for whole arrays at once.

Days are counted as indices of one long table. In a unit (working or calendar days) `step(x, n)` is the
n-th day of the unit after day x, the day itself not counted (0: the first day of the unit not before x);
`back(y, n)` is its exact counterpart: the latest x with `step(x, n) <= y`. Because they match exactly, a
forward and a backward pass over the same network never contradict each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

WORKING, CALENDAR = "Working Days", "Calendar Days"
UNITS = (WORKING, CALENDAR)
SATURDAY = 5
#: dates a plan may hold; the table reaches further, so that no sum of durations leaves it
FIRST_YEAR, LAST_YEAR = 2000, 2099
MARGIN_YEARS = 50
#: no plan may count further than this, in days of any unit
LONGEST = 12000
#: a date, where the calendar's own `date` hides the name
Day = date
#: day numbers or counts of days, many at once
Days = npt.NDArray[np.int32]


class DateOutOfRange(ValueError):
	"""A date no plan may hold."""


@dataclass(frozen=True)
class WorkCalendar:
	"""Days off and make-up days over the plain week; `announced` are the years whose notice is on record."""

	off: frozenset[date] = frozenset()
	make_up: frozenset[date] = frozenset()
	announced: frozenset[int] = frozenset()
	start: int = field(init=False)
	#: per unit, both laid end to end: days of the unit up to and including a day; the days of the unit
	counts: Days = field(init=False, repr=False, compare=False)
	days: Days = field(init=False, repr=False, compare=False)
	size: int = field(init=False)
	working_size: int = field(init=False)

	def __post_init__(self) -> None:
		start = date(FIRST_YEAR - MARGIN_YEARS, 1, 1).toordinal()
		end = date(LAST_YEAR + MARGIN_YEARS, 12, 31).toordinal()
		ordinals = np.arange(start, end + 1)
		working = (ordinals - 1) % 7 < SATURDAY
		working[_inside(self.off, start, end)] = False
		working[_inside(self.make_up, start, end)] = True
		indices = np.arange(len(ordinals), dtype=np.int32)
		working_days = indices[working]
		put = object.__setattr__
		put(self, "start", start)
		put(self, "size", len(ordinals))
		put(self, "working_size", len(working_days))
		put(self, "counts", np.concatenate([np.cumsum(working, dtype=np.int32), indices + np.int32(1)]))
		put(self, "days", np.concatenate([working_days, indices]))

	def index(self, day: Day) -> int:
		"""Index of a date; DateOutOfRange outside the years a plan may hold."""
		if not FIRST_YEAR <= day.year <= LAST_YEAR:
			raise DateOutOfRange(f"{day:%Y-%m-%d}")
		return day.toordinal() - self.start

	def date(self, index: int) -> Day:
		return date.fromordinal(int(index) + self.start)

	def is_working(self, day: Day) -> bool:
		index = day.toordinal() - self.start
		return bool(self.counts[index] - self.counts[index - 1])

	def step(self, day: Day, count: int, unit: str, same_day: bool = False) -> Day:
		"""The last day of a limit of `count` days of `unit` that begins with `day`.

		Counted from the day after; with `same_day` the day itself is the first if it is of the unit.
		The end day belongs to the limit, until its 24:00.
		"""
		if same_day and count:
			day = day - timedelta(days=1)
		return self.date(step(self, np.array([self.index(day)]), count, unit)[0])

	def back(self, day: Day, count: int, unit: str) -> Day:
		"""The latest day from which `count` days of `unit` still end by `day`."""
		return self.date(back(self, np.array([self.index(day)]), count, unit)[0])

	def working_days_between(self, first: Day, last: Day) -> int:
		"""Working days after `first` up to and including `last`; negative when `last` lies before."""
		return int(self.counts[self.index(last)] - self.counts[self.index(first)])

	def days_between(self, first: Day, last: Day, unit: str) -> int:
		"""Days of `unit` after `first` up to and including `last`."""
		return self.working_days_between(first, last) if unit == WORKING else (last - first).days

	def is_tentative(self, first: Day, last: Day) -> bool:
		"""暂定: counting working days from `first` to `last` crosses a year without a notice."""
		low, high = min(first, last), max(first, last)
		return any(year not in self.announced for year in range(low.year, high.year + 1))


def _inside(days: Iterable[date], start: int, end: int) -> list[int]:
	return [day.toordinal() - start for day in days if start <= day.toordinal() <= end]


@dataclass(frozen=True)
class DaySteps:
	"""Counts of days, each in its unit, ready to be taken from many days at once."""

	table: Days
	shift: Days
	to_day: Days
	to_start: Days
	last: Days

	def take(self, part: slice | Days | npt.NDArray[np.bool_]) -> "DaySteps":
		"""The same for some of them: a slice, a mask or indices."""
		return DaySteps(
			self.table[part], self.shift[part], self.to_day[part], self.to_start[part], self.last[part]
		)

	def forward(self, calendar: WorkCalendar, day: Days) -> Days:
		"""`step` of each count from its day."""
		days: Days = calendar.days[calendar.counts[day + self.table] + self.to_day]
		return days

	def backward(self, calendar: WorkCalendar, day: Days) -> Days:
		"""`back` of each count from its day."""
		days: Days = calendar.days[calendar.counts[day + self.shift] + self.to_start] - self.last
		return days


def steps_of(calendar: WorkCalendar, counts: Days, is_calendar: npt.NDArray[np.bool_]) -> DaySteps:
	"""Prepare counts (whole days, not negative) and their units for both directions."""
	unit = is_calendar.astype(np.int32)
	zero = (counts == 0).astype(np.int32)
	table = unit * np.int32(calendar.size)
	base = unit * np.int32(calendar.working_size)
	at_least_one = np.maximum(counts, 1).astype(np.int32)
	# a count of 0 is a count of 1 from the day before
	return DaySteps(
		table=table - zero,
		shift=table,
		to_day=base + at_least_one - np.int32(1),
		to_start=base - at_least_one,
		last=np.int32(1) - zero,
	)


def step(calendar: WorkCalendar, day: Days, count: int, unit: str) -> Days:
	return _single(calendar, count, unit).forward(calendar, day)


def back(calendar: WorkCalendar, day: Days, count: int, unit: str) -> Days:
	return _single(calendar, count, unit).backward(calendar, day)


def _single(calendar: WorkCalendar, count: int, unit: str) -> DaySteps:
	if count < 0 or count > LONGEST:
		raise ValueError(f"{count}")
	return steps_of(calendar, np.array([count]), np.array([unit == CALENDAR]))
