"""The workspace: Frappe lists an administrator's own reports on it by their module, which is its own."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants


def list_report(report: Document, method: str | None = None) -> None:
	"""A new report of somebody's own about one of the app's records is listed on the workspace (before_validate).

	Frappe gives it the module of its record type, in later versions before any hook is asked.
	"""
	if not report.is_new() or report.is_standard == "Yes" or not report.ref_doctype:
		return
	about = frappe.db.get_value("DocType", report.ref_doctype, "module")
	if about in frappe.get_module_list("anshang_app") and report.module in (None, "", about):
		report.module = constants.HOME_MODULE
