"""The two grounds on which a project is admitted."""

from anshang_app.key_projects.rules.admission import admission_problems

GROUNDS = ("Chain and Investment", "Special Meeting")


def rules(problems) -> list[str]:
	return [problem.rule for problem in problems]


def admission(whole=20000.0, counts=True, **facts):
	facts = {"admission_ground": GROUNDS[0], "industry_chain": "装备制造", **facts}
	return rules(admission_problems(facts, 10000, counts, whole, GROUNDS))


def test_admission_by_chain_and_investment():
	assert admission() == []
	assert admission(whole=10000.0) == []
	assert admission(whole=9999.99) == ["below_floor"]
	assert admission(industry_chain=None, whole=1.0) == ["chain_needed", "below_floor"]
	assert admission(counts=False) == ["chain_not_counted"]


def test_admission_by_special_meeting_has_no_floor_and_no_chain():
	meeting = {"admission_ground": GROUNDS[1], "industry_chain": None}
	assert admission(whole=1.0, meeting_minutes_no="3号", meeting_date="2026-01-01", **meeting) == []
	assert admission(whole=1.0, **meeting) == ["meeting_needed", "meeting_needed"]
	assert admission(admission_ground="") == ["ground_needed"]
