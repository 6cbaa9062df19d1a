"""Reading the State Council's yearly notice on holidays, pasted as text: all of it, or a refusal, never half.

The notice tells for each holiday from when to when it is off and which weekend days are worked instead. Lines,
blanks and the width of characters say nothing in it: they are taken out first. Whatever names a day must have been
understood, and a notice says most things twice (weekdays, 共N天): both sayings must agree.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAY_NAMES = "元旦|春节|清明节|劳动节|端午节|中秋节|国庆节"
#: the year a notice is about, as its title and its first sentence say it
YEAR = re.compile(rf"(20\d\d)年(?:部分|国庆|法定)?(?:节假日|节日|放假|{HOLIDAY_NAMES})")
NUMERALS = "一二三四五六七八九十"
#: a numbered paragraph: the holiday's name, and what is said of it up to the next one
HEADING = re.compile(
	rf"(?:([{NUMERALS}]+)、|\(([{NUMERALS}]+)\)、?|(?<!\d)(\d{{1,2}})[.、])((?:[^:。,;\d]{{0,8}}(?:元旦|节))):"
)
#: 2018年12月30日, 1月1日(周四), 2月15日(农历腊月二十八、周日), 3日; the month may have been named before
DAY = r"(?:(20\d\d)年)?(?:(?<!\d)(\d{1,2})月|(?<![\d月]))(\d{1,2})日(?:\(([^()]*)\))?"
SPAN = re.compile(rf"{DAY}(?:(?:至|到|—|–|-|~){DAY})?")
#: words that say what is with the days before them; a day one only 建议 is no day off
WORD = re.compile(
	r"放假(?!期间|前|后|安排|通知|办法|日期|调休日期)(?:调休)?|补休|(?<!不)(?<!放假)调休(?!日期)|上班"
)
WORKED = "上班"
ADVICE = re.compile(r"鼓励|建议|倡导|提倡|支持|可结合")
COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
WITH_WEEKEND = "连休"
#: what may not be left over once the days were taken out: a piece of a date
DATE_FRAGMENT = re.compile(r"\d+[年月日]|[年月]\d|至|到")
PAGE_NUMBER = re.compile(
	r"(?m)^[^\S\n]*(?:[-—–·]\s*\d{1,3}\s*[-—–·]|第\s*\d{1,3}\s*页[^\n]{0,9}|\d{1,3}\s*/\s*\d{1,3})[^\S\n]*$"
)
#: the line below a notice, and what a web page adds, name a day with its year and no weekday
SIGNATURE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日(?!\()")
WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
SATURDAY = 5
#: days from first to last; a longer one is a misread date
LONGEST_HOLIDAY = 15
#: days from a holiday within which its days are made up for
NEAR_DAYS = 14
#: a holiday that begins in the year before does so in these months
NOVEMBER = 11
NEW_YEAR = "元旦"
#: holidays of the sun's calendar, by month and day
FIXED = {NEW_YEAR: (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}


class NoticeError(ValueError):
	"""The text is not such a notice, or a part of it could not be read: `rule` and `quote`, the part in question."""

	def __init__(self, rule: str, quote: str = ""):
		super().__init__(f"{rule} {quote}")
		self.rule, self.quote = rule, quote


@dataclass(frozen=True)
class Holiday:
	name: str
	off: tuple[date, ...]
	make_up: tuple[date, ...]


@dataclass(frozen=True)
class Notice:
	"""A year's holidays as announced."""

	year: int
	holidays: tuple[Holiday, ...]

	@property
	def off(self) -> dict[date, str]:
		return {day: holiday.name for holiday in self.holidays for day in holiday.off}

	@property
	def make_up(self) -> dict[date, str]:
		return {day: holiday.name for holiday in self.holidays for day in holiday.make_up}


def parse(text: str) -> Notice:
	"""The notice's content; NoticeError for a text that is not one, that contradicts itself or is not all understood."""
	plain = _plain(text)
	before, paragraphs = _paragraphs(plain)
	if not paragraphs and re.search(r"20\d\d年", plain):
		raise NoticeError("no_holiday")
	year = _year(plain)
	_check_preamble(before)
	holidays = tuple(_holiday(year, name, paragraph) for name, paragraph in paragraphs)
	_check_together(holidays)
	return Notice(year, holidays)


def _plain(text: str) -> str:
	"""The text without page numbers, blanks and lines, its characters of one width."""
	text = PAGE_NUMBER.sub("", unicodedata.normalize("NFKC", text))
	return re.sub(r"\s+", "", text).replace("〔", "[").replace("﹕", ":")


def _year(plain: str) -> int:
	"""The year announced, on which title and text agree."""
	years = {int(digits) for digits in YEAR.findall(plain)}
	if not years:
		raise NoticeError("no_year")
	if len(years) > 1:
		raise NoticeError("years_differ", "、".join(map(str, sorted(years))))
	return years.pop()


def _paragraphs(plain: str) -> tuple[str, list[tuple[str, str]]]:
	"""(what stands before them, [(name, words)]) of the numbered paragraphs, whose numbers have no gap."""
	headings = list(HEADING.finditer(plain))
	if not headings:
		return plain, []
	numbers = [_number(match[1] or match[2] or match[3]) for match in headings]
	for place, number in enumerate(numbers):
		if number != numbers[0] + place:
			raise NoticeError("gap", headings[place][0])
	ends = [match.start() for match in headings[1:]] + [len(plain)]
	paragraphs = [(match[4], plain[match.end() : end]) for match, end in zip(headings, ends, strict=True)]
	return plain[: headings[0].start()], paragraphs


def _number(text: str) -> int:
	"""一 to 十 (no notice has more holidays), or digits."""
	return int(text) if text.isdecimal() else NUMERALS.find(text) + 1


def _sentences(text: str) -> Iterable[str]:
	"""The sentences, each without what is only advised; NoticeError where advice tells to work."""
	for sentence in re.split(r"[。;]|(?<!\d)\.|\.(?!\d)", text):
		advice = ADVICE.search(sentence)
		if advice and WORKED in sentence[advice.end() :]:
			raise NoticeError("not_understood", sentence)
		yield sentence[: advice.start()] if advice else sentence


def _check_preamble(text: str) -> None:
	"""Before the first holiday nothing is said of a day."""
	for sentence in _sentences(text):
		if WORD.search(sentence) and SPAN.search(sentence):
			raise NoticeError("not_understood", sentence)


def _holiday(year: int, name: str, text: str) -> Holiday:
	off: list[date] = []
	make_up: list[date] = []
	for sentence in _sentences(text):
		days_off, worked = _sentence(year, name, sentence)
		# a sentence with the count alone (共N天) is about the days named before
		_check_count(name, sentence, days_off or off)
		off += days_off
		make_up += worked
	if not off:
		raise NoticeError("no_days", name)
	_check_holiday(name, off, make_up)
	return Holiday(name, tuple(sorted(set(off))), tuple(make_up))


def _sentence(year: int, name: str, sentence: str) -> tuple[list[date], list[date]]:
	"""Days off and days worked of one sentence: each word is about the days before it."""
	off: list[date] = []
	make_up: list[date] = []
	begin, has_status, month = 0, False, None
	for word in WORD.finditer(sentence):
		days, month = _days(year, name, sentence[begin : word.start()], month)
		if not days and not has_status:
			raise NoticeError("no_days", sentence)
		(make_up if word[0] == WORKED else off).extend(days)
		begin, has_status = word.end(), True
	rest = sentence[begin:]
	# a sentence that says nothing of days may be the signature; else no date may be left over
	if has_status or not SIGNATURE.search(rest):
		left = COUNT.sub("", rest)
		if SPAN.search(left) or (has_status and DATE_FRAGMENT.search(left)):
			raise NoticeError("not_understood", sentence)
	# nor may it speak of another holiday
	foreign = [other for other in HOLIDAY_NAMES.split("|") if other in sentence and other not in name]
	if has_status and foreign:
		raise NoticeError("not_understood", sentence)
	return off, make_up


def _days(year: int, name: str, text: str, month: int | None) -> tuple[list[date], int | None]:
	"""All days of the spans in some words, and the last month named; a month not named is the last one named."""
	days: list[date] = []
	for match in SPAN.finditer(text):
		first = last = _date(year, name, match.groups()[:4], month, match[0])
		# the fourth to last groups are those of the second day
		if match[7]:
			last = _date(year, name, match.groups()[4:], first.month, match[0])
		month = last.month
		if last < first:
			raise NoticeError("not_understood", match[0])
		if (last - first).days >= LONGEST_HOLIDAY:
			raise NoticeError("too_long", match[0])
		days += [first + timedelta(days=k) for k in range((last - first).days + 1)]
	if DATE_FRAGMENT.search(COUNT.sub("", SPAN.sub("", text))):
		raise NoticeError("not_understood", text)
	return days, month


def _date(year: int, name: str, parts: Sequence[str | None], month: int | None, text: str) -> date:
	"""A day of the notice; a November or December day of 元旦 lies in the year before. NoticeError where there is none such."""
	own_year, own_month, day, brackets = parts
	month = int(own_month) if own_month else month or 0
	if own_year:
		year = int(own_year)
	elif NEW_YEAR in name and month >= NOVEMBER:
		year -= 1
	try:
		day_named = date(year, month, int(day or 0))
	except ValueError:
		raise NoticeError("no_such_day", text) from None
	return _on_weekday(day_named, brackets, text)


def _on_weekday(day: date, brackets: str | None, text: str) -> date:
	"""The day, if it is on the weekday that stands in brackets behind it."""
	named = WEEKDAY.search(brackets or "")
	if named and WEEKDAYS.index(named[1].replace("天", "日")) != day.weekday():
		raise NoticeError("wrong_weekday", text)
	return day


def _is_weekend(day: date) -> bool:
	return day.weekday() >= SATURDAY


def _check_count(name: str, sentence: str, off: list[date]) -> None:
	"""共N天 is what was found; with the weekend it leads on to, where the sentence says so."""
	days = set(off)
	if WITH_WEEKEND in sentence and days:
		joined = set(days)
		for step in (-1, 1):
			day = min(days) if step < 0 else max(days)
			while _is_weekend(day + timedelta(days=step)):
				day += timedelta(days=step)
				joined.add(day)
		# 连休 that joins no weekend says nothing that could be checked
		if joined == days or all(map(_is_weekend, days)):
			raise NoticeError("not_understood", sentence)
		sizes = {len(days), len(joined)}
	else:
		sizes = {len(days)}
	for count in COUNT.findall(sentence):
		if int(count) not in sizes:
			raise NoticeError("wrong_count", f"{name} {sentence}")


def _check_holiday(name: str, off: list[date], make_up: list[date]) -> None:
	"""The days off of a holiday hang together but for weekends; weekend days near them are made up for."""
	first, last, days = min(off), max(off), set(off)
	between = (first + timedelta(days=k) for k in range((last - first).days))
	if any(day not in days and not _is_weekend(day) for day in between):
		raise NoticeError("apart", name)
	for holiday, month_and_day in FIXED.items():
		if holiday in name and month_and_day not in {(day.month, day.day) for day in days}:
			raise NoticeError("not_its_day", name)
	near = timedelta(days=NEAR_DAYS)
	if any(not first - near <= day <= last + near for day in make_up):
		raise NoticeError("apart", name)
	if not all(map(_is_weekend, make_up)):
		raise NoticeError("no_weekend", name)


def _check_together(holidays: tuple[Holiday, ...]) -> None:
	"""Holidays follow each other, and no day is both off and worked."""
	for earlier, later in itertools.pairwise(holidays):
		if min(later.off) <= max(earlier.off):
			raise NoticeError("out_of_order", later.name)
	off = {day for holiday in holidays for day in holiday.off}
	both = off & {day for holiday in holidays for day in holiday.make_up}
	if both:
		raise NoticeError("off_and_worked", f"{min(both):%Y-%m-%d}")
