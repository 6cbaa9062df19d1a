"""Answers made comparable: what is drawn anew for each request is left out."""

import io
import re
import zipfile

import frappe

DRAWN = (
	# v15 and v16 draw each refusal an id
	(re.compile(r"(__frappe_exc_id\W+)[0-9a-f]+"), r"\1"),
	(re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?"), "<time>"),
	(re.compile(r'"csrf_token"\W+[0-9a-f]+'), "<token>"),
	(re.compile(r'"execution_time":\s*[0-9.e-]+'), "<seconds>"),
	(re.compile(r'"batch":\s*"[0-9a-f]+"'), "<batch>"),
	(re.compile(r'"calc_time":[^,]*'), "<seconds>"),
	# a name of letters and digits by lot
	(re.compile(r'"name":\s*"[0-9a-z]{10}"'), "<drawn name>"),
	(re.compile(r"new-[a-z-]+-[a-z0-9]+"), "<new name>"),
)


#: how a workbook or a document begins; the time of each part in it is no part of the answer
ZIP = b"PK\x03\x04"


def unpacked(content: bytes) -> list[tuple[str, str]]:
	"""The parts of a workbook or document by name."""
	with zipfile.ZipFile(io.BytesIO(content)) as parts:
		return [(name, parts.read(name).decode("utf-8", "replace")) for name in sorted(parts.namelist())]


def comparable(answer, *names: str) -> tuple[int, str]:
	"""Status and text of an answer, without the given names, times and whatever is drawn."""
	text = answer.text
	if answer.content.startswith(ZIP):
		text = "\n".join(f"{name}: {content}" for name, content in unpacked(answer.content))
	# JSON within JSON escapes a letter more than once
	text = re.sub(r"\\+u([0-9a-f]{4})", lambda letter: chr(int(letter[1], 16)), text)
	for pattern, put in DRAWN:
		text = pattern.sub(put, text)
	for name in names:
		# a number may stand anywhere for something else, so that all numbers are left out
		met = r"\d+" if name.isdigit() else rf"(?<![0-9A-Za-z]){re.escape(name)}(?![0-9A-Za-z])"
		text = re.sub(met, "<name>", text, flags=re.IGNORECASE)
	return answer.status_code, text


def stored(side) -> dict[tuple[str, str], dict | None]:
	"""The records of a side as they stand in the database."""
	frappe.db.rollback()
	return {
		(doctype, name): frappe.db.get_value(doctype, name, "*", as_dict=True)
		for doctype, name in side.records.items()
		if frappe.db.exists("DocType", doctype) == doctype
	}
