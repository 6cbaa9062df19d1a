"""Deadlines that run by themselves: permits, filings, idle land."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.radar import NEAR, PAST, Rule, deadline, end_of, idle_fee, too_little
from anshang_app.planning.workdays import CALENDAR as CALENDAR_DAYS
from anshang_app.planning.workdays import WorkCalendar

CALENDAR = WorkCalendar()
PERMIT = Rule("施工许可", 3, "Months", 2, 3, "Months", 30, CALENDAR_DAYS)
FILING = Rule("竣工备案", 15, "Days", warn=5, warn_unit=CALENDAR_DAYS)
APPROVED = Rule("核准", 2, "Years", 1, 1, "Years", warn=30)


@pytest.mark.parametrize(
	("rule", "start", "extensions", "end"),
	[
		(PERMIT, date(2026, 11, 30), 0, date(2027, 2, 28)),
		(PERMIT, date(2026, 11, 30), 1, date(2027, 5, 28)),
		(PERMIT, date(2026, 1, 15), 9, date(2026, 10, 15)),
		(APPROVED, date(2024, 2, 29), 0, date(2026, 2, 28)),
		(FILING, date(2026, 2, 20), 0, date(2026, 3, 7)),
	],
)
def test_the_end_of_a_period(rule, start, extensions, end):
	assert end_of(rule, start, extensions) == end


def test_the_paper_goes_before_the_rule():
	assert end_of(PERMIT, date(2026, 1, 15), expires=date(2026, 6, 1)) == date(2026, 6, 1)


def test_a_deadline_is_told_from_its_first_day_of_warning_to_after_its_end():
	start = date(2026, 1, 15)
	end = date(2026, 4, 15)
	told = {
		day: deadline(CALENDAR, PERMIT, start, day) for day in (date(2026, 3, 15), date(2026, 3, 16), end)
	}
	assert told[date(2026, 3, 15)] is None
	assert told[date(2026, 3, 16)].state == NEAR
	assert (told[end].state, told[end].extensions_left) == (NEAR, 2)
	assert deadline(CALENDAR, PERMIT, start, end + timedelta(days=1)).state == PAST
	assert deadline(CALENDAR, PERMIT, None, end) is None
	assert deadline(CALENDAR, Rule("待定", 0, "Years"), start, end) is None


def test_a_warning_in_working_days_is_counted_in_working_days():
	start = date(2024, 6, 3)
	end = date(2026, 6, 3)
	first = CALENDAR.back(end, 30, "Working Days")
	assert deadline(CALENDAR, APPROVED, start, first).state == NEAR
	assert deadline(CALENDAR, APPROVED, start, first - timedelta(days=1)) is None


@given(st.dates(date(2010, 1, 1), date(2060, 1, 1)), st.integers(0, 2))
def test_every_extension_moves_the_end_on(start, extensions):
	assert end_of(PERMIT, start, extensions + 1) > end_of(PERMIT, start, extensions) or extensions == 2


def test_the_fee_is_estimated_only_where_the_enterprise_is_the_cause():
	assert idle_fee(1500, 20, "Enterprise") == 300
	for cause in ("Government Side", "Force Majeure", None, ""):
		assert idle_fee(1500, 20, cause) is None
	assert idle_fee(None, 20, "Enterprise") is None


def test_the_shares_of_idle_land():
	assert too_little(2499, 10000, 25)
	assert not too_little(2500, 10000, 25)
	assert not too_little(None, 10000, 25)
	assert not too_little(1, None, 25)
