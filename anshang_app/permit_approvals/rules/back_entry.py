"""What a table of approvals decided before the platform lacks. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from anshang_app.validation.checks import Problem, as_date, date_problem, future_problem, is_blank

VALUES = ("day", "certificate_no", "expires_on", "scan")


def table_gaps(
	rows: Sequence[Mapping[str, Any]], open_now: Mapping[str, str], today: date
) -> tuple[list[Mapping[str, Any]], list[Problem]]:
	"""The filled rows, and everything wrong with them; `open_now` gives the item of each case still open.

	A row that nobody filled in is none. A finding names the item, or the case as given where it is not open.
	"""
	filled = [row for row in rows if not all(is_blank(row.get(field)) for field in VALUES)]
	problems: list[Problem | None] = []
	cases: set[str] = set()
	for row in filled:
		case = str(row.get("case") or "")
		if case not in open_now:
			problems.append(Problem("approval_item", case or None, "back_entry_closed"))
			continue
		item = open_now[case]
		if case in cases:
			problems.append(Problem("approval_item", item, "twice"))
		cases.add(case)
		bad = [
			date_problem(field, row.get(source))
			for field, source in (("issued_on", "day"), ("expires_on", "expires_on"))
		]
		if not any(bad):
			day, expiry = as_date(row.get("day")), as_date(row.get("expires_on"))
			if day is None:
				bad.append(Problem("issued_on", None, "back_entry_day", (item,)))
			elif expiry and expiry < day:
				bad.append(Problem("expires_on", expiry, "not_before", (("field", "issued_on"), day)))
			bad.append(future_problem("issued_on", day, today))
		problems += [named(problem, item) for problem in bad if problem]
	if not filled:
		problems.append(Problem("issued_on", None, "back_entry_empty"))
	return filled, [problem for problem in problems if problem]


def named(problem: Problem, item: str) -> Problem:
	"""A finding about one row of many, told with the row's item."""
	if problem.rule == "back_entry_day":
		return problem
	value = problem.value
	shown = value.isoformat() if isinstance(value, date) else value
	return Problem(problem.field, f"{item} {shown}", problem.rule, problem.args)
