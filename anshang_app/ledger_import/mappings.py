"""列对应: what a person corrected of a ledger's columns, kept by its headings and proposed the next time."""

import hashlib
import json
from collections.abc import Mapping, Sequence

import frappe

from anshang_app.ledger_import.rules import headings
from anshang_app.ledger_import.rules.lines import proposed
from anshang_app.ledger_import.rules.tables import Table
from anshang_app.ledger_import.who_may import unit_of_user

MAPPING = "Ledger Mapping"
#: letters of the headings shown in the list
SHOWN = 500

Fields = Sequence[str | None]


def key_of(kind: str, texts: Sequence[str]) -> str:
	"""What tells a source from others: the unit, the kind, and the headings in their order."""
	parts = [unit_of_user() or "", kind, *(headings.plain(text) for text in texts)]
	return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def fields_of(table: Table, kind: str) -> tuple[list[str | None], bool]:
	"""The field of each column and whether they are those of the last time: as corrected then, else as proposed."""
	stored = frappe.db.get_value(MAPPING, {"mapping_key": key_of(kind, table.headings)}, "fields_chosen")
	field_names = {column.field for column in headings.COLUMNS[kind]}
	chosen = json.loads(stored) if stored else None
	if not chosen or len(chosen) != len(table.headings):
		return proposed(table, kind), False
	return [name if name in field_names else None for name in chosen], True


def keep(tables: Sequence[Table], mapping: Mapping[int, Fields], kind: str) -> None:
	"""Keep what was corrected of tables; what is as proposed needs no memory, and undoes an older one."""
	for place, fields in mapping.items():
		table = tables[place]
		if list(fields) != fields_of(table, kind)[0]:
			keep_one(table, fields, kind)


def keep_one(table: Table, fields: Fields, kind: str) -> None:
	key = key_of(kind, table.headings)
	name = frappe.db.get_value(MAPPING, {"mapping_key": key}, "name", for_update=True)
	if list(fields) == proposed(table, kind):
		frappe.db.delete(MAPPING, {"name": name})
		return
	doc = frappe.get_doc(MAPPING, name) if name else frappe.new_doc(MAPPING)
	doc.update(
		{
			"unit": unit_of_user(),
			"kind": kind,
			"headings": "、".join(text for text in table.headings if text)[:SHOWN],
			"fields_chosen": json.dumps(list(fields)),
			"mapping_key": key,
		}
	)
	try:
		doc.save(ignore_permissions=True)
	except frappe.UniqueValidationError:
		# the same was kept at the same moment
		frappe.clear_messages()
