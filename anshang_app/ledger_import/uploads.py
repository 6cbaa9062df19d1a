"""The file sent with a request, as the tables found in it; it is read anew each time and never stored."""

from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from anshang_app.ledger_import import mappings
from anshang_app.ledger_import.rules import files, headings
from anshang_app.ledger_import.rules.as_of import as_of
from anshang_app.ledger_import.rules.lines import LedgerLine, lines_of, once
from anshang_app.ledger_import.rules.tables import Table, tables_of
from anshang_app.validation.rule_texts import rule_text


def tables(content: bytes, kind: str) -> list[Table]:
	"""Every table of the file that may be such a ledger; refused in words where there is none."""
	try:
		sheets = files.sheets_of(content)
	except files.NotALedger as error:
		rule, *values = error.args
		frappe.throw(rule_text(rule).format(*map(escape_html, map(str, values))), title=_("Please Check"))
	ledgers = [table for sheet in sheets for table in tables_of(sheet.name, sheet.cells, sheet.merges, kind)]
	if not ledgers:
		frappe.throw(rule_text("ledger_no_table"), title=_("Please Check"))
	return ledgers


def mapping_of(table: Table, place: int, chosen: Mapping, kind: str) -> list[str | None] | None:
	"""The field of each column: as chosen for the table at this place, else as kept or proposed; None to leave it out.

	What is chosen is {place: [field or None, …]}, or {place: None}.
	"""
	fields = {column.field for column in headings.COLUMNS[kind]}
	if str(place) not in chosen:
		return mappings.fields_of(table, kind)[0]
	own = chosen[str(place)]
	if not own:
		return None
	if not isinstance(own, Sequence) or isinstance(own, str) or len(own) != len(table.headings):
		frappe.throw(_("Give one field for each column of the table."))
	return [name if name in fields else None for name in own]


def mappings_of(ledgers: Sequence[Table], chosen: Mapping, kind: str) -> dict[int, list[str | None]]:
	"""Place of a table -> the field of each of its columns, for every table that is taken."""
	fields_by_place = {place: mapping_of(table, place, chosen, kind) for place, table in enumerate(ledgers)}
	return {place: fields for place, fields in fields_by_place.items() if fields}


def lines_by(
	ledgers: Sequence[Table], taken: Mapping[int, list[str | None]], kind: str, year: int
) -> list[LedgerLine]:
	"""Every row of the tables that are taken, a second one of the same record marked."""
	return once(
		[line for place in taken for line in lines_of(ledgers[place], taken[place], kind, year)], kind
	)


def lines(content: bytes, kind: str, chosen: Mapping, year: int) -> list[LedgerLine]:
	"""Every row of a file, its columns as chosen, kept or proposed."""
	ledgers = tables(content, kind)
	return lines_by(ledgers, mappings_of(ledgers, chosen, kind), kind, year)


def day_of_figures(ledgers: Sequence[Table]) -> str | None:
	"""The day the file says its figures are as of, in a title or a heading; None where it names none or several."""
	year = getdate().year
	days = {day for table in ledgers for text in (table.title, *table.headings) if (day := as_of(text, year))}
	return days.pop().isoformat() if len(days) == 1 else None


def year_of(value: object) -> int:
	"""The year a day without one belongs to; this year by default."""
	number = frappe.utils.cint(value)
	return number if 2000 <= number <= 2099 else getdate().year
