"""机构改革: a unit under another name, and one merged into another; what was sealed, signed and hashed stays whole."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.rename_doc import rename_doc
from frappe.utils import getdate, today

from anshang_app.access_control.acting_unit import bureau, coordinates
from anshang_app.foundation.duplicates import duplicate_problem
from anshang_app.foundation.members import members_today
from anshang_app.foundation.unit_kinds import KINDS
from anshang_app.foundation.units import add_former_names
from anshang_app.validation.checks import Problem, is_blank, name_key
from anshang_app.validation.messages import refuse
from anshang_app.work_handover import handovers, moving
from anshang_app.work_handover.open_work import open_pieces_of_unit
from anshang_app.work_handover.people import Person, person
from anshang_app.work_handover.rules.held_by_units import SETTINGS
from anshang_app.work_handover.rules.needs import counted

UNIT = "Anshang Unit"
#: letters of a name
LONGEST = 140


def check_may_reform() -> None:
	"""Refuse who does not keep the register of units: the bureau does, and who keeps the platform."""
	if not coordinates():
		frappe.throw(
			_("Units are renamed and merged by the bureau and the platform's administrators."),
			frappe.PermissionError,
		)


def unit_held(name: str) -> Document:
	"""A unit, kept off others until this request is done; refused where there is none."""
	check_may_reform()
	if frappe.db.get_value(UNIT, name, "name", for_update=True) != name:
		frappe.throw(
			_("There is no unit “{0}”.").format(frappe.utils.escape_html(name[:140])),
			frappe.DoesNotExistError,
		)
	return frappe.get_doc(UNIT, name)


def rename(unit: str, new_name: str, reason: str | None) -> Document:
	"""Call a unit anew: every record that names it follows, the old name is kept as a former one (曾用名).

	The rename is an entry of the audit chain, by which what was hashed under the old name still verifies.
	"""
	doc = unit_held(unit)
	new_name = (new_name or "").strip()
	before = doc.unit_name
	refuse(
		doc,
		[
			Problem("unit_name", None, "needed_for_step") if is_blank(new_name) else None,
			Problem("unit_name", new_name, "same_name") if new_name == before else None,
			Problem("unit_name", new_name, "no_name") if {*"<>"} & {*new_name} else None,
			Problem("unit_name", None, "too_long", (len(new_name), LONGEST))
			if len(new_name) > LONGEST
			else None,
			Problem("former_names", None, "reason_needed") if is_blank(reason) else None,
			duplicate_problem(named_unit(doc, new_name), "unit_name", name_key(new_name), "name_key"),
		],
	)
	if doc.name == before and not frappe.db.exists(UNIT, new_name):
		rename_doc(UNIT, doc.name, new_name, force=True, ignore_permissions=True, show_alert=False)
		doc = frappe.get_doc(UNIT, new_name)
	else:
		doc.unit_name = new_name
		doc.save(ignore_permissions=True)
	comment = _("Renamed from {0} to {1}: {2}").format(before, new_name, reason)
	doc.add_comment("Info", frappe.utils.escape_html(comment))
	return doc


def named_unit(doc: Document, new_name: str) -> Document:
	"""The unit as it would be called."""
	copy = frappe.copy_doc(doc)
	copy.name, copy.unit_name = doc.name, new_name
	return copy


# --- 撤并 -------------------------------------------------------------------------------------------------


def as_party(unit: str) -> Person:
	"""A unit as giver or taker of what names it."""
	return Person(unit, unit, True, "")


def preview_merge(unit: str) -> dict:
	"""What of a unit would go over, nothing is changed: {kinds: [{heading, count}], members, settings: [labels]}."""
	check_may_reform()
	doc = unit_held(unit)
	pieces = open_pieces_of_unit(as_party(doc.name))
	kinds = counted(piece.held.heading for piece in pieces)
	return {
		"kinds": [{"heading": _(heading), "count": count} for heading, count in kinds.items()],
		"members": [row.member_name for row in members_today() if row.name == doc.name],
		"settings": [_(field.label) for field in settings_naming(doc.name)],
	}


def settings_naming(unit: str) -> list:
	"""Fields of the settings that name a unit."""
	links = [field for field in frappe.get_meta(SETTINGS).get_link_fields() if field.options == UNIT]
	return [
		field for field in links if frappe.db.get_single_value(SETTINGS, field.fieldname, cache=False) == unit
	]


def merge(unit: str, into: str, taker: str, day: str | date | None, reason: str | None) -> Document:
	"""Merge a unit into another: everything open of it and its people go over, it stays on record as 已撤并.

	`taker`, a member of the other unit, signs for it. Returns the record of the hand-over. Nobody of the other unit
	sees more than the projects of both.
	"""
	check_may_reform()
	# in one order, so that two merges of the same units wait for each other
	held = {name: unit_held(name) for name in sorted({unit, into})}
	gone, stays = held[unit], held[into]
	signer = check_merge(gone, stays, person(taker))
	doc = handovers.begun(as_party(gone.name), signer, day, reason, False)
	doc.update({"giver": None, "giver_unit": gone.name, "taker_unit": stays.name})
	pieces = open_pieces_of_unit(as_party(gone.name))
	moved = moving.move(pieces, as_party(gone.name), as_party(stays.name), doc.day)
	part_supervision(stays.name)
	handovers.put_on_record(doc, moved)
	moving.add_history_line(moved, as_party(gone.name), as_party(stays.name), doc.name)
	for field in settings_naming(gone.name):
		frappe.db.set_single_value(SETTINGS, field.fieldname, stays.name)
	take_in(gone, stays)
	set_aside(gone, stays.name)
	handovers.tell_both(doc)
	return doc


def check_merge(gone: Document, stays: Document, signer: Person | None) -> Person:
	"""Refuse what keeps two units from being merged; returns who signs."""
	refuse(
		gone,
		[
			Problem("merged_into", stays.name, "merged_with_itself") if gone.name == stays.name else None,
			Problem("merged_into", gone.merged_into, "outcome_entered", (gone.merged_into,))
			if gone.merged_into
			else None,
			Problem("merged_into", stays.name, "unit_not_in_use") if not stays.is_active else None,
		],
	)
	if not signer or not signer.enabled or stays.name not in signer.units:
		frappe.throw(
			_("Who signs for the unit is a member of {0} in office, with an account in use.").format(
				stays.name
			)
		)
	return signer


def part_supervision(unit: str) -> None:
	"""Nobody supervises his own commitment: where both were merged, the bureau does."""
	filters = {"unit": unit, "supervised_by": unit, "state": ["in", ("Not Due", "Past Due")]}
	for name in frappe.get_all("Commitment", filters=filters, pluck="name"):
		if bureau() and bureau() != unit:
			frappe.db.set_value("Commitment", name, "supervised_by", bureau())


def take_in(gone: Document, stays: Document) -> None:
	"""The other unit takes on the kinds, the names and the people; a post (主要负责人, 联络员) is not taken along."""
	current = {row.user or row.member_name for row in members_today() if row.name == gone.name}
	there = {row.user or row.member_name for row in members_today() if row.name == stays.name}
	for row in gone.members:
		member = row.user or row.member_name
		if member in current and member not in there:
			fields = ("member_name", "user", "post", "office_phone", "is_agent")
			stays.append("members", {**{field: row.get(field) for field in fields}, "from_date": today()})
			there.add(member)
	for kind in KINDS:
		stays.set(kind, int(bool(stays.get(kind) or gone.get(kind))))
	stays.inspection_side = stays.inspection_side or gone.inspection_side
	names = [gone.unit_name, gone.short_name, *(gone.approval_scope or "").splitlines()]
	scope = [*(stays.approval_scope or "").splitlines(), *(names if gone.is_approval_unit else ())]
	stays.approval_scope = "\n".join(dict.fromkeys(name.strip() for name in scope if name and name.strip()))
	stays.former_names = add_former_names(
		stays.former_names, "\n".join(filter(None, (gone.former_names, gone.unit_name))), stays.unit_name
	)
	stays.save(ignore_permissions=True)


def set_aside(gone: Document, into: str) -> None:
	"""已撤并: out of use, its memberships ended, its history where it was."""
	for row in gone.members:
		if not row.to_date or getdate(row.to_date) > getdate():
			row.to_date = max(getdate(), getdate(row.from_date)) if row.from_date else getdate()
	gone.update({"is_active": 0, "merged_into": into, "merged_on": today()})
	gone.save(ignore_permissions=True)
