"""What proves that a project may be handed over (scheme §二(1)). Pure."""

from collections.abc import Mapping, Sequence

from anshang_app.validation.checks import Problem, is_blank


def evidence_problems(rows: Sequence[Mapping[str, object]]) -> list[Problem]:
	"""What hand-over still lacks: each required item present and dated, and at least one item at all."""
	if not any(row.get("present") for row in rows):
		required = [row for row in rows if row.get("is_required")]
		return [_evidence(row, "evidence_missing") for row in required] or [
			Problem("evidence", None, "evidence_none")
		]
	problems = []
	for row in rows:
		if row.get("is_required") and not row.get("present"):
			problems.append(_evidence(row, "evidence_missing"))
		elif row.get("present") and is_blank(row.get("evidence_date")):
			problems.append(_evidence(row, "evidence_undated"))
	return problems


def _evidence(row: Mapping[str, object], rule: str) -> Problem:
	return Problem("evidence", None, rule, (row.get("evidence_name"),))
