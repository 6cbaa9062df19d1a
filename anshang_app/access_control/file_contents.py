"""What comes in as a file: names the disk takes, pictures drawn anew, PDFs that do nothing by themselves."""

import re
from pathlib import PurePath

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.rules import file_contents

#: letters of a name (the column's length)
LONGEST_NAME = 140
#: bytes of a name on the disk; file systems take 255
LONGEST_ON_DISK = 200
#: characters that mean something in an address
OF_ADDRESSES = re.compile(r"[\\%?#\x00-\x1f]")


def clean(file: Document) -> None:
	"""Keep of a new file's content what may be kept."""
	content = bytes_given(file)
	if not content:
		return
	try:
		file.content = file_contents.cleaned(file.file_name, content)
	except file_contents.BadFileError as error:
		frappe.throw(_("File {0}: {1}").format(shown(file.file_name), rule_text(error.rule)))


def bytes_given(file: Document) -> bytes:
	"""The content a new file comes with; nothing where it names an address."""
	if not isinstance(file.content, str | bytes | None):
		frappe.throw(_("File {0}: {1}").format(shown(str(file.file_name)), rule_text("content_is_text")))
	content = file.get_content() if file.content else b""
	return content.encode() if isinstance(content, str) else content


def check_name(file: Document) -> None:
	"""Refuse a name longer than its column; characters of addresses become underscores."""
	name = file.file_name
	if not name:
		return
	if not isinstance(name, str):
		frappe.throw(_("File {0}: {1}").format(shown(str(name)), rule_text("name_is_text")))
	if len(name) > LONGEST_NAME:
		frappe.throw(
			_("File {0}: the name has {1} characters, at most {2} are possible.").format(
				shown(name), len(name), LONGEST_NAME
			)
		)
	file.file_name = OF_ADDRESSES.sub("_", name)


def shown(name: str) -> str:
	"""A name as a sentence can hold it."""
	name = name if len(name) <= LONGEST_NAME else f"{name[:60]}…"
	return frappe.utils.escape_html(name)


def disk_name(name: str, content_hash: str) -> str:
	"""The name on the disk: a long one is cut and told apart by the hash of what it holds."""
	if len(name.encode()) <= LONGEST_ON_DISK:
		return name
	ending = PurePath(name).suffix[:20]
	room = LONGEST_ON_DISK - len(ending.encode()) - len(content_hash) - 1
	stem = PurePath(name).stem.encode()[:room].decode(errors="ignore")
	return f"{stem}-{content_hash}{ending}"


def column_name(name: str) -> str:
	"""A name that Frappe made longer, to tell two files apart, within its column again."""
	if len(name) <= LONGEST_NAME:
		return name
	ending = PurePath(name).suffix
	return name[: LONGEST_NAME - len(ending)] + ending


def rule_text(rule: str) -> str:
	"""The sentence of a rule."""
	return {
		"name_is_text": _("the name of a file is text."),
		"content_is_text": _("the content of a file is given as text or bytes."),
		"not_a_picture": _(
			"it is no picture that can be read, though its name says so: please save it anew and upload it again."
		),
		"picture_too_large": _("the picture has too many pixels: please make it smaller."),
		"not_a_pdf": _("it cannot be read as a PDF: please make it anew."),
		"pdf_encrypted": _("a PDF with a password or with encryption is not taken: please save it without."),
		"pdf_script": _("a PDF with a script in it is not taken: please print it to a plain PDF."),
		"pdf_launch": _(
			"a PDF that starts programs or sends data is not taken: please print it to a plain PDF."
		),
		"pdf_attachment": _(
			"a PDF with other files inside is not taken: please print it to a plain PDF and upload the others by themselves."
		),
		"pdf_too_complex": _("the PDF has too many parts: please print it to a plain PDF."),
	}[rule]
