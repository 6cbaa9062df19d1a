"""文号: drawn one after the other per code and year, or typed by hand; kept for ever, voided at most."""

import re
import unicodedata

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Max
from frappe.utils import escape_html, getdate, today

from anshang_app.access_control.grounds import listed
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.duplicates import may_know
from anshang_app.foundation.members import is_of
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

IN_USE, VOIDED = "In Use", "Voided"
DRAWN, TYPED = "Drawn by the Platform", "Typed by Hand"
#: 机关代字〔year〕N号
NUMBER = re.compile(r"^(.+?)〔(\d{4})〕第?(\d{1,6})号$")
#: brackets of every kind and width, once NFKC has made them of one width
BRACKETS = str.maketrans("[]【】(){}", "〔〕〔〕〔〕〔〕")
#: a year in brackets that is none of four digits
SHORT_YEAR = re.compile(r"〔(?!\d{4}〕)\d+〕")
HANDOVER_KINDS = {
	constants.INTAKE: "Intake Handover Letter",
	constants.COMPLETION: "Completion Handover Letter",
}


def draw(unit: str, kind: str, reference: Document) -> str:
	"""Draw the next number of a unit's code for a kind of letter, for a record; returns the number.

	Numbers of a code and year are consecutive. The unit's record is locked until the transaction ends, so
	that two offices drawing at once get two numbers; one that is rolled back is drawn again.
	"""
	code = code_of(unit, kind)
	lock(unit)
	year = getdate().year
	number = f"{code}〔{year}〕{last_of(code, year) + 1}号"
	return register(number, unit, kind, reference, DRAWN).name


def code_of(unit: str, kind: str) -> str:
	"""The unit's code for a kind of letter, else its document code; refused with neither."""
	doc = frappe.get_cached_doc("Anshang Unit", unit)
	own = next((row.code for row in doc.letter_codes if row.letter_kind == kind), None)
	code = (own or doc.document_code or "").strip()
	if not code:
		refuse(doc, [Problem("document_code", None, "code_needed", (_(kind),))])
	return code


def lock(unit: str) -> None:
	"""Let nobody else draw or enter a number of the unit until this transaction ends."""
	frappe.db.get_value("Anshang Unit", unit, "name", for_update=True)


def last_of(code: str, year: int) -> int:
	"""The highest number of a code and year, 0 before the first; read past this transaction's snapshot."""
	table = frappe.qb.DocType("Letter Number")
	query = (
		frappe.qb.from_(table)
		.select(Max(table.sequence))
		.where((table.code == code) & (table.letter_year == year))
		.for_update()
	)
	return int(query.run()[0][0] or 0)


def register(number: str, unit: str, kind: str, reference: Document, origin: str) -> Document:
	"""Put a number on record for a record it belongs to."""
	doc = frappe.get_doc(
		{
			"doctype": "Letter Number",
			"letter_number": number,
			"unit": unit,
			"letter_kind": kind,
			"number_state": IN_USE,
			"origin": origin,
			"issued_on": today(),
			"issued_by": frappe.session.user,
			"reference_doctype": reference.doctype,
			"reference_name": reference.name,
			"is_demo": reference.get("is_demo") or 0,
		}
	)
	doc.flags.by_path = True
	# whoever may take the step on the record may give it a number
	return doc.insert(ignore_permissions=True)


def enter(number: str, unit: str, kind: str, reference: Document) -> str:
	"""Put a number typed by hand on record; returns it as it is written.

	One letter may carry several records, so that a number typed before is taken again; one that is voided,
	of another unit or kind, or drawn for another record, is refused. A number in another form than
	机关代字〔year〕N号 (便函 3) is no entry of the register: it stays on its record.
	"""
	number = written(number)
	place = read_number(number)
	if SHORT_YEAR.search(number) or (place and not FIRST_YEAR <= place[1] <= LAST_YEAR):
		refuse(reference, [Problem("letter_no", number, "letter_year", (FIRST_YEAR, LAST_YEAR))])
	if not place:
		return number
	lock(unit)
	code, year, sequence = place
	# 〔2026〕03号 of before is the same number
	row = frappe.db.get_value(
		"Letter Number",
		{"code": code, "letter_year": year, "sequence": sequence},
		["unit", "letter_kind", "number_state", "origin", "reference_doctype", "reference_name"],
		as_dict=True,
		for_update=True,
	)
	if not row:
		return register(number, unit, kind, reference, TYPED).name
	own = (row.reference_doctype, row.reference_name) == (reference.doctype, reference.name)
	if row.number_state == VOIDED:
		refuse(reference, [Problem("letter_no", number, "number_voided")])
	if (row.unit, row.letter_kind) != (unit, kind) or (row.origin == DRAWN and not own):
		holder = (row.reference_doctype, row.reference_name)
		if all(holder) and may_know(reference, "letter_no", *holder):
			refuse(reference, [Problem("letter_no", number, "number_taken", (row.reference_name,))])
		refuse(reference, [Problem("letter_no", number, "taken")])
	return number


def written(number: str) -> str:
	"""A number as it is printed: 〔〕 around the year, no spaces, no 第 and no zeros before it."""
	squeezed = re.sub(r"\s+", "", number)
	changed = unicodedata.normalize("NFKC", squeezed).translate(BRACKETS)
	place = read_number(changed)
	if place:
		return "{}〔{}〕{}号".format(*place)
	return changed if SHORT_YEAR.search(changed) else squeezed


def read_number(number: str) -> tuple[str, int, int] | None:
	"""(code, year, number) of 机关代字〔year〕N号; None for a number in another form."""
	match = NUMBER.match(number or "")
	return (match[1], int(match[2]), int(match[3])) if match else None


def void(number: str, reason: str) -> Document:
	"""作废: the number stays on record and is never given again."""
	doc = frappe.get_doc("Letter Number", number)
	problems = [Problem("void_reason", None, "reason_needed")] if is_blank(reason) else []
	if doc.number_state == VOIDED:
		problems.append(Problem("number_state", _(VOIDED), "wrong_state", (_(IN_USE),)))
	refuse(doc, problems)
	doc.flags.by_path = True
	doc.update({"number_state": VOIDED, "void_reason": reason})
	return doc.save(ignore_permissions=True)


def follow_handover(handover: Document, method: str | None = None) -> None:
	"""Keep the register in step with a handover's letter number (on_update of Project Handover)."""
	before = handover.get_doc_before_save()
	old, new = (before.letter_no if before else None) or None, handover.letter_no or None
	if old == new:
		return
	if new and handover.from_unit:
		handover.db_set(
			"letter_no",
			enter(new, handover.from_unit, HANDOVER_KINDS[handover.kind], handover),
			update_modified=False,
		)
	if old and frappe.db.exists("Letter Number", {"name": old, "number_state": IN_USE}):
		others = frappe.db.count("Project Handover", {"letter_no": old, "name": ["!=", handover.name]})
		if not others:
			void(old, _("Replaced on {0}.").format(handover.name))


def draw_for_handover(handover: Document) -> str:
	"""Draw a number for a handover not yet made, and have it go by official letter."""
	problems = []
	if handover.state not in (constants.TO_HAND_OVER, constants.SENT_BACK):
		problems.append(Problem("state", _(handover.state), "wrong_state", (_(constants.TO_HAND_OVER),)))
	if handover.letter_no:
		problems.append(Problem("letter_no", handover.letter_no, "twice"))
	if not handover.from_unit:
		problems.append(Problem("from_unit", None, "needed_for_handover"))
	refuse(handover, problems)
	check_is_of(handover.from_unit)
	number = draw(handover.from_unit, HANDOVER_KINDS[handover.kind], handover)
	handover.update({"channel": "Official Letter", "letter_no": number})
	handover.save()
	return number


def draw_for_order(order: Document) -> str:
	"""Draw the 文号 of an order's 督办通知单; refused where there is one, or for another unit's order."""
	refuse(order, [Problem("letter_no", order.letter_no, "twice")] if order.letter_no else [])
	check_is_of(order.issuing_unit)
	order.letter_no = draw(order.issuing_unit, "Supervision Notice", order)
	order.flags.by_path = True
	order.save()
	return order.letter_no


def draw_for_meeting(meeting: Document) -> str:
	"""Draw the number of a meeting's minutes (会议纪要) for the unit that convened it."""
	refuse(meeting, [Problem("minutes_no", meeting.minutes_no, "twice")] if meeting.minutes_no else [])
	check_is_of(meeting.unit)
	meeting.minutes_no = draw(meeting.unit, "Meeting Minutes", meeting)
	meeting.save()
	return meeting.minutes_no


def visible(user: str | None = None) -> str:
	"""SQL condition of the numbers a user may see: all, or those of his units (permission_query_conditions)."""
	viewer = viewer_of(user)
	return "" if viewer.sees_all else f"`tabLetter Number`.unit in {listed(viewer.units)}"


def may_see(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same rule for one record (has_permission)."""
	viewer = viewer_of(user)
	return viewer.sees_all or doc.get("unit") in viewer.units


def check_is_of(unit: str) -> None:
	"""Only the unit that issues a letter, or the platform's administrator, draws and voids its numbers."""
	if not is_of(unit):
		frappe.throw(
			_("Only the issuing unit {0} draws and voids its numbers.").format(escape_html(unit)),
			frappe.PermissionError,
		)
