"""撤销本次导入: what an import entered goes, what it changed comes back, as far as nobody has touched it since."""

import json
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, get_datetime, now_datetime

from anshang_app.access_control import audit, audited, row_rule
from anshang_app.foundation.removals import remove
from anshang_app.ledger_import import records
from anshang_app.ledger_import.entering import sentences
from anshang_app.ledger_import.records_on_file import ENTERPRISE, PROJECT
from anshang_app.ledger_import.rules.lines import equal
from anshang_app.validation.messages import field_label
from anshang_app.validation.plain_text import mask_phones

ISSUE, CASE, ENTRY = "Coordination Issue", "Approval Case", "Progress Entry"
#: how long an import can be undone
UNDO_WITHIN = timedelta(hours=24)
#: records undone by one request: each takes about a tenth of a second
AT_ONCE = 100
REMOVED, RESTORED, LEFT = "Removed", "Put Back", "Left As It Is"
#: written by the platform itself about a project: no hand has touched it
BY_ITSELF = frozenset({"Light Log"})
#: what the desk keeps about a record: a new one is a hand's
NOTES = {
	"Comment": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
}
#: record type -> (record type, field) of what may lead to it from elsewhere
LEADING = {
	PROJECT: (("Investment Project", "phase_of"),),
	ENTERPRISE: (("Investment Project", "enterprise"), ("Enterprise Link", "enterprise")),
	ISSUE: (("Supervision Order", "issue"), ("Agenda Item", "issue")),
}
SAVEPOINT = "ledger_undo"


def undo(record: Document) -> dict:
	"""Undo an import of the last day, the last row first: {removed, restored, left: [{place, record, reason}], more}.

	One call deals with `AT_ONCE` records; while `more` (how many wait) is not 0 the same is asked again.
	"""
	check_open(record)
	answer: dict = {"removed": 0, "restored": 0, "left": []}
	gone: dict[str, list[str]] = {}
	waiting = [row for row in reversed(records.rows_of(record.name)) if row.record_name and not row.undone]
	for row in waiting[:AT_ONCE]:
		title = title_of(row)
		done, reason = undo_row(row, gone)
		frappe.db.set_value(
			records.ROW, row.name, {"undone": done, "left_because": reason or None}, update_modified=False
		)
		if done == LEFT:
			answer["left"].append({"place": row.place, "record": title, "reason": reason})
		else:
			answer["removed" if done == REMOVED else "restored"] += 1
	audit.note_removal(record.doctype, record.name, gone)
	answer["more"] = max(0, len(waiting) - AT_ONCE)
	if not answer["more"]:
		record.db_set(
			{"state": records.UNDONE, "undone_at": now_datetime(), "undone_by": frappe.session.user}
		)
	return answer


def check_open(record: Document) -> None:
	"""Refuse an import that is still at work, undone already, or older than a day."""
	if records.settle(record).state not in (records.TAKEN, records.STOPPED):
		frappe.throw(
			_("The import is “{0}”: only one that is over can be undone, once.").format(_(record.state))
		)
	if now_datetime() - get_datetime(record.begun_at) > UNDO_WITHIN:
		frappe.throw(
			_("An import can be undone for 24 hours; this one was begun at {0}.").format(
				format_datetime(record.begun_at)
			)
		)


def undo_row(row, gone: dict[str, list[str]]) -> tuple[str, str]:
	"""One record of an import: (what became of it, why it was left)."""
	if row.record_type == CASE:
		return LEFT, _("A recorded approval stays on record: correct it on the approval.")
	frappe.db.savepoint(SAVEPOINT)
	try:
		return restore(row) if row.values_changed else take_away(row, gone)
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_messages()
		return LEFT, "；".join(sentences(error))


# --- what was changed -------------------------------------------------------------------------------------


def restore(row) -> tuple[str, str]:
	"""Give the fields their old values back, those that still hold what the import put there."""
	if not frappe.db.exists(row.record_type, row.record_name):
		return LEFT, _("It is not there any more.")
	doc = frappe.get_doc(row.record_type, row.record_name)
	changed = json.loads(row.values_changed)
	unchanged = {name: old for name, (old, new) in changed.items() if equal(doc.get(name), new)}
	others = "、".join(field_label(doc.doctype, name) for name in changed if name not in unchanged)
	if unchanged:
		doc.update(unchanged)
		doc.save()
		doc.add_comment("Info", _("The import of a ledger was undone."))
	if others:
		return LEFT, _("Changed since: {0}").format(others)
	return RESTORED, ""


# --- what was entered -------------------------------------------------------------------------------------


def take_away(row, gone: dict[str, list[str]]) -> tuple[str, str]:
	"""Remove a record the import entered, with what came with it."""
	doctype, name = row.record_type, row.record_name
	if not frappe.db.exists(doctype, name):
		return LEFT, _("It is not there any more.")
	with_it = belongings(doctype, name)
	reason = touched(with_it, get_datetime(row.creation)) or led_to(doctype, name)
	if reason:
		return LEFT, reason
	if doctype == ENTRY:
		# the project's money is reckoned anew
		frappe.delete_doc(ENTRY, name, ignore_permissions=True, force=True)
		return REMOVED, ""
	for of_type, names in with_it.items():
		remove(of_type, names)
		if of_type in audited.types():
			gone.setdefault(of_type, []).extend(names)
	return REMOVED, ""


def belongings(doctype: str, name: str) -> dict[str, list[str]]:
	"""A record with what belongs to it, by type, itself last."""
	names_by_type = {}
	if doctype == PROJECT:
		for of_type, field in row_rule.PROJECT_FIELD.items():
			if of_type != PROJECT and (names := frappe.get_all(of_type, filters={field: name}, pluck="name")):
				names_by_type[of_type] = names
	return {**names_by_type, doctype: [name]}


def touched(with_it: dict[str, list[str]], since: datetime) -> str:
	"""Who changed any of the records after `since`, and when; blank for nobody."""
	for doctype, names in with_it.items():
		if doctype in BY_ITSELF:
			continue
		later = {"name": ["in", names], "modified": [">", since]}
		notes = [
			(note, {of_type: doctype, of_name: ["in", names], "creation": [">", since]})
			for note, (of_type, of_name) in NOTES.items()
		]
		for of_type, filters in ((doctype, later), *notes):
			rows = frappe.get_all(
				of_type,
				filters=filters,
				fields=["modified", "modified_by"],
				order_by="modified desc",
				limit=1,
			)
			if rows:
				who = frappe.get_cached_value("User", rows[0].modified_by, "full_name")
				return _("{0} changed it on {1} ({2}).").format(
					who, format_datetime(rows[0].modified), _(of_type)
				)
	return ""


def led_to(doctype: str, name: str) -> str:
	"""What leads to the record from elsewhere; blank for nothing."""
	for of_type, field in LEADING.get(doctype, ()):
		if frappe.db.exists(of_type, {field: name}):
			return _("Another record ({0}) leads to it.").format(_(of_type))
	return ""


# --- what is shown ----------------------------------------------------------------------------------------


def rows_shown(record: Document) -> list[dict]:
	"""[{place, outcome, type, name, title, changes: [{label, old, new}], reason, undone, left_because}].

	A record the user may not read any more is not named, nor what was changed of it.
	"""
	rows = records.rows_of(record.name)
	titles = {
		of_type: readable_titles(of_type, rows) for of_type in {row.record_type for row in rows} - {"", None}
	}
	return [shown(row, titles.get(row.record_type, {})) for row in rows]


def readable_titles(doctype: str, rows: list) -> dict[str, str]:
	"""What the user may read of a type among the rows' records, by name."""
	names = [row.record_name for row in rows if row.record_type == doctype]
	rows_read = frappe.get_list(
		doctype, filters={"name": ["in", names]}, fields=["name", TITLES[doctype]], limit_page_length=0
	)
	return {row.name: row[TITLES[doctype]] for row in rows_read}


def shown(row, titles: dict[str, str]) -> dict:
	changes = json.loads(row.values_changed or "{}") if row.record_name in titles else {}
	return {
		"place": row.place,
		"outcome": row.outcome,
		"type": row.record_type or "",
		"name": row.record_name if row.record_name in titles else "",
		"title": titles.get(row.record_name, ""),
		"changes": [
			{"label": field_label(row.record_type, name), "old": old, "new": new}
			for name, (old, new) in changes.items()
		],
		"reason": mask_phones(row.reason or ""),
		"undone": row.undone or "",
		"left_because": row.left_because or "",
	}


TITLES = {
	PROJECT: "project_name",
	ENTERPRISE: "enterprise_name",
	ISSUE: "title",
	CASE: "approval_item",
	ENTRY: "project_name",
}


def title_of(row) -> str:
	"""What people call the record of a row; its number where it is gone."""
	field = TITLES.get(row.record_type)
	return (field and frappe.db.get_value(row.record_type, row.record_name, field)) or row.record_name or ""
