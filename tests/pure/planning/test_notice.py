"""The State Council's notice as text: every one since 2013, and what pasting does to it: right, or refused, never half."""

import random
import re
from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from holiday_notices import BODIES, notice_of
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.notice import Notice, NoticeError, parse

#: days that a later notice gave: the parade of 2015, the turn of 2018, 劳动节 of 2019, the longer 春节 of 2020
LATER = {
	2015: {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)},
	2018: {date(2018, 12, 29), date(2018, 12, 31)},
	2019: {date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5)},
	2020: {date(2020, 1, 31), date(2020, 2, 1)},
}


def works(notice: Notice, day: date) -> bool:
	return day in notice.make_up or (day.weekday() < 5 and day not in notice.off)


def content(notice: Notice) -> tuple:
	return notice.year, notice.holidays


@pytest.mark.parametrize("year", BODIES)
def test_each_notice_says_what_the_calendar_package_says(year):
	notice = parse(notice_of(year))
	days = (date(year, 1, 1) + timedelta(days=k) for k in range(366))
	differ = {day for day in days if day.year == year and works(notice, day) != is_workday(day)}
	assert notice.year == year
	assert differ == LATER.get(year, set())
	assert len(notice.holidays) == len(BODIES[year].splitlines())


def test_a_holiday_over_the_turn_of_a_month_and_of_a_year():
	notice = parse(
		"关于2027年部分节假日安排的通知\n一、元旦：12月31日（周四）至1月2日（周六）放假，共3天。\n"
		"二、劳动节：4月30日至5月2日放假。5月8日上班。"
	)
	assert list(notice.off)[:3] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]
	assert date(2027, 5, 1) in notice.off
	assert list(notice.make_up) == [date(2027, 5, 8)]


def test_a_day_only_advised_is_a_working_day():
	off = parse(notice_of(2024)).off
	assert date(2024, 2, 9) not in off
	assert date(2024, 2, 10) in off


@pytest.mark.parametrize("word", ["建议", "倡导", "提倡", "鼓励"])
def test_advice_in_other_words_gives_no_day_off(word):
	text = notice_of(2024).replace("鼓励各单位", f"{word}各单位")
	assert content(parse(text)) == content(parse(notice_of(2024)))


def test_the_turn_of_2018_under_the_title_of_2019():
	new_year = parse(notice_of(2019)).holidays[0]
	assert new_year.off == (date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1))
	assert new_year.make_up == (date(2018, 12, 29),)


@pytest.mark.parametrize(
	("words", "off", "make_up"),
	[
		("1月1日放假，1月2日（星期一）补休。", ["01-01", "01-02"], []),
		("1月1日放假，与周末连休，共3天。", ["01-01"], []),
		("1月1日至2日放假，共2天。", ["01-01", "01-02"], []),
	],
)
def test_days_made_up_for_and_weekends_that_follow(words, off, make_up):
	year = 2017 if "补休" in words else 2024
	notice = parse(f"关于{year}年部分节假日安排的通知\n一、元旦：{words}")
	assert [f"{day:%m-%d}" for day in notice.off] == off
	assert [f"{day:%m-%d}" for day in notice.make_up] == make_up


def test_a_new_year_from_december_without_a_year():
	text = "关于2028年部分节假日安排的通知\n一、元旦：12月31日（周五）至1月2日（周日）放假，共3天。"
	assert list(parse(text).off) == [date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 2)]


# --- what pasting does -----------------------------------------------------------------------------------------


def broken_lines(text: str, lot: random.Random) -> str:
	return "".join(c + "\n" * (lot.random() < 0.08) for c in text)


def one_line(text: str, _lot) -> str:
	return text.replace("\n", "")


def half_width(text: str, _lot) -> str:
	return text.translate(str.maketrans("：（），；", ":(),;"))


def full_width_digits(text: str, _lot) -> str:
	return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def blanks(text: str, lot: random.Random) -> str:
	return "".join(c + lot.choice((" ", "　", "\t")) * (lot.random() < 0.1) for c in text)


def page_numbers(text: str, lot: random.Random) -> str:
	return "".join(c + ("\n— 2 —\n" if lot.random() < 0.02 else "") for c in text)


def noise_lines(text: str, lot: random.Random) -> str:
	noise = ("字体：[大 中 小]", "打印  分享到", "来源：中国政府网", "2025-11-04 10:00", "- 3 -", "第 2 页")
	return "\n".join(
		f"{line}\n{lot.choice(noise)}" if lot.random() < 0.4 else line for line in text.split("\n")
	)


HARMLESS = (broken_lines, one_line, half_width, full_width_digits, blanks, page_numbers, noise_lines)


@pytest.mark.parametrize("change", HARMLESS)
@pytest.mark.parametrize("year", BODIES)
def test_what_pasting_does_to_the_text_changes_nothing(year, change):
	for seed in range(5):
		text = change(notice_of(year), random.Random(seed))
		assert content(parse(text)) == content(parse(notice_of(year))), text


#: a digit of a single day without weekday or count beside it is said once: nobody can tell a slip from it
SAID_ONCE = re.compile(r"：\d+月\d+日放假(?:。|，\d|，与)")


@pytest.mark.parametrize("year", BODIES)
def test_a_letter_lost_or_doubled_or_put_in_is_right_or_refused(year):
	text = notice_of(year)
	begin = text.index("一、元旦")
	end = text.index("节假日期间")
	once = {k for match in SAID_ONCE.finditer(text) for k in range(*match.span())}
	right, refused = content(parse(text)), 0
	for at in range(begin, end):
		if at in once and text[at].isdigit():
			continue
		for changed in (
			text[:at] + text[at + 1 :],
			text[:at] + text[at] + text[at:],
			text[:at] + "乱" + text[at:],
			text[:at] + "打印 分享" + text[at:],
		):
			try:
				found = content(parse(changed))
			except NoticeError:
				refused += 1
				continue
			assert names_aside(found) == names_aside(right), changed[max(0, at - 30) : at + 30]
	assert refused


def names_aside(found: tuple) -> tuple:
	"""The days of each holiday: a name with a letter more is still the same holiday."""
	return found[0], [(holiday.off, holiday.make_up) for holiday in found[1]]


@pytest.mark.parametrize("year", BODIES)
def test_whole_parts_lost_or_moved_are_right_or_refused(year):
	"""400 and more: sentences, clauses and paragraphs taken out, doubled or exchanged."""
	lot, text = random.Random(year), BODIES[year]
	right = {holiday.off: holiday.make_up for holiday in parse(notice_of(year)).holidays}
	parts = re.split(r"(?<=[。，：、\n])", text)
	for _number in range(60):
		changed = list(parts)
		at = lot.randrange(len(changed))
		how = lot.choice(("drop", "double", "swap"))
		if how == "drop":
			lost = changed.pop(at)
		elif how == "double":
			lost = changed[at]
			changed.insert(at, changed[at])
		else:
			other = lot.randrange(len(changed))
			lost = changed[at] + changed[other]
			changed[at], changed[other] = changed[other], changed[at]
		try:
			found = parse(notice_of(year).replace(text, "".join(changed)))
		except NoticeError:
			continue
		# a whole sentence that is not there cannot be missed; what is there is read right
		for holiday in found.holidays:
			assert holiday.off in right or "。" in lost or "，" in lost, (holiday, lost)
			assert set(holiday.make_up) <= {day for days in right.values() for day in days}, (holiday, lost)


# --- refused -----------------------------------------------------------------------------------------------------

HEAD = "关于2026年部分节假日安排的通知\n"


@pytest.mark.parametrize(
	("text", "rule"),
	[
		(HEAD + "一、元旦：1月1日至3日放假，共4天。", "wrong_count"),
		(HEAD + "一、元旦：1月1日放假2天。", "wrong_count"),
		(HEAD + "一、元旦：1月1日（周五）至3日放假。", "wrong_weekday"),
		(HEAD + "一、元旦：1月1日至3日放假。1月4日（周六）上班。", "wrong_weekday"),
		(HEAD + "一、元旦：1月1日至3日放假。1月5日上班。", "no_weekend"),
		(HEAD + "一、元旦：1月1日至3日放假。另行通知上班。", "no_days"),
		(HEAD + "一、元旦：放假三天。", "no_days"),
		(HEAD + "一、元旦：1月1日至3日放假。1月4日（周日）。", "not_understood"),
		(HEAD + "一、元旦：1月1日至3放假。", "not_understood"),
		(HEAD + "一、元旦：1月1日放假，1月7日补休。", "apart"),
		(HEAD + "一、元旦：1月1日放假。\n三、清明节：4月4日至6日放假。", "gap"),
		(HEAD + "一、劳动节：5月1日放假。\n二、元旦：1月1日放假。", "out_of_order"),
		(HEAD + "1月1日放假。\n二、春节：2月15日至23日放假。", "not_understood"),
		("2026年节假日、2027年节假日\n一、元旦：1月1日放假。", "years_differ"),
		("关于2026年劳动节放假安排的通知\n2026年5月1日至5日放假调休，共5天。", "no_holiday"),
		("一、元旦：1月1日放假。", "no_year"),
		("", "no_year"),
		("2027年的工作总结", "no_holiday"),
		("2027年节假日\n一、元旦：待定。", "no_days"),
		("2027年节假日\n一、春节：2月30日放假。", "no_such_day"),
		("2027年节假日\n一、春节：2月1日至28日放假。", "too_long"),
		("2027年节假日\n一、元旦：1月1日至3日放假。1月3日上班。", "off_and_worked"),
	],
)
def test_a_notice_not_all_understood_is_refused(text, rule):
	with pytest.raises(NoticeError) as caught:
		parse(text)
	assert caught.value.rule == rule


@given(
	st.text(
		alphabet="一二三、元旦春节清明放假上班调休共天月日至0123456789年（）周五。，\n:2026年部分节假日",
		max_size=80,
	)
)
def test_any_text_is_a_notice_or_refused(text):
	try:
		notice = parse("2026年部分节假日" + text)
	except NoticeError:
		return
	assert notice.holidays and all(holiday.off for holiday in notice.holidays)


@given(st.text(max_size=60))
def test_any_text_at_all_raises_nothing_else(text):
	try:
		parse(text)
	except NoticeError as error:
		assert error.rule
