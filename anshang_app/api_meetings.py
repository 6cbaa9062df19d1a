"""协调会议 and 承诺事项 over REST and for the desk's buttons."""

import frappe
from frappe.utils import cint

from anshang_app.api import given
from anshang_app.case import commitments, letter_numbers, meeting_view, meetings
from anshang_app.endpoints import endpoint


@endpoint
def draft_agenda(meeting: str) -> dict:
	"""Add the open problems, those first that block the plan for most working days."""
	return _answer(meetings.draft_agenda(_meeting(meeting)))


@endpoint
def send_agenda(meeting: str, open_until: str | None = None) -> dict:
	"""Publish the agenda to the participants, on record."""
	return _answer(meetings.send_agenda(_meeting(meeting), open_until))


@endpoint
def give_out(meeting: str) -> dict:
	"""下达: every decision that is no order yet becomes one, all or none."""
	doc = _meeting(meeting)
	made = meetings.give_out(doc)
	return {**_answer(doc), "orders": made}


@frappe.whitelist()
def slides(meeting: str) -> dict:
	"""会议投影: see `case.meeting_view.slides`."""
	return meeting_view.slides(_meeting(meeting))


@endpoint
def enter_decision(meeting: str, topic_no: int | str, values: dict | str, row: str | None = None) -> dict:
	"""Store a decision typed at the projector: {matter, unit, person, due_date, inspection_office}; the slides."""
	doc = meeting_view.enter_decision(meeting, cint(topic_no), given(values, dict), row)
	return meeting_view.slides(doc)


@endpoint
def drop_decision(meeting: str, row: str) -> dict:
	"""Take back a decision that is no order yet; the slides."""
	return meeting_view.slides(meeting_view.drop_decision(meeting, row))


@endpoint
def draw_minutes_number(meeting: str) -> dict:
	"""Draw the 文号 of the 会议纪要."""
	doc = _meeting(meeting)
	doc.check_permission("write")
	return {"name": doc.name, "minutes_no": letter_numbers.draw_for_meeting(doc)}


@endpoint
def fulfil_commitment(commitment: str, day: str | None = None, proof: str | None = None) -> dict:
	"""兑现 on a day, today if not given."""
	return _answer(commitments.fulfil(commitment, day, proof))


@endpoint
def waive_commitment(commitment: str, reason: str | None = None) -> dict:
	"""免除 with its reason."""
	return _answer(commitments.waive(commitment, reason))


def _meeting(name: str):
	return frappe.get_doc(meetings.MEETING, name)


def _answer(doc) -> dict:
	return {"name": doc.name, "state": doc.get("meeting_state") or doc.get("state")}
