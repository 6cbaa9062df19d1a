"""Puts the taker where the giver stood, piece by piece: only open rows, only where the giver still stands.

Sealed, signed and issued texts are not touched: the node says who is responsible today, its sealed plan who was.
Rows are written past the controllers: one old record that today's checks refuse would stop the whole hand-over.
"""

import json
from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, getdate, now

from anshang_app.foundation.bulk import insert_rows
from anshang_app.work_handover.open_work import SUCCESSION, Piece
from anshang_app.work_handover.people import Person
from anshang_app.work_handover.rules.held import LISTED, MARKED, SUCCEEDED, WITH_SEAL
from anshang_app.work_handover.rules.needs import other_name


def move(pieces: Iterable[Piece], giver: Person, taker: Person, day: date) -> list[Piece]:
	"""Hand each piece over; returns those that were still the giver's."""
	moved = [piece for piece in pieces if move_one(piece, giver, taker, day)]
	for record_type, record in dict.fromkeys((piece.held.record_type, piece.record) for piece in moved):
		touch(record_type, record)
	return moved


def move_one(piece: Piece, giver: Person, taker: Person, day: date) -> bool:
	"""Hand one piece over by its way; False if the row is no longer the giver's."""
	held = piece.held
	if held.way == WITH_SEAL:
		# its text is out for signing; the node gets the taker when it is sealed (`followers.py`)
		return True
	if held.way == SUCCEEDED:
		return end_and_begin(piece, giver, taker, day)
	if held.way == MARKED:
		return mark(piece, taker)
	if held.way == LISTED:
		listed = [taker.mail if address == giver.mail else address for address in piece.row.email_to.split()]
		values = {"email_to": "\n".join(dict.fromkeys(listed))}
		return write(held.doctype, piece.row.name, {"email_to": piece.row.email_to}, values)
	return write(held.doctype, piece.row.name, expected_values(piece, giver), new_values(piece, giver, taker))


def expected_values(piece: Piece, giver: Person) -> dict[str, str]:
	"""What the row holds as long as it is the giver's: field -> value."""
	field, value = (piece.held.name_field, giver.name) if piece.by_name else (piece.held.link, giver.user)
	return {field: value} if field else {}


def new_values(piece: Piece, giver: Person, taker: Person) -> dict[str, str | None]:
	"""The account and the printed name of the taker in place of the giver's."""
	held = piece.held
	account: dict[str, str | None] = {held.link: taker.user} if held.link and not piece.by_name else {}
	if not held.name_field:
		return account
	old = piece.row.get(held.name_field)
	return {**account, held.name_field: other_name(old, giver.name, taker.name)}


def write(doctype: str, name: str, expected: dict, values: dict) -> bool:
	"""Set fields of a row that still holds the expected values; False, with nothing written, where it holds others by now."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name).where(table.name == name)
	for field, value in expected.items():
		query = query.where(table[field] == value)
	# the newest state, whatever this transaction has read before
	if not query.for_update().run():
		return False
	frappe.db.set_value(
		doctype,
		name,
		{**values, "modified": now(), "modified_by": frappe.session.user},
		update_modified=False,
	)
	return True


def end_and_begin(piece: Piece, giver: Person, taker: Person, day: date) -> bool:
	"""End the giver's row and begin one of the taker, so that who was responsible when stays answerable."""
	held, row = piece.held, piece.row
	last = max(getdate(day), getdate(row.from_date)) if row.from_date else getdate(day)
	if not write(held.doctype, row.name, expected_values(piece, giver), {held.until: last}):
		return False
	place = {"parent": row.parent, "parenttype": held.parent, "parentfield": held.table}
	copied = {field: row.get(field) for field in SUCCESSION if field != "from_date"}
	values = {**copied, **new_values(piece, giver, taker)}
	# a role of a project names its person, a seat of a unit does not
	if values.get("person_user") and not values.get("person_name"):
		values["person_name"] = taker.name
	same_duty = {
		field: value or ["is", "not set"] for field, value in values.items() if field != "person_name"
	}
	# the taker may hold this role already
	already_there: dict = {**place, **same_duty, held.until: ["is", "not set"]}
	if not frappe.db.exists(held.doctype, already_there):
		indexes = frappe.get_all(held.doctype, filters=place, pluck="idx")
		insert_rows(held.doctype, [{**place, **values, "from_date": last, "idx": max(indexes) + 1}])
	return True


def mark(piece: Piece, taker: Person) -> bool:
	"""Move a mark of a unit's member (such as 联络员) from the giver's row to the taker's."""
	# of a kind that is a mark, the one filter of what is open is the mark itself, as {"is_liaison": 1}
	(field,) = piece.held.row_open
	if not write(piece.held.doctype, piece.row.name, {field: 1}, {field: 0}):
		return False
	taker_rows = {"parent": piece.record, "parenttype": piece.held.parent, "user": taker.user}
	for name in frappe.get_all(piece.held.doctype, filters=taker_rows, pluck="name"):
		write(piece.held.doctype, name, {}, {field: 1})
	return True


def touch(record_type: str, record: str) -> None:
	"""Mark a record as changed now: its cache is dropped, and a desk that has it open reloads it."""
	stamp = {"modified": now(), "modified_by": frappe.session.user}
	frappe.db.set_value(record_type, record, stamp, update_modified=False)
	frappe.clear_document_cache(record_type, record)


def assign_anew(pieces: Iterable[Piece]) -> None:
	"""Write who is assigned (`_assign`) on each record whose to-do went over, as its open to-dos say."""
	for piece in pieces:
		kind, name = piece.row.get("reference_type"), piece.row.get("reference_name")
		if not (kind and name and frappe.db.exists(kind, name)):
			continue
		open_ones = {"reference_type": kind, "reference_name": name, "status": "Open"}
		assigned = frappe.get_all("ToDo", filters=open_ones, pluck="allocated_to", distinct=True)
		frappe.db.set_value(
			kind, name, "_assign", json.dumps(sorted(filter(None, assigned))), update_modified=False
		)


def add_history_line(pieces: Iterable[Piece], giver: Person, taker: Person, handover: str) -> None:
	"""A line in the history of each record that went over."""
	line = _("Work handed over from {0} to {1} ({2})").format(
		escape_html(giver.name), escape_html(taker.name), handover
	)
	insert_rows(
		"Comment",
		[
			{
				"comment_type": "Info",
				"comment_email": frappe.session.user,
				"comment_by": frappe.utils.get_fullname(frappe.session.user),
				"reference_doctype": record_type,
				"reference_name": record,
				"content": line,
			}
			for record_type, record in dict.fromkeys(
				(piece.held.record_type, piece.record) for piece in pieces
			)
		],
	)
