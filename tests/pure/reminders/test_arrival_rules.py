"""What is told on arrival: conditions read on one record, and the hours in which a mail may leave."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.reminders.rules.arrival_rules import (
	AT_ONCE,
	ROWS,
	addressees_on,
	holds,
	next_office_moment,
	told_at_once,
)
from anshang_app.reminders.rules.task_rules import WAITS
from anshang_app.reminders.rules.waits import UNIT, USER, Wait

OFF = {date(2026, 10, 1) + timedelta(days=number) for number in range(7)}


def works(day: date) -> bool:
	return day.weekday() < 5 and day not in OFF


@pytest.mark.parametrize(
	("now", "moment"),
	[
		("2026-09-28 09:30", "2026-09-28 09:30"),
		("2026-09-28 08:00", "2026-09-28 08:00"),
		("2026-09-28 17:59", "2026-09-28 17:59"),
		("2026-09-28 07:59", "2026-09-28 08:00"),
		("2026-09-28 18:00", "2026-09-29 08:00"),
		("2026-09-26 10:00", "2026-09-28 08:00"),
		("2026-09-30 23:10", "2026-10-08 08:00"),
		("2026-10-02 03:00", "2026-10-08 08:00"),
	],
)
def test_a_mail_leaves_in_office_hours(now, moment):
	asked = datetime.fromisoformat(now)
	assert next_office_moment(asked, (8, 18), works) == datetime.fromisoformat(moment)


@given(
	st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
	st.integers(0, 22).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, 24))),
)
def test_the_moment_is_never_past_and_always_in_the_hours(now, hours):
	moment = next_office_moment(now, hours, works)
	assert moment >= now
	assert works(moment.date())
	assert hours[0] <= moment.hour < hours[1]


def test_conditions_are_read_on_the_record():
	filters = {"state": ["in", ["Raised", "Sent Back"]], "level": ["!=", "Team"], "office": ["is", "not set"]}
	record = {"state": "Raised", "level": "Bureau", "office": ""}
	assert holds(record, filters)
	assert not holds({**record, "state": "Cleared"}, filters)
	assert not holds({**record, "level": "Team"}, filters)
	assert not holds({**record, "office": "督查室"}, filters)
	assert holds({"office": "督查室"}, {"office": ["is", "set"]})
	assert holds({"state": "Raised"}, {"state": ["not in", ["Cleared"]]})
	assert not holds({"state": "Cleared"}, {"state": ["not in", ["Cleared"]]})
	assert holds({"waiting": 1}, {"waiting": [">", 0]})
	assert not holds({"waiting": None}, {"waiting": [">", 0]})
	assert holds(record, {"state": ["not in", ["Cleared", "Revoked"]]})
	assert not holds(record, {"state": ["not in", ["Raised"]]})


def test_a_line_that_asks_for_other_records_waits_for_the_digest():
	assert not [wait for wait in told_at_once() if "with handover" in str(wait.filters)]


def test_addressees_stand_in_a_field_or_in_rows():
	rows = [{"unit": "乙"}, {"unit": None}, {"unit": "乙", "user": "x@y.cn"}, {"user": "z@y.cn"}]
	record = {"unit": "甲", "participants": rows}
	assert addressees_on(record, Wait("x", "y", (UNIT, "unit"))) == {(UNIT, "甲")}
	assert addressees_on(record, Wait("x", "y", (ROWS, "participants"))) == {(UNIT, "乙"), (USER, "z@y.cn")}
	assert addressees_on({}, Wait("x", "y", (UNIT, "unit"))) == set()


def test_every_heading_told_at_once_is_one_of_my_work_and_is_told():
	assert {wait.heading for wait in WAITS} >= AT_ONCE
	assert {wait.heading for wait in told_at_once()} >= AT_ONCE


def test_what_the_city_leaders_and_the_days_bring_waits_for_the_digest():
	assert not [wait for wait in told_at_once() if wait.role]
	assert not [wait for wait in told_at_once() if "soon" in str(wait.filters)]
