"""操作审计: who did what with which record when, and with what result."""

import frappe
from frappe import _

from anshang_app.walls.trail import Wanted, rows_of


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows, the newest first."""
	filters = frappe._dict(filters or {})
	wanted = Wanted(
		from_date=filters.from_date,
		to_date=filters.to_date,
		user=filters.user,
		record_type=filters.record_type,
		record_name=filters.record_name,
		result=filters.result,
	)
	return columns(), rows_of(wanted)


def columns() -> list[dict]:
	"""The report's columns."""
	return [
		{"fieldname": "at", "label": _("Time of Operation"), "fieldtype": "Datetime", "width": 160},
		{
			"fieldname": "user",
			"label": _("User Account"),
			"fieldtype": "Link",
			"options": "User",
			"width": 190,
		},
		{"fieldname": "operation", "label": _("Operation Done"), "fieldtype": "Data", "width": 110},
		{"fieldname": "record_type_shown", "label": _("Record Type"), "fieldtype": "Data", "width": 150},
		{"fieldname": "record_shown", "label": _("Record"), "fieldtype": "Data", "width": 190},
		{"fieldname": "detail", "label": _("Details of Operation"), "fieldtype": "Data", "width": 300},
		{"fieldname": "result", "label": _("Result of Operation"), "fieldtype": "Data", "width": 90},
	]
