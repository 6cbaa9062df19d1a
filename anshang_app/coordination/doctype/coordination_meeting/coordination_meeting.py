from anshang_app.coordination import meetings
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument

BY_STEP = ("meeting_state", "publication")


class CoordinationMeeting(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.coordination.doctype.agenda_item.agenda_item import AgendaItem
		from anshang_app.coordination.doctype.meeting_decision.meeting_decision import MeetingDecision
		from anshang_app.coordination.doctype.meeting_participant.meeting_participant import (
			MeetingParticipant,
		)

		agenda: DF.Table[AgendaItem]
		chair: DF.Data | None
		decisions: DF.Table[MeetingDecision]
		is_demo: DF.Check
		kind: DF.Literal["Joint Coordination Meeting", "Special Coordination Meeting"]
		meeting_date: DF.Date
		meeting_state: DF.Literal["Being Prepared", "Agenda Sent Round", "Decisions Given Out"]
		minutes_no: DF.Data | None
		participants: DF.Table[MeetingParticipant]
		place: DF.Data | None
		previous_meeting: DF.Link | None
		publication: DF.Link | None
		recorder: DF.Data | None
		submitted_to: DF.Data | None
		summary: DF.SmallText | None
		title: DF.Data
		unit: DF.Link | None
	# end: auto-generated types

	def onload(self):
		"""The answers to the last meeting, as the reader may see them."""
		self.set_onload("answers", meetings.answer_sheet(self))
		self.set_onload("writes", self.has_permission("write"))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		meetings.fill_new(self)

	def validate(self):
		if not self.is_new():
			self.refuse_by_hand(*BY_STEP)
		meetings.check_convener(self)
		meetings.check_rows(self)
