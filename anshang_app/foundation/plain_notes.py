"""Notes in a record's history where hundreds are written at once."""

import frappe
from frappe.model.document import Document


def write_note(doc: Document, kind: str, text: str) -> None:
	"""One comment on a record, without the live notice and the count in lists that cost ten times the note."""
	note = frappe.get_doc(
		{
			"doctype": "Comment",
			"comment_type": kind,
			"comment_email": frappe.session.user,
			"comment_by": frappe.utils.get_fullname(frappe.session.user),
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"content": text,
		}
	)
	note.set_new_name()
	note.set_user_and_timestamp()
	note._sanitize_content()
	note.db_insert()
