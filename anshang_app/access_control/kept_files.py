"""Files that are kept as they are: those of a completion pack, those of a distributed bulletin."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.project_lifecycle import packs
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


def keep(file: Document, method: str | None = None) -> None:
	"""Refuse to delete, change or add what is kept (File: before_validate, on_trash)."""
	packs.keep_file(file)
	keep_bulletin(file)


def delete_content(file: Document, only_thumbnail: bool = False) -> None:
	"""Take a file from the disk as Frappe does, unless it is kept."""
	keep(file)
	file.delete_file_from_filesystem(only_thumbnail=only_thumbnail)


def keep_bulletin(file: Document) -> None:
	"""Nothing is attached to a distributed bulletin, and nothing of it is changed or taken away."""
	if frappe.flags.clearing_demo:
		return
	places = {(file.attached_to_doctype, file.attached_to_name)}
	if not file.is_new():
		places.add(frappe.db.get_value("File", file.name, ["attached_to_doctype", "attached_to_name"]))
	names = [name for doctype, name in filter(None, places) if doctype == "Bulletin" and name]
	if names and frappe.db.exists("Bulletin", {"name": ["in", names], "state": constants.DISTRIBUTED}):
		refuse(frappe.get_doc("Bulletin", names[0]), [Problem("pdf_file", None, "file_of_issue")])
