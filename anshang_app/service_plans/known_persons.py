"""Who may stand in a plan's rows: members of a unit, the enterprise's contact, who stood for the unit before."""

from collections.abc import Sequence

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.foundation.members import people_by_unit
from anshang_app.service_plans.plans import LISTS, proposed_rows

#: the newest plans that are asked who stood for a unit
PLANS_ASKED = 30


def persons_of_units(plan: Document) -> dict[str, list[str]]:
	"""Unit of the plan's rows -> names, the likeliest first: its liaison, members, then persons of earlier plans.

	Only plans the session's user may read are asked. A unit nobody is known of has an empty list.
	"""
	units = list(dict.fromkeys(row["unit"] or row["unit_text"] or "" for row in proposed_rows(plan)))
	members, before = people_by_unit(), persons_before(plan)
	contacts = contacts_of_enterprise(plan.project)
	return {
		unit: list(
			dict.fromkeys(
				[
					*(row.member_name for row in members.get(unit, [])),
					*contacts.get(unit, []),
					*before.get(unit, []),
				]
			)
		)
		for unit in units
		if unit
	}


def contacts_of_enterprise(project: str) -> dict[str, list[str]]:
	"""The enterprise as the rows name it -> the names of its contacts of this project."""
	enterprise = frappe.db.get_value("Investment Project", project, "enterprise")
	name = frappe.db.get_value("Enterprise", enterprise, "enterprise_name")
	filters = {"project": project, "side": constants.ENTERPRISE, "is_active": 1}
	return {name: frappe.get_all("Project Contact", filters, pluck="contact_name", order_by="creation")}


def persons_before(plan: Document) -> dict[str, list[str]]:
	"""Unit -> who stands for it in other plans, the newest plan first."""
	names = frappe.get_list(
		"Service Plan",
		filters={"name": ["!=", plan.name]},
		pluck="name",
		order_by="creation desc",
		limit_page_length=PLANS_ASKED,
	)
	persons_by_unit: dict[str, list[str]] = {}
	for row in sorted(rows_with_person(names), key=lambda row: names.index(row.parent)):
		persons_by_unit.setdefault(row.responsible_unit or row.unit_text or "", []).append(
			row.responsible_person
		)
	return persons_by_unit


def rows_with_person(plan_names: Sequence[str]) -> list[frappe._dict]:
	"""The rows of these plans in which a person stands, in one query a table."""
	rows: list[frappe._dict] = []
	for table in LISTS:
		rows += frappe.get_all(
			frappe.get_meta("Service Plan").get_field(table).options,
			filters={
				"parent": ["in", [*plan_names, ""]],
				"parenttype": "Service Plan",
				"responsible_person": ["is", "set"],
			},
			fields=["parent", "responsible_unit", "unit_text", "responsible_person"],
			distinct=True,
			order_by="parent",
		)
	return rows
