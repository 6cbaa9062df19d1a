"""Sites set up before an application could be filed and a bureau's facts entered by proxy.

Nothing an administrator changed is touched: the state 已申报 and its steps are added where the workflow does not
know them, and an item is marked for the scan only as it was shipped.
"""

import frappe
from frappe.utils.fixtures import sync_fixtures

from anshang_app.setup.install import read_seed

WORKFLOW, STATE = "Approval Case Path", "Application Filed"


def execute() -> None:
	# the new state and action are fixtures, which a migrate brings only after its patches
	sync_fixtures("anshang_app")
	add_state()
	for item in read_seed("approval_items.json"):
		if item.get("scan_for_proxy"):
			shipped = {"item_key": item["item_key"]}
			frappe.db.set_value("Approval Item", shipped, "scan_for_proxy", 1, update_modified=False)


def add_state() -> None:
	"""The shipped state between guidance and acceptance, with the steps that lead there and on."""
	if not frappe.db.exists("Workflow", WORKFLOW):
		return
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	if STATE in {row.state for row in workflow.states}:
		return
	shipped = next(row for row in read_seed("workflows.json") if row["workflow_name"] == WORKFLOW)
	for row in shipped["states"]:
		if row["state"] == STATE:
			workflow.append("states", row)
	have = {row.state for row in workflow.states}
	for row in shipped["transitions"]:
		ends = {row["state"], row["next_state"]}
		if STATE in ends and ends <= have:
			workflow.append("transitions", row)
	workflow.save(ignore_permissions=True)
