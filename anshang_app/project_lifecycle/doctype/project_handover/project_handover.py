import frappe
from frappe.utils import getdate, today

from anshang_app.access_control import audit
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.project_lifecycle.handovers import (
	OPEN_STATES,
	ROUTES,
	after_receipt,
	due_date,
	fill_new,
	handover_problems,
	stage_problems,
)
from anshang_app.project_lifecycle.packs import add_pack, countersign, packs_of
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, future_problem, is_blank
from anshang_app.validation.messages import refuse

#: the completion pack: built at the hand-over, bound to its hash at the receipt
PACK = ("pack_file", "pack_sha256", "countersigned_at", "countersigned_sha256")
BY_STEP = (
	"pushed_to_lead",
	"pushed_to_host",
	"handed_over_on",
	"handed_over_by",
	"received_on",
	"received_by",
	*PACK,
)
#: what a clerk enters, and only before the hand-over
ENTERED = ("from_unit", "to_unit", "channel", "letter_no")


class ProjectHandover(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.project_lifecycle.doctype.completion_pack.completion_pack import CompletionPack
		from anshang_app.project_lifecycle.doctype.handover_evidence.handover_evidence import HandoverEvidence

		channel: DF.Literal["Platform", "Official Letter"]
		countersigned_at: DF.Datetime | None
		countersigned_sha256: DF.Data | None
		due_date: DF.Date | None
		evidence: DF.Table[HandoverEvidence]
		from_unit: DF.Link | None
		handed_over_by: DF.Link | None
		handed_over_on: DF.Date | None
		is_demo: DF.Check
		kind: DF.Literal["Intake", "Completion"]
		letter_no: DF.Data | None
		pack_file: DF.Data | None
		pack_sha256: DF.Data | None
		packs: DF.Table[CompletionPack]
		project: DF.Link
		project_name: DF.Data | None
		pushed_to_host: DF.Link | None
		pushed_to_lead: DF.Link | None
		received_by: DF.Link | None
		received_on: DF.Date | None
		return_reason: DF.SmallText | None
		state: DF.Link | None
		to_unit: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.TO_HAND_OVER)
		if self.project and self.kind in ROUTES:
			project = self.project_doc()
			self.is_demo = project.is_demo
			fill_new(self, project)

	def validate(self):
		self.refuse_by_hand(*BY_STEP)
		self.check_passage("state")
		refuse(self, [*self.evidence_dates(), *self.only_one(), *self.locked()])
		self.due_date, self.project_name = due_date(self), title_of(self.project)
		if self.passed("state", constants.HANDED_OVER):
			self.hand_over()
		elif self.passed("state", constants.SIGNED_FOR):
			self.receive()
		elif self.passed("state", constants.SENT_BACK) and is_blank(self.return_reason):
			refuse(self, [Problem("return_reason", None, "reason_needed")])

	def on_update(self):
		if self.passed("state", constants.SIGNED_FOR):
			audit.record("Handover Signed For", self)
			after_receipt(self)

	def project_doc(self):
		"""The project handed over."""
		return frappe.get_doc("Investment Project", self.project)

	def evidence_dates(self) -> list[Problem]:
		"""Evidence is dated today or before."""
		problems = []
		for row in self.evidence:
			late = future_problem("evidence_date", row.evidence_date, getdate())
			if late:
				problems.append(Problem(late.field, late.value, late.rule, late.args, "evidence", row.idx))
		return problems

	def only_one(self) -> list[Problem]:
		"""A project has one handover of a kind under way."""
		if not self.is_new():
			return []
		same = {"project": self.project, "kind": self.kind, "state": ["in", OPEN_STATES]}
		other = frappe.db.get_value("Project Handover", same)
		return [Problem("kind", other, "twice")] if other else []

	def locked(self) -> list[Problem]:
		"""What was handed over stays as it was, until it is sent back."""
		before = self.get_doc_before_save()
		is_unchanged = before and packs_of(before) == packs_of(self)
		problems = [] if is_unchanged or not (before or self.packs) else [Problem("packs", None, "pack_kept")]
		if not before or before.state not in (constants.HANDED_OVER, constants.SIGNED_FOR):
			return problems
		problems += [Problem(field, None, "by_step_only") for field in ENTERED if self.changed(field)]
		if evidence_of(before) != evidence_of(self):
			problems.append(Problem("evidence", None, "by_step_only"))
		return problems

	def receive(self):
		"""签收: dated and named."""
		refuse(self, stage_problems(self, self.project_doc()))
		self.received_on, self.received_by = today(), frappe.session.user
		if self.kind == constants.COMPLETION:
			countersign(self)

	def hand_over(self):
		"""移交: refuse with everything missing, else date it and push it to the team's units."""
		project = self.project_doc()
		refuse(self, handover_problems(self, project))
		self.handed_over_on, self.handed_over_by = today(), frappe.session.user
		self.return_reason = None
		if self.kind == constants.INTAKE:
			self.pushed_to_lead, self.pushed_to_host = project.chain_lead_unit, project.host_locality
		else:
			add_pack(self, project)


def evidence_of(handover) -> list[tuple]:
	"""The evidence rows as they compare."""
	return [
		(row.evidence_name, int(row.present or 0), str(row.evidence_date or ""), row.attachment or "")
		for row in handover.evidence
	]
