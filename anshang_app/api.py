"""The path over REST and for the desk's buttons: each method checks who asks and calls a room.

Every step runs the workflow's transition and the controller's guards; a refusal saves nothing.
"""

import json

import frappe
from frappe import _
from frappe.utils import cint

from anshang_app import states
from anshang_app.case import contacts, handovers, nodes, phases, plans, scheduling, stages
from anshang_app.case.steps import take_step
from anshang_app.checked import format_problems
from anshang_app.checks import seal_gaps
from anshang_app.endpoints import endpoint
from anshang_app.messages import refuse, sentence

SEAL_FIELDS = (
	"enterprise_signed_by",
	"enterprise_signed_on",
	"host_signed_by",
	"host_signed_on",
	"lead_signed_by",
	"lead_signed_on",
	"signed_scan",
)


@endpoint
def start_handover(project: str, kind: str = states.INTAKE) -> str:
	"""Name of the handover under way, or of a new one with the evidence rows of the landing mode."""
	return handovers.open_handover(readable_project(project), kind).name


@endpoint
def hand_over(
	project: str,
	evidence: list | str | None = None,
	channel: str = "Platform",
	letter_no: str | None = None,
	kind: str = states.INTAKE,
) -> dict:
	"""移交: evidence as [{evidence_name, evidence_date, attachment?, present?}]; answers the handover."""
	handover = handovers.open_handover(readable_project(project), kind)
	handovers.merge_evidence(handover, given(evidence, list))
	values = {"channel": channel, "letter_no": letter_no}
	return answer(take_step(handover, states.ACTION_HAND_OVER, values))


@endpoint
def sign_for(handover: str, city_leader: str | None = None, city_leader_name: str | None = None) -> dict:
	"""签收: the bureau may name the city leader; nodes and the draft of the plan come to be."""
	doc = frappe.get_doc("Project Handover", handover)
	if city_leader or city_leader_name:
		project = frappe.get_doc("Investment Project", doc.project)
		project.update({"city_leader": city_leader, "city_leader_name": city_leader_name})
		project.save()
	take_step(doc, states.ACTION_SIGN_FOR)
	plan = frappe.db.get_value("Service Plan", {"project": doc.project, "state": states.PLAN_DRAFT})
	return {**answer(doc), "plan": plan}


@endpoint
def send_back(handover: str, reason: str) -> dict:
	"""退回 a handover with a reason; it can be handed over again."""
	doc = frappe.get_doc("Project Handover", handover)
	return answer(take_step(doc, states.ACTION_SEND_BACK, {"return_reason": reason}))


@endpoint
def generate_plan(project: str) -> dict:
	"""Generate missing nodes and the draft of a received project; answers the open plan."""
	doc = writable_project(project)
	return answer(frappe.get_doc("Service Plan", plans.start_plan(doc)))


@endpoint
def send_for_seals(plan: str) -> dict:
	"""送签章: refused with the list of rows that lack a person or a date."""
	return answer(take_step(frappe.get_doc("Service Plan", plan), states.ACTION_SEND_FOR_SEALS))


@endpoint
def return_to_draft(plan: str, reason: str) -> dict:
	"""退回修改 with a reason, until the first seal is recorded."""
	doc = frappe.get_doc("Service Plan", plan)
	return answer(take_step(doc, states.ACTION_RETURN, {"return_reason": reason}))


@endpoint
def record_seals(
	plan: str,
	enterprise_signed_by: str | None = None,
	enterprise_signed_on: str | None = None,
	host_signed_by: str | None = None,
	host_signed_on: str | None = None,
	lead_signed_by: str | None = None,
	lead_signed_on: str | None = None,
	signed_scan: str | None = None,
) -> dict:
	"""登记签章, one seal or several; with the last one and the scan the plan is sealed.

	`missing` of the answer lists in words what 已签章 still lacks.
	"""
	doc = frappe.get_doc("Service Plan", plan)
	given = (
		enterprise_signed_by,
		enterprise_signed_on,
		host_signed_by,
		host_signed_on,
		lead_signed_by,
		lead_signed_on,
		signed_scan,
	)
	doc.update({field: value for field, value in zip(SEAL_FIELDS, given, strict=True) if value})
	refuse(doc, format_problems(doc))
	missing = seal_gaps(doc.as_dict(), frappe.utils.getdate())
	if missing:
		doc.save()
	else:
		take_step(doc, states.ACTION_RECORD_SEALS)
	return {**answer(doc), "missing": [sentence(doc, problem) for problem in missing]}


@endpoint
def revise_plan(plan: str, reason: str) -> dict:
	"""Open a revision of a sealed plan; the old one stays in force until the new one is sealed."""
	return answer(plans.revise(frappe.get_doc("Service Plan", plan), reason))


@endpoint
def finalise_plan(project: str) -> dict:
	"""两单一表定稿: on to the steps before construction, with a sealed plan only."""
	return answer(take_step(frappe.get_doc("Investment Project", project), states.ACTION_FINALISE))


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
	allowed = {states.ADMINISTRATOR_ROLE, states.BUREAU_CLERK}
	if not allowed & set(frappe.get_roles()):
		frappe.throw(
			_("Only the platform's administrator and the bureau enter projects under way."),
			frappe.PermissionError,
		)
	doc = writable_project(project)
	stages.enter_under_way(doc, stage, given(passed, dict), reason)
	plan = plans.start_plan(doc)
	nodes.record_actual_dates(doc, given(actual_dates, dict))
	return {**answer(doc), "plan": plan}


@endpoint
def new_phase(project: str) -> str:
	"""Name of a new record for the next phase of a project."""
	frappe.has_permission("Investment Project", "create", throw=True)
	return phases.new_phase(writable_project(project)).name


@endpoint
def set_phone(contact: str, phone: str) -> dict:
	"""Store a contact's phone number; only the masked one comes back."""
	doc = frappe.get_doc("Project Contact", contact)
	contacts.check_may_edit(doc.project)
	contacts.store_phone(doc, phone)
	return {"name": doc.name, "phone_masked": doc.phone_masked}


@endpoint
def add_contact(project: str, side: str, contact_name: str, phone: str) -> dict:
	"""Add a contact with its phone number in one call; only the masked number comes back."""
	contacts.check_may_edit(project)
	doc = frappe.get_doc(
		{
			"doctype": "Project Contact",
			"project": project,
			"side": side,
			"contact_name": contact_name,
			"is_demo": cint(frappe.db.get_value("Investment Project", project, "is_demo")),
		}
	).insert()
	contacts.store_phone(doc, phone)
	return {"name": doc.name, "phone_masked": doc.phone_masked}


@endpoint
def reveal_phone(contact: str, reason: str) -> dict:
	"""The full phone number of a contact for one of the project's team; who, when and why goes on record."""
	doc = frappe.get_doc("Project Contact", contact)
	doc.check_permission("read")
	return {"name": doc.name, "phone": contacts.reveal_phone(doc, reason)}


def readable_project(name: str):
	"""A project the user may read."""
	doc = frappe.get_doc("Investment Project", name)
	doc.check_permission("read")
	return doc


def writable_project(name: str):
	"""A project the user may write."""
	doc = frappe.get_doc("Investment Project", name)
	doc.check_permission("write")
	return doc


def given(value: object, kind: type, of: type = dict):
	"""A list of rows (or of what `of` says) or a mapping given as JSON or as itself; anything else is refused."""
	try:
		value = json.loads(value) if isinstance(value, str) and value else value
	except ValueError:
		frappe.throw(_("{0} is not valid JSON.").format(frappe.utils.escape_html(value)))
	value = value or kind()
	if not isinstance(value, kind) or (kind is list and not all(isinstance(row, of) for row in value)):
		frappe.throw(_("Give a list of rows or a mapping, as the method says."))
	return value


def answer(doc) -> dict:
	"""What a step answers: the record and the state it is in now."""
	return {"name": doc.name, "state": doc.get("state") or doc.get("stage")}


@frappe.whitelist()
def count_back(plan: str, changes: dict | str | None = None) -> dict:
	"""倒排工期 as a preview: dates, floats, gap and what closes it; nothing is saved.

	`changes`: {targets: {field: day}, durations: {node: {duration, duration_unit}}, edges: {node: {before: kind}}}.
	"""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return scheduling.preview(doc, frappe.parse_json(changes))


@frappe.whitelist(methods=["POST"])
def apply_count_back(plan: str, changes: dict | str | None = None) -> dict:
	"""Write the counted dates into empty or unlocked cells of the draft."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("write")
	return scheduling.apply_to_draft(doc, frappe.parse_json(changes))


@frappe.whitelist()
def what_if(plan: str, changes: dict | str) -> list:
	"""Every date that would move under the changes; nothing is saved."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return scheduling.what_if(doc, frappe.parse_json(changes) or {})
