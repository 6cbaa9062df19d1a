import frappe

from anshang_app.foundation import constants
from anshang_app.foundation.members import is_of
from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.supervision import orders
from anshang_app.validation.checked_document import CheckedDocument

#: an order stays as it was given; its course is written by the steps
GIVEN = (
	"matter",
	"requirement",
	"source",
	"basis",
	"meeting",
	"issue",
	"unit",
	"person",
	"due_date",
	"issuing_unit",
	"inspection_office",
	"letter_no",
	"ordered_on",
	"ordered_by",
	"signed_for_on",
	"signed_for_by",
	"settled_on",
	"settled_by",
)


class SupervisionOrder(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.supervision.doctype.order_reply.order_reply import OrderReply

		basis: DF.SmallText | None
		due_date: DF.Date
		inspection_office: DF.Link | None
		is_demo: DF.Check
		issue: DF.Link | None
		issuing_unit: DF.Link | None
		letter_no: DF.Data | None
		matter: DF.Data
		meeting: DF.Link | None
		ordered_by: DF.Link | None
		ordered_on: DF.Date | None
		person: DF.Data
		project: DF.Link
		project_name: DF.Data | None
		replies: DF.Table[OrderReply]
		requirement: DF.SmallText
		settled_by: DF.Link | None
		settled_on: DF.Date | None
		signed_for_by: DF.Link | None
		signed_for_on: DF.Date | None
		source: DF.Literal[
			"Found by the Bureau",
			"Decided at Special Meeting",
			"Instruction of a Leader",
			"Decided at Joint Meeting",
		]
		state: DF.Link | None
		unit: DF.Link
	# end: auto-generated types

	def onload(self):
		"""What the form shows as of today."""
		self.set_onload("actions", orders.actions_of(self))
		self.set_onload("corrects", orders.may_correct(self))
		self.set_onload("writes", self.has_permission("write"))
		self.set_onload("overdue", orders.is_overdue(self))
		self.set_onload("checker", orders.checker_of(self))
		self.set_onload("draws_number", not self.letter_no and is_of(self.issuing_unit))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.ORDERED)
		self.is_demo = self.is_demo or frappe.db.get_value("Investment Project", self.project, "is_demo")
		self.set("replies", [])
		orders.fill_new(self)

	def validate(self):
		self.project_name = title_of(self.project)
		if self.is_new():
			orders.check_new(self)
			return
		self.refuse_by_hand(*GIVEN)
		if not self.flags.by_path:
			self.set("replies", self.get_doc_before_save().replies)
		self.check_passage("state")
		if self.changed("state"):
			orders.check_passage(self)
