"""六个一 (scheme §四(一)): one project, one leader, one lead department, one team, one plan, one pair of hands to the end.

Pure: what is there, what is missing, and on which days nobody was responsible.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

PROJECT, LEADER, DEPARTMENT = "One Project", "One City Leader", "One Lead Department"
TEAM, PLAN, TO_THE_END = "One Service Team", "One Plan", "Held to the End"
#: in the seed's order
SIX = (PROJECT, LEADER, DEPARTMENT, TEAM, PLAN, TO_THE_END)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
	"""What a project's record says; `held`: (first day, first day without; None: still) of persons in a role."""

	project: str
	leader: str | None
	department: str | None
	team: tuple[str, ...]
	plan: str | None
	since: date | None
	held: tuple[tuple[date | None, date | None], ...]


@dataclass(frozen=True)
class Responsibility:
	"""One of the six: its name, whether it is there, and the gaps (first day, last day).

	`entry` names the project, leader, department, team or plan; blank where there is none.
	"""

	name: str
	is_there: bool
	entry: str = ""
	gaps: tuple[tuple[date, date], ...] = ()


def six_ones(facts: Facts, today: date) -> list[Responsibility]:
	"""The six in the seed's order; 一抓到底 holds when no day since the hand-over was without a person."""
	missed = gaps(facts.held, facts.since, today) if facts.since else ()
	return [
		Responsibility(PROJECT, True, facts.project),
		Responsibility(LEADER, bool(facts.leader), facts.leader or ""),
		Responsibility(DEPARTMENT, bool(facts.department), facts.department or ""),
		Responsibility(TEAM, bool(facts.team), "、".join(facts.team)),
		Responsibility(PLAN, bool(facts.plan), facts.plan or ""),
		Responsibility(TO_THE_END, bool(facts.since) and not missed, "", missed),
	]


def gaps(
	held: Iterable[tuple[date | None, date | None]], first: date, last: date
) -> tuple[tuple[date, date], ...]:
	"""Stretches between two days, both counted, that no span covers; a span ends before its second day."""
	stretches, open_from = [], first
	for begin, end in sorted((begin or first, end or last + ONE_DAY) for begin, end in held):
		if begin > open_from:
			stretches.append((open_from, min(begin - ONE_DAY, last)))
		open_from = max(open_from, end)
		if open_from > last:
			break
	if open_from <= last:
		stretches.append((open_from, last))
	return tuple((begin, end) for begin, end in stretches if begin <= last)
