import frappe
from frappe.utils import today

from anshang_app.coordination import issue_steps, issues
from anshang_app.coordination.rules.ladder import TEAM
from anshang_app.coordination.rules.summaries import summary_of
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

#: written by a step of the path only
BY_STEP = (
	"answer",
	"answered_on",
	"answered_by",
	"confirmed_by",
	"confirmed_on",
	"confirmed_how",
	"satisfaction",
	"confirmation_entered_by",
	"cleared_on",
	"return_reason",
	"level",
	"level_due_on",
	"raised_by",
	"original_due_date",
	"assign_by",
	"extension_wanted",
	"urged_on",
	"revoked_on",
	"revoked_by",
	"revoke_reason",
)


class CoordinationIssue(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.coordination.doctype.issue_escalation.issue_escalation import IssueEscalation
		from anshang_app.coordination.doctype.issue_extension.issue_extension import IssueExtension
		from anshang_app.coordination.doctype.issue_urging.issue_urging import IssueUrging
		from anshang_app.coordination.doctype.unit_opinion.unit_opinion import UnitOpinion

		advice: DF.SmallText | None
		answer: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Date | None
		assign_by: DF.Date | None
		blocked_node: DF.Link | None
		blocked_node_title: DF.Data | None
		cleared_on: DF.Date | None
		confirmation_entered_by: DF.Link | None
		confirmed_by: DF.Data | None
		confirmed_how: DF.Literal["", "By Telephone", "On the Spot", "In Writing", "By Message", "By Link"]
		confirmed_on: DF.Date | None
		days_blocked: DF.Int
		description: DF.SmallText | None
		due_date: DF.Date | None
		escalations: DF.Table[IssueEscalation]
		extension_wanted: DF.Date | None
		extensions: DF.Table[IssueExtension]
		from_entry: DF.Link | None
		in_production: DF.Check
		is_demo: DF.Check
		is_request: DF.Check
		level: DF.Literal["At Service Team", "At Bureau", "At Special Meeting", "At Inspection Office"]
		level_due_on: DF.Date | None
		opinions: DF.Table[UnitOpinion]
		original_due_date: DF.Date | None
		person: DF.Data | None
		project: DF.Link
		project_name: DF.Data | None
		raised_by: DF.Link | None
		raised_on: DF.Date | None
		return_reason: DF.SmallText | None
		revoke_reason: DF.SmallText | None
		revoked_by: DF.Link | None
		revoked_on: DF.Date | None
		satisfaction: DF.Literal["", "Very Satisfied", "Fairly Satisfied", "Not Satisfied"]
		state: DF.Link | None
		title: DF.Data | None
		tried: DF.SmallText | None
		unit: DF.Link | None
		urged_on: DF.Date | None
		urgings: DF.Table[IssueUrging]
	# end: auto-generated types

	def onload(self):
		"""What the form shows as of today."""
		self.set_onload("clock", issues.clock_of(self))
		self.set_onload("days_blocked", issues.blocked_days(self))
		self.set_onload("actions", issues.actions_of(self))
		self.set_onload("beside", issue_steps.actions_of(self))
		self.set_onload("overdue", issue_steps.is_overdue(self))
		self.set_onload("escalates", issues.may_escalate(self))
		self.set_onload("writes", self.has_permission("write"))
		self.set_onload("fixed", [] if issues.words_open(self) else issues.WORDED)

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.RAISED)
		self.raised_by, self.raised_on = frappe.session.user, self.raised_on or today()
		self.in_production = int(issues.is_in_production(self.project))
		self.is_demo = self.is_demo or frappe.db.get_value("Investment Project", self.project, "is_demo")
		for table in ("escalations", "extensions", "urgings"):
			self.set(table, [])

	def validate(self):
		if is_blank(self.title):
			self.title = summary_of(self.description)
		refuse(self, [Problem("description", None, "words_needed")] if is_blank(self.title) else [])
		self.project_name = title_of(self.project)
		refuse(self, issues.entered_problems(self))
		self.name_step()
		if self.is_new():
			self.assign_by = issue_steps.assign_until(self)
			self.level, self.level_due_on = TEAM, issues.enter_level(self, TEAM, None)
			return
		self.refuse_by_hand(*BY_STEP)
		self.keep_tables()
		self.check_passage("state")
		before = self.get_doc_before_save()
		if before.state != self.state:
			issues.check_passage(self, before)

	def name_step(self):
		"""The waiting step as it is called, for lists and letters."""
		self.blocked_node_title = (
			frappe.db.get_value("Project Node", self.blocked_node, "title") if self.blocked_node else None
		)

	def keep_tables(self):
		"""Levels, requests and urgings stay as they were written; only a step adds one."""
		for table in ("escalations", "extensions", "urgings"):
			before = self.get_doc_before_save().get(table)
			if not self.flags.by_path or len(self.get(table)) < len(before):
				self.set(table, before)
