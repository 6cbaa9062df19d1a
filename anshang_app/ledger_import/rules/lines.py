"""Rows of a table as proposals: values by field, what is asked, what is wrong, and what would change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from anshang_app.ledger_import.rules import cells, headings
from anshang_app.ledger_import.rules.headings import Heading
from anshang_app.ledger_import.rules.tables import Table, text_of
from anshang_app.validation.checks import clean_code, compared_name, name_key

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
#: fields without which a row of a kind is none
NEEDED: Mapping[str, tuple[str, ...]] = {
	headings.PROJECTS: ("project_name",),
	headings.PROBLEMS: ("title",),
	headings.CONTACTS: ("unit", "member_name"),
	headings.APPROVALS: ("approval_item",),
}


@dataclass(frozen=True)
class LedgerFinding:
	"""One thing about a cell: its column as the ledger calls it, what stands there, and the rule it meets."""

	column: str
	shown: str
	rule: str
	field: str = ""


@dataclass(frozen=True)
class LedgerLine:
	"""A row of a ledger read: where it stands, its values by field, what to look at and what is wrong."""

	sheet: str
	number: int
	values: Mapping[str, object] = field(default_factory=dict)
	asks: tuple[LedgerFinding, ...] = ()
	wrong: tuple[LedgerFinding, ...] = ()


@dataclass(frozen=True)
class Judged:
	"""A line held against what is on record: new, changed (field → old, new), the same, or wrong."""

	line: LedgerLine
	outcome: str
	changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)


def proposed(table: Table, kind: str) -> list[str | None]:
	"""The field proposed for each column of a table; None where a person has to say."""
	return [
		heading.column.field if heading else None for heading in headings.headings_of(table.headings, kind)
	]


def lines_of(table: Table, mapping: Sequence[str | None], kind: str, year: int) -> list[LedgerLine]:
	"""Every row of a table read by a mapping (the field of each column, None: left out)."""
	by_field = {column.field: column for column in headings.COLUMNS[kind]}
	chosen = [
		(place, heading, Heading(by_field[name], headings.announced_unit(heading)))
		for place, (heading, name) in enumerate(zip(table.headings, mapping, strict=True))
		if name in by_field
	]
	return [_line(table.sheet, row.number, row.cells, chosen, kind, year) for row in table.rows]


def _line(
	sheet: str,
	number: int,
	row: Sequence[object],
	chosen: Sequence[tuple[int, str, Heading]],
	kind: str,
	year: int,
) -> LedgerLine:
	values: dict[str, object] = {}
	beside: dict[str, object] = {}
	asks, wrong = [], []
	for place, column, heading in chosen:
		value_read = cells.read(heading, row[place], year)
		name = heading.column.field
		if value_read.value is not None:
			values[name] = value_read.value
		# what one cell says about another column never goes before what stands in that column
		beside = {**value_read.more, **beside}
		if value_read.asks:
			asks.append(LedgerFinding(column, text_of(row[place]), value_read.asks, name))
		if value_read.wrong:
			wrong.append(LedgerFinding(column, text_of(row[place]), value_read.wrong, name))
	missing = [name for name in NEEDED[kind] if name not in values]
	wrong += [LedgerFinding(usual_heading(name, kind), "", "ledger_missing", name) for name in missing]
	return LedgerLine(sheet, number, {**beside, **values}, tuple(asks), tuple(wrong))


def usual_heading(name: str, kind: str) -> str:
	"""What the column of a field is usually called."""
	return next(column.names[0] for column in headings.COLUMNS[kind] if column.field == name)


#: what tells a row of a project from others of the same project, by kind; a project ledger has one row for each
APART: Mapping[str, tuple[str, ...]] = {
	headings.PROJECTS: (),
	headings.PROBLEMS: ("title",),
	headings.APPROVALS: ("approval_item",),
	headings.CONTACTS: ("unit", "member_name"),
}


def key_of(line: LedgerLine, kind: str = headings.PROJECTS) -> tuple[str, ...] | None:
	"""What tells a row's record from others: the project code, else name and enterprise, and what the kind adds.

	None where the row names no record.
	"""
	own = [name_key(str(line.values.get(name) or "")) or "" for name in APART[kind]]
	if kind == headings.CONTACTS:
		return tuple(own)
	code = clean_code(str(line.values.get("project_code") or "")) or ""
	if code:
		return ("code", code, *own)
	name = name_key(str(line.values.get("project_name") or ""))
	enterprise = name_key(str(line.values.get("enterprise") or "")) or ""
	return ("name", name, enterprise, *own) if name else None


def once(lines: Sequence[LedgerLine], kind: str = headings.PROJECTS) -> list[LedgerLine]:
	"""The lines with each further one of the same record marked wrong, naming the row it repeats."""
	first: dict[tuple[str, ...], LedgerLine] = {}
	marked = []
	for line in lines:
		key = key_of(line, kind)
		held = first.setdefault(key, line) if key else line
		if held is not line:
			again = LedgerFinding("", f"{held.sheet} {held.number}", "ledger_twice")
			line = replace(line, wrong=(*line.wrong, again))
		marked.append(line)
	return marked


def judge(line: LedgerLine, stored: Mapping[str, object] | None, compared: Sequence[str]) -> Judged:
	"""A line held against its record (None: there is none), over the `compared` fields it fills.

	What the ledger leaves blank stays as it is on record.
	"""
	if line.wrong:
		return Judged(line, WRONG)
	if stored is None:
		return Judged(line, NEW)
	changes = {
		name: (stored.get(name), line.values[name])
		for name in compared
		if name in line.values and not equal(stored.get(name), line.values[name])
	}
	return Judged(line, CHANGED if changes else SAME, changes)


def equal(old: object, new: object) -> bool:
	"""Whether two values say the same: numbers to their places, days as days, texts by their letters."""
	if isinstance(old, int | float) and isinstance(new, int | float):
		return abs(float(old) - float(new)) < 0.00005
	if isinstance(old, date) or isinstance(new, date):
		return str(old or "")[:10] == str(new or "")[:10]
	return compared_name(str(old or "")) == compared_name(str(new or ""))
