"""The ladder a problem climbs (scheme §四(二)(三)): 专班 → 政数局 → 专题会议 → 督查室, and the clock of each level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anshang_app.planning.workdays import WORKING, WorkCalendar

TEAM, BUREAU, MEETING, INSPECTION = (
	"At Service Team",
	"At Bureau",
	"At Special Meeting",
	"At Inspection Office",
)
LEVELS = (TEAM, BUREAU, MEETING, INSPECTION)


@dataclass(frozen=True)
class LevelClock:
	"""Time on a level in working days: since it was entered, its last day, and how many are left (negative: over).

	`due` and `left` are None where the level has no limit.
	"""

	level: str
	entered: date
	used: int
	due: date | None = None
	left: int | None = None


def next_level(level: str) -> str | None:
	"""The level above; None at the top."""
	at = LEVELS.index(level)
	return LEVELS[at + 1] if at + 1 < len(LEVELS) else None


def due_on(calendar: WorkCalendar, level: str, entered: date, limits: Mapping[str, int]) -> date | None:
	"""The last day of a level: its working days from the day after it was entered; None without a limit."""
	days = limits.get(level) or 0
	return calendar.step(entered, days, WORKING) if days > 0 else None


def clock(calendar: WorkCalendar, level: str, entered: date, due: date | None, today: date) -> LevelClock:
	"""How the clock of a level stands on `today`; `due` is the last day as it was set on entering."""
	used = max(0, calendar.working_days_between(entered, today))
	left = None if due is None else calendar.working_days_between(today, due)
	return LevelClock(level, entered, used, due, left)
