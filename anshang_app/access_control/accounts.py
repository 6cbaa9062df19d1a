"""Accounts of officials: nobody becomes an administrator of the system without being asked for as one."""

import frappe

#: Frappe gives it unasked to the first account of a site that has none besides Administrator
SYSTEM_ROLE = "System Manager"


def note_roles(user, method: str | None = None) -> None:
	"""Remember whether the system's administrator was asked for (User.before_validate)."""
	user.flags.asked_to_administer = SYSTEM_ROLE in {row.role for row in user.roles}


def keep_roles_as_asked(user, method: str | None = None) -> None:
	"""Take back the role Frappe added unasked to an official's account (User.validate)."""
	if user.flags.asked_to_administer or user.name == "Administrator":
		return
	if {row.role for row in user.roles} & official_roles():
		user.roles = [row for row in user.roles if row.role != SYSTEM_ROLE]


def official_roles() -> set[str]:
	"""The roles this app ships."""
	fixtures = frappe.get_hooks("fixtures", app_name="anshang_app")
	return {name for entry in fixtures if isinstance(entry, dict) for name in entry["filters"][0][2]}
