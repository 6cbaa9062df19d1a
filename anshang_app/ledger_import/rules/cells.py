"""Cells of a city's ledgers as values: amounts, areas, days, telephones, names; what is unclear is asked. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from anshang_app.ledger_import.rules.headings import DAY, NAME, PEOPLE, PHONE, PROGRESS, TEXT, Heading
from anshang_app.ledger_import.rules.stages import stage_of
from anshang_app.validation import days
from anshang_app.validation.amounts import MONEY, MONTHS, MU, SQUARE_METRES, BadAmount, parse
from anshang_app.validation.phones import BadPhone, parse_phone

AMOUNTS = (MONEY, MU, SQUARE_METRES, MONTHS)
#: words that say that nothing is known
NOTHING = {
	"",
	"-",
	"—",
	"--",
	"/",
	"无",
	"暂无",
	"待定",
	"未定",
	"不详",
	"同上",
	"n/a",
	"null",
	"none",
	"待填",
}
FORMULA_ERRORS = ("#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
BEHIND = re.compile(r"^([^(（;；,，\n]+)[(（;；,，\n](.+?)[)）]?$", re.S)
#: a run of digits that may be a telephone number
DIGITS = re.compile(r"\+?\d[\d\s\-–—()（）]{5,}\d")


@dataclass(frozen=True)
class Read:
	"""What a cell was read as: `value` for the field; `asks` what a person should look at; `wrong` the rule broken.

	`more` holds what else the cell says, by the field it would belong to (a name beside a telephone).
	"""

	value: object = None
	asks: str = ""
	wrong: str = ""
	more: dict[str, object] = field(default_factory=dict)


BLANK = Read()


def read(heading: Heading, cell: object, year: int) -> Read:
	"""A cell under its heading; `year` is the one a day without a year belongs to."""
	if is_nothing(cell):
		return BLANK
	if isinstance(cell, str) and cell.strip() in FORMULA_ERRORS:
		return Read(wrong="ledger_formula")
	kind = heading.column.kind
	if kind in AMOUNTS:
		return amount(kind, cell, heading.unit)
	if kind == DAY:
		return day(cell, year)
	if kind == PHONE:
		return phones(cell)
	if kind == PEOPLE:
		return people(cell)
	if kind == PROGRESS:
		stage, sure = stage_of(cell_text(cell))
		more: dict[str, object] = {"stage": stage} if stage else {}
		return Read(as_written(cell), asks="" if sure else "ledger_stage", more=more)
	assert kind in (TEXT, NAME)
	return Read(as_written(cell) if kind == TEXT else name(cell))


def is_nothing(cell: object) -> bool:
	return cell is None or (isinstance(cell, str) and cell_text(cell).lower() in NOTHING)


def cell_text(cell: object) -> str:
	"""A cell as text: a whole number without its point, a day as ISO."""
	if isinstance(cell, float) and cell.is_integer():
		return str(int(cell))
	if isinstance(cell, datetime):
		return cell.date().isoformat()
	return unicodedata.normalize("NFKC", str(cell)).replace("\u3000", " ").strip()


def as_written(cell: object) -> str:
	"""A cell as text with its own signs, （）， too; a code typed in wide letters becomes a plain one."""
	plain = cell_text(cell)
	if not isinstance(cell, str) or not re.search(r"[\u3400-\u9fff]", cell):
		return plain
	return cell.replace("\u3000", " ").strip()


def name(cell: object) -> str:
	"""A name: no line breaks or blanks at its ends, numbers before it taken off."""
	return re.sub(r"^\d+[、.．)）]\s*", "", re.sub(r"\s*\n\s*", "", as_written(cell)))


# --- amounts ----------------------------------------------------------------------------------------------


def amount(kind: str, cell: object, unit: str) -> Read:
	"""An amount; its own unit goes before the heading's. What stands behind it in brackets is asked about."""
	if isinstance(cell, bool):
		return Read(wrong="ledger_amount")
	if isinstance(cell, int | float):
		return _amount(kind, f"{cell!r}{unit}")
	text = cell_text(cell)
	plain = re.sub(r"^(约|近|超|计划|总投资|预计|不低于|>|≥)\s*", "", text)
	asks = "ledger_about" if plain != text else ""
	value = _with_unit(kind, plain, unit)
	if value is not None:
		return Read(value, asks=asks)
	parts = BEHIND.match(plain)
	if parts:
		first = _with_unit(kind, parts[1], unit)
		if first is not None:
			return Read(first, asks="ledger_several", more={"note": text})
	return Read(wrong="ledger_amount")


def _with_unit(kind: str, text: str, unit: str) -> float | None:
	"""The amount of a text, in its own unit or, where it names none, in the heading's."""
	bare = re.fullmatch(r"[\d.,\s]+", text.strip())
	try:
		return parse(kind, text.strip() + unit if bare else text)
	except BadAmount:
		return None


def _amount(kind: str, text: str) -> Read:
	try:
		return Read(parse(kind, text))
	except BadAmount:
		return Read(wrong="ledger_amount")


# --- days -------------------------------------------------------------------------------------------------


def day(cell: object, year: int) -> Read:
	"""A day as `validation.days` reads it, one that is not exact asked about."""
	read_day = days.read_day(cell, year)
	if read_day.value is None:
		return Read(wrong="ledger_day")
	return Read(read_day.value, asks="ledger_about_day" if read_day.is_about else "")


# --- people -----------------------------------------------------------------------------------------------


def phones(cell: object) -> Read:
	"""One telephone number; a name beside it goes with it, a second number is asked about."""
	text = cell_text(cell)
	numbers, rest = _numbers_in(text)
	if not numbers:
		try:
			return Read(parse_phone(text).full)
		except BadPhone as error:
			return Read(wrong=error.rule)
	left = name(rest)
	more: dict[str, object] = {"person": left} if re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", left) else {}
	if len(numbers) > 1:
		return Read(numbers[0], asks="ledger_phones", more=more | {"phones": numbers[1:]})
	return Read(numbers[0], more=more)


def people(cell: object) -> Read:
	"""A person; a number beside the name goes with it, a second person is asked about."""
	text = cell_text(cell)
	numbers, rest = _numbers_in(text)
	names = [name(part) for part in re.split(r"[、,，;；/\n\s:：()（）]+", rest) if name(part)]
	more: dict[str, object] = {"phone": numbers[0]} if numbers else {}
	if not names:
		return Read(None, more=more)
	if len(names) > 1 and re.fullmatch(
		r".*(主任|局长|书记|经理|科长|镇长|乡长|董事长|总|主席|部长|副.*)", names[1]
	):
		return Read(names[0], more=more | {"post": names[1]})
	return Read(names[0], asks="ledger_people" if len(names) > 1 else "", more=more)


def _numbers_in(text: str) -> tuple[list[str], str]:
	"""The telephone numbers of a text, and the text without them."""
	numbers, rest = [], text
	for run in DIGITS.findall(text):
		for number in _split_run(run):
			try:
				numbers.append(parse_phone(number).full)
			except BadPhone:
				continue
			rest = rest.replace(number, " ")
	return numbers, rest


def _split_run(run: str) -> list[str]:
	"""Two mobiles written behind one another are two numbers."""
	digits = re.sub(r"\D", "", run)
	if len(digits) == 22 and re.fullmatch(r"1\d{10}1\d{10}", digits):
		parts = re.split(r"[\s\-–—()（）]+", run)
		return [part for part in parts if part] if len(parts) == 2 else [digits[:11], digits[11:]]
	return [run]
