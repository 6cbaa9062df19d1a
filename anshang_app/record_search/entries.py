"""The stored search entries: written with their records' saves, renames and deletions, read by `matched`.

An entry holds a record's own names only; what a record links to is found by that one's entry, so that a renamed
unit or enterprise needs no other record written. Nobody has a right to the entries: `finding` reads the records.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.together import together
from anshang_app.record_search.rules import readings
from anshang_app.record_search.rules.searched import BY_TYPE, PERSON, SEARCHED, UNIT, Searched

ENTRY = "Search Entry"
#: records whose entries are written by one statement when all are made anew
AT_ONCE = 500


def follow(doc: Document, method: str | None = None) -> None:
	"""Store what a saved record is found by; nothing is written where that is as before."""
	together(write_records, (doc.doctype, doc.name, names_of(doc, BY_TYPE[doc.doctype])))
	if doc.doctype == UNIT:
		follow_members(doc)


def write_records(records: list[tuple[str, str, list]]) -> None:
	"""Store the entries of saved records: (record type, record, names)."""
	by_type: dict[str, dict[str, list]] = defaultdict(dict)
	for doctype, name, names in records:
		by_type[doctype][name] = names
	for doctype, names_by_record in by_type.items():
		write(doctype, names_by_record)


def follow_members(unit: Document) -> None:
	"""The people of a saved unit, each row by itself."""
	gone = frappe.get_all(
		PERSON,
		filters={"parenttype": UNIT, "parent": unit.name},
		pluck="name",
		order_by="name",
	)
	write(PERSON, {row.name: [row.member_name] for row in unit.members if row.name in gone})
	forget_lost_members()


def forget_lost_members() -> None:
	"""Entries of people whose row was taken out of its unit."""
	frappe.db.sql(
		f"""delete entry from `tab{ENTRY}` entry left join `tab{PERSON}` member on member.name = entry.record_name
		where entry.record_type = %s and member.name is null""",
		PERSON,
	)


def follow_rename(doc: Document, method: str, old: str, new: str, merge: bool = False) -> None:
	"""A renamed record is found by its new name; of two merged ones the one that stays."""
	forget_entry(doc.doctype, old)
	follow(frappe.get_doc(doc.doctype, new))


def forget(doc: Document, method: str | None = None) -> None:
	"""A deleted record is not found, nor are the people of a deleted unit."""
	forget_entry(doc.doctype, doc.name)
	for row in doc.get("members") or () if doc.doctype == UNIT else ():
		forget_entry(PERSON, row.name)


def forget_entry(doctype: str, name: str) -> None:
	frappe.db.delete(ENTRY, {"record_type": doctype, "record_name": name})


def names_of(doc: Document, searched: Searched) -> list:
	"""The names a record is found by, its number among them."""
	rows = [row.get(field) for table, field in searched.tables for row in doc.get(table) or ()]
	return [*(doc.get(field) for field in searched.fields), doc.name, *rows]


def write(doctype: str, names: dict[str, list]) -> None:
	"""Store the entries of records of one type: {record: names}; those that stay as they are, stay."""
	if not names:
		return
	filters = {"record_type": doctype, "record_name": ["in", [*names]]}
	stored_rows = frappe.get_all(
		ENTRY, filters=filters, fields=["name", "record_name", "texts", "readings"], order_by="name"
	)
	before = {row.record_name: row for row in stored_rows}
	new = []
	for record, texts_given in names.items():
		texts, lines = readings.stored(texts_given)
		stored = before.get(record)
		if not stored:
			new.append({"record_type": doctype, "record_name": record, "texts": texts, "readings": lines})
		elif (stored.texts, stored.readings) != (texts, lines):
			frappe.db.set_value(
				ENTRY, stored.name, {"texts": texts, "readings": lines}, update_modified=False
			)
	insert_rows(ENTRY, new)


def write_all() -> None:
	"""Store the entries of every record anew, for a site that had none, or whose records came past their saves."""
	frappe.db.delete(ENTRY)
	for searched in SEARCHED:
		write_type(searched)
	people = frappe.get_all(
		PERSON, filters={"parenttype": UNIT}, fields=["name", "member_name"], order_by="name"
	)
	write_parts(PERSON, {row.name: [row.member_name] for row in people})


def write_type(searched: Searched) -> None:
	rows = frappe.get_all(searched.doctype, fields=["name", *searched.fields], order_by="name")
	names = {row.name: [*(row[field] for field in searched.fields), row.name] for row in rows}
	for table, field in searched.tables:
		child = frappe.get_meta(searched.doctype).get_field(table).options
		held = frappe.get_all(
			child,
			filters={"parenttype": searched.doctype, "parentfield": table},
			fields=["parent", field],
			order_by="parent, idx",
		)
		for row in held:
			names.get(row.parent, []).append(row[field])
	write_parts(searched.doctype, names)


def write_parts(doctype: str, names: dict[str, list]) -> None:
	listed = [*names.items()]
	for start in range(0, len(listed), AT_ONCE):
		write(doctype, dict(listed[start : start + AT_ONCE]))


def matched(query: readings.Query, doctypes: Iterable[str]) -> dict[str, set[str]]:
	"""Record type -> names of its records that answer the query, whoever asks: readers ask the row rule after it."""
	condition, values = condition_of(query)
	values["types"] = tuple(doctypes)
	rows = frappe.db.sql(
		f"select record_type, record_name from `tab{ENTRY}` where record_type in %(types)s and {condition}",
		values,
	)
	names_by_type: dict[str, set[str]] = defaultdict(set)
	for doctype, name in rows:
		names_by_type[doctype].add(name)
	return names_by_type


def condition_of(query: readings.Query) -> tuple[str, dict[str, object]]:
	"""The query as SQL over an entry, the same rule as `readings.matches_query`, and its values."""
	values: dict[str, object] = {}
	alternatives = []
	for part in filter(None, (query.whole, query.apart)):
		conditions = []
		for word in part:
			key = f"word{len(values)}"
			values[key] = word.text
			condition = f"locate(%({key})s, texts)"
			if word.pattern:
				pattern = f"pattern{len(values)}"
				values[pattern] = word.pattern
				condition = f"({condition} or readings regexp %({pattern})s)"
			conditions.append(condition)
		alternatives.append(" and ".join(conditions))
	return f"({' or '.join(f'({alternative})' for alternative in alternatives)})", values
