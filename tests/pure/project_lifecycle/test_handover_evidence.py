"""What proves that a project may be handed over."""

from anshang_app.project_lifecycle.rules.handover_evidence import evidence_problems


def rules(problems) -> list[str]:
	return [problem.rule for problem in problems]


def test_evidence_lists_everything_missing():
	two = [{"evidence_name": "补充协议", "is_required": 1}, {"evidence_name": "预付款", "is_required": 1}]
	assert rules(evidence_problems(two)) == ["evidence_missing", "evidence_missing"]
	assert rules(evidence_problems([])) == ["evidence_none"]
	assert rules(evidence_problems([{"evidence_name": "其他", "is_required": 0}])) == ["evidence_none"]
	present = [{**row, "present": 1, "evidence_date": "2026-01-01"} for row in two]
	assert evidence_problems(present) == []
	present[1]["evidence_date"] = None
	assert rules(evidence_problems(present)) == ["evidence_undated"]
