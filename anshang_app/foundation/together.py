"""Many records entered at once: each passes its own checks, the rows of all are written by one statement per table.

A save writes more than its record (audit entry, search entry, note). Whoever writes such rows hands them to
`together`: at once where a single record is saved, all of them at the end where many are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import frappe
from frappe.model.base_document import BaseDocument
from frappe.model.naming import set_new_name
from frappe.utils import now

from anshang_app.validation.checked_document import CheckedDocument, ChecksPassed

Write = Callable[[list], None]


def together(write: Write, item: object) -> None:
	"""Have `write` deal with `item`, beside those of the other records that are entered together."""
	waiting = frappe.flags.waiting_rows
	if waiting is None:
		write([item])
	else:
		waiting[write].append(item)


def insert_together(docs: Sequence[CheckedDocument], names: Sequence[str]) -> None:
	"""Insert new records of one type under `names`, rows of their tables included; the first refusal stops it, nothing is taken back.

	The caller has asked who may. Hooks of a save run as always, once the rows of all are written; no live notice goes
	out, which costs more than the row.
	"""
	for doc, name in zip(docs, names, strict=True):
		check(doc, name)
	write_rows(part for doc in docs for part in (doc, *doc.get_all_children()))
	with collected():
		for doc in docs:
			finish(doc)


def check(doc: CheckedDocument, name: str) -> None:
	"""Everything Frappe's insert does before it writes the row."""
	doc.flags.checks_only = True
	try:
		doc.insert(ignore_permissions=True, set_name=name)
	except ChecksPassed:
		doc.flags.checks_only = False


def finish(doc: CheckedDocument) -> None:
	"""Everything Frappe's insert does after it wrote the row."""
	doc.flags.notify_update = False
	doc.run_method("after_insert")
	doc.flags.in_insert = True
	doc.run_post_save_methods()
	doc.flags.in_insert = False
	for mark in ("__islocal", "__unsaved"):
		doc.__dict__.pop(mark, None)


def write_rows(docs: Iterable[BaseDocument]) -> None:
	"""The rows of checked documents and of rows of their tables, of each type by one statement."""
	rows = defaultdict(list)
	for doc in docs:
		if not doc.name:
			# a row its record's own checks appended: as Frappe's `db_insert` completes it, its owner too
			set_new_name(doc)
		if not doc.creation:
			doc.creation = doc.modified = now()
			doc.owner = doc.modified_by = frappe.session.user
		rows[doc.doctype].append(doc.get_valid_dict(convert_dates_to_str=True, ignore_virtual=True))
		doc.set("__islocal", False)
	for doctype, values in rows.items():
		fields = list(values[0])
		try:
			frappe.db.bulk_insert(doctype, fields, [tuple(row[field] for field in fields) for row in values])
		except Exception as error:
			if frappe.db.is_duplicate_entry(error):
				raise frappe.UniqueValidationError(doctype) from error
			raise


@contextmanager
def collected() -> Iterator[None]:
	"""Keep what is handed to `together` until the end, then have each writer deal with all of its own."""
	outer = frappe.flags.waiting_rows
	waiting: dict[Write, list] = defaultdict(list)
	frappe.flags.waiting_rows = waiting
	try:
		yield
	finally:
		frappe.flags.waiting_rows = outer
	for write, items in waiting.items():
		write(items)
