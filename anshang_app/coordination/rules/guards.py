"""What a step of an issue or a commitment still lacks: all of it at once, pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem, day_after_problem, future_problem, is_blank, lacking

#: what a unit that takes a problem up stands for (scheme §四(三): 责任部门、责任人、整改时限)
CHARGE = ("unit", "person", "due_date")
#: state of an issue -> fields it needs
ISSUE_NEEDS = {
	constants.TAKEN_UP: CHARGE,
	constants.IN_HAND: CHARGE,
	constants.ANSWERED: (*CHARGE, "answer"),
	constants.CLEARED: ("answer", "confirmed_by", "confirmed_on", "confirmed_how"),
	constants.SENT_BACK: ("return_reason",),
	constants.REVOKED: ("revoke_reason",),
}


def issue_gaps(values: Mapping[str, object], state: str, today: date) -> list[Problem]:
	"""What an issue still lacks for `state`: the charge, the answer, the enterprise's confirmation."""
	problems = lacking(values, ISSUE_NEEDS.get(state, ()))
	if state == constants.TAKEN_UP:
		problems += day_after_problem(values, "due_date", "raised_on")
	if state == constants.CLEARED and not is_blank(values.get("confirmed_on")):
		late = future_problem("confirmed_on", values["confirmed_on"], today)
		problems += [late] if late else day_after_problem(values, "confirmed_on", "answered_on")
	return problems


def excluded_by(facts: Mapping[str, object], rules: Iterable[Mapping[str, Any]]) -> list[str]:
	"""Names of the excluded categories whose every filled criterion fits the promise's facts.

	Criteria are `landing_mode`, `industry_chain`, `approval_item`; a rule without any is for a person to judge.
	"""
	categories = []
	for rule in rules:
		criteria = {field: rule[field] for field in CRITERIA if rule.get(field)}
		if criteria and all(facts.get(field) == value for field, value in criteria.items()):
			categories.append(rule["category_name"])
	return categories


CRITERIA = ("landing_mode", "industry_chain", "approval_item")


def judged_by_hand(rules: Iterable[Mapping[str, Any]]) -> list[str]:
	"""Names of the excluded categories no criterion finds."""
	return [rule["category_name"] for rule in rules if not any(rule.get(field) for field in CRITERIA)]
