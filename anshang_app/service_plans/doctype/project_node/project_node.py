import frappe
from frappe.utils import getdate

from anshang_app.foundation.providers import ask
from anshang_app.planning.lights import RED
from anshang_app.service_plans import nodes
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, as_date, future_problem, is_blank
from anshang_app.validation.messages import refuse

#: what is asked of a red node
CAUSE = ("late_cause", "late_reason")
#: written by the steps of the path only
BY_STEP = (
	"row_key",
	"title",
	"annex_cell",
	"planned_date",
	"light",
	"last_red_on",
	"applies",
	"left_out_reason",
	"responsible_unit",
	"unit_text",
	"responsible_person",
	"responsible_user",
)


class ProjectNode(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.service_plans.doctype.node_dependency.node_dependency import NodeDependency

		actual_date: DF.Date | None
		annex_cell: DF.Data | None
		applies: DF.Check
		approval_item: DF.Link | None
		duration: DF.Int
		duration_unit: DF.Literal["Working Days", "Calendar Days"]
		edges: DF.Table[NodeDependency]
		forecast_date: DF.Date | None
		helper_unit: DF.Link | None
		is_dated: DF.Check
		is_demo: DF.Check
		left_out_reason: DF.Literal[
			"",
			"No Land Acquired",
			"No Building Works",
			"Not a Special Building",
			"Energy Review Not Needed",
			"Safety Review Not Needed",
			"Other EIA Kind",
		]
		last_red_on: DF.Date | None
		late_cause: DF.Literal["", "Enterprise", "Government Side", "Force Majeure"]
		late_reason: DF.SmallText | None
		light: DF.Literal["No Light", "Green Light", "Yellow Light", "Red Light"]
		needed_before: DF.Literal["", "Start Construction", "Apply for Acceptance", "Hand Over as Completed"]
		owner_kind: DF.Literal[
			"",
			"Chain Lead Unit",
			"Host Locality",
			"Introducing Unit",
			"Enterprise",
			"Approval Unit",
			"Utility Provider",
			"Government Services Bureau",
		]
		part: DF.Literal[
			"Service Team List",
			"Entity List",
			"Approval Schedule",
			"Construction Schedule",
			"Beyond the Annex",
		]
		planned_date: DF.Date | None
		project: DF.Link
		responsible_person: DF.Data | None
		responsible_unit: DF.Link | None
		responsible_user: DF.Link | None
		rhythm: DF.Data | None
		rhythm_allowed: DF.Check
		row_key: DF.Data
		sequence: DF.Int
		sub_item_of: DF.Data | None
		title: DF.SmallText
		unit_text: DF.Data | None
	# end: auto-generated types

	def onload(self):
		self.set_onload("corrects_date", nodes.may_correct_date(self))

	def validate(self):
		self.refuse_by_hand(*BY_STEP)
		refuse(
			self,
			[
				future_problem("actual_date", self.actual_date, getdate()),
				*nodes.date_problems(self),
				*ask("node_problems", self),
				*self.cause_of_red(),
			],
		)

	def cause_of_red(self) -> list[Problem]:
		"""Who touches a node past its plan says whose delay it is, and why."""
		if self.flags.by_path or self.light != RED:
			return []
		if self.actual_date and as_date(self.actual_date) <= as_date(self.planned_date):
			return []
		return [Problem(field, None, "cause_needed") for field in CAUSE if is_blank(self.get(field))]


def on_doctype_update():
	"""Reports count the nodes of all projects, and look for their starts and completions, out of indexes alone."""
	frappe.db.add_index(
		"Project Node",
		["project", "applies", "is_dated", "actual_date", "planned_date", "light"],
		"counted_by_project",
	)
	frappe.db.add_index(
		"Project Node",
		["target_kind", "applies", "project", "planned_date", "actual_date"],
		"targets_of_projects",
	)
