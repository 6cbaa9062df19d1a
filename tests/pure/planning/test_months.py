"""Months: whole ones first, then half a month as fifteen days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.months import months_later
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR
from anshang_app.validation.checks import FIRST_DAY, LAST_DAY


def test_the_days_of_the_rule_are_those_of_the_calendar():
	assert (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)) == (FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
	("start", "months", "end"),
	[
		(date(2026, 12, 1), 0.5, date(2026, 12, 16)),
		(date(2026, 12, 1), 1.5, date(2027, 1, 16)),
		(date(2026, 12, 1), 2.5, date(2027, 2, 16)),
		(date(2026, 12, 1), 10.5, date(2027, 10, 16)),
		(date(2026, 8, 31), 0.5, date(2026, 9, 15)),
		(date(2026, 8, 31), 1.5, date(2026, 10, 15)),
		(date(2026, 8, 31), 2.5, date(2026, 11, 15)),
		(date(2026, 8, 31), 10.5, date(2027, 7, 15)),
		(date(2024, 1, 31), 1, date(2024, 2, 29)),
		(date(2026, 8, 31), 0, date(2026, 8, 31)),
	],
)
def test_half_months(start, months, end):
	assert months_later(start, months) == end


@pytest.mark.parametrize(
	("start", "months"),
	[
		(date(2026, 1, 1), -1),
		(date(2026, 1, 1), 10**7),
		(date(2026, 1, 1), float("inf")),
		(date(2026, 1, 1), float("nan")),
		(date(9999, 12, 31), 1),
		(date(206, 12, 5), 1),
		(date(2099, 12, 1), 1),
	],
)
def test_what_no_plan_may_hold_is_none(start, months):
	assert months_later(start, months) is None


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.integers(0, 24))
def test_half_a_month_lies_between_two_whole_ones(start, whole):
	low, half, high = (months_later(start, whole + part) for part in (0, 0.5, 1))
	assert low is None or half is None or half == low + timedelta(days=15)
	assert not all((low, half, high)) or low < half < high
