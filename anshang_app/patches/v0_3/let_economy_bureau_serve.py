"""Sites set up before 经信局 served enterprises in production: its steps over problems join the workflow.

A workflow an administrator changed keeps its steps: the bureau joins only steps that are still there.
"""

import frappe

from anshang_app.setup.install import read_seed

WORKFLOW, ROLE = "Coordination Issue Path", "Economy Clerk"


def execute() -> None:
	if not frappe.db.exists("Workflow", WORKFLOW):
		return
	shipped = next(row for row in read_seed("workflows.json") if row["workflow_name"] == WORKFLOW)
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	steps = {(row.state, row.action, row.next_state) for row in workflow.transitions}
	own = {(row.state, row.action) for row in workflow.transitions if row.allowed == ROLE}
	added = [
		row
		for row in shipped["transitions"]
		if row["allowed"] == ROLE
		and (row["state"], row["action"], row["next_state"]) in steps
		and (row["state"], row["action"]) not in own
	]
	for row in added:
		workflow.append("transitions", row)
	if added:
		workflow.save(ignore_permissions=True)
