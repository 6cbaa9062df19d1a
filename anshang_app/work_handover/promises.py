"""What hand-overs have on record of single pieces: rows of plans out for signing go over with the seal, as promised here."""

from collections.abc import Iterable

import frappe

HANDOVER, ITEM = "Work Handover", "Work Handover Item"
#: the kind of work that goes over with the seal of its plan
WAITING = "Rows of Plans Awaiting Seals"


def items_of(filters: dict) -> list:
	"""Pieces handed over between persons: {parent, row_name, node, giver, giver_name, taker, taker_name}, the earliest first."""
	items = frappe.get_all(
		ITEM, filters={**filters, "parenttype": HANDOVER}, fields=["parent", "row_name", "node"]
	)
	records = frappe.get_all(
		HANDOVER,
		filters={"name": ["in", sorted({item.parent for item in items} | {""})], "giver": ["is", "set"]},
		fields=["name", "giver", "giver_name", "taker", "taker_name", "creation"],
	)
	order = {row.name: row for row in sorted(records, key=lambda row: row.creation)}
	of_persons = [item for item in items if item.parent in order]
	for item in of_persons:
		item.update({key: value for key, value in order[item.parent].items() if key != "name"})
	return sorted(of_persons, key=lambda item: item.creation)


def promises(rows: Iterable[str]) -> dict[str, list]:
	"""Row of a plan -> the hand-overs that promised it to somebody, the earliest first."""
	by_row: dict[str, list] = {}
	for item in items_of({"heading": WAITING, "row_name": ["in", [*rows, ""]]}):
		by_row.setdefault(item.row_name, []).append(item)
	return by_row


def promised_to(user: str) -> list[str]:
	"""Rows that go to a person with the seal of their plan."""
	records = frappe.get_all(HANDOVER, filters={"taker": user, "giver": ["is", "set"]}, pluck="name")
	filters = {"heading": WAITING, "parenttype": HANDOVER, "parent": ["in", [*records, ""]]}
	rows = frappe.get_all(ITEM, filters=filters, pluck="row_name")
	return [row for row, items in promises(rows).items() if items[-1].taker == user]
