"""Notes in a record's history where hundreds are written at once."""

from html import escape

import frappe
from frappe.model.document import Document

from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.together import together


def write_note(doc: Document, kind: str, text: str) -> None:
	"""One comment of plain text, without the live notice and the count in lists that cost ten times the note."""
	note = {
		"comment_type": kind,
		"comment_email": frappe.session.user,
		"comment_by": frappe.utils.get_fullname(frappe.session.user),
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		# the desk shows comments as HTML
		"content": escape(text, quote=False),
	}
	together(write_rows, note)


def write_rows(notes: list[dict]) -> None:
	insert_rows("Comment", notes)
