"""安商简报 as PDF and DOCX: drawn from the record while it is compiled, the distributed bytes ever after."""

import hashlib
from dataclasses import replace

import frappe
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.access_control.row_rule import BULLETIN
from anshang_app.bulletins.bulletins import numbered_each_year
from anshang_app.bulletins.frozen_figures import read_frozen
from anshang_app.bulletins.rules import layout
from anshang_app.bulletins.rules.bulletin_paper import NAME, BulletinFacts, bulletin_paper
from anshang_app.foundation import constants
from anshang_app.official_documents.downloads import DOCX, PDF
from anshang_app.official_documents.fonts import text_warnings
from anshang_app.official_documents.letter_files import file_bytes, template_file
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.rendering import paper_docx
from anshang_app.rendering.html import render_paper
from anshang_app.rendering.paper import Paper
from anshang_app.validation.rule_texts import rule_text

#: format -> field of the distributed file, field of its hash
KEPT = {PDF: ("pdf_file", "pdf_sha256"), DOCX: ("docx_file", "docx_sha256")}
SIDES = ("Report To", "Send To", "Give To")


def paper_of(bulletin: Document) -> Paper:
	"""The bulletin as blocks, out of its text and frozen figures."""
	reports, sends, gives = (
		tuple(
			row.printed_name or row.unit
			for row in bulletin.recipients
			if row.side == side and (row.printed_name or row.unit)
		)
		for side in SIDES
	)
	return bulletin_paper(
		BulletinFacts(
			issue_no=cint(bulletin.issue_no),
			year=bulletin.issue_year if numbered_each_year() else None,
			unit=bulletin.unit or "",
			day=getdate(bulletin.bulletin_date),
			title=bulletin.title or "",
			body=layout.blocks_of(bulletin.body or "", read_frozen(bulletin)),
			report_to=reports,
			send_to=sends,
			give_to=gives,
			copies=cint(bulletin.copies) or None,
		)
	)


def draw(bulletin: Document, file_format: str) -> bytes:
	"""The bulletin as a file, drawn now."""
	paper = paper_of(bulletin)
	return forms_pdf(render_paper(paper)) if file_format == PDF else paper_docx.render_docx(paper)


def file_name(bulletin: Document) -> str:
	"""安商简报2026年第3期."""
	return f"{NAME}{bulletin.issue_year}年第{bulletin.issue_no}期"


def keep_files(bulletin: Document) -> None:
	"""Draw both files for good and attach them; their hashes go on the record."""
	for file_format, (field, hash_field) in KEPT.items():
		content = draw(bulletin, file_format)
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{file_name(bulletin)}.{file_format}",
				"attached_to_doctype": bulletin.doctype,
				"attached_to_name": bulletin.name,
				"attached_to_field": field,
				"is_private": 1,
				"content": content,
			}
		)
		# who may take the step may keep its files
		file.insert(ignore_permissions=True)
		bulletin.set(field, file.file_url)
		bulletin.set(hash_field, hashlib.sha256(content).hexdigest())


def kept_file(bulletin: Document, file_format: str):
	"""The distributed file of a format."""
	return template_file(bulletin.get(KEPT[file_format][0]))


def content_of(bulletin: Document, file_format: str) -> bytes:
	"""The distributed bytes, or the bulletin drawn now while it is compiled."""
	if bulletin.state == constants.DISTRIBUTED:
		return file_bytes(kept_file(bulletin, file_format))
	return draw(bulletin, file_format)


def warnings_of(bulletin: Document) -> list[str]:
	if bulletin.state == constants.DISTRIBUTED:
		return []
	return text_warnings([(NAME, "".join(paper_of(bulletin).texts))])


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""Nothing is attached to a distributed bulletin, and nothing of it is changed or taken away."""
	keepers = kept_in(BULLETIN, (constants.DISTRIBUTED,), doctype, name)
	return [replace(keeper, why=rule_text("file_of_issue"), closed=True) for keeper in keepers]
