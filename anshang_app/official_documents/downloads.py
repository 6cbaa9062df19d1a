"""Documents for download: each checks who asks, draws one structure in the format asked for, and is logged."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.model.document import Document

from anshang_app.official_documents.build import service_plan_forms
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.official_documents.rules import annex, fill
from anshang_app.rendering.docx_forms import render_docx
from anshang_app.rendering.grid import Form
from anshang_app.rendering.html import render_page
from anshang_app.rendering.xlsx_forms import render_xlsx

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
FORM_RENDERERS: dict[str, Callable[[list[Form], str], bytes]] = {
	PDF: lambda forms, title: forms_pdf(render_page(forms, title)),
	DOCX: lambda forms, title: render_docx(forms),
	XLSX: lambda forms, title: render_xlsx(forms),
}


def chosen_forms(plan: Document, form: str | None, extra: int) -> tuple[str, list[Form]]:
	"""The title and the forms asked for, in the order of the annex; a name it lacks is refused."""
	if form and form not in (*annex.FORM_NAMES, fill.EXTRA):
		frappe.throw(_("There is no form {0}.").format(frappe.utils.escape_html(form)))
	forms = service_plan_forms(plan.name, extra=bool(extra) or form == fill.EXTRA)
	if form and form not in forms:
		frappe.throw(_("The plan has no steps beyond the annex."))
	chosen = [entry for name, entry in forms.items() if form in (None, "", name)]
	return (chosen[0].title if form else _("Service Plan Forms")), chosen


def check_format(file_format: str, renderers: dict) -> None:
	"""Refuse a file format the document is not drawn in."""
	if file_format not in renderers:
		frappe.throw(
			_("The document is given as {0}, not as {1}.").format(
				"、".join(renderers), frappe.utils.escape_html(file_format)
			)
		)


def refuse_missing(warnings) -> None:
	"""Refuse a PDF that would hold empty boxes, naming each character and its place."""
	lines = list(warnings)
	if lines:
		frappe.throw(lines, title=_("Characters Without a Font"), as_list=True)


def answer_file(doc: Document, name: str, file_format: str, content: bytes) -> None:
	"""Answer a file of one record for download and log who took it."""
	make_access_log(doctype=doc.doctype, document=doc.name, file_type=file_format.upper(), method="Print")
	answer_bytes(name, file_format, content)


def answer_bytes(name: str, file_format: str, content: bytes) -> None:
	"""Answer a file for download."""
	frappe.local.response.filename = f"{name}.{file_format}"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf" if file_format == PDF else "binary"
