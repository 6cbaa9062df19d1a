"""Project contacts and their phone numbers: stored encrypted, shown masked."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.password import get_decrypted_password

from anshang_app.case.units import PROJECT_FIELDS, units_of
from anshang_app.checks import BadPhone, Problem, parse_phone
from anshang_app.messages import refuse


def may_edit_contacts(project: Document, user: str) -> bool:
	"""Who may write the project, or whose unit is one of the project's team."""
	if not frappe.has_permission("Project Contact", "write", user=user):
		return False
	if frappe.has_permission("Investment Project", "write", doc=project, user=user):
		return True
	team = {project.get(field) for field in PROJECT_FIELDS.values()} - {None, ""}
	return bool(team & units_of(user))


def check_may_edit(project_name: str) -> None:
	"""Refuse a user who is neither a writer of the project nor in its team."""
	project = frappe.get_doc("Investment Project", project_name)
	project.check_permission("read")
	if not may_edit_contacts(project, frappe.session.user):
		frappe.throw(
			_("Only those who may write the project, or its team, change its contacts."),
			frappe.PermissionError,
		)


def store_phone(contact: Document, phone: str) -> Document:
	"""Check a number and store it with its masked twin."""
	try:
		checked = parse_phone(phone)
	except BadPhone:
		refuse(contact, [Problem("phone_masked", phone, "phone")])
	contact.flags.setting_phone = True
	contact.phone_full, contact.phone_masked = checked.full, checked.masked
	# the full phone's permlevel is open to no role: this step is the only door
	contact.save(ignore_permissions=True)
	return contact


def full_phone(contact: str) -> str | None:
	"""The full number, for the official forms printed on the server; never sent to a desk."""
	return get_decrypted_password("Project Contact", contact, "phone_full", raise_exception=False)
