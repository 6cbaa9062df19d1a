"""六个一 of projects on record: the same five questions for one or for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.spared import known_day
from anshang_app.key_projects.rules import responsibility_check
from anshang_app.key_projects.rules.responsibility_check import Facts, Responsibility

PROJECT = "Investment Project"
#: what is asked of a project itself
COLUMNS = ("name", "project_name", "phase_no", "city_leader", "city_leader_name", "chain_lead_unit")


def check_project(project: Document) -> list[dict]:
	"""What the form shows: [{name, is_there, words, gaps: [[first, last]]}]."""
	return [as_shown(matter) for matter in check_projects([project])[project.name]]


def as_shown(matter: Responsibility) -> dict:
	return {"name": _(matter.name), "is_there": matter.is_there, "words": matter.entry, "gaps": matter.gaps}


def check_projects(projects: Iterable) -> dict[str, list[Responsibility]]:
	"""Project name -> its six responsibilities (六个一), each found there or lacking; `projects` are rows with `COLUMNS`."""
	rows, today = list(projects), getdate()
	facts = facts_of(rows)
	return {row.name: responsibility_check.six_ones(facts[row.name], today) for row in rows}


def facts_of(rows: list) -> dict[str, Facts]:
	"""What the records say of each project: persons, plan in force, day of receipt, names of accounts."""
	names = [row.name for row in rows]
	persons, plans, received = persons_of(names), plans_in_force(names), received_on(names)
	name_by_account = names_of_accounts(
		[
			*(row.city_leader for row in rows),
			*(role.person_user for own in persons.values() for role in own if not role.person_name),
		]
	)
	facts_by_project = {}
	for row in rows:
		own = persons[row.name]
		leader = row.city_leader_name or name_by_account.get(row.city_leader)
		team = [role.person_name or name_by_account.get(role.person_user) for role in own if not role.to_date]
		facts_by_project[row.name] = Facts(
			with_phase(row.project_name, row.phase_no),
			leader,
			row.chain_lead_unit,
			tuple(name for name in dict.fromkeys(team) if name and name != leader),
			plans.get(row.name),
			received.get(row.name),
			tuple(
				(
					known_day(PROJECT, row.name, role.from_date),
					known_day(PROJECT, row.name, role.to_date),
				)
				for role in own
			),
		)
	return facts_by_project


def persons_of(names: list[str]) -> dict[str, list]:
	"""Project -> the rows of its roles that name a person."""
	rows_by_project = defaultdict(list)
	for row in frappe.get_all(
		"Project Role",
		filters={"parenttype": PROJECT, "parent": ["in", [*names, ""]]},
		fields=["parent", "person_user", "person_name", "from_date", "to_date"],
		order_by="parent, idx",
	):
		if row.person_user or row.person_name:
			rows_by_project[row.parent].append(row)
	return rows_by_project


def names_of_accounts(users: Iterable[str | None]) -> dict[str, str]:
	filters = {"name": ["in", [*filter(None, users), ""]]}
	return dict(frappe.get_all("User", filters=filters, fields=["name", "full_name"], as_list=True))


def plans_in_force(names: list[str]) -> dict[str, str]:
	"""Project -> its sealed plan in words."""
	form = _("Revision {0}, sealed on {1}")
	rows = frappe.get_all(
		"Service Plan",
		filters={"project": ["in", [*names, ""]], "state": constants.SEALED},
		fields=["project", "revision", "sealed_on"],
		order_by="revision",
	)
	return {row.project: form.format(row.revision, formatdate(row.sealed_on)) for row in rows}


def received_on(names: list[str]) -> dict[str, date]:
	"""Project -> the day the bureau signed for it; of one entered under way, the day it was entered."""
	entered = frappe.get_all(
		"Stage Log",
		filters={"project": ["in", [*names, ""]], "back_entry": 1},
		fields=["project", "creation"],
		order_by="creation desc",
	)
	signed = frappe.get_all(
		"Project Handover",
		filters={
			"project": ["in", [*names, ""]],
			"kind": constants.INTAKE,
			"state": constants.SIGNED_FOR,
			"received_on": ["is", "set"],
		},
		fields=["name", "project", "received_on"],
		order_by="name",
	)
	days = {row.project: getdate(row.creation) for row in entered}
	days.update(
		{
			row.project: day
			for row in signed
			if (day := known_day("Project Handover", row.name, row.received_on))
		}
	)
	return days
