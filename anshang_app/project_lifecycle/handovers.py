"""Hand-over and receipt: intake to the bureau, completion to the economy bureau."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import acts_for, check_side
from anshang_app.foundation import constants
from anshang_app.foundation.deadlines import due
from anshang_app.foundation.units import require_platform_unit
from anshang_app.key_projects.stages import move_stage
from anshang_app.project_lifecycle.rules.handover_evidence import evidence_problems
from anshang_app.service_plans.plans import start_plan
from anshang_app.validation.checks import Problem, as_date, is_blank
from anshang_app.validation.messages import refuse

#: kind -> (settings field of the unit that gives, of the unit that takes, stage, stage after receipt)
ROUTES = {
	constants.INTAKE: (
		"investment_service_center",
		"government_services_bureau",
		constants.HANDOVER,
		constants.PLANNING,
	),
	constants.COMPLETION: (
		"government_services_bureau",
		"economy_bureau",
		constants.COMPLETION_HANDOVER,
		constants.HANDED_OVER,
	),
}
#: states in which a handover is still under way
OPEN_STATES = (constants.TO_HAND_OVER, constants.HANDED_OVER, constants.SENT_BACK)


def check_giver(kind: str) -> None:
	"""Refuse who does not act for the unit that hands over."""
	if kind in ROUTES:
		giver = require_platform_unit(ROUTES[kind][0])
		check_side(acts_for(giver), giver)


def open_handover(project: Document, kind: str) -> Document:
	"""The handover of a kind still under way, or a new one with the evidence its landing mode asks for."""
	# two clicks at once would make two
	frappe.db.get_value("Investment Project", project.name, "name", for_update=True)
	name = frappe.db.get_value(
		"Project Handover",
		{
			"project": project.name,
			"kind": kind,
			# one already handed over waits for its receipt: a second one would be received as well
			"state": ["in", OPEN_STATES],
		},
		for_update=True,
	)
	if name:
		# read with its lock: one made a moment ago is not in what this request saw first
		return frappe.get_doc("Project Handover", name, for_update=True)
	handover = frappe.get_doc({"doctype": "Project Handover", "project": project.name, "kind": kind})
	refuse(handover, stage_problems(handover, project) if kind in ROUTES else [])
	return handover.insert()


def fill_new(handover: Document, project: Document) -> None:
	"""Set the units of the route and the evidence rows of a new handover."""
	giver, taker, _stage, _after = ROUTES[handover.kind]
	handover.from_unit = handover.from_unit or require_platform_unit(giver)
	handover.to_unit = handover.to_unit or require_platform_unit(taker)
	if handover.kind == constants.INTAKE:
		merge_evidence(handover, [], project)


def merge_evidence(handover: Document, items: list[dict], project: Document | None = None) -> None:
	"""Put given evidence into the rows of the same name; others are appended.

	With `project`, the items its landing mode requires get their rows first.
	"""
	if project:
		have = {row.evidence_name for row in handover.evidence}
		for item in frappe.get_cached_doc("Landing Mode", project.landing_mode).evidence:
			if item.evidence_name not in have:
				handover.append(
					"evidence", {"evidence_name": item.evidence_name, "is_required": item.is_required}
				)
	rows = {row.evidence_name: row for row in handover.evidence}
	for item in items:
		row = rows.get(item.get("evidence_name")) or handover.append("evidence", {})
		row.update({key: item[key] for key in EVIDENCE_GIVEN if key in item})
		if "present" not in item:
			row.present = 1


EVIDENCE_GIVEN = ("evidence_name", "present", "evidence_date", "attachment", "note")


def due_date(handover: Document):
	"""Last day for handing over: settings' working days after the last dated evidence, or after 竣工验收."""
	if handover.kind == constants.COMPLETION:
		return due(accepted_on(handover.project), "completion_handover_days")
	days = [as_date(row.evidence_date) for row in handover.evidence if row.present and row.evidence_date]
	return due(max(days, default=None), "handover_days")


def accepted_on(project: str):
	"""The day 竣工验收 was passed: its node's, else the day the project entered 竣工项目移交."""
	accepted = {"project": project, "target_kind": "Completion", "applies": 1}
	entered = {"project": project, "to_stage": constants.COMPLETION_HANDOVER}
	return frappe.db.get_value("Project Node", accepted, "actual_date") or frappe.db.get_value(
		"Stage Log", entered, "passed_on"
	)


def handover_problems(handover: Document, project: Document) -> list[Problem]:
	"""Everything that keeps the handover from being made."""
	problems = stage_problems(handover, project)
	if handover.channel == "Official Letter" and is_blank(handover.letter_no):
		problems.append(Problem("letter_no", None, "letter_needed"))
	if handover.kind == constants.INTAKE:
		problems += evidence_problems([row.as_dict() for row in handover.evidence])
		for field in ("host_locality", "chain_lead_unit"):
			if not project.get(field):
				problems.append(_of_project(field, None, "needed_for_handover"))
	return problems


def stage_problems(handover: Document, project: Document) -> list[Problem]:
	"""A handover is made and received only in its own stage, so not while the project stands still."""
	stage = ROUTES[handover.kind][2]
	if project.stage == stage:
		return []
	return [_of_project("stage", _(project.stage), "wrong_stage", (_(stage),))]


def _of_project(field: str, value: object, rule: str, args: tuple = ()) -> Problem:
	return Problem(field, value, rule, args, doctype="Investment Project")


def after_receipt(handover: Document) -> None:
	"""签收: the project moves on; after an intake its nodes and the draft of its plan come to be."""
	project = frappe.get_doc("Investment Project", handover.project)
	move_stage(project, ROUTES[handover.kind][3], reason=handover.name)
	if handover.kind == constants.INTAKE:
		start_plan(project)
