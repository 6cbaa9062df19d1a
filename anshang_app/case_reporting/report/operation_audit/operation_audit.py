"""操作审计: who did what with which record when, and with what result."""

import frappe
from frappe import _

from anshang_app.access_control.operation_log import LogFilter, rows_of


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows, the newest first."""
	chosen = frappe._dict(filters or {})
	wanted = LogFilter(
		from_date=chosen.from_date,
		to_date=chosen.to_date,
		user=chosen.user,
		record_type=chosen.record_type,
		record_name=chosen.record_name,
		result=chosen.result,
	)
	return columns(), rows_of(wanted)


def columns() -> list[dict]:
	"""The report's columns."""
	shown = (
		("full_name", _("Person Name"), 150),
		("user", _("User Account"), 190),
		("operation", _("Operation Done"), 100),
		("record_type_shown", _("Record Type"), 140),
		("record_shown", _("Record"), 170),
		("detail", _("Details of Operation"), 190),
		("result", _("Result of Operation"), 85),
	)
	text_columns = [
		{"fieldname": name, "label": label, "fieldtype": "Data", "align": "left", "width": width}
		for name, label, width in shown
	]
	return [
		{"fieldname": "at", "label": _("Time of Operation"), "fieldtype": "Datetime", "width": 150},
		*text_columns,
	]
