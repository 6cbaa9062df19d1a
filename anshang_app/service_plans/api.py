"""两单一表 and 倒排工期 over REST and for the desk's buttons: one method per step."""

import frappe

from anshang_app.access_control.projects import writable_project
from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import answer, endpoint, parse_argument
from anshang_app.foundation.workflow_step import take_step
from anshang_app.service_plans import adjustments, known_persons, nodes, plan_grid, plans, scheduling
from anshang_app.service_plans.plan_network import read_changes
from anshang_app.service_plans.rules.plan_gaps import seal_gaps
from anshang_app.validation.checked_document import format_problems
from anshang_app.validation.messages import refuse, sentence

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
def generate_plan(project: str) -> dict:
	"""Generate missing nodes and the draft of a received project; answers the open plan."""
	doc = writable_project(project)
	return answer(frappe.get_doc("Service Plan", plans.start_plan(doc)))


@endpoint
def send_for_seals(plan: str) -> dict:
	"""送签章: refused with the list of rows that lack a person or a date."""
	return answer(take_step(frappe.get_doc("Service Plan", plan), constants.ACTION_SEND_FOR_SEALS))


@endpoint
def return_to_draft(plan: str, reason: str) -> dict:
	"""退回修改 with a reason, until the first seal is recorded."""
	doc = frappe.get_doc("Service Plan", plan)
	return answer(take_step(doc, constants.ACTION_RETURN, {"return_reason": reason}))


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
	seals = (
		enterprise_signed_by,
		enterprise_signed_on,
		host_signed_by,
		host_signed_on,
		lead_signed_by,
		lead_signed_on,
		signed_scan,
	)
	doc.update({field: value for field, value in zip(SEAL_FIELDS, seals, strict=True) if value})
	refuse(doc, format_problems(doc))
	missing = seal_gaps(doc.as_dict(), frappe.utils.getdate())
	if missing:
		doc.save()
	else:
		take_step(doc, constants.ACTION_RECORD_SEALS)
	return {**answer(doc), "missing": [sentence(doc, problem) for problem in missing]}


@endpoint
def revise_plan(plan: str, reason: str) -> dict:
	"""Open a revision of a sealed plan; the old one stays in force until the new one is sealed."""
	return answer(plans.revise(frappe.get_doc("Service Plan", plan), reason))


@frappe.whitelist()
def persons_of_units(plan: str) -> dict:
	"""Who may stand in the rows of each unit, for who drafts the plan: see `known_persons`."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("write")
	return known_persons.persons_of_units(doc)


@frappe.whitelist()
def grid(plan: str) -> dict:
	"""The rows of the three forms as one grid: see `plan_grid.grid_of`."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return plan_grid.grid_of(doc)


@endpoint
def save_cells(plan: str, cells: list | str) -> dict:
	"""Save cells of a draft, [{node, column, text, was, fixed}]: see `plan_grid.save_cells`; the readable ones go in."""
	given_cells = parse_argument(cells, list)
	doc = frappe.get_doc("Service Plan", plan, for_update=True)
	doc.check_permission("read")
	return plan_grid.save_cells(doc, given_cells)


@endpoint
def correct_actual_date(node: str, reason: str | None = None, day: str | None = None) -> dict:
	"""更正实际日期 of a node by its unit, with the reason; a blank day: it has not happened."""
	return answer(nodes.correct_actual_date(frappe.get_doc("Project Node", node), day, reason))


@frappe.whitelist()
def count_back(plan: str, changes: dict | str | None = None) -> dict:
	"""倒排工期 as a preview: dates, floats, gap and what closes it; nothing is saved.

	`changes`: {targets: {field: day}, durations: {node: {duration, duration_unit}}, edges: {node: {before: way}}},
	a way is a kind of edge, Give Promise, Run in Parallel or "" (no edge).
	"""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return scheduling.preview(doc, read_changes(changes))


@endpoint
def apply_count_back(plan: str, changes: dict | str | None = None) -> dict:
	"""Write the counted dates into empty or unlocked cells of the draft."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("write")
	return scheduling.apply_to_draft(doc, read_changes(changes))


@endpoint
def run_in_parallel(plan: str, before: str, after: str, reason: str | None = None) -> dict:
	"""并行: in this draft `after` begins with `before`, with the reason; where the template marks it 可容缺."""
	return answer(adjustments.run_in_parallel(frappe.get_doc("Service Plan", plan), before, after, reason))


@endpoint
def wait_again(plan: str, before: str, after: str) -> dict:
	"""Take back a measure of a draft: `after` waits for `before` again."""
	return answer(adjustments.wait_again(frappe.get_doc("Service Plan", plan), before, after))


@frappe.whitelist()
def what_if(plan: str, changes: dict | str) -> list:
	"""Every date that would move under the changes; nothing is saved."""
	doc = frappe.get_doc("Service Plan", plan)
	doc.check_permission("read")
	return scheduling.what_if(doc, read_changes(changes))
