"""The approval clock: every day has one owner, and the limit is the authority's."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.clock import (
	ACCEPTED,
	AUTHORITY,
	GRANTED,
	GUIDANCE,
	OWNERS,
	RESUMED,
	STOPPED,
	ClockError,
	ClockEvent,
	read,
)
from anshang_app.planning.workdays import CALENDAR, UNITS, WORKING, WorkCalendar

CONSTANTS = chinese_calendar.constants
CHINA = WorkCalendar(frozenset(CONSTANTS.holidays), frozenset(CONSTANTS.workdays), frozenset({2025, 2026}))
#: Monday to Friday, then the next week
MON, TUE, WED, THU, FRI = (date(2026, 3, 2 + k) for k in range(5))


def at(*events, unit=WORKING, limit=5, today=date(2026, 3, 31), **settings):
	return read(CHINA, [ClockEvent(*event) for event in events], unit, limit, today, **settings)


def test_a_limit_of_five_working_days_from_monday_is_due_the_next_monday():
	clock = at((MON, ACCEPTED), today=WED)
	assert (clock.used, clock.remaining, clock.due) == (2, 3, date(2026, 3, 9))
	assert not clock.overdue


def test_counted_from_the_same_day_it_is_due_on_friday():
	clock = at((MON, ACCEPTED), today=MON, from_next_day=False)
	assert (clock.used, clock.due) == (1, FRI)


def test_a_stop_counts_from_the_next_day_and_so_does_a_resumption():
	clock = at((MON, ACCEPTED), (TUE, STOPPED, "Enterprise"), (THU, RESUMED), today=FRI)
	assert clock.charged == {AUTHORITY: 2, "Enterprise": 2}
	assert clock.elapsed == 4
	assert clock.due == date(2026, 3, 11)


def test_while_it_stands_still_nobody_knows_the_due_day():
	clock = at((MON, ACCEPTED), (TUE, STOPPED, "Statutory Exempt"))
	assert (clock.due, clock.remaining, clock.overdue) == (None, 4, False)


@pytest.mark.parametrize(
	("accepted", "unit", "limit", "stopped"),
	[
		(date(2026, 11, 2), WORKING, 5, date(2026, 11, 9)),
		(date(2026, 11, 2), CALENDAR, 7, date(2026, 11, 9)),
		(date(2026, 11, 6), WORKING, 1, date(2026, 11, 9)),
		(date(2026, 2, 10), WORKING, 5, date(2026, 2, 24)),
		(date(2026, 3, 2), CALENDAR, 1, date(2026, 3, 3)),
	],
)
def test_a_stop_on_the_last_day_keeps_the_limit_open_until_it_goes_on(accepted, unit, limit, stopped):
	before = at((accepted, ACCEPTED), unit=unit, limit=limit, today=stopped)
	assert (before.due, before.remaining) == (stopped, 0)
	events = [(accepted, ACCEPTED), (stopped, STOPPED, "Enterprise")]
	for days in (0, 1, 30):
		standing = at(*events, unit=unit, limit=limit, today=stopped + timedelta(days=days))
		assert (standing.due, standing.overdue, standing.remaining) == (None, False, 0)
	resumed = stopped + timedelta(days=14)
	events.append((resumed, RESUMED))
	on_the_day = at(*events, unit=unit, limit=limit, today=resumed)
	assert (on_the_day.due, on_the_day.overdue) == (resumed, False)
	assert at(*events, unit=unit, limit=limit, today=resumed + timedelta(days=1)).overdue


def test_a_limit_used_up_before_the_stop_stays_overdue():
	clock = at((MON, ACCEPTED), (date(2026, 3, 12), STOPPED, "Enterprise"))
	assert clock.due == date(2026, 3, 9)
	assert clock.overdue


def test_the_due_day_itself_is_in_time():
	assert not at((MON, ACCEPTED), (date(2026, 3, 9), GRANTED)).overdue
	assert at((MON, ACCEPTED), (date(2026, 3, 10), GRANTED)).overdue


def test_a_stop_and_a_resumption_on_one_day_cost_nothing():
	clock = at((MON, ACCEPTED), (TUE, STOPPED, "Enterprise"), (TUE, RESUMED), today=WED)
	assert clock.charged == {AUTHORITY: 2}


def test_calendar_days_run_over_the_weekend_and_working_days_do_not():
	saturday = date(2026, 3, 7)
	assert at((FRI, ACCEPTED), unit=CALENDAR, today=saturday).used == 1
	assert at((FRI, ACCEPTED), unit=WORKING, today=saturday).used == 0


def test_early_guidance_starts_no_clock():
	clock = at((MON, GUIDANCE))
	assert (clock.elapsed, clock.due, clock.state) == (0, None, GUIDANCE)


def test_without_a_limit_there_is_no_due_day():
	clock = at((MON, ACCEPTED), limit=None)
	assert (clock.due, clock.remaining) == (None, None)
	assert clock.used == 21


BAD = {
	"stop before acceptance": ([(MON, STOPPED, "Enterprise")], (0, "cannot_follow")),
	"accepted twice": ([(MON, ACCEPTED), (TUE, ACCEPTED)], (1, "cannot_follow")),
	"resumed without a stop": ([(MON, ACCEPTED), (TUE, RESUMED)], (1, "cannot_follow")),
	"stopped twice": (
		[(MON, ACCEPTED), (TUE, STOPPED, "Enterprise"), (WED, STOPPED, "Enterprise")],
		(2, "cannot_follow"),
	),
	"after the end": ([(MON, ACCEPTED), (TUE, GRANTED), (WED, STOPPED, "Enterprise")], (2, "cannot_follow")),
	"back in time": ([(WED, ACCEPTED), (MON, GRANTED)], (1, "before_the_last")),
	"a stop of nobody's time": ([(MON, ACCEPTED), (TUE, STOPPED)], (1, "whose_time")),
	"a stop of the authority's own time": ([(MON, ACCEPTED), (TUE, STOPPED, AUTHORITY)], (1, "whose_time")),
}


@pytest.mark.parametrize("name", BAD)
def test_events_that_cannot_be_are_refused_by_number(name):
	events, expected = BAD[name]
	with pytest.raises(ClockError) as caught:
		at(*events)
	assert (caught.value.number, caught.value.rule) == expected


@st.composite
def histories(draw) -> list[ClockEvent]:
	day = date(2026, 1, 20) + timedelta(days=draw(st.integers(0, 40)))
	events, stopped = [ClockEvent(day, ACCEPTED)], False
	for _ in range(draw(st.integers(0, 6))):
		day += timedelta(days=draw(st.integers(0, 12)))
		owner = draw(st.sampled_from([owner for owner in OWNERS if owner != AUTHORITY]))
		events.append(ClockEvent(day, RESUMED) if stopped else ClockEvent(day, STOPPED, owner))
		stopped = not stopped
	if draw(st.booleans()):
		events.append(ClockEvent(day + timedelta(days=draw(st.integers(0, 9))), GRANTED))
	return events


@given(histories(), st.sampled_from(UNITS), st.integers(0, 60), st.booleans())
def test_the_days_charged_add_up_to_the_days_elapsed(events, unit, later, from_next_day):
	today = events[-1].day + timedelta(days=later)
	clock = read(CHINA, events, unit, 10, today, from_next_day)
	end = events[-1].day if events[-1].kind == GRANTED else today
	begin = events[0].day - timedelta(days=not from_next_day)
	assert sum(clock.charged.values()) == clock.elapsed == CHINA.days_between(begin, end, unit)


@given(histories(), st.sampled_from(UNITS), st.integers(1, 20))
def test_the_due_day_is_the_day_on_which_the_authority_has_used_its_limit(events, unit, limit):
	today = events[-1].day + timedelta(days=90)
	clock = read(CHINA, events, unit, limit, today)
	if clock.due is None or clock.due > events[-1].day:
		return
	until = [event for event in events if event.day < clock.due]
	on_due = read(CHINA, until, unit, limit, clock.due).used
	day_before = read(CHINA, until, unit, limit, clock.due - timedelta(days=1)).used
	# a stop on the very last day leaves none: the day the clock goes on is the last one
	stopped_at_the_limit = any(
		event.kind == STOPPED and read(CHINA, events[: number + 1], unit, limit, event.day).used == limit
		for number, event in enumerate(events)
		if event.day <= clock.due
	)
	assert on_due == limit
	assert day_before == limit - 1 or (stopped_at_the_limit and day_before == limit)


@pytest.mark.parametrize(
	("accepted", "limit", "falls", "goes_on"),
	[
		(date(2026, 9, 21), 10, date(2026, 10, 1), date(2026, 10, 8)),
		(date(2026, 3, 2), 5, date(2026, 3, 7), date(2026, 3, 9)),
		(date(2026, 2, 10), 5, date(2026, 2, 15), date(2026, 2, 24)),
		(date(2026, 2, 7), 7, date(2026, 2, 14), date(2026, 2, 14)),
	],
)
def test_a_limit_in_calendar_days_that_ends_on_a_day_off_goes_on_only_where_its_rule_says_so(
	accepted, limit, falls, goes_on
):
	events = [(accepted, ACCEPTED)]
	today = falls + timedelta(days=1)
	plain = at(*events, unit=CALENDAR, limit=limit, today=today)
	moved = at(*events, unit=CALENDAR, limit=limit, today=today, on_working_day=True)
	assert (plain.due, plain.overdue) == (falls, True)
	assert (moved.due, moved.overdue) == (goes_on, goes_on < today)
	working = at(*events, unit=WORKING, limit=limit, today=today)
	assert working.due == at(*events, unit=WORKING, limit=limit, today=today, on_working_day=True).due


def test_an_acceptance_on_a_saturday_counts_from_the_next_day():
	clock = at((date(2026, 3, 7), ACCEPTED), today=date(2026, 3, 9))
	assert (clock.used, clock.due) == (1, date(2026, 3, 13))
	assert at((date(2026, 3, 7), ACCEPTED), unit=CALENDAR, limit=5, today=date(2026, 3, 9)).used == 2
