"""What a plan lacks before it is sent for seals, and before it is sealed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from anshang_app.validation.checks import Problem, future_problem, is_blank


def plan_gaps(rows: Sequence[Mapping[str, Any]]) -> list[Problem]:
	"""The rows of a plan that keep it from the seals: no person, or neither date nor allowed rhythm.

	A row left out by the project's attributes counts as filled. Keys: title, left_out, day, day_field,
	rhythm, rhythm_allowed, person, table, row.
	"""
	problems = []
	for row in rows:
		if row.get("left_out"):
			continue
		where, title = {"table": row.get("table"), "row": row.get("row")}, (row.get("title"),)
		if is_blank(row.get("person")):
			problems.append(Problem("responsible_person", None, "row_without_person", title, **where))
		worded = row.get("rhythm_allowed") and not is_blank(row.get("rhythm"))
		if is_blank(row.get("day")) and not worded:
			problems.append(Problem(row["day_field"], None, "row_without_date", title, **where))
	return problems


def seal_gaps(values: Mapping[str, object], today: date) -> list[Problem]:
	"""What 已签章 still lacks: three signatures, each dated and not in the future, and the scan."""
	problems = []
	for side in ("enterprise", "host", "lead"):
		for field in (f"{side}_signed_by", f"{side}_signed_on"):
			if is_blank(values.get(field)):
				problems.append(Problem(field, None, "needed_for_seal"))
		late = future_problem(f"{side}_signed_on", values.get(f"{side}_signed_on"), today)
		if late:
			problems.append(late)
	if is_blank(values.get("signed_scan")):
		problems.append(Problem("signed_scan", None, "needed_for_seal"))
	return problems
