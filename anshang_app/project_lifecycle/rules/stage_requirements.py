"""What a passage to the next stage still lacks: pure functions over plain data, no frappe.

Each finding is a `Problem` that `anshang_app.validation.messages` puts into words; all of them are shown at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anshang_app.coordination.rules.promises import CommitmentDates
from anshang_app.validation.checks import Problem


@dataclass(frozen=True)
class GateStep:
	"""A node that must be done before a passage; `case` is the approval case that records its day, if any."""

	title: str
	done: bool
	case: str | None = None
	unit: str | None = None
	node: str | None = None


def open_steps(steps: Iterable[GateStep], promises: Iterable[CommitmentDates], today: date) -> list[Problem]:
	"""Steps not done, unless a promise agreed to and not yet due stands in for them."""
	covered = {
		promise.node
		for promise in promises
		if promise.agreed and not promise.is_fulfilled and promise.due >= today
	}
	return [_open_step(step) for step in steps if not step.done and step.node not in covered]


def _open_step(step: GateStep) -> Problem:
	if step.case:
		return Problem("state", None, "case_open", (step.title, step.unit or "–"), doctype="Approval Case")
	return Problem("actual_date", None, "node_open", (step.title,), doctype="Project Node")


def day_problems(day: date, last: date | None, today: date) -> list[Problem]:
	"""A passage is dated today or before, and not before the one before it."""
	if day > today:
		return [Problem("passed_on", day, "in_future", (today,), doctype="Stage Log")]
	if last and day < last:
		return [Problem("passed_on", day, "before_last_passage", (last,), doctype="Stage Log")]
	return []
