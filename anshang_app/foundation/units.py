"""Finding the units a project works with."""

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import raise_problems

#: owner kind of a template row -> field of the project that holds the unit
PROJECT_FIELDS = {
	constants.CHAIN_LEAD: "chain_lead_unit",
	constants.HOST: "host_locality",
	constants.INTRODUCER: "introducing_unit",
}
#: field of the settings -> the kind's check on the unit
PLATFORM_UNITS = {
	"investment_service_center": "is_investment_service_center",
	"government_services_bureau": "is_government_services_bureau",
	"economy_bureau": "is_economy_bureau",
}


def known_unit(field: str) -> str | None:
	"""The unit named in the settings, else the only unit in use of that kind; None if neither."""
	named = frappe.get_cached_doc("Anshang Settings").get(field)
	if named:
		return named
	units = units_of_kind(PLATFORM_UNITS[field])
	return units[0] if len(units) == 1 else None


def platform_unit(field: str) -> str:
	"""As `known_unit`; refused where there is none."""
	unit = known_unit(field)
	if not unit:
		raise_problems(frappe.get_doc("Anshang Settings"), [Problem(field, None, "unit_unknown")])
	return unit


def zone_set_aside() -> str | None:
	"""The development zone whose projects the bureau's list, digest and duty check leave out, if it does.

	Named in the settings, else the only unit in use of its kind (seed: 侧重于除经开区外).
	"""
	settings = frappe.get_cached_doc("Anshang Settings")
	if not settings.hide_development_zone:
		return None
	zones = [settings.development_zone] if settings.development_zone else units_of_kind("is_development_zone")
	return zones[0] if len(zones) == 1 else None


def former_of(names: str | None) -> list[str]:
	"""The former names (曾用名) of a unit, one a line, the oldest first."""
	return [name.strip() for name in (names or "").splitlines() if name.strip()]


def with_former(names: str | None, old: str | None, new: str | None) -> str:
	"""A unit's former names with one more; a name it bears again is none."""
	former_names = [*former_of(names), *former_of(old)]
	return "\n".join(name for name in dict.fromkeys(former_names) if name != (new or "").strip())


def units_of_kind(kind: str) -> list[str]:
	"""Up to two units in use of a kind: one is the one, two are no answer."""
	return frappe.get_all(
		"Anshang Unit", filters={kind: 1, "is_active": 1}, pluck="name", limit=2, order_by="name"
	)


class UnitFinder:
	"""Resolves the owner kinds of template rows for one project, with one query for all units."""

	def __init__(self, project: Document):
		self.project = project
		self.by_name: dict[str, str] = {}
		units = frappe.get_all(
			"Anshang Unit",
			filters={"is_active": 1, "is_approval_unit": 1},
			fields=["name", "short_name", "approval_scope", "former_names"],
			order_by="name",
		)
		for unit in units:
			for alias in (unit.name, unit.short_name, *(unit.approval_scope or "").splitlines()):
				if alias and alias.strip():
					self.by_name.setdefault(alias.strip(), unit.name)
		# a template goes on calling a unit as it was called; who bears the name today comes first
		for unit in units:
			for name in former_of(unit.former_names):
				self.by_name.setdefault(name, unit.name)

	def find(self, owner_kind: str | None, authority: str | None) -> tuple[str | None, str | None]:
		"""(unit, words) for an owner: a unit of the platform, or words for a party that is none."""
		if owner_kind in PROJECT_FIELDS:
			return self.project.get(PROJECT_FIELDS[owner_kind]), None
		if owner_kind == constants.ENTERPRISE:
			return None, frappe.get_cached_value("Enterprise", self.project.enterprise, "enterprise_name")
		if owner_kind == constants.BUREAU:
			return platform_unit("government_services_bureau"), None
		unit = self.by_name.get(authority or "")
		return unit, None if unit else authority
