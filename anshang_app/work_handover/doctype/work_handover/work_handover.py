import frappe

from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse
from anshang_app.work_handover import handovers


class WorkHandover(CheckedDocument):
	"""What went over from whom to whom; written by its steps alone, and by none after the receipt."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.work_handover.doctype.work_handover_item.work_handover_item import WorkHandoverItem

		arranged_at: DF.Datetime | None
		arranged_by: DF.Link | None
		arranged_by_name: DF.Data | None
		day: DF.Date | None
		ends_account: DF.Check
		giver: DF.Link | None
		giver_name: DF.Data | None
		giver_unit: DF.Link | None
		is_demo: DF.Check
		items: DF.Table[WorkHandoverItem]
		reason: DF.SmallText | None
		signed_for_by: DF.Link | None
		signed_for_on: DF.Date | None
		state: DF.Literal["Handed Over", "Signed For"]
		summary: DF.Data | None
		taker: DF.Link | None
		taker_name: DF.Data | None
		taker_unit: DF.Link | None
		total: DF.Int
	# end: auto-generated types

	def onload(self):
		self.set_onload("signs", self.state == constants.HANDED_OVER and self.taker == frappe.session.user)
		self.set_onload("left_behind", handovers.left_behind(self))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		before = self.get_doc_before_save()
		if not self.flags.by_path or (before and before.state == constants.SIGNED_FOR):
			refuse(self, [Problem("state", None, "by_step_only")])

	def on_trash(self):
		refuse(self, [Problem("state", self.name, "kept_on_record")])
