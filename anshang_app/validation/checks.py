"""Checks of entered values: pure functions over plain data, no frappe.

Each finding is a `Problem`: the field, the value as entered and the key of a rule; `anshang_app.validation.messages`
puts it into words. A check that only asks back returns the same thing, and its caller shows a hint.
"""

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, overload

#: one mu (亩) in square metres, the unit's definition
M2_PER_MU = 10000 / 15
#: GB/T 40058-2021: time, area, central department, type, random part with check digit
PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}", re.ASCII)
#: the signs of GB 32100-2015: no I, O, S, V, Z
USCC_SIGNS, USCC_LENGTH = "0123456789ABCDEFGHJKLMNPQRTUWXY", 18
#: what the database's columns hold
LARGEST_INT = 2**31 - 1
LARGEST_FLOAT = 10**12
#: the days the platform holds: those its working calendar counts with (`planning.workdays`, a test compares)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
#: from when on the day of a fact is asked back
LONG_AGO_DAYS = 365
#: how papers say that a validity has no last day
ENDLESS_DAY = date(9999, 12, 31)
ENDLESS_WORDS = ("长期", "长期有效", "永久", "永久有效", "无固定期限")


@dataclass(frozen=True)
class Problem:
	"""One finding: `field` and `value` as entered, `rule` a key of `rule_texts.rule_text`.

	`table` and `row` place it in a child table, `doctype` on another record than the one being saved.
	"""

	field: str
	value: object
	rule: str
	args: tuple[object, ...] = ()
	table: str | None = None
	row: int | None = None
	doctype: str | None = None


class TableRow(Protocol):
	"""A row of a child table: its number, and its values by field."""

	idx: int

	def get(self, field: str, /) -> object: ...


def is_blank(value: object) -> bool:
	"""Whether nothing was entered (0 is something)."""
	return value is None or (isinstance(value, str) and not value.strip())


def clean_code(text: str | None) -> str | None:
	"""A code as typed on any keyboard: full-width characters, blanks around and inside it, small letters."""
	return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper() if text else None


def compared_name(text: str | None) -> str:
	"""A name as names compare: width of signs, blanks and the size of letters aside; rare characters kept apart."""
	return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).casefold()


def name_key(text: str | None) -> str | None:
	"""A print of `compared_name`, which no collation of the database makes equal to another one's."""
	plain = compared_name(text)
	return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest() if plain else None


def uscc_problem(value: str | None, field: str = "uscc") -> Problem | None:
	"""统一社会信用代码 after GB 32100-2015: 18 of its 31 signs, the last one the check; blank is allowed.

	The signs of all kinds of registration, letters among the nine of the organisation: stricter readings refuse
	farmers' cooperatives, religious places and offices abroad.
	"""
	if value is None or is_blank(value):
		return None
	foreign = sorted({sign for sign in value if sign not in USCC_SIGNS})
	if foreign:
		return Problem(field, value, "uscc_sign", ("、".join(foreign),))
	if len(value) != USCC_LENGTH:
		return Problem(field, value, "uscc_length")
	total = sum(USCC_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(value[:-1]))
	if USCC_SIGNS[-total % 31] != value[-1]:
		return Problem(field, value, "uscc_check")
	return None


def project_code_hint(value: str | None, field: str = "project_code") -> Problem | None:
	"""项目代码: structure only, the check digit's algorithm is not public."""
	if value is None or is_blank(value) or PROJECT_CODE.fullmatch(value.strip()):
		return None
	return Problem(field, value, "project_code_structure")


def mu_to_m2(area: float | None) -> float:
	"""Square metres of an area in mu, for display only: the mu stays stored as entered."""
	return round(float(area or 0) * M2_PER_MU, 2)


@overload
def as_date(value: date) -> date: ...
@overload
def as_date(value: object) -> date | None: ...
def as_date(value: object) -> date | None:
	"""A date from a date, datetime or ISO text; None for blank; ValueError for anything else."""
	if is_blank(value):
		return None
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	if not isinstance(value, str):
		raise ValueError(value)
	return datetime.fromisoformat(value.strip()).date()


def date_problem(field: str, value: object) -> Problem | None:
	"""Whether a value can be stored as a date: a day there is, of the years the platform holds."""
	try:
		day = as_date(value)
	except ValueError:
		return Problem(field, value, "not_a_date")
	if day and not FIRST_DAY <= day <= LAST_DAY:
		return Problem(field, f"{day.isoformat()}", "day_range", (FIRST_DAY, LAST_DAY))
	return None


def is_endless(value: object) -> bool:
	"""Whether a validity says that it has no last day: 长期, or the day that stands for it."""
	if isinstance(value, str) and value.strip() in ENDLESS_WORDS:
		return True
	try:
		return as_date(value) == ENDLESS_DAY
	except ValueError:
		return False


def number_problem(field: str, value: object, whole: bool = False) -> Problem | None:
	"""Whether a value is a finite number ≥ 0 (an integer if `whole`) that the column can hold."""
	if is_blank(value):
		return None
	try:
		number = float(value)  # type: ignore[arg-type]
	except (TypeError, ValueError):
		return Problem(field, value, "not_a_number")
	if not math.isfinite(number):
		return Problem(field, value, "not_a_number")
	if whole and number != int(number):
		return Problem(field, value, "not_whole")
	if number < 0:
		return Problem(field, value, "negative")
	if number > (LARGEST_INT if whole else LARGEST_FLOAT):
		return Problem(field, value, "too_large")
	return None


def order_problems(values: Mapping[str, object], pairs: Iterable[tuple[str, str]]) -> list[Problem]:
	"""Pairs of date fields of which the first may not lie after the second; blanks are skipped."""
	problems = []
	for earlier, later in pairs:
		first, second = as_date(values.get(earlier)), as_date(values.get(later))
		if first and second and first > second:
			problems.append(Problem(later, second, "not_before", (("field", earlier), first)))
	return problems


def row_order_problems(table: str, rows: Iterable[TableRow], earlier: str, later: str) -> list[Problem]:
	"""Rows of a child table whose later date lies before the earlier one."""
	return [
		Problem(problem.field, problem.value, "ends_before", table=table, row=row.idx)
		for row in rows
		for problem in order_problems({earlier: row.get(earlier), later: row.get(later)}, [(earlier, later)])
	]


def future_problem(field: str, value: object, today: date) -> Problem | None:
	"""A fact cannot be dated after today."""
	day = as_date(value)
	return Problem(field, day, "in_future", (today,)) if day and day > today else None


def long_ago_problem(field: str, value: object, today: date) -> Problem | None:
	"""A fact entered as one of more than a year ago is asked back: the year is easily mistaken."""
	day = as_date(value)
	return Problem(field, day, "long_ago") if day and day < today - timedelta(days=LONG_AGO_DAYS) else None


def money_hint(field: str, value: str | float | None, low: float, high: float) -> Problem | None:
	"""万元 or 亿元: an amount (in 10k yuan) outside the plausible range is asked back, never refused."""
	amount = float(value or 0)
	if amount and low and amount < low:
		return Problem(field, value, "perhaps_in_yi")
	if high and amount > high:
		return Problem(field, value, "perhaps_in_yuan")
	return None


def lacking(values: Mapping[str, object], fields: Iterable[str]) -> list[Problem]:
	"""The fields of a step that are blank."""
	return [Problem(field, None, "needed_for_step") for field in fields if is_blank(values.get(field))]


def day_after_problem(values: Mapping[str, object], later: str, earlier: str) -> list[Problem]:
	"""A day that lies before another one; blanks are not this rule's matter."""
	first, second = as_date(values.get(earlier)), as_date(values.get(later))
	if first and second and second < first:
		return [Problem(later, second, "not_before", (("field", earlier), first))]
	return []
