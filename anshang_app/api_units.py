"""Units and users by Excel over REST and for the desk's page: template, preview, import."""

import frappe
from frappe import _

from anshang_app.case import unit_import
from anshang_app.case.accounts import check_may_set_up, mail_is_ready
from anshang_app.endpoints import endpoint


@frappe.whitelist()
def download_template() -> None:
	"""Answer the workbook to fill in."""
	check_may_set_up()
	frappe.local.response.filename = "单位和用户导入模板.xlsx"
	frappe.local.response.filecontent = unit_import.template()
	frappe.local.response.type = "binary"


@endpoint
def preview() -> dict:
	"""What the uploaded workbook (form field `file`) would do, and all its problems; nothing is saved."""
	check_may_set_up()
	return {**unit_import.preview(uploaded()), "mail_is_ready": mail_is_ready()}


@endpoint
def import_units() -> dict:
	"""Write the uploaded workbook: {created, updated, opened, left}; refused as a whole if anything is wrong.

	While `left` is not 0, send the same workbook again.
	"""
	check_may_set_up()
	return unit_import.apply(uploaded())


def uploaded() -> bytes:
	"""The bytes of the file sent with the request, one byte more than may be at most."""
	file = frappe.request.files.get("file") if frappe.request else None
	if not file:
		frappe.throw(_("Choose a file."))
	return file.stream.read(unit_import.LARGEST + 1)
