"""A project in phases: one record per phase, the first one their common root."""

import frappe
from frappe.model.document import Document
from frappe.utils import flt

from anshang_app.foundation import archived, constants
from anshang_app.key_projects.titles import carry_title

#: what a further phase shares with the first
SHARED = (
	"project_name",
	"enterprise",
	"project_code",
	"admission_ground",
	"industry_chain",
	"meeting_minutes_no",
	"meeting_date",
	"landing_mode",
	"whole_fixed_asset_investment",
	"host_locality",
	"chain_lead_unit",
	"introducing_unit",
	"city_leader",
	"city_leader_name",
	"is_demo",
)


def whole_investment(project: Document) -> float:
	"""Fixed-asset investment of all phases in 10k yuan: the sum on record, or the entered whole if larger."""
	own = flt(project.fixed_asset_investment)
	entered = flt(project.whole_fixed_asset_investment)
	root = project.phase_of or project.name
	if not project.phase_of and not project.phase_no:
		return max(own, entered)
	others = frappe.get_all(
		"Investment Project",
		or_filters={"name": root, "phase_of": root},
		fields=["name", "fixed_asset_investment", "whole_fixed_asset_investment"],
		order_by="name",
	)
	others = [row for row in others if row.name != project.name]
	together = own + sum(flt(row.fixed_asset_investment) for row in others)
	return max(together, entered, *(flt(row.whole_fixed_asset_investment) for row in others))


def new_phase(project: Document) -> Document:
	"""Copy a project to its next phase: same parties, own amounts, plan, nodes and stage.

	A phase that nobody entered an amount of yet is still the next one: it is answered instead of a second.
	"""
	# two clicks at once would make two
	root = frappe.get_doc("Investment Project", project.phase_of or project.name, for_update=True)
	if archived.is_archived(root.name) or archived.is_archived(project.name):
		frappe.throw(archived.refusal_text(), frappe.PermissionError)
	latest = frappe.db.get_value(
		"Investment Project",
		{"phase_of": root.name},
		["name", "phase_no", "stage", "total_investment", "fixed_asset_investment"],
		order_by="phase_no desc",
		for_update=True,
		as_dict=True,
	)
	if latest and is_blank(latest):
		# read with its lock: one made a moment ago is not in what this request saw first
		return frappe.get_doc("Investment Project", latest.name, for_update=True)
	if not root.phase_no:
		root.db_set("phase_no", 1, notify=True)
		carry_title(root)
	phase = frappe.new_doc("Investment Project")
	phase.update({field: root.get(field) for field in SHARED})
	number = latest.phase_no + 1 if latest else 2
	phase.update({"phase_of": root.name, "phase_no": number, "stage": constants.HANDOVER})
	phase.flags.by_path = True
	return phase.insert()


def is_blank(phase) -> bool:
	"""Whether a phase is as it was made."""
	return phase.stage == constants.HANDOVER and not (phase.total_investment or phase.fixed_asset_investment)
