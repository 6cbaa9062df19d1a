"""The forms of a plan as one PDF for download."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils.pdf import get_pdf

from anshang_app.documents import annex, chromium
from anshang_app.documents.build import service_plan_forms
from anshang_app.documents.html import render_page


@frappe.whitelist()
def download_forms_pdf(plan: str, form: str | None = None) -> None:
	"""Answer the three forms of a Service Plan as a PDF, or the one named `form` (annex.FORM_NAMES)."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("print")
	if form and form not in annex.FORM_NAMES:
		frappe.throw(_("There is no form {0}.").format(frappe.utils.escape_html(form)))
	forms = service_plan_forms(doc.name)
	chosen = [forms[name] for name in annex.FORM_NAMES if form in (None, "", name)]
	title = chosen[0].title if form else _("Service Plan Forms")
	content = forms_pdf(render_page(chosen, title))
	make_access_log(doctype=doc.doctype, document=doc.name, file_type="PDF", method="Print")
	frappe.local.response.filename = f"{doc.name}-{title}.pdf"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf"


def forms_pdf(page: str) -> bytes:
	"""The PDF of an HTML page: by Chromium where the machine has one, else by Frappe's own engine."""
	program = chromium.find()
	if not program:
		return get_pdf(page)
	try:
		return chromium.to_pdf(page, program)
	except chromium.ChromiumFailed as error:
		# a record in the Error Log would be rolled back with the request
		frappe.logger("anshang").error("Chromium printed no PDF: %s", error)
		frappe.throw(_("The PDF could not be made: Chromium gave no file. Please try again."))
