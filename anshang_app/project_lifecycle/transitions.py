"""A project's own steps from stage to stage: what they ask for, what they write, and how long stages took."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.coordination.promises import promises_of
from anshang_app.foundation import constants
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.foundation.workflow_step import take_step
from anshang_app.key_projects.stages import last_passage, log_passage
from anshang_app.permit_approvals.approvals import missing_invitations
from anshang_app.planning.stages import Passage, StageTime, stage_times
from anshang_app.progress_tracking.lights import judge_anew
from anshang_app.project_lifecycle.handovers import open_handover
from anshang_app.project_lifecycle.rules import stage_requirements
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank
from anshang_app.validation.messages import refuse

#: stage a step leads to -> the step, as nodes name it in `needed_before`
STEPS = {
	constants.CONSTRUCTION: constants.ACTION_START,
	constants.ACCEPTANCE: constants.ACTION_APPLY,
	constants.COMPLETION_HANDOVER: constants.ACTION_COMPLETE,
}


def pass_on(project: str, action: str, reason: str | None = None, day: str | None = None) -> Document:
	"""Take one step of a project, dated `day` (today if not given), with its reason where it needs one."""
	doc = frappe.get_doc("Investment Project", project)
	if date_problem("passed_on", day):
		refuse(doc, [Problem("passed_on", day, "not_a_date", doctype="Stage Log")])
	doc.flags.reason, doc.flags.day = reason, as_date(day)
	return take_step(doc, action)


# --- before the passage is saved ----------------------------------------------------------------------------


def check_passage(project: Document, from_stage: str) -> None:
	"""Refuse a passage with everything it lacks; keep why a project stands still."""
	project.flags.day = project.flags.day or _usual_day(project)
	taken_up = from_stage in constants.STANDSTILLS
	found = stage_requirements.day_problems(project.flags.day, last_passage(project.name), getdate())
	if project.stage in constants.STANDSTILLS:
		if is_blank(project.flags.reason):
			found.append(Problem("stage_reason", None, "reason_needed"))
	elif not taken_up:
		found += gate_problems(project)
	refuse(project, found)
	project.stage_reason = project.flags.reason if project.stage in constants.STANDSTILLS else None


def gate_problems(project: Document) -> list[Problem]:
	"""Everything the passage into the project's stage lacks (seed §二(3)–(6))."""
	if project.stage == constants.PRE_CONSTRUCTION:
		return _plan_problems(project)
	if project.stage not in STEPS:
		return []
	today, promises = getdate(), promises_of(project.name)
	found = stage_requirements.open_steps(gate_steps(project.name, STEPS[project.stage]), promises, today)
	if project.stage == constants.ACCEPTANCE:
		found += stage_requirements.uninvited(missing_invitations(project.name))
		found += stage_requirements.broken_promises(promises, today)
	if project.stage == constants.COMPLETION_HANDOVER:
		found += stage_requirements.bare_certificates(certificates(project.name))
	return found


def _plan_problems(project: Document) -> list[Problem]:
	"""制定两单一表 is left only with a sealed plan."""
	sealed = frappe.db.exists("Service Plan", {"project": project.name, "state": constants.SEALED})
	return [] if sealed else [Problem("stage", None, "plan_not_sealed")]


def gate_steps(project: str, action: str) -> list[stage_requirements.GateStep]:
	"""The applying nodes that must be done before `action`, in the order of the template."""
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": project, "needed_before": action, "applies": 1},
		fields=["name", "title", "actual_date", "responsible_unit", "unit_text"],
		order_by="sequence, name",
	)
	cases = frappe.get_all(
		"Approval Case",
		filters={"node": ["in", [node.name for node in nodes] or [""]]},
		fields=["name", "node"],
		order_by="name",
	)
	case_of = {case.node: case.name for case in cases}
	return [
		stage_requirements.GateStep(
			title=node.title,
			done=bool(node.actual_date),
			case=case_of.get(node.name),
			unit=node.responsible_unit or node.unit_text,
			node=node.name,
		)
		for node in nodes
	]


def certificates(project: str) -> list[dict]:
	"""Approval units' granted cases [{case, title, number, scan}]; what was granted before the platform is left out."""
	decided = frappe.get_all(
		"Approval Item", filters={"owner_kind": constants.APPROVAL_UNIT}, pluck="name", order_by="name"
	)
	cases = frappe.get_all(
		"Approval Case",
		filters={
			"project": project,
			"state": constants.GRANTED,
			"is_back_entry": 0,
			"approval_item": ["in", decided or [""]],
		},
		fields=["name", "approval_item", "certificate_no", "certificate_scan"],
		order_by="name",
	)
	return [
		{
			"case": case.name,
			"title": case.approval_item,
			"number": case.certificate_no,
			"scan": case.certificate_scan,
		}
		for case in cases
	]


def _usual_day(project: Document) -> date:
	"""The day a passage is dated where none is given: 开工 the day building began, anything else today."""
	today = getdate()
	if (
		project.stage != constants.CONSTRUCTION
		or project.get_doc_before_save().stage in constants.STANDSTILLS
	):
		return today
	begun = frappe.db.get_value(
		"Project Node",
		{"project": project.name, "target_kind": "Construction Start", "applies": 1},
		"actual_date",
	)
	last = last_passage(project.name)
	return begun if begun and (not last or begun >= last) else today


# --- after it -----------------------------------------------------------------------------------------------


def record_passage(project: Document, from_stage: str) -> None:
	"""Log the passage, put lights out or on again, prepare what the new stage begins with."""
	_remember_stage(project, from_stage)
	log_passage(project, from_stage, project.stage, project.flags.day, project.flags.reason)
	if {project.stage, from_stage} & set(constants.STANDSTILLS):
		judge_anew([project.name])
	if project.stage == constants.COMPLETION_HANDOVER and from_stage == constants.ACCEPTANCE:
		open_handover(project, constants.COMPLETION)


def _remember_stage(project: Document, from_stage: str) -> None:
	"""Keep where a standstill came from; a suspended project that ends keeps the stage before both."""
	if project.stage in constants.STANDSTILLS:
		before = project.stage_before if from_stage in constants.STANDSTILLS else from_stage
	else:
		before = None
	# past the document, whose history would show the stage's stored name
	frappe.db.set_value(project.doctype, project.name, "stage_before", before, update_modified=False)


# --- time per stage -----------------------------------------------------------------------------------------


def times_of(project: str) -> list[StageTime]:
	"""各阶段时间 of a project, in working and calendar days, standstills apart."""
	rows = frappe.get_all(
		"Stage Log",
		filters={"project": project},
		fields=["to_stage", "passed_on", "back_entry"],
		order_by="creation, name",
		limit=0,
	)
	passages = [Passage(row.to_stage, row.passed_on, bool(row.back_entry)) for row in rows]
	return stage_times(load_calendar(), passages, getdate())
