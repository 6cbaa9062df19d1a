"""Finds units: those the settings name for the whole platform, and those a plan template's row means in a project.

A unit that was renamed is also found by its former names (曾用名); how these are written is at home here too.
"""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import raise_problems

#: owner kind of a template row -> field of the project that names the unit
PROJECT_FIELDS = {
	constants.CHAIN_LEAD: "chain_lead_unit",
	constants.HOST: "host_locality",
	constants.INTRODUCER: "introducing_unit",
}
#: field of Anshang Settings that names a unit -> checkbox of Anshang Unit that marks the units of this kind
PLATFORM_UNITS = {
	"investment_service_center": "is_investment_service_center",
	"government_services_bureau": "is_government_services_bureau",
	"economy_bureau": "is_economy_bureau",
}


def find_platform_unit(field: str) -> str | None:
	"""The unit the settings name in `field` (a key of `PLATFORM_UNITS`), else the only active unit of that kind.

	None if the settings name none and there is no such unit, or more than one.
	"""
	return frappe.get_cached_doc("Anshang Settings").get(field) or only_unit_of_kind(PLATFORM_UNITS[field])


def require_platform_unit(field: str) -> str:
	"""As `find_platform_unit`; raises the refusal `unit_unknown` if there is no unit."""
	unit = find_platform_unit(field)
	if not unit:
		raise_problems(frappe.get_doc("Anshang Settings"), [Problem(field, None, "unit_unknown")])
	return unit


def find_excluded_zone() -> str | None:
	"""The development zone (经开区) whose projects the bureau's list, digest and duty check leave out.

	None if the settings do not ask for that, or no single zone is known. The zone is the one named in the settings,
	else the only active unit of its kind. The scheme lets the bureau concentrate on projects outside it
	(侧重于除经开区外).
	"""
	settings = frappe.get_cached_doc("Anshang Settings")
	if not settings.hide_development_zone:
		return None
	return settings.development_zone or only_unit_of_kind("is_development_zone")


def split_former_names(names: str | None) -> list[str]:
	"""The former names of a unit as a list, the oldest first; `names` is the stored text, one name a line."""
	return [name.strip() for name in (names or "").splitlines() if name.strip()]


def add_former_names(names: str | None, added: str | None, present: str | None) -> str:
	"""A unit's stored former names with those of `added` behind them, both one name a line.

	Each name stands once. The unit's `present` name is left out: a unit may get an earlier name back.
	"""
	former_names = [*split_former_names(names), *split_former_names(added)]
	return "\n".join(name for name in dict.fromkeys(former_names) if name != (present or "").strip())


def only_unit_of_kind(kind: str) -> str | None:
	"""The only active unit whose checkbox `kind` is set; None if there is no such unit, or more than one."""
	# a second unit is enough to know that the kind names no single one
	units = frappe.get_all(
		"Anshang Unit", filters={kind: 1, "is_active": 1}, pluck="name", limit=2, order_by="name"
	)
	return units[0] if len(units) == 1 else None


class UnitFinder:
	"""Finds the units that the rows of a plan template name, for one project; one query reads all approval units."""

	def __init__(self, project: Document):
		self.project = project
		#: name, short name, name of its approval scope or former name -> approval unit
		self.unit_by_name: dict[str, str] = {}
		units = frappe.get_all(
			"Anshang Unit",
			filters={"is_active": 1, "is_approval_unit": 1},
			fields=["name", "short_name", "approval_scope", "former_names"],
			order_by="name",
		)
		for unit in units:
			for alias in (unit.name, unit.short_name, *(unit.approval_scope or "").splitlines()):
				if alias and alias.strip():
					self.unit_by_name.setdefault(alias.strip(), unit.name)
		# templates keep calling a renamed unit by its former name; a unit that has the name today comes first
		for unit in units:
			for name in split_former_names(unit.former_names):
				self.unit_by_name.setdefault(name, unit.name)

	def find(self, owner_kind: str | None, authority: str | None) -> tuple[str | None, str | None]:
		"""(unit, None) if the owner is a unit of the platform, else (None, its name as text).

		`owner_kind` is that of the template row, `authority` the approval unit's name as the row writes it; it counts
		only where the kind does not settle the owner. Raises the refusal `unit_unknown` if the kind is the bureau
		and no bureau is known.
		"""
		if owner_kind in PROJECT_FIELDS:
			return self.project.get(PROJECT_FIELDS[owner_kind]), None
		if owner_kind == constants.ENTERPRISE:
			return None, frappe.get_cached_value("Enterprise", self.project.enterprise, "enterprise_name")
		if owner_kind == constants.BUREAU:
			return require_platform_unit("government_services_bureau"), None
		unit = self.unit_by_name.get(authority or "")
		return unit, None if unit else authority
