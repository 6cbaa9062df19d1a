"""The workspace: Frappe lists an administrator's own reports on it by their module, which is its own."""

import frappe
from frappe.model.document import Document

#: the module that has the workspaces
HOME = "Key Projects"


def list_report(report: Document, method: str | None = None) -> None:
	"""A new report about one of the app's records, of no module yet, is listed on the workspace (before_validate)."""
	if report.module or not report.ref_doctype:
		return
	about = frappe.db.get_value("DocType", report.ref_doctype, "module")
	if about in frappe.get_module_list("anshang_app"):
		report.module = HOME
