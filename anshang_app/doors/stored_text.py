"""No stored text runs: markup in a field of plain text is put down as letters, on the way in and in prints."""

import re

from frappe.model.document import Document
from frappe.utils.html_utils import is_json

from anshang_app.foundation.administrators import administers
from anshang_app.foundation.own_types import is_own
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: the beginning of a tag, of a comment, of a closing tag
TAG = re.compile(r"<(?=[A-Za-z/!?])")
#: fields that hold markup on purpose; Frappe cleans it
MARKUP = frozenset({"Text Editor", "HTML Editor", "Markdown Editor", "HTML", "Code", "JSON", "Signature"})
#: bytes of a column of text
LONGEST = 65_535
COLUMNS_OF_TEXT = frozenset({"Small Text", "Text", "Text Editor"})


def clean(doc: Document, method: str | None = None) -> None:
	"""Escape tags in plain text, and in text that is JSON, which Frappe's own cleaning leaves out ("*": before_validate)."""
	ours = is_own(doc.meta)
	if not ours and administers():
		return
	for part in (doc, *doc.get_all_children()):
		for field in part.meta.fields:
			value = part.get(field.fieldname)
			if isinstance(value, str) and value:
				check_length(part, field, value)
				if TAG.search(value) and is_plain(part, field, value):
					part.set(field.fieldname, TAG.sub("&lt;", value))


def print_as_letters(doc: Document, method: str | None = None, settings: dict | None = None) -> None:
	"""Tags in plain text become letters in a print, whose pages hold values as they are stored ("*": before_print)."""
	for part in (doc, *doc.get_all_children()):
		for field in part.meta.fields:
			value = part.get(field.fieldname)
			if field.fieldtype not in MARKUP and isinstance(value, str) and TAG.search(value):
				part.set(field.fieldname, TAG.sub("&lt;", value))
	titles = doc.get("__link_titles") or {}
	titles.update({key: TAG.sub("&lt;", title) for key, title in titles.items() if isinstance(title, str)})


def is_plain(doc: Document, field, value: str) -> bool:
	"""Whether markup in it would run: text that passes as JSON, which Frappe does not clean, and an account's names.

	Other plain text is kept as it was typed and escaped where it is shown; Frappe's own records hold addresses
	with brackets, `name <mail>`.
	"""
	if field.fieldtype in MARKUP:
		return field.fieldtype not in ("Code", "JSON") and is_json(value)
	if field.options == "Email":
		return False
	return is_json(value) or (doc.doctype == "User" and field.fieldtype == "Data")


def check_length(doc: Document, field, value: str) -> None:
	"""Refuse text that its column does not hold; the database would answer with an error of the server."""
	if field.fieldtype in COLUMNS_OF_TEXT and len(value.encode()) > LONGEST:
		refuse(doc, [Problem(field.fieldname, f"{value[:20]}…", "too_long", (len(value), LONGEST // 3))])
