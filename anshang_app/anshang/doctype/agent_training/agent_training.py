from anshang_app.case import trainings
from anshang_app.case.sides import bureau
from anshang_app.checked import CheckedDocument
from anshang_app.messages import refuse
from anshang_app.naming import draw_name


class AgentTraining(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.training_attendee.training_attendee import TrainingAttendee

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
