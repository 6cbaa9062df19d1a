"""Rows the path itself makes, written by one statement per table however many there are.

Only for records that are correct by construction: no hook, no validation, no version runs for them.
"""

from collections.abc import Iterable, Mapping

import frappe
from frappe.utils import now


def insert_rows(doctype: str, rows: Iterable[Mapping]) -> None:
	"""Write records of `doctype`; each row holds field values, `name` too unless it is drawn by hash."""
	records = [dict(row) for row in rows]
	if not records:
		return
	stamp, user = now(), frappe.session.user
	for row in records:
		row.setdefault("name", frappe.generate_hash(length=10))
		row.setdefault("idx", 0)
		row.update(creation=stamp, modified=stamp, owner=user, modified_by=user, docstatus=0)
	fields = list({field: None for row in records for field in row})
	frappe.db.bulk_insert(doctype, fields, [tuple(row.get(field) for field in fields) for row in records])


def child_rows(parent_type: str, parent: str, field: str, rows: Iterable[Mapping]) -> list[dict]:
	"""Rows of a child table, numbered from 1, of one parent."""
	return [
		{**row, "idx": number, "parenttype": parent_type, "parent": parent, "parentfield": field}
		for number, row in enumerate(rows, 1)
	]
