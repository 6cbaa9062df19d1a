"""A project in phases: one record per phase, the first one their common root."""

import frappe
from frappe.model.document import Document
from frappe.utils import flt

from anshang_app import states

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
	"""Copy a project to its next phase: same parties, own amounts, plan, nodes and stage."""
	root = frappe.get_doc("Investment Project", project.phase_of or project.name)
	if not root.phase_no:
		root.db_set("phase_no", 1, notify=True)
	numbers = frappe.get_all("Investment Project", filters={"phase_of": root.name}, pluck="phase_no")
	phase = frappe.new_doc("Investment Project")
	phase.update({field: root.get(field) for field in SHARED})
	phase.update({"phase_of": root.name, "phase_no": max([1, *numbers]) + 1, "stage": states.HANDOVER})
	phase.flags.by_path = True
	return phase.insert()
