"""Limits of an order: asking for more time, how it kept its limit, when a person should take it up. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem, as_date, date_problem, future_problem, is_blank, lacking

#: orders whose extension is somebody's decision outside the platform: who, when and which document stand on record
DECIDED_ABOVE = (constants.FROM_SPECIAL_MEETING, constants.FROM_LEADER)
PROOF = ("approver", "approved_on", "document_no")


def extension_gaps(
	wanted: object, reason: object, due: date, granted: int, allowed: int, today: date
) -> list[Problem]:
	"""What keeps an extension from being asked: `due` the day it would move, `allowed` the setting's number."""
	if granted >= allowed:
		return [Problem("due_wanted", None, "extensions_used", (allowed,))]
	if today >= due:
		return [Problem("due_wanted", None, "extension_too_late", (due,))]
	problems = [Problem("reason", None, "reason_needed")] if is_blank(reason) else []
	return [*day_gaps("due_wanted", wanted, due), *problems]


def day_gaps(field: str, wanted: object, after: date) -> list[Problem]:
	"""A new limit is a day that lies after another one."""
	if is_blank(wanted):
		return [Problem(field, None, "needed_for_step")]
	bad = date_problem(field, wanted)
	if bad:
		return [bad]
	day = as_date(wanted)
	return [Problem(field, day, "not_later", (after,))] if day and day <= after else []


def grant_gaps(source: str | None, proof: Mapping[str, object], today: date) -> list[Problem]:
	"""What a grant lacks: of an order from above its approver, the day and the document's number."""
	missing = lacking(proof, PROOF) if source in DECIDED_ABOVE else []
	bad = date_problem("approved_on", proof.get("approved_on"))
	late = None if bad else future_problem("approved_on", proof.get("approved_on"), today)
	return [*missing, *filter(None, (bad, late))]


def urging_gaps(words: object, until: object, overdue: bool, today: date) -> list[Problem]:
	"""What an urging lacks: its words, and once the limit is missed the day by which to answer now."""
	problems = [Problem("words", None, "words_needed")] if is_blank(words) else []
	if overdue:
		return [*problems, *day_gaps("until", until, today)]
	return problems if is_blank(until) else [*problems, Problem("until", None, "limit_still_runs")]


def outcome(original: date, due: date, reported: date | None, missed: int, today: date) -> str | None:
	"""按期, 延期后按期 or 逾期; None while the limit still runs. `missed` limits before the running one stay missed."""
	if missed or (reported or today) > due:
		return constants.OVERDUE
	if reported is None:
		return None
	return constants.IN_TIME if reported <= original else constants.AFTER_EXTENSION


def missed_now(limit: date, reported: date | None, missed: int, today: date) -> int:
	"""Limits missed as of today, the running one included."""
	return missed + int((reported or today) > limit)


def of_type(doctype: str, problems: Iterable[Problem]) -> list[Problem]:
	"""The findings as ones of fields of another record type, which is how they are called."""
	return [replace(problem, doctype=doctype) for problem in problems]
