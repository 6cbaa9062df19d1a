"""Lights of money: what was invested this year against the year's plan at the day of the year (序时进度). Pure.

They judge projects, never persons, and stand apart from the lights of nodes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from anshang_app.planning.lights import NONE, LightRule

NO_YEAR_PLAN = "No Investment Plan of the Year"
MORE_POINTS_BEHIND = "Investment Behind by More Points"
POINTS_BEHIND = "Investment Behind by Points"
MONTHS_BEHIND = "Investment Behind by Months"
BELOW_SHARE_OF_DUE = "Investment Below Share of Due"
PACE_KNOWN = "Pace of Investment Known"
#: the greatest threshold of a condition that has one: per cents, or months of a year
GREATEST = {
	MORE_POINTS_BEHIND: 100,
	POINTS_BEHIND: 100,
	MONTHS_BEHIND: 12,
	BELOW_SHARE_OF_DUE: 100,
}
MONTHS = 12


@dataclass(frozen=True)
class YearFacts:
	"""万元: the year's plan, the figure to date, and that of the end of the year before; None where unknown.

	`under_way`: the project was entered under way, so that no figure at the year's beginning means unknown, not 0.
	"""

	plan: float | None
	to_date: float | None = None
	at_new_year: float | None = None
	under_way: bool = False


@dataclass(frozen=True)
class Pace:
	"""How a project's money stands on a day; per cents of the year's plan and months with one decimal.

	`behind` and `months` are below zero where the project is ahead.
	"""

	plan: float
	done: float
	due_share: float
	done_share: float
	behind: float
	months: float

	@property
	def share_of_due(self) -> float:
		"""What was done in per cent of what was due by the day."""
		return round(self.done_share * 100 / self.due_share, 1)


def done_this_year(facts: YearFacts) -> float | None:
	"""The figure to date less that of the new year; None where nobody can know it."""
	if facts.under_way and (facts.to_date is None or facts.at_new_year is None):
		return None
	return (facts.to_date or 0.0) - (facts.at_new_year or 0.0)


def share_of_year(day: date) -> float:
	"""The part of the year that is over at the end of the day, in per cent, unrounded."""
	whole = (date(day.year, 12, 31) - date(day.year - 1, 12, 31)).days
	return day.timetuple().tm_yday * 100 / whole


def pace_of(facts: YearFacts, day: date) -> Pace | None:
	"""How the money stands on a day; None without a plan, or where what was done is unknown."""
	done = done_this_year(facts)
	if not facts.plan or facts.plan < 0 or done is None:
		return None
	due, share = share_of_year(day), done * 100 / facts.plan
	# the year is twelve equal months here: what is behind in per cent is behind in twelfths of a hundred
	return Pace(
		facts.plan,
		done,
		round(due, 1),
		round(share, 1),
		round(due - share, 1),
		round((due - share) * MONTHS / 100, 1),
	)


def light_of(rules: Iterable[LightRule], pace: Pace | None) -> str:
	"""The light of the first rule of money, by order, whose condition holds; rules of dates say nothing here.

	Judged by the rounded figures, which are what is shown: 10.0 points behind is at least 10.
	"""
	for rule in sorted(rules, key=lambda rule: rule.order):
		holds = CONDITIONS.get(rule.condition)
		if holds and holds(rule.threshold, pace):
			return rule.light
	return NONE


CONDITIONS: dict[str, Callable[[float, Pace | None], bool]] = {
	NO_YEAR_PLAN: lambda _threshold, pace: pace is None,
	MORE_POINTS_BEHIND: lambda threshold, pace: pace is not None and pace.behind > threshold,
	POINTS_BEHIND: lambda threshold, pace: pace is not None and pace.behind >= threshold,
	MONTHS_BEHIND: lambda threshold, pace: pace is not None and pace.months >= threshold,
	BELOW_SHARE_OF_DUE: lambda threshold, pace: pace is not None and pace.share_of_due < threshold,
	PACE_KNOWN: lambda _threshold, pace: pace is not None,
}


def threshold_is_wrong(condition: str, threshold: float) -> bool:
	"""Whether a rule's number fits no condition of its kind: it lies above nothing, or beyond the whole."""
	greatest = GREATEST.get(condition)
	return greatest is not None and not 0 < threshold <= greatest
