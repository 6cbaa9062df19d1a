from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse
from anshang_app.work_handover import deputies


class Deputy(CheckedDocument):
	"""Who stands in for whom, in which unit, from when to when (AB岗); ended, never changed."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.work_handover.doctype.deputy_act.deputy_act import DeputyAct

		acts: DF.Table[DeputyAct]
		deputy: DF.Link | None
		deputy_name: DF.Data | None
		ended_by_name: DF.Data | None
		ended_on: DF.Date | None
		from_date: DF.Date | None
		is_demo: DF.Check
		person: DF.Link | None
		person_name: DF.Data | None
		reason: DF.SmallText | None
		set_by_name: DF.Data | None
		summary: DF.Data | None
		to_date: DF.Date | None
		unit: DF.Link | None
	# end: auto-generated types

	def onload(self):
		self.set_onload("ends", deputies.is_open(self) and deputies.may_name(self.person, self.unit))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		if not self.flags.by_path:
			refuse(self, [Problem("to_date", None, "by_step_only")])

	def on_trash(self):
		refuse(self, [Problem("to_date", self.name, "kept_on_record")])
