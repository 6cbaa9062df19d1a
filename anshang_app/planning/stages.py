"""Time a project spends in each stage, with the time it stood still apart. Pure functions.

Days are half-open as on the approval clock: a stage entered on a day counts from the day after it up to and
including the day it is left. So stages and standstills of a fully dated log add up to the days elapsed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from anshang_app.planning.workdays import CALENDAR, WORKING, WorkCalendar

SUSPENDED, TERMINATED, HANDED_OVER = "Suspended", "Terminated", "Handed Over"
#: while the project is here its time is nobody's work; it is counted apart, for the stage it came from
STANDSTILLS = (SUSPENDED, TERMINATED)
#: the project's time ends here, unless it is taken up again
FINAL = (TERMINATED, HANDED_OVER)


@dataclass(frozen=True)
class StagePassage:
	"""One row of the stage log; `day` is None where it is not known (补录)."""

	to_stage: str
	day: date | None
	back_entry: bool = False


@dataclass
class StageTime:
	"""One stage: when entered and left, days worked and days stood still; None where a date is unknown.

	`days` and `stood` map the unit (`Working Days`, `Calendar Days`) to a number of days.
	"""

	stage: str
	entered: date | None
	left: date | None = None
	back_entry: bool = False
	running: bool = False
	days: dict[str, int | None] = field(default_factory=lambda: {WORKING: 0, CALENDAR: 0})
	stood: dict[str, int | None] = field(default_factory=lambda: {WORKING: 0, CALENDAR: 0})


def stage_times(calendar: WorkCalendar, passages: Sequence[StagePassage], today: date) -> list[StageTime]:
	"""The stages in the order they were entered, counted up to `today` where the project still is."""
	time_by_stage: dict[str, StageTime] = {}
	current: StageTime | None = None
	for passage, after in zip(passages, [*passages[1:], None], strict=True):
		standing = passage.to_stage in STANDSTILLS
		if not standing:
			current = _enter(time_by_stage, current, passage)
		end = _end(passage, after, today)
		if current:
			_charge(calendar, current.stood if standing else current.days, passage, end)
			current.running = after is None and passage.to_stage not in FINAL
	return list(time_by_stage.values())


def _enter(time_by_stage: dict[str, StageTime], before: StageTime | None, passage: StagePassage) -> StageTime:
	"""The stage a passage leads to, left again or anew; the one before it is left on that day."""
	if before and before.stage != passage.to_stage:
		before.left, before.running = passage.day, False
	return time_by_stage.setdefault(
		passage.to_stage, StageTime(passage.to_stage, passage.day, back_entry=passage.back_entry)
	)


def _end(passage: StagePassage, after: StagePassage | None, today: date) -> date | None:
	"""The day a stretch ends; the day it began where no time is counted, None where it is not known."""
	if after:
		return after.day
	return passage.day if passage.to_stage in FINAL else today


def _charge(
	calendar: WorkCalendar, sums: dict[str, int | None], passage: StagePassage, end: date | None
) -> None:
	"""Add a stretch in both units; a stretch with an unknown end makes the sum unknown for good."""
	for unit in (WORKING, CALENDAR):
		before = sums[unit]
		if before is None or passage.day is None or end is None:
			sums[unit] = None
		else:
			sums[unit] = before + max(0, calendar.days_between(passage.day, end, unit))
