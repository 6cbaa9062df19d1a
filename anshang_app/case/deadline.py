"""Deadlines of the path: days of the settings over the work calendars on record."""

from datetime import date

import frappe
from frappe.utils import cint

from anshang_app.planning.deadlines import add_working_days


def due(start: date | None, setting: str) -> date | None:
	"""The last day, `setting` working days after `start`; None without a start or with the setting at 0."""
	days = cint(frappe.get_cached_doc("Anshang Settings").get(setting))
	if not start or not days:
		return None
	rows = frappe.get_all(
		"Work Calendar Day",
		filters={"date": [">=", start], "parenttype": "Work Calendar"},
		fields=["date", "day_kind"],
		order_by="date",
	)
	off = {row.date for row in rows if row.day_kind == "Day Off"}
	make_up = {row.date for row in rows if row.day_kind == "Make-up Working Day"}
	return add_working_days(start, days, off, make_up)
