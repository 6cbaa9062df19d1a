"""The places where Frappe's versions differ for this app, each with its reason."""

import frappe
from frappe.permissions import add_permission


def desk_asks_the_workflow() -> bool:
	"""Whether the desk reads the Workflow itself before it takes an action (v16; v15 asks nothing)."""
	return frappe.get_meta("Workflow").has_field("enable_action_confirmation")


def let_desk_read_workflows() -> None:
	"""Let every desk user read workflows, which their forms already carry.

	As of 16.9 only a System Manager may, so that anybody else's action ends in a refusal
	(frappe/frappe#34991).
	"""
	add_permission("Workflow", "Desk User")


def no_objection() -> bool | None:
	"""What a has_permission hook answers to leave the matter to the others.

	v15 takes the first answer that is not None, so that True would silence Frappe's own hook; v16 asks all
	of them and takes None for a no.
	"""
	return None if int(frappe.__version__.split(".")[0]) < 16 else True
