"""What the desk is told when it starts."""

import frappe

from anshang_app.walls.viewer import current_memberships


def add_set_aside(bootinfo) -> None:
	"""The locality whose projects the bureau's list leaves out until asked for (seed: 侧重于除经开区外)."""
	settings = frappe.get_cached_doc("Anshang Settings")
	bureau = any(row.is_government_services_bureau for row in current_memberships(frappe.session.user))
	bootinfo.anshang_set_aside = development_zone() if bureau and settings.hide_development_zone else None


def development_zone() -> str | None:
	"""The unit named in the settings, else the only one of the kind in use."""
	named = frappe.get_cached_doc("Anshang Settings").development_zone
	if named:
		return named
	zones = frappe.get_all(
		"Anshang Unit", filters={"is_development_zone": 1, "is_active": 1}, pluck="name", limit=2
	)
	return zones[0] if len(zones) == 1 else None


def add_names(bootinfo) -> None:
	"""Names of the units' members, so that timelines show persons where Frappe would show addresses."""
	members = frappe.get_all(
		"Unit Member",
		filters={"parenttype": "Anshang Unit", "user": ["is", "set"]},
		pluck="user",
		order_by="user",
	)
	missing = set(members) - set(bootinfo.user_info)
	for user in frappe.get_all(
		"User",
		filters={"name": ["in", [*missing, ""]]},
		fields=["name", "full_name", "user_image", "email", "time_zone"],
		order_by="name",
	):
		bootinfo.user_info[user.name] = frappe._dict(
			name=user.name,
			fullname=user.full_name or user.name,
			image=user.user_image,
			email=user.email,
			time_zone=user.time_zone,
		)


def may_open() -> bool:
	"""Whether the app is offered to the user among the apps of the site."""
	return bool(frappe.has_permission("Investment Project", "read"))
