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
		{"fieldname": "at", "label": _("Time of Operation"), "fieldtype": "Datetime", "width": 165},
		{
			"fieldname": "user",
			"label": _("User Account"),
			"fieldtype": "Link",
			"options": "User",
			"width": 200,
		},
		{"fieldname": "full_name", "label": _("Person Name"), "fieldtype": "Data", "width": 130},
		{"fieldname": "operation", "label": _("Operation Done"), "fieldtype": "Data", "width": 120},
		{"fieldname": "record_type_shown", "label": _("Record Type"), "fieldtype": "Data", "width": 120},
		{
			"fieldname": "record_name",
			"label": _("Record"),
			"fieldtype": "Dynamic Link",
			"options": "record_type",
			"width": 170,
		},
		{"fieldname": "detail", "label": _("Details of Operation"), "fieldtype": "Data", "width": 260},
		{"fieldname": "result", "label": _("Result of Operation"), "fieldtype": "Data", "width": 90},
		{"fieldname": "record_type", "label": _("Record Type"), "fieldtype": "Data", "hidden": 1},
	]
