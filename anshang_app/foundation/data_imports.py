"""Frappe's Data Import: a figure it does not understand is refused before anything is imported.

It would read `1.2亿` as 0 without a word; what the records' own parsers understand never reaches them.
"""

import re

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation.own_types import is_own

FIGURES = frozenset(("Int", "Float", "Currency", "Percent"))
PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
#: cells named in one refusal
MOST = 20


def check_figures(doc: Document, method: str | None = None) -> None:
	"""Refuse a file of one of the app's types whose figures are none, naming column and value (doc_events)."""
	if not doc.import_file or not is_own(frappe.get_meta(doc.reference_doctype)):
		return
	wrong = [
		_("{0}: {1} is no plain number.").format(
			_(column.header_title), frappe.utils.escape_html(str(value)[:40])
		)
		for column in doc.get_importer().import_file.columns
		if column.df and not column.skip_import and column.df.fieldtype in FIGURES
		for value in column.column_values
		if not is_figure(value)
	]
	if wrong:
		listed = "<br>".join(wrong[:MOST])
		frappe.throw(
			_("The file holds figures that are no plain numbers, nothing was imported.") + f"<br>{listed}",
			title=_("Figures"),
		)


def is_figure(value: object) -> bool:
	"""Whether a cell is empty or a number, with thousands parted by commas at most."""
	if isinstance(value, str):
		return not value.strip() or bool(PLAIN.fullmatch(value.strip()))
	return value is None or isinstance(value, bool | int | float)
