"""Deadlines of the path: days of the settings over the work calendars on record."""

from datetime import date

import frappe
from frappe.utils import cint

from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.workdays import WORKING


def due(start: date | None, setting: str) -> date | None:
	"""The last day, `setting` working days after `start`; None without a start or with the setting at 0."""
	days = cint(frappe.get_cached_doc("Anshang Settings").get(setting))
	return load_calendar().step(start, days, WORKING) if start and days else None
