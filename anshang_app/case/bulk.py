"""Rows the path itself makes, written by one statement per table however many there are.

Only for records that are correct by construction: no hook, no validation, no version runs for them.
"""

from collections.abc import Iterable, Mapping

import frappe
from frappe.utils import cint, now, now_datetime


def insert_rows(doctype: str, rows: Iterable[Mapping]) -> None:
	"""Write records of `doctype`; each row holds field values, `name` too unless it is drawn by hash."""
	rows = [dict(row) for row in rows]
	if not rows:
		return
	stamp, user = now(), frappe.session.user
	for row in rows:
		row.setdefault("name", frappe.generate_hash(length=10))
		row.setdefault("idx", 0)
		row.update(creation=stamp, modified=stamp, owner=user, modified_by=user, docstatus=0)
	fields = list({field: None for row in rows for field in row})
	frappe.db.bulk_insert(doctype, fields, [tuple(row.get(field) for field in fields) for row in rows])


def child_rows(parent_type: str, parent: str, field: str, rows: Iterable[Mapping]) -> list[dict]:
	"""Rows of a child table, numbered from 1, of one parent."""
	return [
		{**row, "idx": number, "parenttype": parent_type, "parent": parent, "parentfield": field}
		for number, row in enumerate(rows, 1)
	]


def draw_names(prefix: str, count: int, digits: int = 4) -> list[str]:
	"""`count` names of the series `prefix`-year-, drawn from Frappe's counter at once."""
	key = f"{prefix}-{now_datetime().year}-"
	series = frappe.qb.DocType("Series")
	found = frappe.qb.from_(series).select(series.current).where(series.name == key).for_update().run()
	last = cint(found[0][0]) if found else 0
	if found:
		frappe.qb.update(series).set(series.current, last + count).where(series.name == key).run()
	else:
		frappe.qb.into(series).columns(series.name, series.current).insert(key, count).run()
	return [f"{key}{number:0{digits}d}" for number in range(last + 1, last + count + 1)]
