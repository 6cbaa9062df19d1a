"""Letters of coordination as files: 督办通知单, 问题交办函, 问题汇总表, 专题会议呈报件, 会议纪要."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, today

from anshang_app.case import issues
from anshang_app.case.sides import bureau, coordinates
from anshang_app.documents import work_build
from anshang_app.documents.downloads import DOCX, PDF, answer_bytes, check_format, refuse_missing
from anshang_app.documents.letter_files import (
	LETTER_FORMATS,
	answer_letter,
	letter_docx,
	letter_pdf,
	letter_warnings,
)
from anshang_app.walls.viewer import viewer_of


@frappe.whitelist()
def download_record_letter(
	kind: str, record: str, file_format: str = DOCX, accept_missing: str | int = 0
) -> None:
	"""Answer a letter of one record: `kind` a key of `work_build.RECORD_LETTERS`."""
	doc, letter = record_letter(kind, record)
	answer_letter(doc, letter, doc.name, file_format, accept_missing)


@frappe.whitelist()
def record_letter_warnings(kind: str, record: str) -> list[str]:
	"""What to know before the letter of a record is printed as PDF."""
	return letter_warnings(record_letter(kind, record)[1])


def record_letter(kind: str, record: str) -> tuple[Document, object]:
	"""The record and its letter, for a user who may print the record."""
	if kind not in work_build.RECORD_LETTERS:
		frappe.throw(_("There is no letter {0}.").format(frappe.utils.escape_html(kind)))
	doctype, build = work_build.RECORD_LETTERS[kind]
	doc = frappe.get_doc(doctype, record)
	doc.check_permission("print")
	return doc, build(doc)


@frappe.whitelist()
def download_assignment(chosen: list | str, file_format: str = DOCX, accept_missing: str | int = 0) -> None:
	"""问题交办函 of the chosen problems, which must be of one responsible unit."""
	docs = chosen_issues(chosen)
	letter = work_build.assignment_letter(docs)
	answer_letter(docs[0], letter, docs[0].name, file_format, accept_missing)


@frappe.whitelist()
def assignment_warnings(chosen: list | str) -> list[str]:
	"""What to know before a 问题交办函 is printed as PDF."""
	return letter_warnings(work_build.assignment_letter(chosen_issues(chosen)))


def chosen_issues(chosen: list | str) -> list[Document]:
	"""The problems named, each one the user may print."""
	names = frappe.parse_json(chosen)
	if not isinstance(names, list) or not names:
		frappe.throw(_("Give a list of rows."))
	docs = [frappe.get_doc(issues.ISSUE, str(name)) for name in names]
	for doc in docs:
		doc.check_permission("print")
	return docs


@frappe.whitelist()
def download_problem_summary(
	file_format: str = DOCX, level: str | None = None, accept_missing: str | int = 0
) -> None:
	"""问题汇总表 of the open problems the user may read, of one level if asked for."""
	frappe.has_permission(issues.ISSUE, "print", throw=True)
	check_format(file_format, LETTER_FORMATS)
	units = viewer_of().units
	own = bureau() if coordinates() else (units[0] if units else None)
	letter = work_build.problem_summary({"level": level} if level else {}, own)
	if file_format == PDF and not cint(accept_missing):
		refuse_missing(letter_warnings(letter))
	content = letter_pdf(letter) if file_format == PDF else letter_docx(letter)
	answer_bytes(f"{_('Problem Summary')}-{today()}", file_format, content)
