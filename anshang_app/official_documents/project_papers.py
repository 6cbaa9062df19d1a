"""Records to papers of one project: 项目一页纸 and 工作记录清单, of what the session's user may read."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.coordination import issues
from anshang_app.foundation import archived, constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.key_projects.stages import last_passage
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

#: record type -> its field of words, of its day, and the states in which it is over
MATTERS = {
	issues.ISSUE: ("title", "due_date", constants.ISSUE_ENDED),
	orders.ORDER: ("matter", "running_limit", constants.ORDER_ENDED),
}


def project_sheet(project: Document) -> ProjectSheet:
	"""Everything 项目一页纸 prints, as of today."""
	return ProjectSheet(
		project=project_facts(project),
		stage=_(project.stage, "zh"),
		entered=last_passage(project.name),
		progress=progress_of(project.name),
		steps=steps_of(project.name),
		matters=tuple(matter for doctype in MATTERS for matter in matters_of(project.name, doctype)),
		today=getdate(),
	)


def entry_list(project: Document) -> EntryList:
	"""Every entry of the project the user may read."""
	return EntryList(with_phase(project.project_name, project.phase_no), progress_of(project.name), getdate())


def progress_of(project: str) -> tuple[Progress, ...]:
	"""Entries of work done, the latest first; telephone numbers in their words are masked."""
	rows = read("Progress Entry", project, {}, ENTRY_FIELDS, "entry_date desc, creation desc")
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


ENTRY_FIELDS = ["entry_date", "entry_kind", "unit", "done_by", "content", "investment_to_date"]


def steps_of(project: str) -> tuple[OpenStep, ...]:
	"""Dated nodes still open, by their day."""
	open_nodes = {"applies": 1, "actual_date": ["is", "not set"], "planned_date": ["is", "set"]}
	fields = ["title", "responsible_unit", "unit_text", "planned_date", "light"]
	return tuple(
		OpenStep(
			row.title,
			unit_name(row.responsible_unit) or row.unit_text or "",
			day_of(row.planned_date),
			_(row.light, "zh") if row.light else "",
		)
		for row in read("Project Node", project, open_nodes, fields, "planned_date, sequence, name")
	)


def matters_of(project: str, doctype: str) -> list[OpenMatter]:
	"""Open problems or orders, by their day."""
	title_field, due, ended = MATTERS[doctype]
	rows = read(
		doctype, project, {"state": ["not in", [*ended]]}, [title_field, "unit", due, "state"], f"{due}, name"
	)
	return [
		OpenMatter(
			_(doctype, "zh"),
			row[title_field] or "",
			unit_name(row.unit),
			day_of(row[due]),
			_(row.state, "zh"),
		)
		for row in rows
	]


@archived.shown()
def read(doctype: str, project: str | list, filters: dict, fields: list[str], order: str) -> list:
	"""The rows of a project, or of several (`["in", names]`), of a type the user may read; none where he reads no such type."""
	if not frappe.has_permission(doctype, "read"):
		return []
	wanted = {"project": project, **filters}
	return frappe.get_list(doctype, filters=wanted, fields=fields, order_by=order, limit_page_length=0)
