"""What is archived changes by no way: saves, deletions and renames that go past rights (the platform's own, an administrator's) stop here."""

import frappe
from frappe.model.document import Document

from anshang_app.access_control.references import POINTERS
from anshang_app.access_control.row_rule import PARENT, PROJECT, PROJECT_FIELD
from anshang_app.foundation import constants
from anshang_app.foundation.archived import FIELD, refusal_text

#: what people hang on a record, as `POINTERS` of the desk
HUNG_ON = ("Comment", "Communication", "File", "Tag Link", "ToDo")
#: a log of who looked is written of an archived project too
LOOKS = frozenset({"Reveal Log"})


def refuse_change(doc: Document, method: str | None = None, *names: str) -> None:
	"""Refuse a change of an archived project or of anything of it (validate, on_trash, before_rename of every record)."""
	flags = frappe.flags
	if flags.archiving or flags.clearing_demo or flags.in_uninstall or flags.in_migrate:
		return
	if any(is_archived_now(project) for project in projects_of(doc)):
		frappe.throw(refusal_text(), frappe.PermissionError)


def is_archived_now(project: str) -> bool:
	"""Whether a project is archived; one that may be at any moment is kept from it until this request is done."""
	archived_on, stage = frappe.db.get_value(PROJECT, project, [FIELD, "stage"]) or (None, None)
	if stage == constants.HANDED_OVER and archived_on is None:
		archived_on = frappe.db.get_value(PROJECT, project, FIELD, for_update=True)
	return archived_on is not None


def projects_of(doc: Document) -> set[str]:
	"""The projects a record belongs to, as it says now and as it was before."""
	if doc.doctype in HUNG_ON:
		return named(project_of(*(doc.get(field) for field in POINTERS[doc.doctype])))
	if PARENT.get(doc.doctype) in PROJECT_FIELD:
		return named(project_of(doc.get("parenttype"), doc.get("parent")))
	field = PROJECT_FIELD.get(doc.doctype)
	if not field or doc.doctype in LOOKS or (doc.doctype == PROJECT and doc.is_new()):
		return set()
	before = doc.get_doc_before_save()
	return named(doc.get(field), before.get(field) if before else None)


def named(*projects: str | None) -> set[str]:
	"""Those of the projects that are one."""
	return {project for project in projects if project is not None}


def project_of(doctype: str | None, name: str | None) -> str | None:
	"""The project a stored record belongs to; None where it has none."""
	if doctype not in PROJECT_FIELD or not name:
		return None
	return name if doctype == PROJECT else frappe.db.get_value(doctype, name, PROJECT_FIELD[doctype])
