"""Limits of an order: more time asked for, urged, kept or missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.foundation import constants
from anshang_app.supervision.rules import limits, order_gaps

DUE = date(2026, 10, 20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def rules(problems):
	return [(problem.field, problem.rule) for problem in problems]


@pytest.mark.parametrize(
	("wanted", "reason", "granted", "today", "found"),
	[
		("2026-10-30", "雨季", 0, date(2026, 10, 19), []),
		("2026-10-30", "雨季", 0, DUE, [("due_wanted", "extension_too_late")]),
		("2026-10-30", "雨季", 0, date(2026, 11, 1), [("due_wanted", "extension_too_late")]),
		("2026-10-30", "雨季", 1, date(2026, 10, 1), [("due_wanted", "extensions_used")]),
		("2026-10-20", "雨季", 0, date(2026, 10, 1), [("due_wanted", "not_later")]),
		(
			"2026-10-19",
			" ",
			0,
			date(2026, 10, 1),
			[("due_wanted", "not_later"), ("reason", "reason_needed")],
		),
		(None, "雨季", 0, date(2026, 10, 1), [("due_wanted", "needed_for_step")]),
		("三月", "雨季", 0, date(2026, 10, 1), [("due_wanted", "not_a_date")]),
		("2206-10-30", "雨季", 0, date(2026, 10, 1), [("due_wanted", "day_range")]),
	],
)
def test_more_time_is_asked_before_the_day_for_a_later_one_and_not_too_often(
	wanted, reason, granted, today, found
):
	assert rules(limits.extension_gaps(wanted, reason, DUE, granted, 1, today)) == found


def test_no_extension_where_the_setting_allows_none():
	assert rules(limits.extension_gaps("2026-10-30", "x", DUE, 0, 0, date(2026, 10, 1))) == [
		("due_wanted", "extensions_used")
	]


@pytest.mark.parametrize("source", [constants.FROM_SPECIAL_MEETING, constants.FROM_LEADER])
def test_what_came_from_above_is_extended_with_approver_day_and_document(source):
	today = date(2026, 10, 12)
	lacks = [(field, "needed_for_step") for field in ("approver", "approved_on", "document_no")]
	assert rules(limits.grant_gaps(source, {}, today)) == lacks
	proof = {"approver": "王某", "approved_on": "2026-10-12", "document_no": "天督〔2026〕3号"}
	assert limits.grant_gaps(source, proof, today) == []
	ahead = {**proof, "approved_on": "2026-10-13"}
	assert rules(limits.grant_gaps(source, ahead, today)) == [("approved_on", "in_future")]
	assert rules(limits.grant_gaps(source, {**proof, "approved_on": "昨天"}, today)) == [
		("approved_on", "not_a_date")
	]


def test_the_bureaus_own_order_is_extended_without_proof():
	assert limits.grant_gaps(constants.FROM_BUREAU, {}, DUE) == []
	assert limits.grant_gaps(constants.FROM_JOINT_MEETING, {}, DUE) == []


@pytest.mark.parametrize(
	("words", "until", "overdue", "found"),
	[
		("请抓紧", None, False, []),
		(" ", None, False, [("words", "words_needed")]),
		("请抓紧", "2026-10-30", False, [("until", "limit_still_runs")]),
		("请抓紧", None, True, [("until", "needed_for_step")]),
		("请抓紧", "2026-10-20", True, [("until", "not_later")]),
		("请抓紧", "2026-10-21", True, []),
	],
)
def test_an_urging_names_a_new_day_once_the_limit_is_missed(words, until, overdue, found):
	assert rules(limits.urging_gaps(words, until, overdue, DUE)) == found


ORIGINAL, EXTENDED = date(2026, 10, 10), date(2026, 10, 20)


@pytest.mark.parametrize(
	("reported", "missed", "today", "found"),
	[
		(date(2026, 10, 10), 0, date(2026, 12, 1), "In Time"),
		(date(2026, 10, 11), 0, date(2026, 12, 1), "In Time after Extension"),
		(date(2026, 10, 20), 0, date(2026, 12, 1), "In Time after Extension"),
		(date(2026, 10, 21), 0, date(2026, 12, 1), "Overdue"),
		(date(2026, 10, 9), 1, date(2026, 12, 1), "Overdue"),
		(None, 0, date(2026, 10, 20), None),
		(None, 0, date(2026, 10, 21), "Overdue"),
	],
)
def test_how_an_order_kept_its_limit(reported, missed, today, found):
	assert limits.outcome(ORIGINAL, EXTENDED, reported, missed, today) == found


@given(original=DAYS, due=DAYS, reported=DAYS, missed=st.integers(0, 3), later=st.integers(0, 99))
def test_a_kept_limit_stays_kept_whenever_one_looks(original, due, reported, missed, later):
	first = limits.outcome(original, due, reported, missed, reported)
	assert limits.outcome(original, due, reported, missed, reported + timedelta(days=later)) == first
	assert (first == constants.OVERDUE) == (missed > 0 or reported > due)


def test_missed_limits_count_the_running_one():
	assert limits.missed_now(DUE, None, 0, DUE) == 0
	assert limits.missed_now(DUE, None, 1, DUE + timedelta(days=1)) == 2
	assert limits.missed_now(DUE, DUE, 1, DUE + timedelta(days=9)) == 1
	assert limits.missed_now(DUE, DUE + timedelta(days=1), 0, DUE + timedelta(days=9)) == 1


@pytest.mark.parametrize(
	("office", "found"),
	[(None, []), ("甲", []), ("丙", [("inspection_office", "inspection_needed")])],
)
def test_a_leaders_instruction_may_go_to_an_inspection_office(office, found):
	values = {
		"requirement": "通水", "unit": "住建局", "person": "张三", "due_date": DUE, "ordered_on": DUE,
		"source": constants.FROM_LEADER, "basis": "10月10日批示", "inspection_office": office,
	}  # fmt: skip
	assert rules(order_gaps.order_gaps(values, ("甲", "乙"))) == found
