"""What the taker lacks to take each kind of work: pure, over plain facts."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
	"""What one piece of work asks of its taker: the unit he is of, one of the roles he holds."""

	heading: str
	title: str
	unit: str | None = None
	roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lack:
	"""Pieces of one kind that ask for the same and that the taker may not take; `title` is the first of them."""

	heading: str
	title: str
	count: int
	unit: str | None
	roles: frozenset[str]


def lacks(needs: Iterable[Need], units: Iterable[str], roles: Iterable[str]) -> list[Lack]:
	"""The needs a taker of these units and roles does not meet, alike ones together, in their order."""
	own_units, own_roles = {*units}, {*roles}
	titles_by_need: dict[tuple[str, str | None, frozenset[str]], list[str]] = {}
	for need in needs:
		of_unit = need.unit is None or need.unit in own_units
		in_role = not need.roles or bool(need.roles & own_roles)
		if not (of_unit and in_role):
			titles_by_need.setdefault((need.heading, need.unit, need.roles), []).append(need.title)
	return [
		Lack(heading, titles[0], len(titles), unit, lacking_roles)
		for (heading, unit, lacking_roles), titles in titles_by_need.items()
	]


def other_name(text: str | None, old: str, new: str) -> str | None:
	"""A name as printed with the new person's in place of the old one's; what it says beside stays (张三 副局长)."""
	return text.replace(old, new) if text and old and old in text else text


def counted(headings: Iterable[str]) -> dict[str, int]:
	"""How many pieces of each kind, in their order."""
	count_by_heading: dict[str, int] = {}
	for heading in headings:
		count_by_heading[heading] = count_by_heading.get(heading, 0) + 1
	return count_by_heading
