"""Records that point at any other one (files, to-dos, tags …): visible where that one is, as a whole."""

import frappe

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import Viewer

#: record type of the desk -> its fields for the type and the name of what it points at
POINTERS = {
	"File": ("attached_to_doctype", "attached_to_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Tag Link": ("document_type", "document_name"),
	"Notification Log": ("document_type", "document_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
}


def pointer_condition(doctype: str, viewer: Viewer) -> str:
	"""SQL that leaves out the rows of `doctype` that point at a walled record the viewer may not read."""
	if viewer.sees_all:
		return ""
	kind, name = (f"`tab{doctype}`.`{field}`" for field in POINTERS[doctype])
	walled = ", ".join(frappe.db.escape(walled) for walled in row_rule.WALLED)
	parts = [f"{kind} is null", f"{kind} not in ({walled})"]
	for target in row_rule.WALLED:
		condition = row_rule.row_condition(target, viewer, whole=True)
		if condition != row_rule.NOTHING:
			parts.append(
				f"({kind} = '{target}' and {name} in (select name from `tab{target}` where {condition}))"
			)
	return f"({' or '.join(parts)})"


def tag_condition(viewer: Viewer) -> str:
	"""SQL that leaves out tags no readable record carries: their words would tell of others."""
	if viewer.sees_all:
		return ""
	links = f"select tag from `tabTag Link` where {pointer_condition('Tag Link', viewer)}"
	return f"(`tabTag`.owner = {frappe.db.escape(viewer.user, percent=False)} or `tabTag`.name in ({links}))"


def may_see_tag(name: str, viewer: Viewer) -> bool:
	"""Whether a readable record carries the tag."""
	key, condition = frappe.db.escape(name, percent=False), tag_condition(viewer) or "1 = 1"
	return bool(frappe.db.sql(f"select 1 from `tabTag` where name = {key} and {condition}"))


def points_at_readable(doc, viewer: Viewer) -> bool:
	"""Whether the viewer may read what a record points at, as stored and as it says now."""
	kind, name = POINTERS[doc.doctype]
	targets = {(doc.get(kind), doc.get(name))}
	if doc.name and not doc.is_new():
		targets.add(frappe.db.get_value(doc.doctype, doc.name, [kind, name]) or (None, None))
	return all(
		not target or row_rule.may_see_whole(target, target_name, viewer) for target, target_name in targets
	)
