"""Lights by rules, the outlook from finished cases, the State Council's notice as text."""

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
from anshang_app.planning.notice import NoticeError, parse
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


NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
                                                    国务院办公厅
                                                    2025年11月4日
"""


def test_the_notice_of_2026_says_what_the_calendar_package_says():
	notice = parse(NOTICE_2026)
	assert notice.year == 2026
	assert set(notice.make_up) == {day for day in CONSTANTS.workdays if day.year == 2026}
	weekdays_off = {day for day in CONSTANTS.holidays if day.year == 2026}
	assert weekdays_off <= set(notice.off)
	assert all(day.weekday() >= 5 for day in set(notice.off) - weekdays_off)
	assert [holiday.name for holiday in notice.holidays][:2] == ["元旦", "春节"]


def test_a_holiday_over_the_turn_of_a_month_and_of_a_year():
	notice = parse(
		"关于2027年部分节假日安排的通知\n一、元旦：12月31日（周四）至1月2日（周六）放假，共3天。\n"
		"二、劳动节：4月30日至5月2日放假。5月8日上班。"
	)
	assert list(notice.off)[:3] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]
	assert date(2027, 5, 1) in notice.off
	assert list(notice.make_up) == [date(2027, 5, 8)]


@pytest.mark.parametrize(
	("text", "rule"),
	[
		("", "no_year"),
		("2027年的工作总结", "no_holiday"),
		("2027年节假日\n一、元旦：待定。", "no_days"),
		("2027年节假日\n一、春节：2月30日放假。", "no_such_day"),
		("2027年节假日\n一、春节：2月1日至28日放假。", "too_long"),
		("2027年节假日\n一、元旦：1月1日至3日放假。1月3日上班。", "off_and_worked"),
	],
)
def test_a_text_that_is_no_such_notice_is_refused(text, rule):
	with pytest.raises(NoticeError) as caught:
		parse(text)
	assert caught.value.rule == rule
