import itertools
import secrets

import frappe
from frappe.utils import getdate

from anshang_app.access_control import audit
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.foundation.providers import ask
from anshang_app.key_projects.titles import title_of
from anshang_app.service_plans.adjustments import write_to_edges
from anshang_app.service_plans.plans import (
	ENTERED,
	LISTS,
	OPEN_STATES,
	TARGETS,
	enters_rows,
	fill_from_nodes,
	proposed_rows,
	supersede_others,
	write_to_nodes,
)
from anshang_app.service_plans.rules.plan_gaps import plan_gaps, seal_gaps
from anshang_app.validation.checked_document import CheckedDocument, normal
from anshang_app.validation.checks import (
	Problem,
	as_date,
	future_problem,
	is_blank,
	long_ago_problem,
	order_problems,
)
from anshang_app.validation.messages import hint, refuse

SEAL_DATES = ("enterprise_signed_on", "host_signed_on", "lead_signed_on")
SEALS = ("enterprise_signed_by", "host_signed_by", "lead_signed_by", *SEAL_DATES, "signed_scan")
#: facts, which cannot lie in the future
PAST_DATES = ("enterprise_confirmed_on", *SEAL_DATES)
TARGETS_IN_ORDER = tuple(itertools.pairwise(TARGETS))
CONFIRMATION = ("enterprise_confirmed_by", "enterprise_confirmed_on", "enterprise_confirmed_how")
BY_STEP = ("revision", "supersedes", "verify_code", "sealed_on", "due_date", "printed_facts")
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10


class ServicePlan(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.service_plans.doctype.entity_task.entity_task import EntityTask
		from anshang_app.service_plans.doctype.plan_adjustment.plan_adjustment import PlanAdjustment
		from anshang_app.service_plans.doctype.plan_date.plan_date import PlanDate
		from anshang_app.service_plans.doctype.service_team_task.service_team_task import ServiceTeamTask

		adjustments: DF.Table[PlanAdjustment]
		cells_left_out: DF.SmallText | None
		due_date: DF.Date | None
		enterprise_confirmed_by: DF.Data | None
		enterprise_confirmed_how: DF.Literal["", "By Link", "By Phone", "In Person", "In Writing"]
		enterprise_confirmed_on: DF.Date | None
		enterprise_signed_by: DF.Data | None
		enterprise_signed_on: DF.Date | None
		entity_tasks: DF.Table[EntityTask]
		host_signed_by: DF.Data | None
		host_signed_on: DF.Date | None
		is_demo: DF.Check
		lead_signed_by: DF.Data | None
		lead_signed_on: DF.Date | None
		plan_dates: DF.Table[PlanDate]
		plan_year: DF.Int
		printed_facts: DF.LongText | None
		project: DF.Link
		project_name: DF.Data | None
		return_reason: DF.SmallText | None
		revision: DF.Int
		revision_reason: DF.SmallText | None
		sealed_on: DF.Date | None
		signed_scan: DF.Attach | None
		state: DF.Link | None
		supersedes: DF.Link | None
		team_tasks: DF.Table[ServiceTeamTask]
		verify_code: DF.Data | None
	# end: auto-generated types

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.refuse_by_hand(*BY_STEP, "cells_left_out")
		self.check_first_state("state", constants.PLAN_DRAFT)
		stage, self.is_demo = frappe.db.get_value("Investment Project", self.project, ("stage", "is_demo"))
		if stage == constants.HANDOVER:
			problem = Problem(
				"stage", None, "wrong_stage", (frappe._(constants.PLANNING),), doctype="Investment Project"
			)
			refuse(self, [problem])
		filled_tables = [table for table in (*LISTS, "adjustments") if self.get(table)]
		if filled_tables and not self.flags.by_path:
			refuse(self, [Problem(table, None, "by_step_only") for table in filled_tables])
		if not filled_tables and not self.flags.rows_follow:
			fill_from_nodes(self)
		self.plan_year = self.plan_year or getdate().year
		self.revision = 1 + frappe.db.count("Service Plan", {"project": self.project})
		self.verify_code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))

	def validate(self):
		self.project_name = title_of(self.project)
		self.fill_person_names()
		future_days = [future_problem(field, self.get(field), getdate()) for field in PAST_DATES]
		refuse(
			self,
			[
				*future_days,
				*(order_problems(self.as_dict(), TARGETS_IN_ORDER) if self.changed(*TARGETS) else ()),
			],
		)
		hint(self, [long_ago_problem(f, self.get(f), getdate()) for f in SEAL_DATES if self.changed(f)])
		if self.is_new():
			refuse(self, self.only_open_plan())
		else:
			self.refuse_by_hand(*BY_STEP)
			if not self.flags.adopts_measures and measures_of(self) != measures_of(
				self.get_doc_before_save()
			):
				refuse(self, [Problem("adjustments", None, "by_step_only")])
			if not self.flags.leaves_cells_out:
				self.refuse_by_hand("cells_left_out")
			self.check_passage("state")
			self.check_lock()
			self.take_steps()

	def on_update(self):
		if self.passed("state", constants.SEALED):
			audit.record("Plan Sealed", self)
			write_to_nodes(self)
			write_to_edges(self)
			supersede_others(self)

	def only_open_plan(self) -> list[Problem]:
		"""A project has one open plan, and after a sealed one only its revision."""
		plans = {"project": self.project}
		other = frappe.db.get_value("Service Plan", {**plans, "state": ["in", OPEN_STATES]})
		if other:
			return [Problem("project", None, "plan_open", (other,))]
		sealed = frappe.db.get_value("Service Plan", {**plans, "state": constants.SEALED})
		if sealed and self.supersedes != sealed:
			return [Problem("project", None, "plan_sealed", (sealed,))]
		return []

	def fill_person_names(self):
		"""A row with an account but no name prints the account's name."""
		for table in LISTS:
			for row in self.get(table):
				if row.responsible_user and is_blank(row.responsible_person):
					row.responsible_person = frappe.get_cached_value(
						"User", row.responsible_user, "full_name"
					)

	def check_lock(self):
		"""Rows are entered in the draft only, by the two drafting units; their texts never change."""
		if self.flags.by_path:
			return
		before = self.get_doc_before_save()
		problems = []
		if fixed_part(before) != fixed_part(self):
			problems.append(Problem("plan_dates", None, "by_step_only"))
		if entered_part(before) != entered_part(self):
			if before.state != constants.PLAN_DRAFT:
				problems.append(Problem("state", frappe._(before.state), "locked"))
			elif not enters_rows():
				problems.append(Problem("state", None, "not_editor"))
		sealing = before.state == constants.AWAITING_SEALS
		problems += [Problem(field, None, "locked") for field in SEALS if self.changed(field) and not sealing]
		if before.state not in OPEN_STATES:
			problems += [Problem(field, None, "locked") for field in CONFIRMATION if self.changed(field)]
		refuse(self, problems)

	def take_steps(self):
		"""The guards of the passages, each listing everything missing."""
		if self.passed("state", constants.AWAITING_SEALS):
			refuse(self, [*plan_gaps(proposed_rows(self)), *ask("printed_gaps", self)])
			self.return_reason = None
		elif self.passed("state", constants.PLAN_DRAFT):
			self.check_return()
			# the enterprise's word was about what now may change
			self.update(dict.fromkeys(CONFIRMATION))
		elif self.passed("state", constants.SEALED):
			refuse(self, seal_gaps(self.as_dict(), getdate()))
			self.sealed_on = max(as_date(self.get(field)) for field in SEAL_DATES)

	def check_return(self):
		"""Back to draft only with a reason, and only before the first seal."""
		problems = [Problem(field, None, "seal_recorded") for field in SEALS if self.get(field)]
		if is_blank(self.return_reason):
			problems.append(Problem("return_reason", None, "reason_needed"))
		refuse(self, problems)


def fixed_part(plan) -> list[tuple]:
	"""What the template fixed in the rows."""
	return [
		(table, row.node, row.get(text), int(row.left_out or 0), row.annex_cell or "")
		for table, (_part, text, _day) in LISTS.items()
		for row in plan.get(table)
	]


def measures_of(plan) -> list[tuple]:
	"""The measures a plan has adopted."""
	return [(row.predecessor, row.node, row.way, row.reason) for row in plan.adjustments]


def entered_part(plan) -> list[tuple]:
	"""What a drafter enters, as it compares."""
	rows = [(field, plan.get(field) or None) for field in ("plan_year", "revision_reason", "cells_left_out")]
	rows += measures_of(plan)
	rows += [(field, as_date(plan.get(field))) for field in TARGETS]
	for table, (_part, _text, day) in LISTS.items():
		for row in plan.get(table):
			fields = [field for field in (day, "work_target", *ENTERED) if row.meta.has_field(field)]
			rows.append((row.node, *(normal(row, field, row.get(field)) for field in fields)))
	return rows
