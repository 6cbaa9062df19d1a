"""What a plan lacks before and for its seals."""

from datetime import date

from anshang_app.service_plans.rules.plan_gaps import plan_gaps, seal_gaps

TODAY = date(2026, 11, 24)


def rules(problems) -> list[str]:
	return [problem.rule for problem in problems]


def plan_row(**changes):
	return {
		"title": "围墙建设",
		"table": "plan_dates",
		"row": 1,
		"day": "2026-12-01",
		"day_field": "proposed_date",
		"person": "张三",
		**changes,
	}


def test_rows_that_keep_a_plan_from_the_seals():
	assert plan_gaps([plan_row()]) == []
	assert rules(plan_gaps([plan_row(person=" ", day=None)])) == [
		"row_without_person",
		"row_without_date",
	]
	assert plan_gaps([plan_row(person=None, day=None, left_out=1)]) == []
	assert plan_gaps([plan_row(day=None, rhythm="每周", rhythm_allowed=1)]) == []
	assert rules(plan_gaps([plan_row(day=None, rhythm="每周")])) == ["row_without_date"]


def test_seals_need_three_signatures_their_dates_and_the_scan():
	values = {f"{side}_signed_{what}": "甲" for side in ("enterprise", "host", "lead") for what in ("by",)}
	values |= {f"{side}_signed_on": "2026-11-01" for side in ("enterprise", "host", "lead")}
	assert rules(seal_gaps(values, TODAY)) == ["needed_for_seal"]
	values["signed_scan"] = "/private/files/scan.pdf"
	assert seal_gaps(values, TODAY) == []
	values["host_signed_on"] = "2026-11-25"
	assert rules(seal_gaps(values, TODAY)) == ["in_future"]
	assert len(seal_gaps({}, TODAY)) == 7
