"""Sites set up before the path went on after the plan: its new steps, and what each step waits for.

Nothing an administrator changed is touched: a step that stands in the workflow stays as it is, and a step is
added only between states the workflow still has.
"""

import frappe
from frappe.utils.fixtures import sync_fixtures

from anshang_app.setup.install import read_seed

WORKFLOW = "Investment Project Path"


def execute() -> None:
	# the new actions are fixtures, which a migrate brings only after its patches
	sync_fixtures("anshang_app")
	complete_workflow()
	mark_requirements()


def complete_workflow() -> None:
	"""Add the shipped transitions of actions the site's workflow does not know yet."""
	if not frappe.db.exists("Workflow", WORKFLOW):
		return
	shipped = next(row for row in read_seed("workflows.json") if row["workflow_name"] == WORKFLOW)
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	added = missing_transitions([row.as_dict() for row in workflow.transitions], shipped["transitions"])
	states = {row.state for row in workflow.states}
	added = [row for row in added if {row["state"], row["next_state"]} <= states]
	for row in added:
		workflow.append("transitions", row)
	if added:
		workflow.save(ignore_permissions=True)


def missing_transitions(present: list[dict], shipped: list[dict]) -> list[dict]:
	"""The shipped transitions whose action stands nowhere among those on record."""
	known = {row["action"] for row in present}
	return [row for row in shipped if row["action"] not in known]


def mark_requirements() -> None:
	"""Set which step a template row or node must be done before (`needed_before`), where nothing is set."""
	for template in read_seed("plan_templates.json"):
		for row in template["template_rows"]:
			if row.get("needed_before"):
				for doctype in ("Plan Template Row", "Project Node"):
					frappe.db.set_value(
						doctype,
						{"row_key": row["row_key"], "needed_before": ["is", "not set"]},
						"needed_before",
						row["needed_before"],
						update_modified=False,
					)
	frappe.clear_document_cache("Plan Template")
