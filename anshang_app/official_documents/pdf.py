"""HTML to PDF inside Frappe: by Chromium where the machine has one, else by Frappe's own engine."""

import frappe
from frappe import _

from anshang_app.rendering import chromium


def forms_pdf(page: str) -> bytes:
	"""The PDF of an HTML page; a Chromium that fails is told to the user."""
	program = chromium.find()
	if not program:
		# loaded when needed: Frappe opens a log file beside sites/ as soon as it is
		from frappe.utils.pdf import get_pdf

		return get_pdf(page)
	try:
		return chromium.to_pdf(page, program)
	except chromium.ChromiumFailed as error:
		# a record in the Error Log would be rolled back with the request
		frappe.logger("anshang").error("Chromium printed no PDF: %s", error)
		frappe.throw(_("The PDF could not be made: Chromium gave no file. Please try again."))
