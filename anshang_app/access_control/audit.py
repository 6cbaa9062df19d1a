"""The audit chain: stage passages, seals, receipts, looks at phones and publications, each with its hash.

An entry is written in the transaction of what it records and linked into the chain within minutes, by one
run at a time, so that no user waits for another. It holds ids and hashes only. Who did it is hashed apart with a
salt: when a person's data are erased the salt goes too, by an entry of its own, and the chain still holds.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass

import frappe
from frappe.utils import now_datetime

from anshang_app.access_control.rules import hash_chain

ENTRY = "Audit Entry"
ERASED = "Personal Data Erased"
#: audited event -> record type, fields that stay as they are, fields that name a person
AUDITED = {
	"Stage Passage": (
		"Stage Log",
		("project", "from_stage", "to_stage", "passed_on", "back_entry", "reason"),
		("by_user",),
	),
	"Plan Sealed": (
		"Service Plan",
		(
			"project",
			"revision",
			"supersedes",
			"enterprise_signed_on",
			"host_signed_on",
			"lead_signed_on",
			"sealed_on",
			"signed_scan",
		),
		("enterprise_signed_by", "host_signed_by", "lead_signed_by"),
	),
	"Handover Signed For": (
		"Project Handover",
		("project", "kind", "from_unit", "to_unit", "handed_over_on", "received_on", "pack_sha256"),
		("handed_over_by", "received_by"),
	),
	"Phone Shown": ("Reveal Log", ("project", "contact", "side", "revealed_at", "reason"), ("revealed_to",)),
	"Publication Recorded": (
		"Publication",
		("kind", "document_type", "document", "published_on", "open_until", "purpose"),
		("published_by",),
	),
	"Publication Ended": ("Publication", ("withdrawn_on", "withdrawal_reason"), ("withdrawn_by",)),
}
#: links checked with one question
BLOCK = 2000


@dataclass(frozen=True)
class Finding:
	"""What a verification found at one record: `kind` is a key of `FINDINGS`."""

	kind: str
	record_type: str
	record_name: str
	entry: str | None = None


def record(kind: str, doc) -> None:
	"""Write the entry of an event that has just been saved; the next run of `link_pending` links it.

	The demo's records, which go without trace, are not events.
	"""
	if doc.get("is_demo"):
		return
	doctype, fixed, personal = AUDITED[kind]
	values = frappe.db.get_value(doctype, doc.name, [*fixed, *personal], as_dict=True)
	salt = secrets.token_hex(16)
	insert(
		entry_kind=kind,
		record_type=doctype,
		record_name=doc.name,
		record_hash=hash_chain.digest({field: values[field] for field in fixed}),
		person_salt=salt,
		person_hash=hash_chain.digest({field: values[field] for field in personal}, salt),
	)


def insert(**values):
	"""One entry, not yet linked."""
	return frappe.get_doc({"doctype": ENTRY, "entered_at": now_datetime(), **values}).insert(
		ignore_permissions=True
	)


def link_pending() -> int:
	"""Link the entries written since the last time, oldest first; answers how many.

	One at a time over the whole site: who comes second waits for the first one's commit.
	"""
	frappe.db.get_value("DocType", ENTRY, for_update=True)
	pending = frappe.get_all(
		ENTRY,
		filters={"chain_no": 0},
		fields=[
			"name",
			"entry_kind",
			"record_type",
			"record_name",
			"entered_at",
			"record_hash",
			"person_hash",
		],
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
	found = frappe.get_all(
		ENTRY,
		filters={"chain_no": [">", 0]},
		fields=["chain_no", "entry_hash"],
		order_by="chain_no desc",
		limit=1,
	)
	return found[0] if found else None


def erase_person(user, method: str, old: str, new: str, merge: bool = False) -> None:
	"""After an account was renamed, as the deletion of personal data does: its hashes go (User.after_rename).

	The rows now name `new`; their entries lose the salt and point to an entry that says so.
	"""
	names = [
		entry
		for kind, (doctype, _fixed, personal) in AUDITED.items()
		for field in personal
		if frappe.get_meta(doctype).get_field(field).fieldtype == "Link"
		for entry in entries_of(kind, frappe.get_all(doctype, filters={field: new}, pluck="name"))
	]
	if not names:
		return
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
		{"person_salt": None, "erased_by": erasure.name},
		update_modified=False,
	)


def entries_of(kind: str, records: list[str]) -> list[str]:
	"""Entries of an event about the records whose person is still hashed."""
	return frappe.get_all(
		ENTRY,
		filters={"entry_kind": kind, "record_name": ["in", [*records, ""]], "erased_by": ["is", "not set"]},
		pluck="name",
	)


def erasure_digest(names: list[str]) -> str:
	"""The hash of an erasure: which entries it took the person from."""
	return hash_chain.digest({name: 1 for name in names})


def verify() -> list[Finding]:
	"""Check the whole chain and every record behind it; answers what does not fit, nothing if all holds.

	Of a record written twice (the first passage of a project under way) the later entry counts.
	"""
	link_pending()
	found, number, previous = [], 0, hash_chain.BEGINNING
	erased, latest = defaultdict(list), {}
	while block := links_after(number):
		for entry in block:
			number += 1
			fits = entry.chain_no == number and entry.previous_hash == previous
			if not fits or entry.entry_hash != hash_chain.link_digest(entry, number, previous):
				found.append(Finding("broken_link", entry.record_type, entry.record_name, entry.name))
			previous, number = entry.entry_hash, entry.chain_no
			latest[entry.entry_kind, entry.record_name] = entry
			if entry.erased_by:
				erased[entry.erased_by].append(entry.name)
	for block in blocks([entry for entry in latest.values() if entry.entry_kind in AUDITED]):
		records = current_records(block)
		for entry in block:
			found += record_findings(entry, records)
	return [*found, *erasure_findings(erased), *unrecorded(latest)]


def blocks(entries: list) -> list[list]:
	"""Entries in blocks that one question each can ask about."""
	return [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]


def links_after(number: int) -> list:
	"""The next block of links."""
	return frappe.get_all(
		ENTRY,
		filters={"chain_no": [">", number]},
		fields=["*"],
		order_by="chain_no asc",
		limit=BLOCK,
	)


def current_records(block: list) -> dict[tuple[str, str], dict]:
	"""What the records behind a block of links hold today, with one question per kind."""
	found = {}
	for kind, (doctype, fixed, personal) in AUDITED.items():
		names = [entry.record_name for entry in block if entry.entry_kind == kind]
		if names:
			for row in frappe.get_all(
				doctype, filters={"name": ["in", names]}, fields=["name", *fixed, *personal]
			):
				found[kind, row.name] = row
	return found


def record_findings(entry, records: dict) -> list[Finding]:
	"""A record that is gone or no longer what it was."""
	doctype, fixed, personal = AUDITED[entry.entry_kind]
	row = records.get((entry.entry_kind, entry.record_name))
	if not row:
		return [Finding("record_gone", doctype, entry.record_name, entry.name)]
	altered = hash_chain.digest({field: row[field] for field in fixed}) != entry.record_hash
	if not entry.erased_by:
		altered |= (
			hash_chain.digest({field: row[field] for field in personal}, entry.person_salt or "")
			!= entry.person_hash
		)
	return [Finding("record_altered", doctype, entry.record_name, entry.name)] if altered else []


def erasure_findings(erased: dict[str, list[str]]) -> list[Finding]:
	"""Entries whose person was taken out without an erasure on record that names them."""
	found = []
	for name, entries in erased.items():
		stored = frappe.db.get_value(ENTRY, name, ["entry_kind", "record_hash"], as_dict=True)
		if not stored or stored.entry_kind != ERASED or stored.record_hash != erasure_digest(entries):
			found.append(Finding("false_erasure", ENTRY, name, name))
	return found


def unrecorded(latest: dict[tuple[str, str], object]) -> list[Finding]:
	"""Records written since the chain began that have no link: cut off its end."""
	begun = frappe.db.get_single_value("Anshang Settings", "audit_begun_at", cache=False)
	if not begun:
		return []
	found = []
	for kind, (doctype, _fixed, _personal) in AUDITED.items():
		filters = {"creation": [">=", begun], "is_demo": 0, **COMPLETE.get(kind, {})}
		names = frappe.get_all(doctype, filters=filters, pluck="name")
		found += [Finding("no_entry", doctype, name) for name in names if (kind, name) not in latest]
	return found


#: what makes a record of the type an event at all
COMPLETE = {
	"Plan Sealed": {"state": ["in", ("Sealed", "Superseded")]},
	"Handover Signed For": {"state": "Signed For"},
	# one withdrawn before this was an event names nobody
	"Publication Ended": {"withdrawn_by": ["is", "set"]},
}
