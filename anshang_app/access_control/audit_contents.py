"""The contents of an audited record: further fields, every row of its tables, the bytes of its files.

An entry names the fields it covers, so that a field a later version adds does not break it.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import frappe
from frappe.model import no_value_fields, table_fields

from anshang_app.access_control.audited import AuditedEvent
from anshang_app.access_control.rules import hash_chain

#: puts a value as it stands today into the word it was hashed under: (record type, field, row, value) -> value
Reader = Callable[[str, str, dict, object], object]
BLOCK = 1 << 20


def as_stored(doctype: str, field: str, row: dict, value: object) -> object:
	"""Today's value."""
	return value


def contents(event: AuditedEvent, name: str, salt: str) -> dict:
	"""What an entry written now covers beside the record's own hash."""
	return {
		"record": {"fields": list(event.more), "hash": record_digest(event, name, list(event.more))},
		"tables": {table: table_contents(event, table, name, salt) for table in event.tables},
		"files": {file.name: sha256(file.file_url) for file in files_of(event, name)},
	}


def text_of(covered: dict) -> str:
	return json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def record_digest(event: AuditedEvent, name: str, fields: list[str], read: Reader = as_stored) -> str:
	"""The hash of further fields of the record."""
	row = frappe.db.get_value(event.doctype, name, [*fields, "name"], as_dict=True) or {}
	return hash_chain.digest({field: read(event.doctype, field, row, row.get(field)) for field in fields})


def table_contents(event: AuditedEvent, table: str, name: str, salt: str) -> dict:
	"""Every row by name, in its order, with the hash of its facts and, salted, of its persons."""
	child = frappe.get_meta(event.doctype).get_field(table).options
	people = list(event.tables[table])
	fields = [field for field in value_fields(child) if field not in people]
	rows = rows_of(event, table, name, [*fields, *people])
	return {
		"fields": fields,
		"people": people,
		"rows": [
			[row.name, row_digest(child, row, fields), row_digest(child, row, people, salt)] for row in rows
		],
	}


def row_digest(doctype: str, row: dict, fields: list[str], salt: str = "", read: Reader = as_stored) -> str:
	return hash_chain.digest({field: read(doctype, field, row, row.get(field)) for field in fields}, salt)


def value_fields(doctype: str) -> list[str]:
	"""The stored fields of a record type that hold a value of their own."""
	left_out = {*no_value_fields, *table_fields, "Password"}
	return [
		field.fieldname
		for field in frappe.get_meta(doctype).fields
		if field.fieldtype not in left_out and not field.get("is_virtual")
	]


def rows_of(event: AuditedEvent, table: str, name: str, fields: list[str]) -> list[frappe._dict]:
	"""The rows of a table of a record, in their order, with those of the fields the table still has."""
	child = frappe.get_meta(event.doctype).get_field(table).options
	stored = [field for field in fields if frappe.db.has_column(child, field)]
	place = {"parenttype": event.doctype, "parentfield": table, "parent": name}
	return frappe.get_all(child, filters=place, fields=["name", "idx", *stored], order_by="idx, name")


def files_of(event: AuditedEvent, name: str) -> list[frappe._dict]:
	"""The files attached to a record."""
	if not event.files:
		return []
	place = {"attached_to_doctype": event.doctype, "attached_to_name": name, "is_folder": 0}
	return frappe.get_all("File", filters=place, fields=["name", "file_url"], order_by="name")


def sha256(address: str | None) -> str | None:
	"""The hash of the bytes behind an address of the site; None where there are none."""
	path = path_of(address)
	if not path or not path.is_file():
		return None
	digest_so_far = hashlib.sha256()
	with path.open("rb") as file:
		while block := file.read(BLOCK):
			digest_so_far.update(block)
	return digest_so_far.hexdigest()


def path_of(address: str | None) -> Path | None:
	"""Where the bytes of an address lie, without asking the file's record, which may have been altered."""
	for start, folder in (("/private/files/", ("private", "files")), ("/files/", ("public", "files"))):
		if address and address.startswith(start):
			return Path(frappe.get_site_path(*folder, *address.removeprefix(start).split("/")))
	return None
