"""What was handed over while its text was out for signing, or stands in the text of an old plan: it follows here."""

from collections.abc import Iterator

import frappe
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.service_plans.plans import LISTS
from anshang_app.work_handover.promises import items_of, promises
from anshang_app.work_handover.rules.needs import other_name

NODE = "Project Node"


def follow_plan(plan: Document, method: str | None = None) -> None:
	"""What was handed over while a plan was out for signing (Service Plan.on_update).

	Sealed as it was sent out, its nodes get who took the work; returned to draft, its rows do.
	"""
	if plan.passed("state", constants.PLAN_DRAFT):
		for row, values in promised_values(plan):
			frappe.db.set_value(row.doctype, row.name, values)
	if plan.passed("state", constants.SEALED):
		for row, values in promised_values(plan):
			frappe.db.set_value(NODE, row.node, values)
		follow_units(plan)


def promised_values(plan: Document) -> Iterator[tuple[Document, dict[str, str | None]]]:
	"""The rows of a plan that were promised to somebody, each with who he is."""
	rows = {row.name: row for table in LISTS for row in plan.get(table)}
	for name, items in promises(rows).items():
		row, first, last = rows[name], items[0], items[-1]
		values = {"responsible_person": other_name(row.responsible_person, first.giver_name, last.taker_name)}
		if row.responsible_user:
			values["responsible_user"] = last.taker
		yield row, values


def follow_units(plan: Document) -> None:
	"""Nodes of a sealed plan are of the units of today."""
	rows = {row.name: row for table in LISTS for row in plan.get(table)}
	for row in rows.values():
		unit = unit_today(row.responsible_unit)
		if unit != row.responsible_unit:
			frappe.db.set_value(NODE, row.node, "responsible_unit", unit)


def unit_today(unit: str | None) -> str | None:
	"""The unit, or the one it was merged into, however often."""
	passed_units: set[str | None] = set()
	while unit and unit not in passed_units:
		passed_units.add(unit)
		unit = frappe.db.get_value("Anshang Unit", unit, "merged_into") or unit
	return unit


def follow_revision(plan: Document, method: str | None = None) -> None:
	"""A revision begins with who is responsible today, not with who was when the old one was sealed (before_insert)."""
	if not plan.supersedes:
		return
	rows = [row for table in LISTS for row in plan.get(table)]
	for row in rows:
		row.responsible_unit = unit_today(row.responsible_unit)
	nodes = {row.node for row in rows if row.node}
	givers: dict[str, list] = {}
	for item in items_of({"node": ["in", [*nodes, ""]]}):
		givers.setdefault(item.node, []).append(item)
	today = {
		node.name: node
		for node in frappe.get_all(
			NODE,
			filters={"name": ["in", [*givers, ""]]},
			fields=["name", "responsible_user", "responsible_person"],
		)
	}
	for row in rows:
		for item in givers.get(row.node, ()):
			if item.giver == row.responsible_user or item.giver_name == row.responsible_person:
				row.responsible_user = today[row.node].responsible_user
				row.responsible_person = today[row.node].responsible_person
