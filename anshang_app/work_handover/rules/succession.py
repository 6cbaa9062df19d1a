"""Who holds somebody's work today, out of the hand-overs on record. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

#: days after a hand-over on which what comes in to a giver who stays in office is taken for a slip
SLIP_DAYS = 30


class Passed(NamedTuple):
	"""One hand-over: whose work went to whom, as of which day."""

	giver: str
	taker: str
	day: date


def successors(passed: Iterable[Passed]) -> dict[str, Passed]:
	"""Giver -> who holds his work after all the hand-overs (the earliest first), with the day he gave it away.

	Who takes work on again is nobody's predecessor any more.
	"""
	latest: dict[str, Passed] = {}
	for handover in passed:
		latest.pop(handover.taker, None)
		if handover.giver != handover.taker:
			latest[handover.giver] = handover
	return {giver: Passed(giver, last_of(latest, giver), handover.day) for giver, handover in latest.items()}


def last_of(latest: dict[str, Passed], giver: str) -> str:
	"""Where the work went in the end: a taker may have handed it on."""
	while giver in latest:
		giver = latest[giver].taker
	return giver


def is_told(day: date, in_office: bool, today: date) -> bool:
	"""Whether what names the giver now is told to his successor.

	Always once he left; while he is in office only for some weeks: after them it is meant for him.
	"""
	return not in_office or today <= day + timedelta(days=SLIP_DAYS)
