"""A cell of the plan's grid as a person types or pastes it: what it becomes in the row, or the rule it breaks. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from anshang_app.planning.workdays import CALENDAR, LONGEST, WORKING
from anshang_app.rendering.wording import clean
from anshang_app.validation.checks import Problem, as_date, date_problem, name_key
from anshang_app.validation.days import read_day

#: the columns of the grid
UNIT, PERSON, DURATION, DAY, REMARK, TARGET = "unit", "person", "duration", "day", "remark", "target"
COLUMNS = (UNIT, PERSON, DURATION, DAY, REMARK, TARGET)
#: column -> the field of the row that a finding about it names
FIELDS = {
	UNIT: "responsible_unit",
	PERSON: "responsible_person",
	DURATION: "duration",
	REMARK: "remark",
	TARGET: "work_target",
}
#: letters a one-line cell and one of several lines may hold
MOST_LETTERS, MOST_LINES = 140, 2000
#: cells of one request: some three plans
MOST_CELLS = 2000
DURATION_WORDS = re.compile(
	r"^(\d{1,9})\s*个?\s*(工作日|日历日|自然日|天|日|周|Working Days|Calendar Days)?$"
)
MOBILE = re.compile(r"1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")


@dataclass(frozen=True)
class PlanCell:
	"""One cell as sent: the step's node, a column, what was typed, and what stood there when it was typed.

	`was` None asks for no comparison; `fixed` says of a day whether counting back leaves it alone.
	"""

	node: str
	column: str
	text: str
	was: str | None = None
	fixed: bool | None = None


@dataclass(frozen=True)
class PlanRow:
	"""What reading a cell needs of its row: the child table's name, its day's field, and whether words may stand for a day."""

	table: str
	number: int
	day_field: str
	rhythm_allowed: bool = False
	left_out: bool = False
	duration_unit: str | None = None


@dataclass(frozen=True)
class KnownNames:
	"""What the cells of a plan are held against: the year of a day without one, units (name key -> record), parties in words."""

	year: int
	units: Mapping[str, str] = field(default_factory=dict)
	parties: Collection[str] = ()


@dataclass(frozen=True)
class Taken:
	"""The fields of the row a cell becomes; `is_about`: a part of its day was supplied."""

	values: Mapping[str, object]
	is_about: bool = False


def columns_of(table: str) -> tuple[str, ...]:
	"""The columns a row of a table has cells in."""
	own = {"team_tasks": TARGET, "plan_dates": DURATION}.get(table)
	return tuple(column for column in COLUMNS if column not in (TARGET, DURATION) or column == own)


def read_cell(cell: PlanCell, row: PlanRow, names: KnownNames) -> Taken | Problem:
	"""A cell in its row: the values it becomes, or the rule it breaks."""
	label = FIELDS.get(cell.column, row.day_field)

	def broken(rule: str, *args: object, value: object = cell.text) -> Problem:
		return Problem(label, value, rule, args, row.table, row.number)

	if cell.column not in columns_of(row.table):
		return broken("no_such_cell")
	if row.left_out:
		return broken("step_left_out")
	# what no file may hold, half a sign of UTF-16 among it, no database holds either
	text = clean(cell.text).strip()
	most = MOST_LINES if cell.column in (REMARK, TARGET) else MOST_LETTERS
	if len(text) > most:
		return broken("too_long", len(text), most, value=f"{text[:20]}…")
	if cell.column in (REMARK, TARGET):
		return Taken({label: text or None})
	reading = READERS[cell.column](" ".join(text.split()), row, names)
	return broken(*reading) if isinstance(reading, tuple) else reading


#: a reader's refusal: the rule and what it names
Broken = tuple[str, ...]


def _unit(text: str, _row: PlanRow, names: KnownNames) -> Taken | Broken:
	unit = names.units.get(name_key(text) or "")
	if not text or unit:
		return Taken({"responsible_unit": unit, "unit_text": None})
	if text in names.parties:
		return Taken({"responsible_unit": None, "unit_text": text})
	return ("unit_not_there",)


def _person(text: str, _row: PlanRow, _known: KnownNames) -> Taken | Broken:
	return ("person_with_phone",) if MOBILE.search(text) else Taken({"responsible_person": text or None})


def _duration(text: str, row: PlanRow, _known: KnownNames) -> Taken | Broken:
	if not text:
		return Taken({"duration": None, "duration_unit": row.duration_unit or WORKING})
	parts = DURATION_WORDS.match(text)
	if not parts:
		return ("no_duration",)
	days = int(parts[1]) * (7 if parts[2] == "周" else 1)
	if not 0 < days <= LONGEST:
		return ("duration_range", str(LONGEST))
	return Taken({"duration": days, "duration_unit": _unit_of_time(parts[2], row)})


def _unit_of_time(text: str | None, row: PlanRow) -> str:
	"""天 and 日 may be of either kind: they leave what the row has."""
	if text in ("工作日", WORKING):
		return WORKING
	if text in ("日历日", "自然日", "周", CALENDAR):
		return CALENDAR
	return row.duration_unit or WORKING


def _day(text: str, row: PlanRow, names: KnownNames) -> Taken | Broken:
	values: dict[str, object] = {row.day_field: None}
	if row.rhythm_allowed:
		values["rhythm"] = None
	if not text:
		return Taken(values)
	reading = read_day(text, names.year)
	if reading.value is None:
		# 每周, 全程 stand in the cell of the day
		return Taken({**values, "rhythm": text}) if row.rhythm_allowed else ("no_day",)
	problem = date_problem(row.day_field, reading.value)
	if problem:
		return (problem.rule, *(str(arg) for arg in problem.args))
	return Taken({**values, row.day_field: as_date(reading.value)}, reading.is_about)


READERS = {UNIT: _unit, PERSON: _person, DURATION: _duration, DAY: _day}


def is_conflict(cell: PlanCell, stands: str) -> bool:
	"""Whether somebody else changed a cell since it was looked at."""
	return cell.was is not None and cell.was.strip() != stands.strip()
