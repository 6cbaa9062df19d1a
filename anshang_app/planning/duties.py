"""What the scheme asks of units again and again (scheme §四): phone contact, site visit, dispatch. Pure functions.

Judged by project and unit and by whole periods; never by person. A period asks nothing where the project did
not run on every working day of it: before go-live, before its receipt, while it is suspended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from anshang_app.planning.workdays import WorkCalendar

WEEK, MONTH, TWO_MONTHS = "Each Week", "Each Month", "Each Two Months"
DONE, OPEN, MISSED, EXCUSED, NOT_ASKED = "Duty Done", "Duty Open", "Duty Missed", "Duty Excused", "Not Asked"
#: stages in which the service team serves the project
SERVED = ("Planning", "Pre-construction", "Construction", "Acceptance", "Completion Handover")


@dataclass(frozen=True)
class Duty:
	"""`times` entries of `entry_kind` in every `period`, by the holder of the role that `unit_kind` (the field of the Duty Rule) names."""

	name: str
	unit_kind: str
	entry_kind: str
	times: int
	period: str
	excused_without_working_day: bool = False


@dataclass(frozen=True)
class Span:
	"""Days first to last, both included; `last` None: still running."""

	first: date
	last: date | None = None

	def holds(self, day: date) -> bool:
		return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Passage:
	"""A row of the stage log: from `day` on the project is at `to_stage`."""

	day: date
	to_stage: str


@dataclass(frozen=True)
class Standing:
	"""How a duty stands in one period: `done` of `needed` entries; `due` is its last working day, or its last day where it has none."""

	period: Span
	done: int
	needed: int
	state: str
	due: date


@lru_cache(maxsize=4096)
def period_of(day: date, kind: str) -> Span:
	"""The week (Monday to Sunday), month or pair of months (January and February, …) a day lies in; any other kind is two months."""
	if kind == WEEK:
		first = day - timedelta(days=day.weekday())
		return Span(first, first + timedelta(days=6))
	months = 1 if kind == MONTH else 2
	start = (day.month - 1) // months * months
	first = date(day.year, start + 1, 1)
	after = start + months
	following = date(day.year + after // 12, after % 12 + 1, 1)
	return Span(first, following - timedelta(days=1))


def running(passages: Iterable[Passage], go_live: date | None) -> list[Span]:
	"""The stretches in which duties run: served stages, the day of leaving included, from go-live on; passages in the order they happened."""
	spans: list[Span] = []
	begin: date | None = None
	for passage in passages:
		served = passage.to_stage in SERVED
		if served and begin is None:
			begin = passage.day
		elif not served and begin is not None:
			spans.append(Span(begin, passage.day))
			begin = None
	if begin is not None:
		spans.append(Span(begin))
	return [clipped for span in spans if (clipped := _clip_to_go_live(span, go_live))]


def _clip_to_go_live(span: Span, go_live: date | None) -> Span | None:
	"""The part of a stretch from go-live on; None where nothing is left."""
	if go_live is None or span.first >= go_live:
		return span
	return None if span.last is not None and span.last < go_live else Span(go_live, span.last)


def standing(
	calendar: WorkCalendar,
	duty: Duty,
	days: Iterable[date],
	spans: Sequence[Span],
	day: date,
	today: date,
	worked_by_period: dict[Span, tuple[date, ...]] | None = None,
) -> Standing:
	"""How a duty stands in the period of `day`, as of `today`; `days` are those of the unit's entries.

	`worked_by_period` remembers the working days of periods from one call to the next.
	"""
	period = period_of(day, duty.period)
	assert period.last is not None
	done = sum(1 for entered in days if period.holds(entered))
	worked = (
		worked_by_period[period]
		if worked_by_period and period in worked_by_period
		else working_days(calendar, period)
	)
	if worked_by_period is not None:
		worked_by_period[period] = worked
	due = worked[-1] if worked else period.last
	return Standing(period, done, duty.times, _state(duty, done, worked, spans, period, today), due)


def _state(
	duty: Duty, done: int, worked: Sequence[date], spans: Iterable[Span], period: Span, today: date
) -> str:
	assert period.last is not None
	# a period without a working day still asks, unless it excuses: the project must have run all of it
	asked_days = worked or (() if duty.excused_without_working_day else (period.first, period.last))
	if done >= duty.times:
		return DONE
	if not asked_days:
		return EXCUSED
	if not any(span.holds(asked_days[0]) and span.holds(asked_days[-1]) for span in spans):
		return NOT_ASKED
	return MISSED if today > period.last else OPEN


def working_days(calendar: WorkCalendar, period: Span) -> tuple[date, ...]:
	"""The working days of a period, in order."""
	assert period.last is not None
	length = (period.last - period.first).days + 1
	days = (period.first + timedelta(days=number) for number in range(length))
	return tuple(day for day in days if calendar.is_working(day))


def latest(
	calendar: WorkCalendar,
	duty: Duty,
	days: Sequence[date],
	spans: Sequence[Span],
	today: date,
	count: int,
	worked_by_period: dict[Span, tuple[date, ...]] | None = None,
) -> list[Standing]:
	"""The current period and those before it, newest first, `count` in all."""
	standings, day = [], today
	for _number in range(count):
		standings.append(standing(calendar, duty, days, spans, day, today, worked_by_period))
		day = standings[-1].period.first - timedelta(days=1)
	return standings
