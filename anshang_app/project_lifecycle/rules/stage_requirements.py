"""What a passage to the next stage still lacks: pure functions over plain data, no frappe.

Each finding is a `Problem` that `anshang_app.validation.messages` puts into words; all of them are shown at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from anshang_app.validation.checks import Problem, is_blank


@dataclass(frozen=True)
class GateStep:
	"""A node that must be done before a passage; `case` is the approval case that records its day, if any."""

	title: str
	done: bool
	case: str | None = None
	unit: str | None = None
	node: str | None = None


@dataclass(frozen=True)
class Promise:
	"""容缺承诺: the enterprise's word to bring by `due` what `node` still lacks."""

	node: str
	words: str
	due: date
	kept: bool = False
	owner: str = "企业"
	kind: str = "容缺承诺"
	waived: bool = False


def open_steps(steps: Iterable[GateStep], promises: Iterable[Promise], today: date) -> list[Problem]:
	"""Steps not done, unless a promise not yet due stands in for them."""
	covered = {promise.node for promise in promises if not promise.kept and promise.due >= today}
	return [_open_step(step) for step in steps if not step.done and step.node not in covered]


def _open_step(step: GateStep) -> Problem:
	if step.case:
		return Problem("state", None, "case_open", (step.title, step.unit or "–"), doctype="Approval Case")
	return Problem("actual_date", None, "node_open", (step.title,), doctype="Project Node")


def uninvited(waiting: Iterable[Mapping[str, object]]) -> list[Problem]:
	"""Units not yet invited to see the works before acceptance (seed §二(5)): [{unit, items}]."""
	return [Problem("stage", None, "not_invited", (row["unit"], "、".join(row["items"]))) for row in waiting]


def broken_promises(promises: Iterable[Promise], today: date) -> list[Problem]:
	"""容缺 promises past their day: they keep the project from acceptance."""
	return [
		Problem("stage", None, "promise_overdue", (promise.words, promise.due))
		for promise in promises
		if not promise.kept and promise.due < today
	]


def bare_certificates(cases: Iterable[Mapping[str, object]]) -> list[Problem]:
	"""Granted cases whose certificate is not on file: [{title, scan}]."""
	return [
		Problem("certificate_scan", None, "certificate_missing", (case["title"],), doctype="Approval Case")
		for case in cases
		if is_blank(case.get("scan"))
	]


def day_problems(day: date, last: date | None, today: date) -> list[Problem]:
	"""A passage is dated today or before, and not before the one before it."""
	if day > today:
		return [Problem("passed_on", day, "in_future", (today,), doctype="Stage Log")]
	if last and day < last:
		return [Problem("passed_on", day, "before_last_passage", (last,), doctype="Stage Log")]
	return []
