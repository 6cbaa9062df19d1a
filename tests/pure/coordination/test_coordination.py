"""The ladder's clock, the agenda's order, and what a step of coordination still lacks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.coordination.rules import guards, ladder
from anshang_app.coordination.rules.agenda import OpenIssue, days_blocked, ranked
from anshang_app.foundation import constants
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.supervision.rules import order_gaps

#: National Day 2026: 1 to 7 October off, 10 October (a Saturday) worked
CALENDAR = WorkCalendar(
	off=frozenset(date(2026, 10, day) for day in range(1, 8)),
	make_up=frozenset({date(2026, 10, 10)}),
	announced=frozenset({2026}),
)
LIMITS = {ladder.TEAM: 5, ladder.BUREAU: 0}
TODAY = date(2026, 10, 12)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_the_ladder_has_four_levels_in_the_seeds_order():
	climbed = [ladder.LEVELS[0]]
	while above := ladder.next_level(climbed[-1]):
		climbed.append(above)
	assert climbed == ["At Service Team", "At Bureau", "At Special Meeting", "At Inspection Office"]


def test_a_level_counts_working_days_over_the_holiday_and_the_worked_saturday():
	due = ladder.due_on(CALENDAR, ladder.TEAM, date(2026, 9, 29), LIMITS)
	# 30 September, 8, 9, 10 (worked), 12 October
	assert due == date(2026, 10, 12)
	assert ladder.due_on(CALENDAR, ladder.BUREAU, date(2026, 9, 29), LIMITS) is None
	assert ladder.due_on(CALENDAR, ladder.MEETING, date(2026, 9, 29), LIMITS) is None


@pytest.mark.parametrize(
	("today", "used", "left"),
	[
		(date(2026, 9, 29), 0, 5),
		(date(2026, 10, 7), 1, 4),
		(date(2026, 10, 12), 5, 0),
		(date(2026, 10, 14), 7, -2),
	],
)
def test_the_clock_of_a_level(today, used, left):
	clock = ladder.clock(CALENDAR, ladder.TEAM, date(2026, 9, 29), date(2026, 10, 12), today)
	assert (clock.used, clock.left) == (used, left)


@given(entered=DAYS, after=st.integers(0, 200), days=st.integers(1, 60))
def test_used_and_left_always_add_up_to_the_levels_time(entered, after, days):
	due = ladder.due_on(CALENDAR, ladder.TEAM, entered, {ladder.TEAM: days})
	clock = ladder.clock(CALENDAR, ladder.TEAM, entered, due, entered + timedelta(days=after))
	assert clock.used + clock.left == days


def test_the_agenda_begins_with_the_problem_that_wins_most_working_days():
	issues = [
		OpenIssue("b", "p", "entered", date(2026, 10, 9), gain=9),
		OpenIssue("a", "p", "counted", date(2026, 9, 29)),
		OpenIssue("d", "p", "fresh", date(2026, 10, 12)),
		OpenIssue("c", "p", "as long, raised before", date(2026, 9, 1), gain=9),
	]
	assert [(issue.name, days) for issue, days in ranked(issues, CALENDAR, TODAY)] == [
		("c", 9),
		("b", 9),
		("a", 5),
		("d", 0),
	]


@given(st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=12))
def test_the_agenda_keeps_every_problem_and_never_rises(drawn):
	issues = [OpenIssue(str(at), "p", "t", day, gain) for at, (day, gain) in enumerate(drawn)]
	found = ranked(issues, CALENDAR, TODAY)
	assert sorted(issue.name for issue, _days in found) == sorted(issue.name for issue in issues)
	days = [count for _issue, count in found]
	assert days == sorted(days, reverse=True)
	assert all(count == days_blocked(issue, CALENDAR, TODAY) for issue, count in found)


CHARGED = {"unit": "住建局", "person": "张三", "due_date": "2026-10-20", "raised_on": "2026-10-09"}


def rules(problems):
	return [(problem.field, problem.rule) for problem in problems]


def test_taking_up_lists_unit_person_and_limit_at_once():
	missing = [(field, "needed_for_step") for field in ("unit", "person", "due_date")]
	assert rules(guards.issue_gaps({}, constants.TAKEN_UP, TODAY)) == missing
	assert guards.issue_gaps(CHARGED, constants.TAKEN_UP, TODAY) == []
	early = {**CHARGED, "due_date": "2026-10-08"}
	assert rules(guards.issue_gaps(early, constants.TAKEN_UP, TODAY)) == [("due_date", "not_before")]


def test_clearing_needs_the_enterprises_word_and_not_its_satisfaction():
	answered = {**CHARGED, "answer": "已通水", "answered_on": "2026-10-10"}
	lacks = rules(guards.issue_gaps(answered, constants.CLEARED, TODAY))
	assert lacks == [
		(field, "needed_for_step") for field in ("confirmed_by", "confirmed_on", "confirmed_how")
	]
	confirmed = {
		**answered,
		"confirmed_by": "李四",
		"confirmed_on": "2026-10-12",
		"confirmed_how": "By Telephone",
	}
	assert guards.issue_gaps(confirmed, constants.CLEARED, TODAY) == []
	ahead = {**confirmed, "confirmed_on": "2026-10-13"}
	assert rules(guards.issue_gaps(ahead, constants.CLEARED, TODAY)) == [("confirmed_on", "in_future")]
	before = {**confirmed, "confirmed_on": "2026-10-09"}
	assert rules(guards.issue_gaps(before, constants.CLEARED, TODAY)) == [("confirmed_on", "not_before")]


ORDER = {"requirement": "通水", **CHARGED, "ordered_on": "2026-10-12"}


@pytest.mark.parametrize(
	("changes", "found"),
	[
		({"source": constants.FROM_BUREAU}, []),
		(
			{"source": constants.FROM_BUREAU, "inspection_office": "甲"},
			[("inspection_office", "inspection_not_here")],
		),
		({"source": constants.FROM_SPECIAL_MEETING, "inspection_office": "甲"}, []),
		({"source": constants.FROM_SPECIAL_MEETING}, [("inspection_office", "inspection_needed")]),
		(
			{"source": constants.FROM_SPECIAL_MEETING, "inspection_office": "丙"},
			[("inspection_office", "inspection_needed")],
		),
		({"source": constants.FROM_LEADER}, [("basis", "basis_needed")]),
		({"source": constants.FROM_LEADER, "basis": "10月10日批示"}, []),
		({"source": constants.FROM_JOINT_MEETING}, [("source", "meeting_needed_here")]),
		(
			{"source": constants.FROM_BUREAU, "person": "", "due_date": "2026-10-11"},
			[("person", "needed_for_step"), ("due_date", "not_before")],
		),
	],
)
def test_an_order_by_its_source(changes, found):
	assert rules(order_gaps.order_gaps({**ORDER, **changes}, ("甲", "乙"))) == found


def test_no_inspection_office_named_is_no_office():
	given_up = {**ORDER, "source": constants.FROM_SPECIAL_MEETING, "inspection_office": None}
	assert rules(order_gaps.order_gaps(given_up, (None, None))) == [
		("inspection_office", "inspection_needed")
	]


RULES = (
	{"category_name": "租赁", "landing_mode": "租赁"},
	{"category_name": "矿山"},
	{"category_name": "租赁的环评", "landing_mode": "租赁", "approval_item": "环评"},
)


def test_a_category_excludes_where_all_its_criteria_fit():
	assert guards.excluded_by({"landing_mode": "租赁"}, RULES) == ["租赁"]
	assert guards.excluded_by({"landing_mode": "租赁", "approval_item": "环评"}, RULES) == [
		"租赁",
		"租赁的环评",
	]
	assert guards.excluded_by({"landing_mode": "征地", "approval_item": "环评"}, RULES) == []
	assert guards.judged_by_hand(RULES) == ["矿山"]
