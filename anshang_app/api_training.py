"""Trainings of agents: who there is to teach, and whom nobody has taught yet."""

import frappe

from anshang_app.case import trainings


@frappe.whitelist()
def agents() -> list[dict]:
	"""The agents of today: [{user, member_name, unit, is_taught}], by unit."""
	frappe.has_permission(trainings.TRAINING, "read", throw=True)
	return trainings.agents()
