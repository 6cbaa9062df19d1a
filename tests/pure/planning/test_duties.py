"""Duties by whole periods: weeks, months, pairs of months; excuses, pauses, go-live."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.duties import (
	DONE,
	EXCUSED,
	MISSED,
	MONTH,
	NOT_ASKED,
	OPEN,
	TWO_MONTHS,
	WEEK,
	Duty,
	Passage,
	Span,
	latest,
	period_of,
	running,
	standing,
)
from anshang_app.planning.workdays import WorkCalendar

#: Spring Festival 2026 fills a whole week (Mon 16 to Sun 22 February)
FESTIVAL = frozenset(date(2026, 2, 15) + timedelta(days=number) for number in range(9))
CALENDAR = WorkCalendar(off=FESTIVAL, make_up=frozenset({date(2026, 2, 28)}), announced=frozenset({2026}))
PHONE = Duty("电话", "Chain Lead Unit", "Phone Contact", 1, WEEK, True)
VISIT = Duty("现场", "Chain Lead Unit", "Site Visit", 1, MONTH)
ALWAYS = [Span(date(2020, 1, 1))]
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def state(duty, days, day, today, spans=ALWAYS):
	return standing(CALENDAR, duty, days, spans, day, today).state


@pytest.mark.parametrize(
	("kind", "day", "first", "last"),
	[
		(WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22)),
		(WEEK, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
		(MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
		(TWO_MONTHS, date(2026, 12, 31), date(2026, 11, 1), date(2026, 12, 31)),
		(TWO_MONTHS, date(2026, 2, 1), date(2026, 1, 1), date(2026, 2, 28)),
	],
)
def test_a_period_begins_and_ends_as_the_calendar_says(kind, day, first, last):
	assert period_of(day, kind) == Span(first, last)


@given(DAYS, st.sampled_from([WEEK, MONTH, TWO_MONTHS]))
def test_periods_cover_every_day_once(day, kind):
	period = period_of(day, kind)
	assert period.holds(day)
	assert period_of(period.last + timedelta(days=1), kind).first == period.last + timedelta(days=1)


def test_a_contact_on_the_sunday_counts_for_the_week_that_ends():
	sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
	assert state(PHONE, [sunday], sunday, monday) == DONE
	assert state(PHONE, [sunday], monday, monday) == OPEN


def test_the_week_is_missed_only_when_it_is_over():
	assert state(PHONE, [], date(2026, 11, 22), date(2026, 11, 22)) == OPEN
	assert state(PHONE, [], date(2026, 11, 22), date(2026, 11, 23)) == MISSED


def test_a_week_without_a_working_day_is_excused_where_the_rule_says_so():
	festival = date(2026, 2, 18)
	assert state(PHONE, [], festival, date(2026, 3, 1)) == EXCUSED
	strict = Duty("电话", "Chain Lead Unit", "Phone Contact", 1, WEEK, False)
	assert state(strict, [], festival, date(2026, 3, 1)) == MISSED


def test_the_last_day_to_do_it_is_a_working_day_make_up_days_included():
	assert standing(CALENDAR, PHONE, [], ALWAYS, date(2026, 2, 24), date(2026, 2, 24)).due == date(
		2026, 2, 28
	)


def test_a_suspended_project_and_the_time_before_go_live_ask_nothing():
	passages = [
		Passage(date(2026, 9, 2), "Planning"),
		Passage(date(2026, 10, 14), "Suspended"),
		Passage(date(2026, 11, 4), "Planning"),
		Passage(date(2026, 11, 20), "Handed Over"),
	]
	spans = running(passages, go_live=date(2026, 9, 10))
	assert spans == [
		Span(date(2026, 9, 10), date(2026, 10, 14)),
		Span(date(2026, 11, 4), date(2026, 11, 20)),
	]
	today = date(2026, 12, 31)
	asked = {day: state(PHONE, [], day, today, spans) for day in (date(2026, 9, 9), date(2026, 9, 17))}
	assert asked == {date(2026, 9, 9): NOT_ASKED, date(2026, 9, 17): MISSED}
	assert state(PHONE, [], date(2026, 10, 20), today, spans) == NOT_ASKED
	assert state(VISIT, [], date(2026, 10, 20), today, spans) == NOT_ASKED
	assert state(PHONE, [], date(2026, 12, 1), today, spans) == NOT_ASKED


def test_go_live_after_the_end_leaves_nothing():
	passages = [Passage(date(2026, 1, 5), "Planning"), Passage(date(2026, 2, 5), "Terminated")]
	assert running(passages, date(2026, 6, 1)) == []


@given(st.lists(DAYS, max_size=20), DAYS)
def test_more_entries_never_make_a_duty_stand_worse(days, today):
	rank = {MISSED: 0, OPEN: 0, EXCUSED: 1, NOT_ASKED: 1, DONE: 2}
	for more in range(len(days)):
		before = [rank[seen.state] for seen in latest(CALENDAR, PHONE, days[:more], ALWAYS, today, 4)]
		after = [rank[seen.state] for seen in latest(CALENDAR, PHONE, days[: more + 1], ALWAYS, today, 4)]
		assert all(one <= other for one, other in zip(before, after, strict=True))
