"""A day as people write it in a cell: ISO and dotted, 3月5日, a spreadsheet's serial, months, quarters and halves. Pure."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: the day on which a spreadsheet program begins to count, and the serials that can be days of a plan
EPOCH, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 36526, 73050
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九十")} | {
	"十一": 11,
	"十二": 12,
}
FULL_DAY = re.compile(r"^(\d{4}|\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$")
MONTH_OF_YEAR = re.compile(
	r"^(?:(\d{4}|\d{2})[-./年])?(\d{1,2}|[一二三四五六七八九十]{1,2})月?份?(初|上旬|中旬|中|下旬|底|末|前|左右|\d{1,2}[日号])?$"
)
QUARTER = re.compile(r"^(?:(\d{4}|\d{2})年?)?第?([一二三四1234])季度(初|底|末|前)?$")
HALF = re.compile(r"^(?:(\d{4}|\d{2})年?)?(上半年|下半年|年初|年中|年底|年末|年内)$")
YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "后年": 2, "去年": -1}


@dataclass(frozen=True)
class ReadDay:
	"""What a cell was read as; `value` None: it is no day. `is_about`: a part of it was supplied, please look."""

	value: date | None
	is_about: bool = False


NO_DAY = ReadDay(None)


def read_day(cell: object, year: int) -> ReadDay:
	"""A day: real ones, serials, and months, quarters and halves by their last day; `year` where a cell names none."""
	if isinstance(cell, datetime):
		return ReadDay(cell.date())
	if isinstance(cell, date):
		return ReadDay(cell)
	if isinstance(cell, int | float) and not isinstance(cell, bool):
		return _serial(cell)
	text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(cell)))
	text = text.removesuffix("前").removesuffix("左右")
	for word, further in YEARS.items():
		if text.startswith(word):
			return _day_of_text(f"{year + further}年{text.removeprefix(word)}", year + further)
	return _day_of_text(text, year)


def _day_of_text(text: str, year: int) -> ReadDay:
	if re.fullmatch(r"\d{5}", text):
		return _serial(int(text))
	whole = FULL_DAY.match(text) or re.match(r"^(\d{4})(\d{2})(\d{2})$", text)
	if whole:
		return _day(_year(whole[1], year), int(whole[2]), int(whole[3]))
	only = re.fullmatch(r"(20\d{2})(?:[-./](\d{1,2}))?年?", text)
	if only:
		return _month_end(int(only[1]), int(only[2] or 12), 0)
	for pattern, last in (
		(MONTH_OF_YEAR, _last_of_month),
		(QUARTER, _last_of_quarter),
		(HALF, _last_of_half),
	):
		parts = pattern.match(text)
		if parts:
			return last(_year(parts[1], year), parts)
	return NO_DAY


def _serial(number: float) -> ReadDay:
	if FIRST_SERIAL <= number <= LAST_SERIAL:
		return ReadDay(EPOCH + timedelta(days=int(number)))
	if not 2000 <= number < 2100:
		return NO_DAY
	# 2026.5 typed as a number is a month
	whole, part = divmod(round(number * 100), 100)
	return _month_end(whole, part // 10 if part and part % 10 == 0 else part or 12, 0)


def _year(text: str | None, year: int) -> int:
	return year if not text else int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, number: int, is_about: bool = False) -> ReadDay:
	try:
		return ReadDay(date(year, month, number), is_about)
	except ValueError:
		return NO_DAY


def _month_end(year: int, month: int, number: int) -> ReadDay:
	if not 1 <= month <= 12 or not 1 <= year <= 9999:
		return NO_DAY
	last = calendar.monthrange(year, month)[1]
	return _day(year, month, number or last, is_about=True)


def _last_of_month(year: int, parts: re.Match[str]) -> ReadDay:
	month = int(parts[2]) if parts[2].isdigit() else NUMERALS.get(parts[2], 0)
	part = parts[3] or ""
	if part and part[0].isdigit():
		return _day(year, month, int(part[:-1]), is_about=not parts[1])
	number = {"初": 10, "上旬": 10, "中旬": 20, "中": 20}.get(part, 0)
	return _month_end(year, month, number)


def _last_of_quarter(year: int, parts: re.Match[str]) -> ReadDay:
	return _month_end(year, QUARTERS[parts[2]] * 3, 0)


def _last_of_half(year: int, parts: re.Match[str]) -> ReadDay:
	month = {"上半年": 6, "年中": 6, "年初": 3}.get(parts[2], 12)
	return _month_end(year, month, 0)
