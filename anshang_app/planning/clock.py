"""The approval clock: whose days passed between acceptance and decision (行政许可法 82条).

Days are half-open: a case accepted on a day is counted from the day after it, a stop from the day after it,
a resumption gives the days after it back to the authority. So every day has one owner, and the days charged
always add up to the days elapsed, in working and in calendar days alike.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from anshang_app.planning.workdays import CALENDAR, UNITS, WORKING, WorkCalendar

ACCEPTED, STOPPED, RESUMED = "Application Accepted", "Clock Stopped", "Clock Resumed"
GRANTED, REFUSED, WITHDRAWN = "Granted", "Refused", "Withdrawn"
ENDS = (GRANTED, REFUSED, WITHDRAWN)
#: before acceptance, and without effect on the count
GUIDANCE = "Early Guidance"
AUTHORITY = "Authority"
OWNERS = ("Enterprise", AUTHORITY, "Intermediary", "Service Team", "Statutory Exempt")
#: what may follow what; None is the beginning
FOLLOWS = {
	None: (GUIDANCE, ACCEPTED),
	GUIDANCE: (GUIDANCE, ACCEPTED),
	ACCEPTED: (STOPPED, *ENDS),
	STOPPED: (RESUMED, *ENDS),
	RESUMED: (STOPPED, *ENDS),
}


#: what becomes of a limit in calendar days that ends on a day off
NEXT_WORKING_DAY = "Next Working Day"


def limit_days(is_immediate: object, promised: float | None, statutory: float | None) -> int | None:
	"""The authority's days: the promised limit, else the statutory one; None where neither is known, 0 at once.

	What is not a number (an empty cell of a table) is not known.
	"""
	if is_immediate:
		return 0
	return next((int(value) for value in (promised, statutory) if value and value == value), None)


class ClockError(ValueError):
	"""An event that cannot be: its number (from 0), the rule it breaks, and what it says."""

	def __init__(self, number: int, rule: str, value: object):
		super().__init__(f"{number} {rule} {value}")
		self.number, self.rule, self.value = number, rule, value


@dataclass(frozen=True)
class ClockEvent:
	"""Something that happened to a case on a day; `owner` is whose time a stop is."""

	day: date
	kind: str
	owner: str | None = None


@dataclass(frozen=True)
class Span:
	"""Days after `begin` up to and including `end`, charged to `owner`."""

	begin: date
	end: date
	owner: str


@dataclass(frozen=True)
class ApprovalClock:
	"""The state of a case's clock; counts in the item's unit."""

	state: str | None
	elapsed: int
	charged: dict[str, int] = field(default_factory=dict)
	used: int = 0
	remaining: int | None = None
	due: date | None = None
	overdue: bool = False
	spans: tuple[Span, ...] = ()


def check(events: Sequence[ClockEvent]) -> None:
	"""Refuse events out of order, without their forerunner, or a stop of nobody's time."""
	state, last = None, None
	for number, event in enumerate(events):
		if state in ENDS or event.kind not in FOLLOWS[state]:
			raise ClockError(number, "cannot_follow", event.kind)
		if last and event.day < last:
			raise ClockError(number, "before_the_last", event.day)
		if event.kind == STOPPED and (event.owner not in OWNERS or event.owner == AUTHORITY):
			raise ClockError(number, "whose_time", event.owner)
		state, last = event.kind, event.day


def spans(events: Sequence[ClockEvent], today: date, from_next_day: bool = True) -> list[Span]:
	"""The days of a case from acceptance to its end (or today), each stretch with its owner."""
	stretches: list[Span] = []
	begin, owner = None, AUTHORITY
	for event in events:
		if event.kind == GUIDANCE:
			continue
		if begin is not None:
			stretches.append(Span(begin, event.day, owner))
		same_day = event.kind == ACCEPTED and not from_next_day
		begin = event.day - timedelta(days=int(same_day))
		owner = AUTHORITY
		if event.kind == STOPPED:
			assert event.owner is not None
			owner = event.owner
	running = events and events[-1].kind in (ACCEPTED, STOPPED, RESUMED)
	if running and begin is not None and today > begin:
		stretches.append(Span(begin, today, owner))
	# a resumption on the day of its stop leaves an empty stretch
	return [span for span in stretches if span.end > span.begin]


def read(
	calendar: WorkCalendar,
	events: Sequence[ClockEvent],
	unit: str,
	limit: int | None,
	today: date,
	from_next_day: bool = True,
	on_working_day: bool = False,
) -> ApprovalClock:
	"""The clock on `today`: `limit` days of `unit` are the authority's; None when there is none.

	With `on_working_day` a limit in calendar days whose last day is a day off ends with the next working day.
	"""
	check(events)
	if unit not in UNITS:
		raise ClockError(-1, "unit", unit)
	state = events[-1].kind if events else None
	stretches = spans(events, today, from_next_day)
	charged: Counter[str] = Counter()
	for span in stretches:
		charged[span.owner] += calendar.days_between(span.begin, span.end, unit)
	elapsed = calendar.days_between(stretches[0].begin, stretches[-1].end, unit) if stretches else 0
	used = charged[AUTHORITY]
	clock = ApprovalClock(state, elapsed, {owner: days for owner, days in charged.items() if days}, used)
	if limit is None or state in (None, GUIDANCE):
		return ApprovalClock(**{**clock.__dict__, "spans": tuple(stretches)})
	due = due_day(calendar, events, stretches, unit, limit, from_next_day)
	if due and on_working_day and unit == CALENDAR:
		due = calendar.step(due, 0, WORKING)
	end = events[-1].day if state in ENDS else today
	return ApprovalClock(
		state,
		elapsed,
		clock.charged,
		used,
		remaining=limit - used,
		due=due,
		overdue=bool(due and end > due),
		spans=tuple(stretches),
	)


def due_day(
	calendar: WorkCalendar,
	events: Sequence[ClockEvent],
	stretches: Sequence[Span],
	unit: str,
	limit: int,
	from_next_day: bool,
) -> date | None:
	"""The last day of the limit; None while a stop keeps it open.

	A stop on the last day itself keeps it open too: what was left ends with the day the clock goes on.
	"""
	left, stops = limit, {event.day for event in events if event.kind == STOPPED}
	for span in stretches:
		if span.owner != AUTHORITY:
			continue
		days = calendar.days_between(span.begin, span.end, unit)
		if left <= days:
			due = span.begin if limit and not left else calendar.step(span.begin, left, unit)
			if not (left == days and due == span.end and due in stops):
				return due
		left -= days
	if events[-1].kind == STOPPED:
		return None
	last = stretches[-1].end if stretches else events[-1].day
	if limit and not left:
		return last
	if not stretches and not from_next_day:
		last -= timedelta(days=1)
	return calendar.step(last, left, unit)
