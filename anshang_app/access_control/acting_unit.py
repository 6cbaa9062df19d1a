"""Who acts in coordination: the unit in charge, the unit that collects, the bureau that coordinates."""

import frappe
from frappe import _
from frappe.utils import escape_html

from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.units import find_platform_unit


def coordinates(user: str | None = None) -> bool:
	"""Whether a user (the session's) coordinates all projects: a clerk of the bureau, or who keeps the platform."""
	viewer = viewer_of(user)
	return viewer.administers or (viewer.sees_all and constants.BUREAU_CLERK in viewer.roles)


def acts_for(*units: str | None) -> bool:
	"""Whether the session's user is a member of one of the units, or keeps the platform."""
	viewer = viewer_of()
	return viewer.administers or bool(set(viewer.units) & set(units))


def check_side(allowed: bool, *units: str | None) -> None:
	"""Refuse a step that belongs to other units, and name them."""
	if not allowed:
		named = "、".join(escape_html(unit) for unit in dict.fromkeys(filter(None, units))) or "–"
		frappe.throw(_("This step is taken by: {0}.").format(named), frappe.PermissionError)


def bureau() -> str | None:
	"""The bureau's unit, as the settings name it or as the only one of its kind."""
	return find_platform_unit("government_services_bureau")


def inspection_offices() -> tuple[str | None, str | None]:
	"""市委督查室 and 市政府督查室, as the settings name them or as the only one of its side (scheme §四(三))."""
	settings = frappe.get_cached_doc("Anshang Settings")
	return (
		settings.party_inspection_office or only_office("Party Committee"),
		settings.government_inspection_office or only_office("Government"),
	)


def only_office(side: str) -> str | None:
	"""The one inspection office of a side; None where there are several, or none."""
	of_side = {"is_inspection_office": 1, "inspection_side": side, "is_active": 1}
	names = frappe.get_all("Anshang Unit", of_side, pluck="name", limit=2)
	return names[0] if len(names) == 1 else None
