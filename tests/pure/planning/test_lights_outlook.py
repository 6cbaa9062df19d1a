"""Lights by rules, the outlook from finished cases."""

from datetime import date

import chinese_calendar
import pytest

from anshang_app.planning.lights import (
	FEW_DAYS_LEFT,
	FLOAT_USED_UP,
	GREEN,
	NO_PLAN,
	NONE,
	PAST_PLAN,
	RECOVERED,
	RED,
	WITHIN_PLAN,
	YELLOW,
	LightRule,
	NodeFacts,
	light_of,
)
from anshang_app.planning.outlook import likely_day, outlook
from anshang_app.planning.workdays import CALENDAR, WORKING, WorkCalendar

CONSTANTS = chinese_calendar.constants
CHINA = WorkCalendar(frozenset(CONSTANTS.holidays), frozenset(CONSTANTS.workdays), frozenset({2026}))
RULES = (
	LightRule(NONE, NO_PLAN, order=1),
	LightRule(RED, PAST_PLAN, order=2),
	LightRule(YELLOW, RECOVERED, 10, order=3),
	LightRule(YELLOW, FLOAT_USED_UP, order=4),
	LightRule(YELLOW, FEW_DAYS_LEFT, 3, order=5),
	LightRule(GREEN, WITHIN_PLAN, order=6),
)
TODAY, PLANNED = date(2026, 3, 2), date(2026, 3, 20)


def light(today=TODAY, planned=PLANNED, **facts) -> str:
	return light_of(CHINA, RULES, NodeFacts(planned, **facts), today)


@pytest.mark.parametrize(
	("facts", "expected"),
	[
		({}, GREEN),
		({"planned": None}, NONE),
		({"forecast": date(2026, 3, 20)}, GREEN),
		({"forecast": date(2026, 3, 21)}, YELLOW),
		({"float_days": 0}, YELLOW),
		({"float_days": 1}, GREEN),
		({"today": date(2026, 3, 17)}, YELLOW),
		({"today": date(2026, 3, 16)}, GREEN),
		({"today": PLANNED}, YELLOW),
		({"today": date(2026, 3, 21)}, RED),
		({"today": date(2026, 3, 21), "actual": date(2026, 3, 19)}, GREEN),
		({"last_red": date(2026, 2, 26)}, YELLOW),
		({"planned": date(2026, 2, 20), "actual": date(2026, 2, 25), "last_red": date(2026, 2, 26)}, YELLOW),
		# done in time, entered late
		({"planned": date(2026, 2, 20), "actual": date(2026, 2, 20), "last_red": date(2026, 2, 26)}, GREEN),
		({"last_red": date(2026, 1, 30)}, GREEN),
	],
)
def test_a_light_follows_the_first_rule_that_speaks(facts, expected):
	assert light(**facts) == expected


def test_another_number_in_a_rule_gives_another_light():
	rules = [LightRule(YELLOW, FEW_DAYS_LEFT, 20, 1), LightRule(GREEN, WITHIN_PLAN, order=2)]
	assert light_of(CHINA, rules, NodeFacts(PLANNED), TODAY) == YELLOW
	assert light_of(CHINA, [], NodeFacts(PLANNED), TODAY) == NONE


def test_too_few_cases_say_nothing_and_the_promised_limit_stands_in():
	few = outlook([4] * 29, 30)
	assert (few.cases, few.p50, few.p80, few.enough) == (29, None, None, False)
	assert likely_day(CHINA, TODAY, few, 7, WORKING) == date(2026, 3, 11)
	assert likely_day(CHINA, TODAY, few, None, WORKING) is None


def test_thirty_cases_give_durations_that_occurred():
	seen = outlook(list(range(1, 31)), 30)
	assert (seen.p50, seen.p80) == (15, 24)
	assert likely_day(CHINA, TODAY, seen, 7, CALENDAR) == date(2026, 3, 26)
