"""What a field may name as its attachment: a file attached to the same record, or an upload of the writer's attached to nothing yet.

Frappe takes any address and makes it a file of the record: a foreign file would be read through one's own record.
"""

from collections.abc import Iterator

import frappe
from frappe.model.document import Document

from anshang_app.access_control import kept_files, row_rule
from anshang_app.access_control.files import is_new_form
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

ATTACH = ("Attach", "Attach Image")
#: pictures that come with the apps; they are no files of the site
SHIPPED = "/assets/"


def check(doc: Document, method: str | None = None) -> None:
	"""Refuse every changed attachment that is not this record's, and attach the writer's own loose uploads to it (validate)."""
	if frappe.flags.in_install or frappe.flags.in_migrate or frappe.flags.in_patch:
		return
	stored = stored_values(doc)
	changed = [
		(row, field)
		for row, field in attachment_fields(doc)
		if row.get(field) != stored.get((row.name, field))
	]
	if not changed:
		return
	keepers = kept_files.of_record(*home_of(doc)) if stored and not frappe.flags.clearing_demo else []
	problems = [problem_of(doc, row, field, stored, keepers) for row, field in changed]
	refuse(doc, problems)


def problem_of(
	doc: Document, row: Document, field: str, stored: dict, keepers: list[kept_files.Kept]
) -> Problem | None:
	"""What is wrong with one changed attachment, if anything is; a loose upload of the writer's is attached on the way."""
	where = {"table": row.parentfield, "row": row.idx} if row is not doc else {}
	before, value = stored.get((row.name, field)), row.get(field)
	holder = next((keeper for keeper in keepers if before and keeper.holds(before)), None)
	if holder:
		return Problem(field, before, "attachment_kept", (holder.why,), **where)
	if value and not (is_shipped(doc, value) or own_or_claim(doc, row, field, value)):
		return Problem(field, value, "not_its_file", **where)
	return None


def attachment_fields(doc: Document) -> Iterator[tuple[Document, str]]:
	"""The record's and its rows' fields that hold an attachment."""
	for field in attach_fields(doc.meta):
		yield doc, field
	for table in doc.meta.get_table_fields():
		for field in attach_fields(frappe.get_meta(table.options)):
			for row in doc.get(table.fieldname) or []:
				yield row, field


def home_of(doc: Document) -> tuple[str, str]:
	"""The record an attachment belongs to: of a row saved by itself, the one it stands in."""
	return (doc.parenttype, doc.parent) if doc.meta.istable else (doc.doctype, doc.name)


def attach_fields(meta) -> list[str]:
	return [field.fieldname for field in meta.fields if field.fieldtype in ATTACH]


def stored_values(doc: Document) -> dict[tuple[str, str], str]:
	"""The attachments of the stored record by row and field."""
	before = doc.get_doc_before_save()
	return {(row.name, field): row.get(field) for row, field in attachment_fields(before)} if before else {}


def is_shipped(doc: Document, value: object) -> bool:
	"""Whether it is a picture that comes with an app; a walled type may not name one."""
	return isinstance(value, str) and value.startswith(SHIPPED) and doc.doctype not in row_rule.WALLED


def own_or_claim(doc: Document, row: Document, field: str, value: object) -> bool:
	"""Whether `value` is a file of this record the writer may read, or his own loose upload, which is attached to it now.

	Writes `File`; an own file that names no field gets this one. Frappe would take anybody's loose file.
	"""
	if not isinstance(value, str):
		return False
	files = frappe.get_all(
		"File",
		filters={"file_url": value, "is_folder": 0},
		fields=["name", "file_url", "owner", "attached_to_doctype", "attached_to_name", "attached_to_field"],
		order_by="creation, name",
	)
	# the database compares without case and trailing blanks
	files = [file for file in files if file.file_url == value]
	home = home_of(doc)
	homes = {home, (row.doctype, row.name)}
	own = [file for file in files if (file.attached_to_doctype, file.attached_to_name) in homes]
	readable = [file for file in own if frappe.get_doc("File", file.name).has_permission("read")]
	if own:
		# Frappe would add a second file of the same address for the field
		if readable and row is doc and not any(file.attached_to_field for file in own):
			frappe.db.set_value("File", readable[0].name, "attached_to_field", field, update_modified=False)
		return bool(readable)
	loose = [file for file in files if file.owner == frappe.session.user and hangs_loose(file, doc, row)]
	if not loose:
		return False
	frappe.db.set_value(
		"File",
		loose[0].name,
		{
			"attached_to_doctype": home[0],
			"attached_to_name": home[1],
			# a field of a row is no field of the record
			"attached_to_field": field if home == (row.doctype, row.name) else None,
		},
		update_modified=False,
	)
	return True


def hangs_loose(file, doc: Document, row: Document) -> bool:
	"""Whether a file is attached to nothing, or to the form in which the record came to be."""
	kind, name = file.attached_to_doctype, file.attached_to_name
	return not name or (kind in (doc.doctype, row.doctype) and is_new_form(kind, name))
