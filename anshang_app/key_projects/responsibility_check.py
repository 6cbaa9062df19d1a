"""六个一 of a project on record."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.key_projects.rules import responsibility_check
from anshang_app.key_projects.rules.responsibility_check import Facts, One


def of_project(project: Document) -> list[dict]:
	"""What the form shows: [{name, is_there, words, gaps: [[first, last]]}]."""
	return [as_shown(one) for one in responsibility_check.six_ones(facts_of(project), getdate())]


def as_shown(one: One) -> dict:
	return {"name": _(one.name), "is_there": one.is_there, "words": one.words, "gaps": one.gaps}


def facts_of(project: Document) -> Facts:
	"""Three questions: the plan in force, the day of receipt, the leader's name."""
	rows = [row for row in project.project_roles if row.person_user or row.person_name]
	names = [row.person_name or full_name(row.person_user) for row in rows if not row.to_date]
	leader = project.city_leader_name or full_name(project.city_leader)
	return Facts(
		project.project_name,
		leader,
		project.chain_lead_unit,
		tuple(dict.fromkeys(name for name in names if name != leader)),
		plan_in_force(project.name),
		handed_over_on(project.name),
		tuple(
			(row.from_date and getdate(row.from_date), row.to_date and getdate(row.to_date)) for row in rows
		),
	)


def full_name(user: str | None) -> str | None:
	return frappe.db.get_value("User", user, "full_name") if user else None


def plan_in_force(project: str) -> str | None:
	row = frappe.db.get_value(
		"Service Plan",
		{"project": project, "state": constants.SEALED},
		["revision", "sealed_on"],
		as_dict=True,
	)
	return row and _("Revision {0}, sealed on {1}").format(
		row.revision, frappe.utils.formatdate(row.sealed_on)
	)


def handed_over_on(project: str):
	"""The day the bureau signed for the project; of a project entered under way, the day it was entered."""
	signed = frappe.db.get_value(
		"Project Handover",
		{"project": project, "kind": constants.INTAKE, "state": constants.SIGNED_FOR},
		"received_on",
	)
	day = signed or frappe.db.get_value(
		"Stage Log", {"project": project, "back_entry": 1}, "creation", order_by="creation"
	)
	return getdate(day) if day else None
