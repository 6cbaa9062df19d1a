"""What is told the moment it arrives: lines of 我的工作, and news that ask for no step (scheme §三)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from anshang_app.foundation import constants
from anshang_app.reminders.rules.task_rules import WAITS
from anshang_app.reminders.rules.waits import (
	ENTERPRISE_ACT,
	HANDOVER,
	HOME,
	HOST,
	INTRODUCER,
	ISSUE,
	LEAD,
	MEETING,
	ORDER,
	PLAN,
	PROJECT,
	PROMISE,
	SEEN,
	UNIT,
	USER,
	Wait,
)

#: the unit of each row of a table, or its account where the row names no unit
ROWS = "rows"
#: (UNIT or USER, its name)
Addressee = tuple[str, str | None]
NOBODY: set[Addressee] = {(UNIT, None), (UNIT, ""), (USER, None), (USER, "")}
#: headings of 我的工作 whose people do not wait for the next digest
AT_ONCE = frozenset(
	{
		"Orders to Sign For",
		"Orders Urged",
		"Extensions to Decide",
		"Results to Check",
		"Replies to Check",
		"Problems to Take Up",
		"Problems to Assign",
		"Problems Urged",
		"Problem Extensions to Decide",
		"Answers on Commitments to Confirm",
		"Promises to Consent To",
		"Answers to Confirm",
		"Problems Sent Back",
		"Problems for the Bureau to Coordinate",
		"Problems for the Special Meeting",
		"Projects to Hand Over",
		"Completed Projects to Hand Over",
		"Handovers to Sign For",
		"Plans to Seal",
		"Early Guidance Asked For",
		"Proxy Entries to Confirm",
		"Proxy Entries to Check",
		"Applications to Accept",
	}
)
#: a stage every project of one's own begins with
RECEIVED: dict[str, object] = {"stage": constants.PLANNING}
NEWS = (
	Wait("Replies Sent Back", ORDER, (UNIT, "unit"), {"state": constants.TO_REDO}, "matter", "due_date"),
	Wait("Orders Revoked", ORDER, (UNIT, "unit"), {"state": constants.REVOKED}, "matter"),
	Wait("Problems Revoked", ISSUE, (UNIT, "unit"), {"state": constants.REVOKED}, "title"),
	Wait("Handovers Signed For", HANDOVER, (UNIT, "from_unit"), {"state": constants.SIGNED_FOR}, "kind"),
	Wait("Projects Received", HOME, (UNIT, LEAD), RECEIVED, "stage"),
	Wait("Projects Received", HOME, (UNIT, HOST), RECEIVED, "stage"),
	Wait("Projects Received", HOME, (UNIT, INTRODUCER), RECEIVED, "stage"),
	Wait("Plans in Force", PLAN, (PROJECT, LEAD), {"state": constants.SEALED}),
	Wait("Plans in Force", PLAN, (PROJECT, HOST), {"state": constants.SEALED}),
	Wait("Plans in Force", PLAN, (PROJECT, INTRODUCER), {"state": constants.SEALED}),
	Wait(
		"Meetings to Attend",
		MEETING,
		(ROWS, "participants"),
		{"meeting_state": constants.AGENDA_SENT},
		"title",
		"meeting_date",
	),
	Wait("The Enterprise Answered", ENTERPRISE_ACT, (PROJECT, LEAD), {}, "kind"),
	Wait("The Enterprise Answered", ENTERPRISE_ACT, (PROJECT, HOST), {}, "kind"),
	Wait("New Commitments", PROMISE, (UNIT, "unit"), {"state": constants.NOT_DUE}, "words", "due_date"),
	Wait(
		"New Commitments", PROMISE, (UNIT, "supervised_by"), {"state": constants.NOT_DUE}, "words", "due_date"
	),
)
CONDITIONS = ("in", "not in", "!=", "is", ">")
#: whose step it is may be a unit, or every unit of a kind; a person's own and a leader's are told by the digest
ADDRESSED = (UNIT, PROJECT, ROWS, SEEN)


def told_at_once() -> tuple[Wait, ...]:
	"""Every line that is told on arrival: those a single record answers, without the days or lists of others."""
	of_work = (wait for wait in WAITS if wait.heading in AT_ONCE and not wait.role)
	return tuple(wait for wait in (*of_work, *NEWS) if wait.whose[0] in ADDRESSED and is_of_record(wait))


def is_of_record(wait: Wait) -> bool:
	"""Whether the line's conditions look at the record alone."""
	conditions = [value for value in wait.filters.values() if isinstance(value, list)]
	# a word in place of a list stands for a list of other records
	lists = [value[1] for value in conditions if value[0] in ("in", "not in")]
	return all(value[0] in CONDITIONS for value in conditions) and not any(
		isinstance(operand, str) for operand in lists
	)


def holds(record: Mapping[str, Any], filters: Mapping[str, Any]) -> bool:
	"""Whether a record meets a line's conditions: a value, or [one of `CONDITIONS`, what it is held against]."""
	return all(meets(record.get(key), value) for key, value in filters.items())


def meets(value: Any, condition: Any) -> bool:
	operator, wanted = condition if isinstance(condition, list) else ("=", condition)
	if operator in ("in", "not in"):
		return (operator == "in") is bool(value in wanted)
	if operator == "is":
		return (wanted == "set") is bool(value)
	if operator == ">":
		return bool((value or 0) > wanted)
	return (operator == "=") is bool(value == wanted)


def addressees_on(record: Mapping[str, Any], wait: Wait) -> set[Addressee]:
	"""Whom a record names for a line itself: in a field, or in each row of a table (a unit, or else an account)."""
	whose, field = wait.whose
	value = record.get(field or "")
	if whose != ROWS:
		return {(UNIT, value)} - NOBODY
	named = [(UNIT, row.get("unit")) if row.get("unit") else (USER, row.get("user")) for row in value or []]
	return set(named) - NOBODY


def next_office_moment(now: datetime, hours: tuple[int, int], is_working: Callable[[date], bool]) -> datetime:
	"""`now` within the office hours (first, last) of a working day, else the beginning of the next ones."""
	first, last = hours
	if is_working(now.date()) and first <= now.hour < last:
		return now
	day = now.date() if now.hour < first else now.date() + timedelta(days=1)
	while not is_working(day):
		day += timedelta(days=1)
	return datetime.combine(day, time(first))
