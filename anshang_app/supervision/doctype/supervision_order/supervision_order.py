import frappe

from anshang_app.foundation import constants
from anshang_app.foundation.members import is_of
from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.supervision import extensions, orders, results, revisions, urgings
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
	"original_due_date",
	"running_limit",
	"limits_missed",
	"reported_on",
	"urged_on",
	"extension_wanted",
	"revoked_on",
	"revoked_by",
	"revoke_reason",
	"escalation",
	"escalation_words",
	"escalated_on",
	"escalated_by",
)


class SupervisionOrder(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.supervision.doctype.order_extension.order_extension import OrderExtension
		from anshang_app.supervision.doctype.order_reply.order_reply import OrderReply
		from anshang_app.supervision.doctype.order_urging.order_urging import OrderUrging
		from anshang_app.supervision.doctype.required_result.required_result import RequiredResult

		basis: DF.SmallText | None
		due_date: DF.Date
		escalated_by: DF.Link | None
		escalated_on: DF.Date | None
		escalation: DF.Literal["", "Escalated", "Not Escalated"]
		escalation_words: DF.SmallText | None
		extension_wanted: DF.Date | None
		extensions: DF.Table[OrderExtension]
		inspection_office: DF.Link | None
		is_demo: DF.Check
		issue: DF.Link | None
		issuing_unit: DF.Link | None
		letter_no: DF.Data | None
		limits_missed: DF.Int
		matter: DF.Data
		meeting: DF.Link | None
		ordered_by: DF.Link | None
		ordered_on: DF.Date | None
		original_due_date: DF.Date | None
		person: DF.Data
		project: DF.Link
		project_name: DF.Data | None
		replies: DF.Table[OrderReply]
		reported_on: DF.Date | None
		requirement: DF.SmallText
		results: DF.Table[RequiredResult]
		results_waiting: DF.Int
		revoke_reason: DF.SmallText | None
		revoked_by: DF.Link | None
		revoked_on: DF.Date | None
		running_limit: DF.Date | None
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
		urged_on: DF.Date | None
		urgings: DF.Table[OrderUrging]
	# end: auto-generated types

	def onload(self):
		"""What the form shows as of today."""
		self.set_onload("actions", orders.actions_of(self))
		self.set_onload(
			"beside", [*extensions.actions_of(self), *results.actions_of(self), *urgings.actions_of(self)]
		)
		self.set_onload("corrects", revisions.may_correct(self))
		self.set_onload("changes", revisions.may_change(self))
		self.set_onload("writes", self.has_permission("write"))
		self.set_onload("overdue", orders.is_overdue(self))
		self.set_onload("late", urgings.is_late(self))
		self.set_onload("proposed", urgings.is_proposed(self))
		self.set_onload("outcome", orders.outcome_of(self))
		self.set_onload("checker", orders.checker_of(self))
		self.set_onload("draws_number", not self.letter_no and is_of(self.issuing_unit))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.ORDERED)
		self.is_demo = self.is_demo or frappe.db.get_value("Investment Project", self.project, "is_demo")
		for table in ("replies", "extensions", "urgings"):
			self.set(table, [])
		results.begin(self)
		orders.fill_new(self)

	def validate(self):
		self.project_name = title_of(self.project)
		if self.is_new():
			orders.check_new(self)
			return
		self.refuse_by_hand(*GIVEN)
		if not self.flags.by_path:
			for table in orders.BY_STEPS:
				self.set(table, self.get_doc_before_save().get(table))
		self.results_waiting = results.waiting(self)
		self.check_passage("state")
		if self.changed("state"):
			orders.check_passage(self)
