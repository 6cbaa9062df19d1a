"""Who keeps the platform: one answer for every room."""

import frappe
from frappe import _

from anshang_app.foundation import constants

#: roles that keep it; the account Administrator does without one
ROLES = ("System Manager", constants.ADMINISTRATOR_ROLE)


def administers(user: str | None = None) -> bool:
	"""Whether an account (default: the session's) is an administrator's."""
	user = user or frappe.session.user
	return user == "Administrator" or not set(ROLES).isdisjoint(frappe.get_roles(user))


def require_administrator() -> None:
	"""Refuse everybody else, in Chinese and as 403."""
	if not administers():
		frappe.throw(_("This is for the administrators of the platform."), frappe.PermissionError)
