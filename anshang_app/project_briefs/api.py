"""一键汇报材料 for download."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log

from anshang_app.foundation.endpoints import parse_argument
from anshang_app.official_documents.downloads import DOCX, PDF, answer_bytes, check_format, refuse_missing
from anshang_app.official_documents.fonts import text_warnings
from anshang_app.official_documents.letter_files import LETTER_FORMATS
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.project_briefs import briefs
from anshang_app.project_briefs.rules.brief_paper import brief_paper
from anshang_app.rendering import paper_docx
from anshang_app.rendering.html import render_paper


@frappe.whitelist()
def download_brief(projects: list | str, file_format: str = DOCX, accept_missing: str | int = 0) -> None:
	"""Answer 汇报材料 of chosen projects (names) as docx or pdf; logged with each of them.

	Unknown and foreign projects are refused the same way, more than the settings allow before any is read.
	"""
	check_format(file_format, LETTER_FORMATS)
	chosen = briefs.chosen_projects(parse_argument(projects, list, of=str))
	paper = brief_paper(briefs.brief_of(chosen))
	if file_format == PDF and not frappe.utils.cint(accept_missing):
		refuse_missing(text_warnings([(paper.name, "".join(paper.texts))]))
	content = forms_pdf(render_paper(paper)) if file_format == PDF else paper_docx.render_docx(paper)
	for project in chosen:
		make_access_log(
			doctype=project.doctype, document=project.name, file_type=file_format.upper(), method="Print"
		)
	answer_bytes(paper.name, file_format, content)
