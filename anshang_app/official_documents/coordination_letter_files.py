"""Letters of coordination as files: 督办通知单, 问题交办函, 问题汇总表, 专题会议呈报件, 会议纪要."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.one_answer import check_visible
from anshang_app.coordination import issues
from anshang_app.foundation.endpoints import parse_argument
from anshang_app.official_documents import coordination_letters
from anshang_app.official_documents.rules.letters import Letter


def record_letter(kind: str, record: str) -> tuple[Document, Letter]:
	"""The record and its letter, for a user who may print the record."""
	if kind not in coordination_letters.RECORD_LETTERS:
		frappe.throw(_("There is no letter {0}.").format(frappe.utils.escape_html(kind)))
	doctype, build = coordination_letters.RECORD_LETTERS[kind]
	check_visible(doctype, record)
	doc = frappe.get_doc(doctype, record)
	doc.check_permission("print")
	return doc, build(doc)


def chosen_issues(chosen: list | str) -> list[Document]:
	"""The problems named, each one the user may print."""
	names = parse_argument(chosen, list, of=str)
	if not names:
		frappe.throw(_("Give a list of rows."))
	for name in names:
		check_visible(issues.ISSUE, name)
	docs = [frappe.get_doc(issues.ISSUE, name) for name in names]
	for doc in docs:
		doc.check_permission("print")
	return docs
