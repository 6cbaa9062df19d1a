from anshang_app.access_control import audit
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument


class StageLog(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		back_entry: DF.Check
		by_user: DF.Link | None
		from_stage: DF.Link | None
		is_demo: DF.Check
		passed_on: DF.Date | None
		project: DF.Link
		reason: DF.SmallText | None
		to_stage: DF.Link
	# end: auto-generated types

	def autoname(self):
		self.name = draw_name(self.doctype)

	def after_insert(self):
		audit.record("Stage Passage", self)
