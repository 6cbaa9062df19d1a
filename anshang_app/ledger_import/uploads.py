"""The file sent with a request, as the tables found in it; it is read anew each time and never stored."""

from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.ledger_import.rules import files, headings
from anshang_app.ledger_import.rules.lines import Line, lines_of, once, proposed
from anshang_app.ledger_import.rules.tables import Table, tables_of
from anshang_app.validation.rule_texts import rule_text

#: kind of ledger -> who enters it, beside who keeps the platform
WHO = {headings.PROJECTS: (constants.INVESTMENT_CLERK, constants.BUREAU_CLERK)}


def check_may(kind: str) -> None:
	"""Refuse a kind nobody enters, and who does not enter it."""
	if kind not in WHO:
		frappe.throw(_("There is no ledger {0}.").format(escape_html(kind)))
	if not (administers() or {*WHO[kind]} & {*frappe.get_roles()}):
		frappe.throw(
			_("A project ledger is entered by the investment service center and the bureau."),
			frappe.PermissionError,
		)


def tables(content: bytes, kind: str) -> list[Table]:
	"""Every table of the file that may be such a ledger; refused in words where there is none."""
	try:
		sheets = files.sheets_of(content)
	except files.NotALedger as error:
		rule, *values = error.args
		frappe.throw(rule_text(rule).format(*map(escape_html, map(str, values))), title=_("Please Check"))
	found = [table for sheet in sheets for table in tables_of(sheet.name, sheet.cells, sheet.merges, kind)]
	if not found:
		frappe.throw(rule_text("ledger_no_table"), title=_("Please Check"))
	return found


def mapping_of(table: Table, place: int, chosen: Mapping, kind: str) -> list[str | None] | None:
	"""The field of each column: as chosen for the table at this place, else as proposed; None to leave it out.

	What is chosen is {place: [field or None, …]}, or {place: None}.
	"""
	fields = {column.field for column in headings.COLUMNS[kind]}
	if str(place) not in chosen:
		return proposed(table, kind)
	own = chosen[str(place)]
	if not own:
		return None
	if not isinstance(own, Sequence) or isinstance(own, str) or len(own) != len(table.headings):
		frappe.throw(_("Give one field for each column of the table."))
	return [name if name in fields else None for name in own]


def lines(content: bytes, kind: str, chosen: Mapping, year: int) -> list[Line]:
	"""Every row of every table that is taken, a second one of the same record marked."""
	found: list[Line] = []
	for place, table in enumerate(tables(content, kind)):
		mapping = mapping_of(table, place, chosen, kind)
		if mapping:
			found += lines_of(table, mapping, kind, year)
	return once(found)


def year_of(value: object) -> int:
	"""The year a day without one belongs to; this year by default."""
	number = frappe.utils.cint(value)
	return number if 2000 <= number <= 2099 else getdate().year
