"""When a 容缺承诺 lets a step go ahead: in force, asked for (拟), or not at all. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from anshang_app.foundation import constants
from anshang_app.planning.network import ASKED_FOR, IN_FORCE
from anshang_app.validation.checks import Problem, is_blank


def status_of(promise: Mapping[str, Any], today: date) -> str | None:
	"""The day decides, not the stored state: a promise past its day, not kept, lets the step wait again (None)."""
	if promise["state"] == constants.WAIVED:
		return None
	if promise["state"] == constants.FULFILLED:
		return IN_FORCE if promise["consented_on"] else None
	if promise["due_date"] < today:
		return None
	return IN_FORCE if promise["consented_on"] else ASKED_FOR


def consent_gaps(values: Mapping[str, Any], by_paper: bool, today: date) -> list[Problem]:
	"""What a consent still lacks: 承诺书, a day still to come, and the unit's paper where another one enters it."""
	problems = []
	if is_blank(values.get("promise_letter")):
		problems.append(Problem("promise_letter", None, "letter_of_promise_needed"))
	if values["due_date"] < today:
		problems.append(Problem("due_date", values["due_date"], "promise_over"))
	if by_paper:
		problems += [
			Problem(field, None, "consent_paper_needed")
			for field in ("consent_paper_no", "consent_paper")
			if is_blank(values.get(field))
		]
	return problems
