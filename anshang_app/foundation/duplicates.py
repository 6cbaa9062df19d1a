"""One record for one thing: a second one is refused, and the first named to who may read it."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.validation.checks import Problem


def duplicate_problem(doc: Document, field: str, value: object, by: str | None = None) -> Problem | None:
	"""The finding where another record holds the same `value` in `by` (the field itself if not given)."""
	if not value:
		return None
	other = frappe.db.get_value(doc.doctype, {by or field: value, "name": ["!=", doc.name or ""]})
	if not other:
		return None
	if may_know(doc, field, doc.doctype, other):
		return Problem(field, doc.get(field), "taken_by", (frappe.get_doc(doc.doctype, other).get_title(),))
	return Problem(field, doc.get(field), "taken")


def may_know(doc: Document, field: str, doctype: str, holder: str) -> bool:
	"""Whether the session's user may read the record that holds a value already; who may not, asks on record.

	He learns nothing but whom to ask.
	"""
	if frappe.has_permission(doctype, "read", frappe.get_doc(doctype, holder)):
		return True
	# what a refused request writes is undone; the trail of operations keeps it afterwards
	frappe.flags.anshang_noted = {
		"subject": _("A value that another record holds was entered: {0}").format(
			_(frappe.get_meta(doc.doctype).get_label(field))
		),
		"reference_doctype": doctype,
		"reference_name": holder,
	}
	return False
