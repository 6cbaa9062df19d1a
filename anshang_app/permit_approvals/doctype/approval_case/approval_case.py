import frappe
from frappe.utils import getdate

from anshang_app.access_control import audit
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.foundation.spared import spared
from anshang_app.key_projects.titles import title_of
from anshang_app.permit_approvals import approvals, clocks, corrections, filing, outlooks, proxies, who_may
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, as_date
from anshang_app.validation.messages import hint, refuse

#: written by the steps only
BY_STEP = ("unit", "accepted_on", "certificate_no", "issued_on", "is_back_entry", "materials_ready_on")


class ApprovalCase(CheckedDocument):
	open_ended = ("expires_on",)

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.permit_approvals.doctype.approval_clock_event.approval_clock_event import (
			ApprovalClockEvent,
		)
		from anshang_app.permit_approvals.doctype.approval_material.approval_material import ApprovalMaterial
		from anshang_app.permit_approvals.doctype.approval_proxy_entry.approval_proxy_entry import (
			ApprovalProxyEntry,
		)

		accepted_on: DF.Date | None
		agent: DF.Link | None
		agent_name: DF.Data | None
		approval_item: DF.Link
		certificate_no: DF.Data | None
		certificate_scan: DF.Attach | None
		clock_events: DF.Table[ApprovalClockEvent]
		clock_state: DF.Literal["Not Running Yet", "Clock Runs", "Clock Stands", "Clock Ended"]
		days_used: DF.Int
		due_date: DF.Date | None
		expires_on: DF.Date | None
		helper_unit: DF.Link | None
		is_back_entry: DF.Check
		is_demo: DF.Check
		is_immediate: DF.Check
		is_overdue: DF.Check
		issued_on: DF.Date | None
		left_out_of_figures: DF.Check
		limit_unit: DF.Literal["Working Days", "Calendar Days"]
		listed_by: DF.Date | None
		mandate_date: DF.Date | None
		mandate_file: DF.Attach | None
		materials: DF.Table[ApprovalMaterial]
		materials_ready_on: DF.Date | None
		node: DF.Link
		notice_content: DF.SmallText | None
		notice_date: DF.Date | None
		notice_file: DF.Attach | None
		project: DF.Link
		project_name: DF.Data | None
		proxy_disputed: DF.Check
		proxy_due: DF.Date | None
		proxy_entries: DF.Table[ApprovalProxyEntry]
		proxy_open: DF.Check
		proxy_submitted: DF.Check
		promised_limit: DF.Int
		state: DF.Link | None
		statutory_limit: DF.Int
		unit: DF.Link | None
	# end: auto-generated types

	@property
	def days_elapsed(self):
		"""Days of the item's unit from acceptance to the decision, or to today."""
		return self.figure("elapsed")

	@property
	def days_remaining(self):
		"""Days of its limit the authority still has; below zero when overdue."""
		return self.figure("remaining")

	@property
	def planned_date(self):
		"""The plan's date, which stands on the node."""
		return frappe.db.get_value("Project Node", self.node, "planned_date") if self.node else None

	def onload(self):
		"""What the form shows as of today."""
		self.days_used = self.figure("used")
		with spared(self.doctype, self.name):
			self.set_onload("clock", clocks.view(self))
		self.set_onload("takes_back", corrections.may_take_back(self))
		self.set_onload("corrects_grant", corrections.may_correct_grant(self))
		self.set_onload("proxy", proxies.offers(self))
		self.set_onload("filing", filing.offers(self))
		self.set_onload("outlook", outlooks.of_case(self.approval_item, self.unit))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.NOT_APPLIED_FOR)
		approvals.fill_new(self)

	def validate(self):
		if not self.is_new():
			self.check_record()
		self.project_name = title_of(self.project)
		approvals.copy_limits(self)
		self.name_agent()
		refuse(self, self.problems())
		proxies.store_flags(self)
		clocks.store_figures(self)
		hint(self, approvals.hasty_problems(self) if self.passed("state", constants.ACCEPTED) else [])

	def on_update(self):
		if self.passed("state", constants.GRANTED):
			audit.record("Case Granted", self)
			approvals.after_grant(self)

	def validate_workflow(self):
		"""Frappe's own look at the workflow, but for steps that asked themselves whose they are."""
		if not self.flags.side_asked:
			super().validate_workflow()

	def check_record(self):
		"""Who writes, what only a step may write, and whether a step leads to the state."""
		who_may.check_writer(self)
		if not self.flags.side_asked:
			self.check_passage("state")
		self.refuse_by_hand(*BY_STEP)
		by_hand = not self.flags.by_path
		before = self.get_doc_before_save()
		moved = (
			self.changed("state")
			or approvals.clock_rows(before) != approvals.clock_rows(self)
			or proxies.entry_rows(before) != proxies.entry_rows(self)
		)
		refuse(self, [Problem("clock_events", None, "by_step_only")] if by_hand and moved else [])

	def problems(self) -> list[Problem]:
		"""Everything that is missing or wrong, at once."""
		problems = [*clocks.record_problems(self, getdate()), *approvals.entered_problems(self)]
		return (
			[*problems, *approvals.grant_problems(self)]
			if self.passed("state", constants.GRANTED)
			else problems
		)

	def name_agent(self):
		"""An agent with an account is named as the account, unless a name is entered."""
		if self.agent and (not self.agent_name or (self.changed("agent") and not self.changed("agent_name"))):
			self.agent_name = frappe.get_cached_value("User", self.agent, "full_name")

	def figure(self, name: str) -> int | None:
		"""One figure of the clock as of today; None while its records are not in order."""
		if not all(as_date(row.day) for row in clocks.live(self.clock_events)):
			return None
		try:
			return getattr(clocks.read_clock(self), name)
		except ValueError:
			return None


def on_doctype_update():
	"""The row rule asks for the projects of a unit's cases."""
	frappe.db.add_index("Approval Case", ["unit", "state", "project"])
