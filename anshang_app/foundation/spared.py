"""One bad record costs only itself: whoever reads many goes on past one whose stored values nobody can reckon with.

What comes in by hand is refused at the door; this is for what is stored already, from before a rule or past the app.
"""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

import frappe
from frappe import _
from frappe.utils import today

from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, DateOutOfRange

#: what a value that nobody can reckon with raises; errors of the database and refusals are none of these
FAULTS = (ValueError, TypeError, ArithmeticError, LookupError)
Answer = TypeVar("Answer")


@contextmanager
def spared(doctype: str, name: str):
	"""Whatever one record's stored values spoil here ends here: it is named in the error log."""
	try:
		yield
	except FAULTS as error:
		log_bad_record(doctype, name, error)


def each(
	doctype: str, rows: Iterable, judge: Callable[..., Answer | None], key: str = "name"
) -> Iterable[Answer]:
	"""What `judge` returns of each row, bad ones and those it answers None of left out."""
	for row in rows:
		answer = None
		with spared(doctype, row[key]):
			answer = judge(row)
		if answer is not None:
			yield answer


def known_day(doctype: str, name: str, day: object) -> date | None:
	"""A stored day, None where there is none or the calendar does not hold it; such a record is named."""
	if day is None or (isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR):
		return day
	log_bad_record(doctype, name, DateOutOfRange(str(day)))
	return None


def noted_since(day: date) -> list[tuple[str, str]]:
	"""(record type, name) of what was named in the error log from a day on."""
	rows = frappe.get_all(
		"Error Log",
		filters={
			"creation": [">=", day],
			"reference_name": ["is", "set"],
			"method": ["like", f"%{log_title('', '').strip()}%"],
		},
		fields=["reference_doctype", "reference_name"],
		order_by="creation",
	)
	return list(dict.fromkeys((row.reference_doctype, row.reference_name) for row in rows))


def log_title(label: str, name: str) -> str:
	"""Title of the error log's entry about a record with a stored value that cannot be calculated with."""
	return _("{0} {1} – a stored value cannot be reckoned with").format(label, name)


def log_bad_record(doctype: str, name: str, error: Exception) -> None:
	"""Name a record with a bad stored value in the error log, at most once a day.

	In a request that only reads, nothing is logged: Frappe rolls the entry back with the transaction.
	"""
	about = {"reference_doctype": doctype, "reference_name": name}
	if frappe.db.exists("Error Log", {**about, "creation": [">=", today()]}):
		return
	frappe.log_error(
		log_title(_(doctype), name)[:140],
		f"{type(error).__name__}: {error}\n{frappe.get_traceback()}",
		**about,
	)
