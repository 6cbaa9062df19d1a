"""What would be wrong with projects on record, and found by nobody: stages, roles, phases, names and marks carried along."""

import frappe
from frappe import _

from anshang_app.foundation import own_types
from anshang_app.foundation.data_faults import MOST, Fault, ends, format_end_states, format_value, list_faults
from anshang_app.foundation.phase_words import stored_title
from anshang_app.foundation.units import PROJECT_FIELDS
from anshang_app.key_projects.titles import TITLED

PROJECT, LOG = "Investment Project", "Stage Log"
#: the open row of a role does not say what the project says
HOLDER = """
	select project.name, %(role)s, project.{field}, held.unit from `tabInvestment Project` project
	left join `tabProject Role` held on held.parent = project.name and held.parenttype = 'Investment Project'
		and held.role = %(role)s and held.to_date is null
		and ifnull(held.person_user, '') = '' and ifnull(held.person_name, '') = ''
	where not (nullif(held.unit, '') <=> nullif(project.{field}, ''))
"""
#: two holders of one role on one day; who was entered and replaced the same day held it no day
OVERLAP = """
	select one.parent, one.role, other.from_date from `tabProject Role` one
	join `tabProject Role` other on other.parent = one.parent and other.parenttype = one.parenttype
		and other.role = one.role and other.name <> one.name and other.from_date >= one.from_date
		and (one.to_date is null or other.from_date < one.to_date)
		and (other.to_date is null or other.to_date > other.from_date)
	where one.parenttype = 'Investment Project' and one.role in %(roles)s
		and ifnull(one.person_user, '') = '' and ifnull(one.person_name, '') = ''
		and ifnull(other.person_user, '') = '' and ifnull(other.person_name, '') = ''
"""
BACKWARDS = """
	select parent, role, from_date, to_date from `tabProject Role`
	where parenttype = 'Investment Project' and to_date < from_date
"""
PHASES = """
	select phase.name, first.name from `tabInvestment Project` phase
	left join `tabInvestment Project` first on first.name = phase.phase_of
	where ifnull(phase.phase_of, '') <> '' and (
		ifnull(phase.phase_no, 0) < 2 or first.name is null or first.enterprise <> phase.enterprise
		or ifnull(first.phase_of, '') <> ''
	)
"""
SAME_PHASE = """
	select max(name), phase_no from `tabInvestment Project`
	where ifnull(phase_of, '') <> '' group by phase_of, phase_no having count(*) > 1
"""
MARK = """
	select record.name from `tab{doctype}` record join `tabInvestment Project` project on project.name = record.project
	where record.is_demo <> project.is_demo
"""


def faults() -> list[Fault]:
	"""All faults of this room's records, and of what others carry of a project."""
	return [
		*stage_faults(),
		*role_faults(),
		*list_faults(PROJECT, _("is no further phase of project {0}"), PHASES),
		*list_faults(PROJECT, _("is phase {0} a second time"), SAME_PHASE),
		*title_faults(),
		*mark_faults(),
	]


def stage_faults() -> list[Fault]:
	"""Projects whose log of passages does not lead to the stage they stand at."""
	ended = ends(
		frappe.get_all(LOG, fields=["project", "from_stage", "to_stage"], order_by=None, as_list=True)
	)
	message = _("stands at “{0}”, but its stage log leads to “{1}”")
	stages = frappe.get_all(PROJECT, fields=["name", "stage"], order_by="name", as_list=True)
	wrong = [
		Fault(PROJECT, name, message.format(format_value(stage), format_end_states(ended.get(name, {}))))
		for name, stage in stages
		if ended.get(name) != {stage: 1}
	]
	return wrong[:MOST]


def role_faults() -> list[Fault]:
	"""Roles whose open row is another unit's than the project names, or that two hold at once."""
	message = _("role {0}: the project names {1}, the roles name {2}")
	wrong = []
	for role, field in PROJECT_FIELDS.items():
		wrong += list_faults(PROJECT, message, HOLDER.format(field=field), {"role": role})
	twice = _("role {0} has two holders on {1}")
	wrong += list_faults(PROJECT, twice, OVERLAP, {"roles": tuple(PROJECT_FIELDS)})
	return [*wrong, *list_faults(PROJECT, _("role {0} ends before it begins: {1} to {2}"), BACKWARDS)]


def title_faults() -> list[Fault]:
	"""Records that show another name than their project has."""
	fields = ["name", "project_name", "phase_no"]
	titles = {
		row.name: stored_title(row.project_name, row.phase_no)
		for row in frappe.get_all(PROJECT, fields=fields)
	}
	message, wrong = _("shows the project's name as “{0}”, it is “{1}”"), []
	for doctype in TITLED:
		rows = frappe.get_all(
			doctype, fields=["name", "project", "project_name"], order_by="name", as_list=True
		)
		wrong += [
			Fault(doctype, name, message.format(shown or format_value(None), titles[project]))
			for name, project, shown in rows
			if project in titles and (shown or "") != titles[project]
		][:MOST]
	return wrong


def mark_faults() -> list[Fault]:
	"""Records of a demo project that are not marked so, and the other way round: clearing the demo would go wrong."""
	message, wrong = _("is marked as demo otherwise than its project"), []
	for doctype in own_types.with_tables():
		meta = frappe.get_meta(doctype)
		project = meta.get_field("project")
		if project and project.options == PROJECT and meta.has_field("is_demo"):
			wrong += list_faults(doctype, message, MARK.format(doctype=doctype))
	return wrong
