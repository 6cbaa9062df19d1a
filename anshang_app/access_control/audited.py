"""What is audited, as data: the events, the record behind each, and how much of it the hash covers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe

from anshang_app.foundation import constants


@dataclass(frozen=True)
class AuditedEvent:
	"""An audited event: its record's fields that stay as they are, and those that name a person.

	Where `tables` or `files` is given the entry also holds its contents: `more` fields, every row of the tables
	(with the fields of a row that name a person), and the bytes of the files attached when it happened.
	"""

	doctype: str
	fixed: tuple[str, ...]
	personal: tuple[str, ...]
	more: tuple[str, ...] = ()
	tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
	files: bool = False
	#: what makes a record of the type an event at all
	complete: Mapping[str, object] = field(default_factory=dict)

	@property
	def has_contents(self) -> bool:
		return bool(self.tables or self.files)


#: a row's person, by account and as printed
RESPONSIBLE = ("responsible_user", "responsible_person")
AUDITED = {
	"Stage Passage": AuditedEvent(
		"Stage Log",
		("project", "from_stage", "to_stage", "passed_on", "back_entry", "reason"),
		("by_user",),
	),
	"Plan Sealed": AuditedEvent(
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
		(
			"plan_year",
			"target_start",
			"target_completion",
			"target_production",
			"revision_reason",
			"cells_left_out",
			"verify_code",
			"enterprise_confirmed_on",
			"enterprise_confirmed_how",
			"printed_facts",
		),
		{
			"team_tasks": RESPONSIBLE,
			"entity_tasks": RESPONSIBLE,
			"plan_dates": RESPONSIBLE,
			"adjustments": ("adopted_by",),
		},
		files=True,
		complete={"state": ["in", (constants.SEALED, constants.SUPERSEDED)]},
	),
	"Handover Signed For": AuditedEvent(
		"Project Handover",
		("project", "kind", "from_unit", "to_unit", "handed_over_on", "received_on", "pack_sha256"),
		("handed_over_by", "received_by"),
		("channel", "letter_no", "pack_file", "countersigned_at", "countersigned_sha256"),
		{"evidence": (), "packs": ("built_by",)},
		files=True,
		complete={"state": constants.SIGNED_FOR},
	),
	"Case Granted": AuditedEvent(
		"Approval Case",
		("project", "approval_item", "node", "unit", "accepted_on", "certificate_no", "issued_on"),
		(),
		(),
		{
			"clock_events": ("entered_by", "entered_by_name", "taken_back_by"),
			"proxy_entries": (
				"entered_by",
				"entered_by_name",
				"checked_by",
				"checked_by_name",
				"answered_by",
				"answered_by_name",
			),
		},
		files=True,
		# decided before the platform knew of it: nobody granted it here
		complete={"state": constants.GRANTED, "is_back_entry": 0},
	),
	"Bulletin Distributed": AuditedEvent(
		"Bulletin",
		(
			"title",
			"issue_no",
			"issue_year",
			"unit",
			"period_from",
			"period_to",
			"bulletin_date",
			"copies",
			"body",
			"difference_note",
			"distributed_on",
			"pdf_file",
			"pdf_sha256",
			"docx_file",
			"docx_sha256",
		),
		("checked_by", "distributed_by"),
		(),
		{"figures": (), "recipients": ("printed_name", "address")},
		files=True,
		complete={"state": constants.DISTRIBUTED},
	),
	"Work Handover Signed For": AuditedEvent(
		"Work Handover",
		(
			"day",
			"reason",
			"giver_unit",
			"taker_unit",
			"total",
			"ends_account",
			"arranged_at",
			"signed_for_on",
		),
		(
			"giver",
			"giver_name",
			"taker",
			"taker_name",
			"arranged_by",
			"arranged_by_name",
			"signed_for_by",
		),
		(),
		# a title may be a person's name
		{"items": ("title",)},
		complete={"state": constants.SIGNED_FOR},
	),
	"Phone Shown": AuditedEvent(
		"Reveal Log", ("project", "contact", "side", "revealed_at", "reason"), ("revealed_to",)
	),
	"Publication Recorded": AuditedEvent(
		"Publication",
		("kind", "document_type", "document", "published_on", "open_until", "purpose"),
		("published_by",),
	),
	"Publication Ended": AuditedEvent(
		"Publication",
		("withdrawn_on", "withdrawal_reason"),
		("withdrawn_by",),
		# one withdrawn before this was an event names nobody
		complete={"withdrawn_by": ["is", "set"]},
	),
}


def types() -> set[str]:
	"""The record types behind the events."""
	return {event.doctype for event in AUDITED.values()}


def targets() -> set[str]:
	"""The record types audited fields and rows link to, and the audited ones themselves."""
	record_types = types()
	for event in AUDITED.values():
		# a rename in a patch meets the record types of before: a new one comes with the sync
		if not frappe.db.exists("DocType", event.doctype):
			continue
		meta = frappe.get_meta(event.doctype)
		# their new fields and tables too
		present = [name for name in (*event.fixed, *event.more, *event.tables) if meta.has_field(name)]
		fields = [meta.get_field(name) for name in present]
		for table in event.tables:
			if table in present:
				fields += frappe.get_meta(meta.get_field(table).options).fields
		record_types |= {docfield.options for docfield in fields if docfield.fieldtype == "Link"}
	return record_types - {"User"}


def person_links(doctype: str, fields: tuple[str, ...]) -> list[str]:
	"""Those of the fields that name an account."""
	meta = frappe.get_meta(doctype)
	return [name for name in fields if meta.get_field(name).fieldtype == "Link"]
