"""The verification of the audit chain: every link, every record behind one, its rows and the bytes of its files."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from anshang_app.access_control import audit_contents
from anshang_app.access_control.audit import ENTRY, ERASED, REMOVED, RENAMED, erasure_digest, link_pending
from anshang_app.access_control.audited import AUDITED, AuditedEvent
from anshang_app.access_control.rules import hash_chain
from anshang_app.access_control.rules.renames import Rename, Renames

#: links checked with one query
BLOCK = 2000


@dataclass(frozen=True)
class AuditFinding:
	"""What a verification found at one record: `kind` is a key of `audit_findings.sentence`.

	`part` names the row or the file: the label of the table and the number of the row, or the file's name.
	"""

	kind: str
	record_type: str
	record_name: str
	entry: str | None = None
	part: tuple[str, ...] = ()


def verify() -> list[AuditFinding]:
	"""Check the whole chain and every record behind it; returns what does not fit, nothing if all holds.

	Of a record written twice (the first passage of a project under way) the later entry counts.
	"""
	link_pending()
	findings, entries, renames = [], [], []
	removed: set[tuple[str, str]] = set()
	number, previous = 0, hash_chain.BEGINNING
	erased = defaultdict(list)
	while block := links_after(number):
		for entry in block:
			number += 1
			fits = entry.chain_no == number and entry.previous_hash == previous
			if not fits or entry.entry_hash != hash_chain.link_digest(entry, number, previous):
				findings.append(AuditFinding("broken_link", entry.record_type, entry.record_name, entry.name))
			previous, number = entry.entry_hash, entry.chain_no
			if entry.erased_by:
				erased[entry.erased_by].append(entry.name)
			if entry.entry_kind == RENAMED:
				renames.append(rename_of(entry))
			if entry.entry_kind == REMOVED:
				removed |= removals_of(entry)
			# the contents of all entries at once would be too much
			entry.contents = bool(entry.contents)
			entries.append(entry)
	name_changes = Renames(renames)
	latest = {
		(entry.entry_kind, name_changes.now(entry.record_type, entry.record_name, entry.chain_no)): entry
		for entry in entries
	}
	for event_kind, event in AUDITED.items():
		of_kind = [
			(name, entry)
			for (kind, name), entry in latest.items()
			if kind == event_kind and (event.doctype, name) not in removed
		]
		for start in range(0, len(of_kind), BLOCK):
			findings += record_findings(event, of_kind[start : start + BLOCK], name_changes)
	return [*findings, *erasure_findings(erased), *unrecorded(latest)]


def links_after(number: int) -> list:
	"""The next block of links."""
	return frappe.get_all(
		ENTRY,
		filters={"chain_no": [">", number]},
		fields=["*"],
		order_by="chain_no asc",
		limit=BLOCK,
	)


def rename_of(entry) -> Rename:
	old = json.loads(entry.contents or "{}").get("renamed_from", "")
	return Rename(entry.chain_no, entry.record_type, old, entry.record_name)


def removals_of(entry) -> set[tuple[str, str]]:
	"""The records an undone import took away, as (type, name); an entry that was altered names none."""
	if entry.record_hash != hash_chain.digest({"removed": entry.contents}):
		return set()
	gone = json.loads(entry.contents)["removed"]
	return {(doctype, name) for doctype, names in gone.items() for name in names}


# --- records ----------------------------------------------------------------------------------------------


def record_findings(event: AuditedEvent, entries: list[tuple], renames: Renames) -> Iterator[AuditFinding]:
	"""Records of one event that are gone or no longer what they were."""
	rows = {
		row.name: row
		for row in frappe.get_all(
			event.doctype,
			filters={"name": ["in", [name for name, _entry in entries]]},
			fields=["name", *event.fixed, *event.personal],
		)
	}
	for name, entry in entries:
		row = rows.get(name)
		if not row:
			yield AuditFinding("record_gone", event.doctype, name, entry.name)
			continue
		read = reader(renames, entry.chain_no)
		facts = audit_contents.row_digest(event.doctype, row, list(event.fixed), "", read)
		people = audit_contents.row_digest(event.doctype, row, list(event.personal), entry.person_salt or "")
		if facts != entry.record_hash or (not entry.erased_by and people != entry.person_hash):
			yield AuditFinding("record_altered", event.doctype, name, entry.name)
		if entry.contents:
			yield from content_findings(event, name, entry, read)


def reader(renames: Renames, number: int) -> audit_contents.Reader:
	"""Reads today's links as they were called at a number of the chain."""

	def read(doctype: str, field: str, row: dict, value: object) -> object:
		target = linked_type(doctype, field, row)
		return renames.then(target, value, number) if target and isinstance(value, str) and value else value

	return read


def linked_type(doctype: str, field: str, row: dict) -> str | None:
	"""The record type a field links to; None for anything but a link."""
	link_field = frappe.get_meta(doctype).get_field(field)
	if not link_field:
		return None
	if link_field.fieldtype == "Dynamic Link":
		return row.get(link_field.options)
	return link_field.options if link_field.fieldtype == "Link" else None


def content_findings(
	event: AuditedEvent, name: str, entry, read: audit_contents.Reader
) -> Iterator[AuditFinding]:
	"""Further fields, rows and files of a record that are not what they were."""
	covered = json.loads(frappe.db.get_value(ENTRY, entry.name, "contents"))

	def finding(kind: str, *part: str) -> AuditFinding:
		return AuditFinding(kind, event.doctype, name, entry.name, part)

	fields = covered["record"]["fields"]
	if audit_contents.record_digest(event, name, fields, read) != covered["record"]["hash"]:
		yield finding("record_altered")
	for table, sealed in covered["tables"].items():
		salt = None if entry.erased_by else entry.person_salt or ""
		for kind, number in row_findings(event, name, table, sealed, salt, read):
			yield finding(kind, frappe.get_meta(event.doctype).get_label(table), number)
	stored = {file.name: file for file in files_named(covered["files"])}
	for file, sha256 in covered["files"].items():
		address = stored[file].file_url if file in stored else None
		shown = stored[file].file_name if file in stored else file
		if audit_contents.sha256(address) != sha256:
			yield finding("file_altered" if audit_contents.sha256(address) else "file_gone", shown)


def files_named(names) -> list:
	return frappe.get_all(
		"File", filters={"name": ["in", [*names, ""]]}, fields=["name", "file_name", "file_url"]
	)


def row_findings(
	event: AuditedEvent, name: str, table: str, sealed: dict, salt: str | None, read: audit_contents.Reader
) -> Iterator[tuple[str, str]]:
	"""What changed in one table, with the number of the row: altered, gone, added, in another order."""
	child = frappe.get_meta(event.doctype).get_field(table).options
	rows = audit_contents.rows_of(event, table, name, [*sealed["fields"], *sealed["people"]])
	today = {row.name: row for row in rows}
	for number, (row_name, facts, people) in enumerate(sealed["rows"], 1):
		row = today.pop(row_name, None)
		if not row:
			yield "row_gone", str(number)
		elif audit_contents.row_digest(child, row, sealed["fields"], "", read) != facts or (
			salt is not None and audit_contents.row_digest(child, row, sealed["people"], salt) != people
		):
			yield "row_altered", str(number)
	for row in today.values():
		yield "row_added", str(row.idx)
	still = [row.name for row in rows if row.name not in today]
	if still != [row_name for row_name, *_hashes in sealed["rows"] if row_name in still]:
		yield "rows_moved", ""


# --- what is not there ------------------------------------------------------------------------------------


def erasure_findings(erased: dict[str, list[str]]) -> list[AuditFinding]:
	"""Entries whose person was taken out without an erasure on record that names them."""
	findings = []
	for name, entries in erased.items():
		stored = frappe.db.get_value(ENTRY, name, ["entry_kind", "record_hash"], as_dict=True)
		if not stored or stored.entry_kind != ERASED or stored.record_hash != erasure_digest(entries):
			findings.append(AuditFinding("false_erasure", ENTRY, name, name))
	return findings


def unrecorded(latest: dict[tuple[str, str], object]) -> list[AuditFinding]:
	"""Records written since the chain began that have no link: cut off its end."""
	begun = frappe.db.get_single_value("Anshang Settings", "audit_begun_at", cache=False)
	if not begun:
		return []
	findings = []
	for kind, event in AUDITED.items():
		filters = {"creation": [">=", begun], "is_demo": 0, **event.complete}
		names = frappe.get_all(event.doctype, filters=filters, pluck="name")
		findings += [
			AuditFinding("no_entry", event.doctype, name) for name in names if (kind, name) not in latest
		]
	return findings
