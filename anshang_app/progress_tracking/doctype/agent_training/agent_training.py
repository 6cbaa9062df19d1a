from anshang_app.access_control.acting_unit import bureau
from anshang_app.foundation.naming import draw_name
from anshang_app.progress_tracking import trainings
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.messages import refuse


class AgentTraining(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.progress_tracking.doctype.training_attendee.training_attendee import TrainingAttendee

		attendee_count: DF.Int
		attendees: DF.Table[TrainingAttendee]
		content: DF.SmallText | None
		is_demo: DF.Check
		material: DF.Attach | None
		place: DF.Data | None
		topic: DF.Data
		trainer: DF.Data | None
		training_date: DF.Date
		unit: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		self.unit = self.unit or bureau()
		trainings.fill_attendees(self)
		refuse(self, trainings.problems(self))
		self.attendee_count = len(self.attendees)
