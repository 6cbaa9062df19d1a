"""What still comes in to somebody whose work was handed over: who took it is told, in 我的工作 and with what is told at once.

It goes over by the next hand-over; until then nobody has to look at the record of the last one to learn of it.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.access_control.row_rule import may_see_whole
from anshang_app.access_control.user_context import Viewer
from anshang_app.foundation.members import members_today
from anshang_app.reminders.my_work import Task
from anshang_app.work_handover.open_work import Piece, open_pieces
from anshang_app.work_handover.people import person
from anshang_app.work_handover.rules.succession import Passed, is_told, successors

HEADING = "Arrived after the Hand-over"
#: record types of no project that wait for a person all the same
WITHOUT_PROJECT = ("Coordination Meeting",)


def told_to() -> dict[str, str]:
	"""Giver -> who is told today what comes in to him."""
	rows = frappe.get_all(
		"Work Handover",
		filters={"giver": ["is", "set"], "taker": ["is", "set"]},
		fields=["giver", "taker", "day"],
		order_by="creation, name",
		limit=0,
	)
	passed = successors(Passed(row.giver, row.taker, getdate(row.day)) for row in rows)
	if not passed:
		return {}
	there = in_office({*passed})
	return {
		giver: handover.taker
		for giver, handover in passed.items()
		if is_told(handover.day, in_office=giver in there, today=getdate())
	}


def in_office(users: set[str]) -> set[str]:
	"""Those with an account in use who are members of a unit today."""
	enabled = frappe.get_all("User", {"name": ["in", sorted(users)], "enabled": 1}, pluck="name")
	return {row.user for row in members_today()} & {*enabled}


def successors_of(user: str) -> list[str]:
	"""Who is told what comes in to an account (provider `successors`)."""
	taker = told_to().get(user)
	return [taker] if taker else []


def tasks(viewer: Viewer) -> list[Task]:
	"""Open pieces of those whose work the viewer holds that name them still; of what he may read (provider `work_arrived`)."""
	givers = [giver for giver, taker in told_to().items() if taker in viewer.persons]
	piece_by_record = {
		(piece.held.record_type, piece.record): (giver, piece)
		for giver in map(person, givers)
		if giver
		for piece in open_pieces(giver)
		if waits(piece)
	}
	return [
		Task(
			HEADING,
			piece.held.record_type,
			piece.record,
			piece.project,
			_("{0} (still names {1})").format(piece.title, giver.name),
		)
		for giver, piece in piece_by_record.values()
		if may_see_whole(piece.held.record_type, piece.record, viewer)
	]


def waits(piece: Piece) -> bool:
	"""Whether a piece is a matter that came in, and not a place or a report the person holds."""
	return bool(piece.project) or piece.held.record_type in WITHOUT_PROJECT
