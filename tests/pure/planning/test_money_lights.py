"""Lights of money by hand: two cities' rules, the edges of the thresholds, what nobody can know."""

from datetime import date

import pytest

from anshang_app.planning import money_lights as money
from anshang_app.planning.lights import GREEN, NONE, RED, YELLOW, LightRule
from anshang_app.planning.money_lights import YearFacts

#: 10 to 30 points behind is yellow, more is red
POINTS = (
	LightRule(NONE, money.NO_YEAR_PLAN, order=1),
	LightRule(RED, money.MORE_POINTS_BEHIND, order=2, threshold=30),
	LightRule(YELLOW, money.POINTS_BEHIND, order=3, threshold=10),
	LightRule(GREEN, money.PACE_KNOWN, order=4),
)
#: less than half of what is due is red
HALF = (
	LightRule(RED, money.BELOW_SHARE_OF_DUE, order=1, threshold=50),
	LightRule(GREEN, money.PACE_KNOWN, order=2),
)
#: 73 of 365 days: 20 per cent of the year
DAY = date(2026, 3, 14)
MIDDLE = date(2026, 7, 2)


def light(rules, plan, done, day=DAY, **more):
	return money.light_of(rules, money.pace_of(YearFacts(plan, done, **more), day))


def test_the_day_of_the_year_is_what_is_due():
	assert money.share_of_year(DAY) == 20
	assert money.share_of_year(date(2026, 12, 31)) == 100
	# a leap year has a day more
	assert money.share_of_year(date(2024, 12, 31)) == 100
	assert money.share_of_year(date(2024, 1, 1)) == pytest.approx(100 / 366)


@pytest.mark.parametrize(
	("done", "expected"), [(200, GREEN), (101, GREEN), (100, YELLOW), (0, YELLOW), (400, GREEN)]
)
def test_ten_points_behind_is_yellow(done, expected):
	assert light(POINTS, 1000, done) == expected


@pytest.mark.parametrize(("done", "expected"), [(402, GREEN), (401, YELLOW), (201, YELLOW), (200, RED)])
def test_thirty_points_are_still_yellow_and_more_is_red(done, expected):
	# 50.1 per cent are due: 183 of 365 days
	assert light(POINTS, 1000, done, MIDDLE) == expected


def test_another_city_asks_for_half_of_what_is_due():
	assert [light(HALF, 1000, done) for done in (99, 100, 101)] == [RED, GREEN, GREEN]


def test_what_is_shown_decides():
	# 9.96 points are told as 10.0
	pace = money.pace_of(YearFacts(1000, 100.4), DAY)
	assert (pace.behind, money.light_of(POINTS, pace)) == (10.0, YELLOW)


def test_months_behind_are_twelfths_of_the_plan():
	pace = money.pace_of(YearFacts(1200, 40), DAY)
	assert (pace.months, pace.behind) == (2.0, 16.7)
	rule = LightRule(RED, money.MONTHS_BEHIND, threshold=2)
	assert money.light_of([rule], pace) == RED
	assert money.light_of([rule], money.pace_of(YearFacts(1200, 50), DAY)) == NONE


def test_what_was_done_before_the_year_does_not_count():
	assert light(POINTS, 1000, 5000, at_new_year=4950) == YELLOW
	assert light(POINTS, 1000, 5000, at_new_year=4700) == GREEN


def test_nobody_has_reported_yet_is_nothing_done():
	assert light(POINTS, 1000, None, MIDDLE) == RED


@pytest.mark.parametrize("known", [{"to_date": None}, {"to_date": 500.0, "at_new_year": None}])
def test_a_project_entered_under_way_without_a_beginning_has_no_light(known):
	assert money.pace_of(YearFacts(1000, under_way=True, **known), MIDDLE) is None
	assert money.light_of(POINTS, None) == NONE


def test_one_entered_under_way_with_a_beginning_is_judged():
	assert light(POINTS, 1000, 500, at_new_year=490, under_way=True) == YELLOW


@pytest.mark.parametrize("plan", [None, 0, -5])
def test_without_a_plan_there_is_no_light(plan):
	assert light(POINTS, plan, 100) == NONE


def test_a_correction_below_the_new_year_is_behind():
	assert light(POINTS, 1000, 400, at_new_year=500, day=MIDDLE) == RED


def test_rules_of_dates_say_nothing_about_money():
	assert money.light_of([LightRule(RED, "Past Plan")], None) == NONE


def test_thresholds_of_the_kind():
	assert money.threshold_is_wrong(money.POINTS_BEHIND, 0)
	assert money.threshold_is_wrong(money.MONTHS_BEHIND, 13)
	assert not money.threshold_is_wrong(money.MONTHS_BEHIND, 12)
	assert not money.threshold_is_wrong(money.PACE_KNOWN, 0)
