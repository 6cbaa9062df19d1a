"""Rules of a progress entry: pure functions that answer `Problem`s."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from anshang_app.validation.checks import Problem, as_date, future_problem, is_blank

#: what an entry must say more than its kind and day: one of these, for a kind that is a fact in itself none
SAID = ("content", "node_dates", "investment_to_date", "area_to_date", "in_statistics", "raises_issue")
#: kinds that are complete with kind, day and project
COMPLETE = ("Phone Contact", "Site Visit", "Leader Visit", "Dispatch Meeting")
#: kind -> field without which it says nothing
NEEDED = {"Policy Briefing": "policy", "Early Guidance": "approval_case"}


def entry_problems(entry: Mapping[str, Any], today: date) -> list[Problem]:
	"""Everything wrong in what was entered; dates may not lie after `today`, figures not below zero."""
	problems = [future_problem("entry_date", entry.get("entry_date"), today)]
	if is_blank(entry.get("entry_date")):
		problems.append(Problem("entry_date", None, "day_needed"))
	needed = NEEDED.get(entry.get("entry_kind") or "")
	if needed and is_blank(entry.get(needed)):
		problems.append(
			Problem(needed, None, "words_needed" if needed == "policy" else "needed_for_invitation")
		)
	elif not needed and entry.get("entry_kind") not in COMPLETE and not any(entry.get(key) for key in SAID):
		problems.append(Problem("content", None, "words_or_facts"))
	if entry.get("raises_issue") and is_blank(entry.get("issue_text")):
		problems.append(Problem("issue_text", None, "words_needed"))
	problems += row_problems(entry.get("node_dates") or (), today)
	return [problem for problem in problems if problem]


def row_problems(rows: Sequence[Mapping[str, Any]], today: date) -> list[Problem]:
	"""Rows of nodes reached: each node once, none ahead of today, none that says nothing."""
	problems, nodes = [], set()
	for row in rows:
		where: dict[str, Any] = {"table": "node_dates", "row": row.get("idx")}
		day = as_date(row.get("actual_date"))
		if day and day > today:
			problems.append(Problem("actual_date", day, "in_future", (today,), **where))
		if day is None and is_blank(row.get("late_reason")):
			problems.append(Problem("actual_date", None, "day_or_cause", **where))
		if row.get("node") in nodes:
			problems.append(Problem("node", row.get("node"), "twice", **where))
		nodes.add(row.get("node"))
	return problems


def figures_to_ask(
	entry: Mapping[str, Any], planned: Mapping[str, float], last: Mapping[str, tuple[float, date]]
) -> list[Problem]:
	"""Figures to date that are more than planned or less than the last ones: asked back, never refused.

	`planned` and `last` are by field; investment in 10k yuan, floor area in square metres.
	"""
	problems = []
	for field in ("investment_to_date", "area_to_date"):
		figure = float(entry.get(field) or 0)
		if not figure:
			continue
		if planned.get(field) and figure > planned[field]:
			problems.append(Problem(field, None, "above_plan", (figure, float(planned[field]))))
		if field in last and figure < last[field][0]:
			problems.append(Problem(field, None, "below_last", (figure, *last[field])))
	return problems
