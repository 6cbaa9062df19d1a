import frappe
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import acts_for, check_side
from anshang_app.coordination import commitments, deferrals, issues, single_facts
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.foundation.spared import spared
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.key_projects.titles import title_of
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.messages import refuse

BY_STEP = (
	"state",
	"fulfilled_on",
	"proof",
	"waived_on",
	"waiver_reason",
	"decided_by",
	"answer",
	"answered_on",
	"answered_by",
	"commitment_return",
	"released_on",
	"released_by",
	"consent_unit",
	*deferrals.CONSENT,
)


class Commitment(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		ahead_node: DF.Link | None
		answer: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Date | None
		commitment_return: DF.SmallText | None
		consent_paper: DF.Attach | None
		consent_paper_no: DF.Data | None
		consent_unit: DF.Link | None
		consented_by: DF.Link | None
		consented_on: DF.Date | None
		decided_by: DF.Link | None
		due_date: DF.Date
		exclusions_checked: DF.Check
		factor: DF.Literal[
			"", "Land Use", "Water Supply", "Power Supply", "Gas Supply", "Labour", "Financing"
		]
		fulfilled_on: DF.Date | None
		is_demo: DF.Check
		kind: DF.Literal[
			"Policy Fulfilment",
			"Infrastructure Provision",
			"Factor Guarantee",
			"Deferred Material",
			"Contract Performance",
		]
		node: DF.Link | None
		owed_by: DF.Literal["The City Side", "The Enterprise Side"]
		owed_to: DF.Data | None
		performance: DF.Literal[
			"", "Agreed Start of Works", "Agreed Completion", "Investment Intensity", "Other Contract Term"
		]
		person: DF.Data | None
		project: DF.Link
		project_name: DF.Data | None
		promise_letter: DF.Attach | None
		proof: DF.Attach | None
		requested_on: DF.Date | None
		state: DF.Literal["Not Due", "Past Due", "Fulfilled", "Waived"]
		supervised_by: DF.Link | None
		unit: DF.Link | None
		waived_on: DF.Date | None
		waiver_reason: DF.SmallText | None
		words: DF.SmallText
	# end: auto-generated types

	@property
	def days_left(self) -> int | None:
		"""Working days up to the day promised, negative when past; None once there is an outcome."""
		if not self.due_date or self.state in commitments.OUTCOMES:
			return None
		with spared(self.doctype, self.name):
			return load_calendar().working_days_between(getdate(), getdate(self.due_date))
		return None

	def onload(self):
		open_now = self.state not in commitments.OUTCOMES and self.has_permission("write")
		self.set_onload("writes", self.has_permission("write") and commitments.edits(self))
		self.set_onload("answers", open_now and commitments.answers(self))
		awaits_consent = open_now and self.kind == constants.DEFERRED_MATERIAL and not self.consented_on
		self.set_onload("consents", awaits_consent and deferrals.may_consent(self))
		self.set_onload("by_paper", not acts_for(self.consent_unit))
		self.set_onload("confirms", open_now and commitments.confirms(self))
		self.set_onload("releases", open_now and commitments.releases(self))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.NOT_DUE)
		self.is_demo = self.is_demo or frappe.db.get_value("Investment Project", self.project, "is_demo")

	def validate(self):
		if not self.is_new():
			before = self.get_doc_before_save()
			commitments.refuse_after_outcome(before)
			if not self.flags.by_path:
				self.state = before.state
				check_side(commitments.edits(before), *issues.units_of_project(before.project))
			self.refuse_by_hand(*BY_STEP)
		commitments.fill_sides(self)
		single_facts.fill(self)
		if self.kind == constants.DEFERRED_MATERIAL:
			deferrals.fill_consent_unit(self)
		self.project_name = title_of(self.project)
		refuse(
			self,
			[
				*commitments.problems(self),
				*single_facts.problems(self),
				*deferrals.problems(self),
				*deferrals.lock_problems(self),
			],
		)
		self.state = commitments.state_of(self)

	def on_update(self):
		single_facts.tell_project(self)
		single_facts.tell_node(self)
