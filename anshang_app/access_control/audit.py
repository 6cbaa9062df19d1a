"""The audit chain: stage passages, seals, receipts, grants, bulletins, looks at phones, publications, each with its hash.

An entry is written in the transaction of what it records and linked into the chain within minutes, by one
run at a time, so that no user waits for another. It holds ids and hashes only. Who did it is hashed apart with a
salt: when a person's data are erased the salt goes too, by an entry of its own, and the chain still holds.
"""

import json
import secrets
from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import now_datetime

from anshang_app.access_control import audit_contents
from anshang_app.access_control.audited import AUDITED, AuditedEvent, person_links, targets
from anshang_app.access_control.rules import hash_chain
from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.naming import draw_names

ENTRY = "Audit Entry"
ERASED = "Personal Data Erased"
RENAMED = "Record Renamed"
REMOVED = "Import Undone"
APP = "anshang_app"


def record(kind: str, doc) -> None:
	"""Write the entry of an event that has just been saved; the next run of `link_pending` links it.

	The demo's records, which go without trace, are not events.
	"""
	if not doc.get("is_demo"):
		record_all(kind, [doc.name])


def record_all(kind: str, names: Sequence[str]) -> None:
	"""The same for many records of one kind, read and written together."""
	if not names:
		return
	event = AUDITED[kind]
	fields = dict.fromkeys(("name", *event.fixed, *event.personal))
	rows = frappe.get_all(event.doctype, filters={"name": ["in", names]}, fields=[*fields], order_by="name")
	if {row.name for row in rows} != {*names}:
		raise frappe.DoesNotExistError(f"{event.doctype}: {', '.join(names)}")
	insert_all([entry_of(kind, row) for row in rows])


def entry_of(kind: str, row: dict) -> dict:
	"""The entry of an event about a stored record."""
	event, salt = AUDITED[kind], secrets.token_hex(16)
	contents = audit_contents.contents(event, row["name"], salt) if event.has_contents else None
	return {
		"entry_kind": kind,
		"record_type": event.doctype,
		"record_name": row["name"],
		"record_hash": hash_chain.digest({field: row[field] for field in event.fixed}),
		"person_salt": salt,
		"person_hash": hash_chain.digest({field: row[field] for field in event.personal}, salt),
		"contents": audit_contents.text_of(contents) if contents else None,
	}


def insert(**values) -> str:
	"""One entry, not yet linked; its name."""
	return insert_all([values])[0]


def insert_all(entries: Sequence[dict]) -> list[str]:
	"""Entries, not yet linked; their names."""
	names, at = draw_names(ENTRY, len(entries)), now_datetime()
	insert_rows(
		ENTRY,
		[{**entry, "name": name, "entered_at": at} for entry, name in zip(entries, names, strict=True)],
	)
	return names


def link_pending() -> int:
	"""Link the entries written since the last time, oldest first; returns how many.

	One at a time over the whole site: who comes second waits for the first one's commit.
	"""
	frappe.db.get_value("DocType", ENTRY, for_update=True)
	pending = frappe.get_all(
		ENTRY,
		filters={"chain_no": 0},
		fields=[*hash_chain.HASHED, "contents"],
		order_by="creation asc, name asc",
	)
	last = last_link()
	number, previous = (last.chain_no, last.entry_hash) if last else (0, hash_chain.BEGINNING)
	for entry in pending:
		number += 1
		linked = hash_chain.link_digest(entry, number, previous)
		frappe.db.set_value(
			ENTRY,
			entry.name,
			{"chain_no": number, "previous_hash": previous, "entry_hash": linked},
			update_modified=False,
		)
		previous = linked
	return len(pending)


def last_link():
	"""The newest link, or nothing."""
	rows = frappe.get_all(
		ENTRY,
		filters={"chain_no": [">", 0]},
		fields=["chain_no", "entry_hash"],
		order_by="chain_no desc",
		limit=1,
	)
	return rows[0] if rows else None


# --- names that change ------------------------------------------------------------------------------------


def note_rename(doc, method: str, old: str, new: str, merge: bool = False) -> None:
	"""Put the new name of a record of the app on the chain: what was hashed before names the old one (after_rename)."""
	if old != new and doc.doctype in renamed_types():
		insert(
			entry_kind=RENAMED,
			record_type=doc.doctype,
			record_name=new,
			record_hash=hash_chain.digest({"from": old, "to": new}),
			person_hash=hash_chain.digest({}),
			contents=audit_contents.text_of({"renamed_from": old}),
		)


def note_removal(doctype: str, name: str, gone: dict[str, list[str]]) -> None:
	"""Put on the chain which audited records went with the undoing of an import, the record `name` of type `doctype`."""
	if any(gone.values()):
		text = audit_contents.text_of({"removed": gone})
		insert(
			entry_kind=REMOVED,
			record_type=doctype,
			record_name=name,
			record_hash=hash_chain.digest({"removed": text}),
			person_hash=hash_chain.digest({}),
			contents=text,
		)


def refuse_merge(doc, method: str, old: str, new: str, merge: bool = False) -> None:
	"""Two records that audited ones name are not made one: nobody could tell them apart any more (before_rename)."""
	if merge and doc.doctype in targets():
		frappe.throw(
			_("{0} {1} is not merged with {2}: sealed records name them apart.").format(
				_(doc.doctype), old, new
			)
		)


def renamed_types() -> set[str]:
	"""Record types whose names audited records may hold."""
	modules = frappe.get_module_list(APP)
	return {*targets(), *frappe.get_all("DocType", filters={"module": ["in", modules]}, pluck="name")}


def erase_person(user, method: str, old: str, new: str, merge: bool = False) -> None:
	"""After an account was renamed, as the deletion of personal data does: its hashes go (User.after_rename).

	The rows now name `new`; their entries lose the salt and point to an entry that says so. What was sealed is put
	on record anew under the new name, if its persons were still those that were sealed.
	"""
	affected = {kind: records_naming(event, new) for kind, event in AUDITED.items()}
	entries = [entry for kind, names in affected.items() for entry in entries_of(kind, names)]
	if not entries:
		return
	anew = [entry for entry in entries if AUDITED[entry.entry_kind].has_contents and fits(entry, old, new)]
	names = [entry.name for entry in entries]
	erasure = insert(
		entry_kind=ERASED,
		record_type="User",
		record_name=new,
		record_hash=erasure_digest(names),
		person_hash=hash_chain.digest({}),
	)
	frappe.db.set_value(
		ENTRY,
		{"name": ["in", names]},
		{"person_salt": None, "erased_by": erasure},
		update_modified=False,
	)
	for kind, name in dict.fromkeys((entry.entry_kind, entry.record_name) for entry in anew):
		record(kind, frappe._dict(name=name))


def records_naming(event: AuditedEvent, user: str) -> list[str]:
	"""Records of an event that name an account, themselves or in a row."""
	names: set[str] = set()
	for field in person_links(event.doctype, event.personal):
		names |= set(frappe.get_all(event.doctype, filters={field: user}, pluck="name"))
	for table, people in event.tables.items():
		child = frappe.get_meta(event.doctype).get_field(table).options
		for field in person_links(child, people):
			place = {"parenttype": event.doctype, "parentfield": table, field: user}
			names |= set(frappe.get_all(child, filters=place, pluck="parent"))
	return sorted(names)


def fits(entry, old: str, new: str) -> bool:
	"""Whether the persons of a record are those its entry hashed, but for one who was `old` and is `new`."""
	event = AUDITED[entry.entry_kind]

	def read(doctype: str, field: str, row: dict, value: object) -> object:
		return old if value == new and field in person_links(doctype, (field,)) else value

	row = frappe.db.get_value(
		event.doctype, entry.record_name, list(event.personal) or ["name"], as_dict=True
	)
	salt = entry.person_salt or ""
	people = audit_contents.row_digest(event.doctype, row or {}, list(event.personal), salt, read)
	if people != entry.person_hash:
		return False
	return not entry.contents or rows_fit(event, entry, salt, read)


def rows_fit(event: AuditedEvent, entry, salt: str, read: audit_contents.Reader) -> bool:
	"""Whether the persons of every row are those its entry hashed."""
	for table, covered in json.loads(entry.contents)["tables"].items():
		child = frappe.get_meta(event.doctype).get_field(table).options
		rows = {
			row.name: row
			for row in audit_contents.rows_of(event, table, entry.record_name, covered["people"])
		}
		for name, _facts, people in covered["rows"]:
			row = rows.get(name)
			if not row or audit_contents.row_digest(child, row, covered["people"], salt, read) != people:
				return False
	return True


def entries_of(kind: str, records: Iterable[str]) -> list:
	"""Entries of an event about the records whose person is still hashed."""
	return frappe.get_all(
		ENTRY,
		filters={"entry_kind": kind, "record_name": ["in", [*records, ""]], "erased_by": ["is", "not set"]},
		fields=["name", "entry_kind", "record_name", "person_salt", "person_hash", "contents"],
		order_by="creation, name",
	)


def erasure_digest(names: list[str]) -> str:
	"""The hash of an erasure: which entries it took the person from."""
	return hash_chain.digest({name: 1 for name in names})
