"""What the desk is told when it starts."""

import frappe
from frappe.model.base_document import get_controller

from anshang_app.foundation import constants
from anshang_app.foundation.members import memberships_of
from anshang_app.foundation.own_types import APP
from anshang_app.foundation.units import find_excluded_zone


def add_set_aside(bootinfo) -> None:
	"""The locality whose projects the bureau's list leaves out until asked for (seed: 侧重于除经开区外)."""
	bureau = any(row.is_government_services_bureau for row in memberships_of(frappe.session.user))
	bootinfo.anshang_set_aside = find_excluded_zone() if bureau else None


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


def add_amounts(bootinfo) -> None:
	"""Record type -> field -> kind of its amounts, which the desk's control reads as people write them."""
	filters = {"module": ["in", frappe.get_module_list(APP)], "is_virtual": 0}
	names = frappe.get_all("DocType", filters=filters, pluck="name", order_by="name")
	kinds = {name: getattr(get_controller(name), "amounts", None) for name in names}
	bootinfo.anshang_amounts = {name: fields for name, fields in kinds.items() if fields}


def lead_home(bootinfo) -> None:
	"""The way above a list or a form begins at the app's workspace, whatever room the record type stands in."""
	workspaces = bootinfo.get("module_wise_workspaces", {})
	bootinfo.anshang_rooms = dict.fromkeys(frappe.get_module_list("anshang_app"), constants.HOME_MODULE)
	for module in bootinfo.anshang_rooms:
		workspaces.setdefault(module, workspaces.get(constants.HOME_MODULE, []))


def leave_one_sidebar(bootinfo) -> None:
	"""v16 makes a sidebar of every module that ships none: an official has one, grouped by what he does."""
	for module in frappe.get_module_list("anshang_app"):
		bootinfo.get("workspace_sidebar_item", {}).pop(module.lower(), None)


def lead_to_work(bootinfo) -> None:
	"""Where an official's day begins; who runs the desk itself keeps Frappe's own start."""
	if may_open() and "Workspace Manager" not in frappe.get_roles():
		bootinfo.anshang_home = "anshang-work"


def may_open() -> bool:
	"""Whether the app is offered to the user among the apps of the site."""
	return bool(frappe.has_permission("Investment Project", "read"))
