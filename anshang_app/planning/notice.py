"""Reading the State Council's yearly notice on holidays, pasted as text.

The notice tells for each holiday from when to when it is off and which weekend days are worked instead.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = re.compile(r"(20\d\d)\s*年")
#: one numbered paragraph: the holiday's name and what is said of it
PARAGRAPH = re.compile(r"[一二三四五六七八九十]+、\s*([^：:\n]{1,12})[：:]([^\n]*)")
#: 1月1日（周四）至3日（周六）, 2月15日（农历腊月二十八、周日）至23日, 10月1日
DAY = r"(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*日(?:\s*[（(][^）)]*[）)])?"
SPAN = re.compile(rf"{DAY}(?:\s*至\s*{DAY})?")
LONGEST_HOLIDAY = 15


class NoticeError(ValueError):
	"""The text is not such a notice, or a part of it could not be read: `rule` and the words in question."""

	def __init__(self, rule: str, words: str = ""):
		super().__init__(f"{rule} {words}")
		self.rule, self.words = rule, words


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
	"""The notice's content; NoticeError for a text that is not one or contradicts itself."""
	year = _year(text)
	holidays = tuple(_holiday(year, name.strip(), words) for name, words in PARAGRAPH.findall(text))
	if not holidays:
		raise NoticeError("no_holiday")
	notice = Notice(year, holidays)
	both = set(notice.off) & set(notice.make_up)
	if both:
		raise NoticeError("off_and_worked", f"{min(both):%Y-%m-%d}")
	return notice


def _year(text: str) -> int:
	"""The year announced: the one the title speaks of, else the latest the text names."""
	titled = re.search(r"(20\d\d)\s*年[^\n]{0,6}节假日", text)
	years = [int(titled[1])] if titled else [int(found) for found in YEAR.findall(text)]
	if not years:
		raise NoticeError("no_year")
	return max(years)


def _holiday(year: int, name: str, words: str) -> Holiday:
	off, make_up = [], []
	for sentence in re.split(r"[。；;]", words):
		if "上班" in sentence:
			make_up += _days(year, sentence.split("上班")[0])
		elif "放假" in sentence or "休息" in sentence:
			off += _days(year, re.split(r"放假|休息", sentence)[0])
	if not off:
		raise NoticeError("no_days", name)
	return Holiday(name, tuple(off), tuple(make_up))


def _days(year: int, words: str) -> list[date]:
	"""All days of the spans in some words; a month not named is the last one named."""
	month, found = None, []
	for first_month, first_day, last_month, last_day in SPAN.findall(words):
		month = int(first_month) if first_month else month
		first = _date(year, month, first_day, words)
		last = first
		if last_day:
			month = int(last_month) if last_month else month
			last = _date(year, month, last_day, words)
		# a holiday at the turn of the year begins in the year before
		if last < first:
			first = first.replace(year=first.year - 1)
		if (last - first).days >= LONGEST_HOLIDAY:
			raise NoticeError("too_long", words.strip())
		found += [first + timedelta(days=k) for k in range((last - first).days + 1)]
	return found


def _date(year: int, month: int | None, day: str, words: str) -> date:
	try:
		return date(year, month or 0, int(day))
	except ValueError:
		raise NoticeError("no_such_day", words.strip()) from None
