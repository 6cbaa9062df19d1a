"""What the page asks of the enterprise next. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: how many the page shows at once
SHOWN = 3
CONFIRM_PLAN, CONFIRM_SOLUTION, STEP, PROMISE = "confirm_plan", "confirm_solution", "step", "promise"
#: at the same day what takes a minute goes first
ORDER = (CONFIRM_PLAN, CONFIRM_SOLUTION, STEP, PROMISE)


@dataclass(frozen=True)
class Thing:
	"""One thing the enterprise does: its kind, its record, its title, its day and the unit that helps, if any."""

	kind: str
	record: str
	title: str
	day: date | None = None
	helper: str = ""


def in_turn(things: Iterable[Thing], today: date) -> list[Thing]:
	"""What is asked today first (a thing without a day counts as asked today), then by day."""
	return sorted(
		things, key=lambda thing: (thing.day or today, ORDER.index(thing.kind), thing.title, thing.record)
	)
