"""Orders of before know their original day and when they were answered; orders and problems can be revoked.

A workflow an administrator changed keeps its steps: the new one is added only between states it still has.
"""

import frappe
from frappe.utils.fixtures import sync_fixtures

from anshang_app.foundation import constants
from anshang_app.patches.v0_2.complete_project_path import missing_transitions
from anshang_app.setup.install import read_seed

WORKFLOWS = ("Supervision Order Path", "Coordination Issue Path")


def execute() -> None:
	# the new state and its actions are fixtures, which a migrate brings only after its patches
	sync_fixtures("anshang_app")
	for workflow in WORKFLOWS:
		add_revocation(workflow)
	keep_days()


def add_revocation(name: str) -> None:
	"""Add the state and its transitions to a site's workflow that has none of them."""
	if not frappe.db.exists("Workflow", name):
		return
	shipped = next(row for row in read_seed("workflows.json") if row["workflow_name"] == name)
	workflow = frappe.get_doc("Workflow", name)
	added = missing_transitions([row.as_dict() for row in workflow.transitions], shipped["transitions"])
	have = {row.state for row in workflow.states}
	added = [row for row in added if row["next_state"] == constants.REVOKED and row["state"] in have]
	if not added:
		return
	if constants.REVOKED not in have:
		workflow.append("states", next(row for row in shipped["states"] if row["state"] == constants.REVOKED))
	for row in added:
		workflow.append("transitions", row)
	workflow.save(ignore_permissions=True)


def keep_days() -> None:
	"""What stands as the due day was the original one; the last reply tells when an order was answered."""
	frappe.db.sql(
		"""update `tabSupervision Order` set original_due_date = due_date, running_limit = due_date
		where original_due_date is null"""
	)
	frappe.db.sql(
		"""update `tabSupervision Order` ordered set reported_on =
			(select max(reply.replied_on) from `tabOrder Reply` reply
			where reply.parent = ordered.name and reply.parenttype = 'Supervision Order')
		where ordered.reported_on is null and ordered.state in ('Reported Back', 'Settled')"""
	)
