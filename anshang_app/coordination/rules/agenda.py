"""The order of an agenda: the problem whose solution wins the plan the most working days comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anshang_app.planning.workdays import WorkCalendar


@dataclass(frozen=True)
class OpenIssue:
	"""A problem not yet cleared; `gain` are the working days the plan would gain, 0 or None if nobody said."""

	name: str
	project: str
	title: str
	raised_on: date
	gain: int | None = None


def days_blocked(issue: OpenIssue, calendar: WorkCalendar, today: date) -> int:
	"""Working days the plan would gain: as entered, else those since the problem was raised."""
	return issue.gain or max(0, calendar.working_days_between(issue.raised_on, today))


def ranked(issues: Iterable[OpenIssue], calendar: WorkCalendar, today: date) -> list[tuple[OpenIssue, int]]:
	"""The problems with their working days, most first; of equals the one raised earlier, then by name."""
	counted = [(issue, days_blocked(issue, calendar, today)) for issue in issues]
	return sorted(counted, key=lambda row: (-row[1], row[0].raised_on, row[0].name))
