"""Papers of one record for Frappe's print dialog and for download: the same structure, drawn twice."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from markupsafe import Markup

from anshang_app.access_control.one_answer import check_visible
from anshang_app.access_control.projects import readable_project
from anshang_app.coordination import issues
from anshang_app.official_documents import coordination_letters, project_papers
from anshang_app.official_documents.letter_build import handover_letter
from anshang_app.official_documents.letter_files import check_shipped_layout
from anshang_app.official_documents.rules.letter_papers import paper_of
from anshang_app.official_documents.rules.letters import Letter
from anshang_app.official_documents.rules.project_papers import entries_paper, sheet_paper
from anshang_app.rendering.html import render_paper_part
from anshang_app.rendering.paper import Paper

PROJECT = "Investment Project"


def letter_paper(letter: Letter) -> Paper:
	"""The letter in the shipped layout; refused where the unit has its own Word template."""
	check_shipped_layout(letter)
	return paper_of(letter)


def drawn(build: Callable[[Document], Letter]) -> Callable[[Document], Paper]:
	"""How a record's paper is made of what builds its letter."""
	return lambda doc: letter_paper(build(doc))


#: name of the Print Format -> the record it prints, and how
PAPERS: dict[str, tuple[str, Callable[[Document], Paper]]] = {
	"Project Sheet": (PROJECT, lambda doc: sheet_paper(project_papers.read_project_sheet(doc))),
	"Progress Entry List": (PROJECT, lambda doc: entries_paper(project_papers.read_entry_list(doc))),
	"Handover Letter": ("Project Handover", lambda doc: letter_paper(handover_letter(doc))),
	"Problem Assignment Letter": (
		issues.ISSUE,
		lambda doc: letter_paper(coordination_letters.assignment_letter([doc])),
	),
	**{
		kind: (doctype, drawn(build))
		for kind, (doctype, build) in coordination_letters.RECORD_LETTERS.items()
	},
}


def paper_for(kind: str, name: str) -> tuple[Document, Paper]:
	"""The record and its paper, for a user who may print it; of a project, who reads the whole of it."""
	if kind not in PAPERS:
		frappe.throw(_("There is no form {0}.").format(frappe.utils.escape_html(kind)))
	doctype, build = PAPERS[kind]
	check_visible(doctype, name)
	doc = readable_project(name) if doctype == PROJECT else frappe.get_doc(doctype, name)
	doc.check_permission("print")
	return doc, build(doc)


def project_paper(kind: str, project: str) -> tuple[Document, Paper]:
	"""A project and one of its papers, for who may print it."""
	if PAPERS.get(kind, ("", None))[0] != PROJECT:
		frappe.throw(_("There is no form {0}.").format(frappe.utils.escape_html(kind)))
	return paper_for(kind, project)


def printed_paper(doc: Document, kind: str) -> Markup:
	"""A paper for a Print Format. The record is read anew: a print request may bring its own, changed copy of it."""
	return Markup(render_paper_part(paper_for(kind, doc.name)[1]))
