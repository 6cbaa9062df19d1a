"""What a ledger is held against: projects, enterprises, units and chains, each read once for a whole run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.utils import cint

from anshang_app.foundation import archived
from anshang_app.foundation.units import split_former_names
from anshang_app.ledger_import.rules.matching import Match, keyed, match
from anshang_app.validation.checks import name_key

PROJECT, ENTERPRISE = "Investment Project", "Enterprise"
#: fields of a project a ledger may fill or change
FIELDS = (
	"project_name",
	"project_code",
	"total_investment",
	"fixed_asset_investment",
	"land_area",
	"total_floor_area",
	"construction_content",
	"signing_date",
	"planned_start_date",
	"production_target_date",
	"planned_duration_months",
	"city_leader_name",
	"chain_lead_unit",
	"host_locality",
	"introducing_unit",
	"industry_chain",
	"landing_mode",
)
UNITS = {
	"chain_lead_unit": "is_chain_lead_unit",
	"host_locality": "is_host_locality",
	"introducing_unit": "is_introducing_unit",
}

#: what is a figure of an entry, not a field of the project
FIGURE = "investment_to_date"
#: the unit of a problem or an approval is of any kind
ANY = "unit"


@dataclass
class RecordsOnFile:
	"""Records on file, as the session's user reads them."""

	projects: dict[tuple[str, ...], dict] = field(default_factory=dict)
	by_name: dict[str, list[dict]] = field(default_factory=dict)
	enterprises: dict[str, str] = field(default_factory=dict)
	by_uscc: dict[str, str] = field(default_factory=dict)
	names: dict[str, str] = field(default_factory=dict)
	units: dict[str, dict[str, str]] = field(default_factory=dict)
	short: dict[str, str] = field(default_factory=dict)
	chains: dict[str, str] = field(default_factory=dict)
	counting: frozenset[str] = frozenset()
	modes: dict[str, str] = field(default_factory=dict)
	#: project -> (day, figure) of its latest investment to date, in 10k yuan
	figures: dict[str, tuple[date, float]] = field(default_factory=dict)

	def project(self, code: str, name: str, enterprise: str) -> dict | None:
		"""The project of a row: by its code, else by name and enterprise."""
		return self.projects.get(("code", code)) or self.projects.get(
			("name", name_key(name) or "", name_key(enterprise) or "")
		)

	def project_named(self, code: str, name: str, enterprise: str) -> dict | None:
		"""The project a row is about: as `project`, else the only one of its name, however the enterprise is written."""
		same = self.by_name.get(name_key(name) or "", [])
		return self.project(code, name, enterprise) or (same[0] if len(same) == 1 else None)

	def enterprise(self, name: str, uscc: str = "") -> Match:
		"""The enterprise of a row: by its credit code, else by its very name."""
		if uscc and uscc in self.by_uscc:
			return Match(name, self.by_uscc[uscc])
		nearest = match(name, self.names)
		return Match(name, self.enterprises.get(nearest.record or ""), nearest.near)

	def unit(self, kind: str, name: str) -> Match:
		"""A unit of the kind of a field, by name or short name."""
		return match(name, self.units[kind], self.short)

	def chain(self, name: str) -> Match:
		return match(name, self.chains)


@archived.shown()
def read() -> RecordsOnFile:
	"""One statement for each type; enterprises and projects through the row rule."""
	on_file = RecordsOnFile()
	rows = frappe.get_list(
		ENTERPRISE, fields=["name", "enterprise_name", "uscc"], order_by="name", limit_page_length=0
	)
	on_file.enterprises = {row.enterprise_name: row.name for row in rows}
	on_file.names = keyed(row.enterprise_name for row in rows)
	on_file.by_uscc = {row.uscc: row.name for row in rows if row.uscc}
	titles = {row.name: row.enterprise_name for row in rows}
	on_file.projects = projects(titles)
	for row in {row["name"]: row for row in on_file.projects.values()}.values():
		on_file.by_name.setdefault(name_key(row["project_name"]) or "", []).append(row)
	units = frappe.get_all(
		"Anshang Unit",
		filters={"is_active": 1},
		fields=["name", "unit_name", "short_name", "former_names", *dict.fromkeys(UNITS.values())],
		order_by="name",
	)
	for field_name, kind in UNITS.items():
		on_file.units[field_name] = by_names(row for row in units if cint(row[kind]))
	on_file.units[ANY] = by_names(units)
	on_file.short = {row.short_name: row.name for row in units if row.short_name}
	chains = frappe.get_all("Industry Chain", fields=["name", "counts_for_admission"], order_by="name")
	on_file.chains = keyed(row.name for row in chains)
	on_file.counting = frozenset(row.name for row in chains if row.counts_for_admission)
	on_file.figures = figures()
	on_file.modes = keyed(
		frappe.get_all("Landing Mode", filters={"is_active": 1}, pluck="name", order_by="name")
	)
	return on_file


def by_names(units: Iterable[frappe._dict]) -> dict[str, str]:
	"""Name key -> unit, by today's names and by former ones nobody bears today."""
	units = [*units]
	by_key = {key: row.name for row in units if (key := name_key(row.unit_name))}
	for row in units:
		for name in split_former_names(row.former_names):
			by_key.setdefault(name_key(name) or "", row.name)
	return by_key


@archived.shown()
def projects(titles: Mapping[str, str]) -> dict[tuple[str, ...], dict]:
	"""Projects by both of their keys; of phases of one name the first."""
	rows = frappe.get_list(
		PROJECT,
		fields=["name", "enterprise", "stage", "is_back_entry", *FIELDS],
		order_by="creation desc, name",
		limit_page_length=0,
	)
	by_key: dict[tuple[str, ...], dict] = {}
	for row in rows:
		if row.project_code:
			by_key[("code", row.project_code)] = row
		by_key[("name", name_key(row.project_name) or "", name_key(titles.get(row.enterprise)) or "")] = row
	return by_key


@archived.shown()
def figures() -> dict[str, tuple[date, float]]:
	"""The latest investment to date of each project, read through the row rule; a later entry of one day counts."""
	rows = frappe.get_list(
		"Progress Entry",
		filters={FIGURE: [">", 0]},
		fields=["project", "entry_date", FIGURE],
		order_by="entry_date, creation",
		limit_page_length=0,
	)
	return {row.project: (row.entry_date, row[FIGURE]) for row in rows}
