"""What `anshang_app.client` asks the platform for beside the records: the Chinese of fields and stored values."""

import frappe
from frappe import _
from frappe.utils import escape_html

from anshang_app.endpoints import endpoint
from anshang_app.messages import require
from anshang_app.walls.rows import PARENT, WALLED

#: every record has them
STANDARD = {"name": "ID", "creation": "Created On", "modified": "Last Modified On", "parent": "ID"}


@endpoint
def columns(doctype: str) -> dict:
	"""Field -> {en, zh, type, words} of a record type of the platform; `words` stored choice -> Chinese.

	For a user who may read the type (for a child table: its parent's type).
	"""
	if doctype not in (*WALLED, *PARENT):
		frappe.throw(_("There is no record type {0}.").format(escape_html(doctype)))
	require(PARENT.get(doctype, doctype), "read")
	found = {
		field: {"en": label, "zh": _(label), "type": "Data", "words": {}} for field, label in STANDARD.items()
	}
	for field in frappe.get_meta(doctype).fields:
		if field.label and not field.permlevel and not field.get("is_virtual"):
			found[field.fieldname] = {
				"en": field.label,
				"zh": _(field.label),
				"type": field.fieldtype,
				"words": words_of(field),
			}
	return found


def words_of(field) -> dict[str, str]:
	"""Stored choices and states of a field with their Chinese; nothing for a field of free values."""
	if field.fieldtype == "Select":
		values = [value for value in (field.options or "").split("\n") if value]
	elif field.options == "Workflow State":
		values = frappe.get_all("Workflow State", pluck="name", order_by="name")
	else:
		return {}
	return {value: _(value) for value in values}
