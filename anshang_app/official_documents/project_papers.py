"""Reads what 项目一页纸 and 工作记录清单 of a project print: only records the session's user may read.

How the two papers are laid out stands in `rules/project_papers`.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.coordination import issues
from anshang_app.foundation import archived, constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.key_projects.stages import last_passage_day
from anshang_app.official_documents.build import day_of, number_of
from anshang_app.official_documents.letter_build import project_facts, unit_name
from anshang_app.official_documents.rules.project_papers import (
	EntryList,
	OpenMatter,
	OpenStep,
	Progress,
	ProjectSheet,
)
from anshang_app.supervision import orders
from anshang_app.validation.plain_text import mask_phones

#: record type -> (field with its title, field with its due date, states in which it is no longer open)
MATTER_FIELDS = {
	issues.ISSUE: ("title", "due_date", constants.ISSUE_ENDED),
	orders.ORDER: ("matter", "running_limit", constants.ORDER_ENDED),
}


def read_project_sheet(project: Document) -> ProjectSheet:
	"""The content of 项目一页纸 as of today."""
	return ProjectSheet(
		project=project_facts(project),
		stage=_(project.stage, "zh"),
		entered=last_passage_day(project.name),
		progress=read_progress(project.name),
		steps=read_open_steps(project.name),
		matters=tuple(
			matter for doctype in MATTER_FIELDS for matter in read_open_matters(project.name, doctype)
		),
		today=getdate(),
	)


def read_entry_list(project: Document) -> EntryList:
	"""The content of 工作记录清单: every progress entry of the project, as of today."""
	return EntryList(
		with_phase(project.project_name, project.phase_no), read_progress(project.name), getdate()
	)


def read_progress(project: str) -> tuple[Progress, ...]:
	"""Progress entries of the project named `project`, the latest first; telephone numbers in their text are masked."""
	fields = ["entry_date", "entry_kind", "unit", "done_by", "content", "investment_to_date"]
	rows = read_project_rows("Progress Entry", project, {}, fields, "entry_date desc, creation desc")
	return tuple(
		Progress(
			day_of(row.entry_date),
			_(row.entry_kind, "zh"),
			unit_name(row.unit),
			row.done_by or "",
			mask_phones(row.content or ""),
			number_of(row.investment_to_date),
		)
		for row in rows
	)


def read_open_steps(project: str) -> tuple[OpenStep, ...]:
	"""Nodes of the project that have a planned date and are not done, the earliest planned date first."""
	open_nodes = {"applies": 1, "actual_date": ["is", "not set"], "planned_date": ["is", "set"]}
	fields = ["title", "responsible_unit", "unit_text", "planned_date", "light"]
	return tuple(
		OpenStep(
			row.title,
			unit_name(row.responsible_unit) or row.unit_text or "",
			day_of(row.planned_date),
			_(row.light, "zh") if row.light else "",
		)
		for row in read_project_rows(
			"Project Node", project, open_nodes, fields, "planned_date, sequence, name"
		)
	)


def read_open_matters(project: str, doctype: str) -> list[OpenMatter]:
	"""Open records of one type of `MATTER_FIELDS`, the earliest due date first."""
	title_field, due_field, ended_states = MATTER_FIELDS[doctype]
	fields = [title_field, "unit", due_field, "state"]
	rows = read_project_rows(
		doctype, project, {"state": ["not in", [*ended_states]]}, fields, f"{due_field}, name"
	)
	return [
		OpenMatter(
			_(doctype, "zh"),
			row[title_field] or "",
			unit_name(row.unit),
			day_of(row[due_field]),
			_(row.state, "zh"),
		)
		for row in rows
	]


@archived.shown()
def read_project_rows(
	doctype: str, project: str | list, filters: dict, fields: list[str], order: str
) -> list:
	"""All rows of a record type that belong to a project and that the user may read, also of an archived project.

	`project` is a project's name, or `["in", names]` for several. Returns an empty list if the user may not read
	the record type at all.
	"""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype,
		filters={"project": project, **filters},
		fields=fields,
		order_by=order,
		limit_page_length=0,
	)
