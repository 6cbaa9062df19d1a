"""A project's path from stage to stage over REST and for the desk's buttons: one method per step.

Every step runs the workflow's transition and the controller's guards; a refusal saves nothing. Where nothing else is
said it returns {name, state}; `day` is an ISO date, today if left out. Steps are `@endpoint` (POST, done again after a
conflict), reads are whitelisted plainly; `@for_others` marks what is promised to other systems.
"""

import frappe
from frappe import _

from anshang_app.access_control.projects import readable_project, writable_project
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.endpoints import answer, endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.foundation.workflow_step import take_step
from anshang_app.key_projects import stages
from anshang_app.planning.workdays import CALENDAR, WORKING
from anshang_app.project_lifecycle import archive as archiving
from anshang_app.project_lifecycle import handovers, packs, transitions
from anshang_app.service_plans import nodes, plans


@endpoint
def start_handover(project: str, kind: str = constants.INTAKE) -> str:
	"""Name of the handover under way, or of a new one with the evidence rows of the landing mode."""
	handovers.check_giver(kind)
	return handovers.open_handover(readable_project(project), kind).name


@endpoint
def hand_over(
	project: str,
	evidence: list | str | None = None,
	channel: str = "Platform",
	letter_no: str | None = None,
	kind: str = constants.INTAKE,
) -> dict:
	"""移交: evidence as [{evidence_name, evidence_date, attachment?, present?}], `channel` as Platform or Official Letter; returns {name, state} of the handover."""
	handover = handovers.open_handover(readable_project(project), kind)
	handovers.merge_evidence(handover, parse_argument(evidence, list))
	values = {"channel": channel, "letter_no": letter_no}
	return answer(take_step(handover, constants.ACTION_HAND_OVER, values))


@endpoint
def sign_for(handover: str, city_leader: str | None = None, city_leader_name: str | None = None) -> dict:
	"""签收: the bureau may name the city leader; makes the nodes and the draft of the plan: {name, state, plan}."""
	doc = frappe.get_doc("Project Handover", handover)
	if city_leader or city_leader_name:
		project = frappe.get_doc("Investment Project", doc.project)
		project.update({"city_leader": city_leader, "city_leader_name": city_leader_name})
		project.save()
	take_step(doc, constants.ACTION_SIGN_FOR)
	plan = frappe.db.get_value("Service Plan", {"project": doc.project, "state": constants.PLAN_DRAFT})
	return {**answer(doc), "plan": plan}


@endpoint
def send_back(handover: str, reason: str) -> dict:
	"""退回 a handover with a reason; it can be handed over again."""
	doc = frappe.get_doc("Project Handover", handover)
	return answer(take_step(doc, constants.ACTION_SEND_BACK, {"return_reason": reason}))


@endpoint
def finalise_plan(project: str) -> dict:
	"""两单一表定稿: the project moves on to the steps before construction; refused without a sealed plan."""
	return answer(take_step(frappe.get_doc("Investment Project", project), constants.ACTION_FINALISE))


@endpoint
def enter_under_way(
	project: str,
	stage: str,
	reason: str,
	passed: dict | str | None = None,
	actual_dates: dict | str | None = None,
) -> dict:
	"""补录 a project already under way at its real stage.

	`passed`: stage name to the day it was entered; `actual_dates`: template row key to actual date.
	Unknown ones are left out; every passage is logged as a back entry.
	"""
	if not (administers() or constants.BUREAU_CLERK in frappe.get_roles()):
		frappe.throw(
			_("Only the platform's administrator and the bureau enter projects under way."),
			frappe.PermissionError,
		)
	doc = writable_project(project)
	stages.enter_under_way(doc, stage, parse_argument(passed, dict), reason)
	plan = plans.start_plan(doc)
	nodes.record_actual_dates(doc, parse_argument(actual_dates, dict))
	return {**answer(doc), "plan": plan}


@endpoint
def start_construction(project: str, day: str | None = None) -> dict:
	"""开工: refused with every approval and date it lacks; dated the day building began unless `day` is given."""
	return answer(transitions.change_stage(project, constants.ACTION_START, day=day))


@endpoint
def apply_for_acceptance(project: str, day: str | None = None) -> dict:
	"""申请验收: refused unless works are complete, the units invited and no 容缺 promise is overdue."""
	return answer(transitions.change_stage(project, constants.ACTION_APPLY, day=day))


@endpoint
def hand_over_as_completed(project: str, day: str | None = None) -> dict:
	"""竣工移交: refused unless accepted and filed, with certificates; makes the handover to 经信局."""
	return answer(transitions.change_stage(project, constants.ACTION_COMPLETE, day=day))


@endpoint
def suspend(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""暂停, refused without a reason; no light and no stage time while it lasts."""
	return answer(transitions.change_stage(project, constants.ACTION_SUSPEND, reason, day))


@endpoint
def resume(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""恢复 to the stage the project came from; a terminated one by the administrator only."""
	return answer(transitions.change_stage(project, constants.ACTION_RESUME_PROJECT, reason, day))


@endpoint
def terminate(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""终止, refused without a reason; the record stays."""
	return answer(transitions.change_stage(project, constants.ACTION_TERMINATE, reason, day))


@endpoint
def archive(project: str, reason: str | None = None) -> dict:
	"""归档 by the bureau of a handed over project with nothing left open: {name, state, archived_on}."""
	return archive_answer(archiving.archive(readable_project(project), reason))


@endpoint
def lift_archive(project: str, reason: str | None = None) -> dict:
	"""取消归档 by the bureau, with a reason: {name, state, archived_on: None}."""
	return archive_answer(archiving.lift(readable_project(project), reason))


def archive_answer(project) -> dict:
	"""{name, state, archived_on}."""
	return {**answer(project), "archived_on": project.archived_on}


@for_others(reads=True, project=SAMPLE)
@frappe.whitelist()
def stage_times(project: str) -> list[dict]:
	"""各阶段时间: [{stage, entered, left, running, back_entry, working_days, calendar_days, stood_working_days, stood_calendar_days}]; None: not known."""
	return [
		{
			"stage": row.stage,
			"entered": row.entered,
			"left": row.left,
			"running": row.running,
			"back_entry": row.back_entry,
			"working_days": row.days[WORKING],
			"calendar_days": row.days[CALENDAR],
			"stood_working_days": row.stood[WORKING],
			"stood_calendar_days": row.stood[CALENDAR],
		}
		for row in transitions.read_stage_times(readable_project(project).name)
	]


@frappe.whitelist()
def verify_pack(handover: str) -> list[dict]:
	"""核验: every pack as [{built_at, pack_file, sha256, countersigned, findings}]; no findings: nothing was changed."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("read")
	return packs.verify(doc)
