"""项目归档: a project handed over long ago leaves the lists and can only be read, once nothing of it is open.

By night `archive_after_years` (settings) after its hand-over, by hand by the bureau, which also takes it out again (取消归档).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, getdate, today

from anshang_app.access_control import audit
from anshang_app.access_control.acting_unit import coordinates
from anshang_app.access_control.rules import hash_chain
from anshang_app.foundation import constants
from anshang_app.planning.workdays import LAST_YEAR
from anshang_app.progress_tracking.lights import judge_anew
from anshang_app.progress_tracking.production import handed_over_on
from anshang_app.project_lifecycle.handovers import OPEN_STATES as OPEN_HANDOVERS
from anshang_app.project_lifecycle.rules.archive_rules import OpenMatter, is_due, named
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse
from anshang_app.validation.plain_text import mask_phones

PROJECT = "Investment Project"
ARCHIVED, LIFTED = "Project Archived", "Archive Lifted"
#: record type -> its field that says what it is about, the states in which it is open
OPEN: dict[str, tuple[str, list]] = {
	"Coordination Issue": ("title", ["not in", constants.ISSUE_ENDED]),
	"Supervision Order": ("matter", ["not in", constants.ORDER_ENDED]),
	# one that was never applied for is nobody's work
	"Approval Case": (
		"approval_item",
		[
			"in",
			(constants.EARLY_GUIDANCE, constants.FILED, constants.ACCEPTED, constants.CLOCK_STOPPED),
		],
	),
	"Commitment": ("words", ["not in", (constants.FULFILLED, constants.WAIVED)]),
	"Service Plan": ("name", ["=", constants.AWAITING_SEALS]),
	"Project Handover": ("kind", ["in", OPEN_HANDOVERS]),
}


def open_matters(projects: Sequence[str], held: bool = False) -> list[OpenMatter]:
	"""What is open of some projects, whoever may read it: one statement for each type.

	`held`: as it is now and not when this request began to read, and nothing is added until the request is done.
	"""
	matters = []
	for doctype, (title_field, state) in OPEN.items():
		rows = frappe.db.get_values(
			doctype,
			{"project": ["in", [*projects, ""]], "state": state},
			list(dict.fromkeys(("name", "project", title_field))),
			as_dict=True,
			order_by="project, name",
			for_update=held,
		)
		matters += [
			OpenMatter(
				row.project, doctype, row.name, _(doctype), mask_phones(_(row[title_field] or row.name))
			)
			for row in rows
		]
	return matters


def write_hindrance(matters: Sequence[OpenMatter]) -> str:
	"""The matters that keep a project out of the archive, in one line."""
	return named(matters, _("and {0} more"))


# --- by night ---------------------------------------------------------------------------------------------


def archive_due() -> list[str]:
	"""Archive every project whose time has come and of which nothing is open; answers their names.

	What keeps another one out is written on it.
	"""
	years, now = cint(frappe.db.get_single_value("Anshang Settings", "archive_after_years")), getdate()
	due = due_projects(years, now)
	if not due:
		return []
	matters = defaultdict(list)
	for matter in open_matters(due):
		matters[matter.project].append(matter)
	reason = _("{0} years after the completion hand-over").format(years)
	done = []
	for name in due:
		if matters[name]:
			frappe.db.set_value(
				PROJECT, name, "archive_hindrance", write_hindrance(matters[name]), update_modified=False
			)
		elif put_away(name, reason):
			done.append(name)
	return done


def due_projects(years: int, now: date) -> list[str]:
	"""Projects handed over, and not archived, whose years have gone by."""
	if years <= 0:
		return []
	rows = frappe.get_all(
		PROJECT,
		filters={"stage": constants.HANDED_OVER, "archived_on": ["is", "not set"]},
		fields=["name", "archive_lifted_on"],
		order_by="name",
	)
	days = handed_over_on([row.name for row in rows])
	years = min(years, LAST_YEAR)
	return [row.name for row in rows if is_due(days.get(row.name), row.archive_lifted_on, years, now)]


# --- by hand ----------------------------------------------------------------------------------------------


def archive(project: Document, reason: str | None) -> Document:
	"""归档 by the bureau, whatever time has passed; refused with everything that is open."""
	check_may_archive()
	project = locked(project)
	problems = [Problem("archive_reason", None, "reason_needed")] if is_blank(reason) else []
	if project.archived_on:
		problems.append(Problem("archived_on", project.archived_on, "archived_already"))
	if project.stage != constants.HANDED_OVER:
		problems.append(
			Problem("stage", _(project.stage), "wrong_stage", (_(constants.HANDED_OVER),), doctype=PROJECT)
		)
	elif matters := open_matters([project.name], held=True):
		problems.append(Problem("archive_hindrance", None, "still_open", (write_hindrance(matters),)))
	refuse(project, problems)
	write(project, ARCHIVED, (reason or "").strip())
	return project


def lift(project: Document, reason: str | None) -> Document:
	"""取消归档 by the bureau: the project is in the lists again and can be written; it stays out for the same years."""
	check_may_archive()
	project = locked(project)
	refuse(
		project,
		[
			Problem("archive_reason", None, "reason_needed") if is_blank(reason) else None,
			Problem("archived_on", None, "not_archived") if not project.archived_on else None,
		],
	)
	write(project, LIFTED, (reason or "").strip())
	return project


def check_may_archive() -> None:
	"""Refuse who neither coordinates all projects nor keeps the platform."""
	if not coordinates():
		frappe.throw(
			_("Projects are archived by the government services bureau or the platform administrator."),
			frappe.PermissionError,
		)


def locked(project: Document) -> Document:
	"""The project as it is now, kept off others until this request is done."""
	return frappe.get_doc(PROJECT, project.name, for_update=True)


def put_away(name: str, reason: str) -> bool:
	"""Archive one project by night; False where somebody was faster: archived it, or began something of it."""
	project = frappe.get_doc(PROJECT, name, for_update=True)
	if project.archived_on or project.stage != constants.HANDED_OVER or open_matters([name], held=True):
		return False
	write(project, ARCHIVED, reason)
	return True


def write(project: Document, kind: str, reason: str) -> None:
	"""Put a project into the archive or take it out, with the line of its history and the entry of the audit chain."""
	archives = kind == ARCHIVED
	values = {
		"archived_on": today() if archives else None,
		"archive_reason": reason,
		"archive_hindrance": None,
		"archive_lifted_on": project.archive_lifted_on if archives else today(),
	}
	# an old record may break a rule of today, and its place in the order of lists stays
	project.db_set(values, update_modified=False, notify=True)
	frappe.flags.archiving = True
	try:
		message = _("Archived: {0}") if archives else _("Taken out of the archive: {0}")
		project.add_comment("Info", escape_html(message.format(reason)))
	finally:
		frappe.flags.archiving = False
	judge_anew([project.name])
	if project.is_demo:
		return
	facts = {"kind": kind, "on": today(), "by": frappe.session.user, "reason": reason}
	audit.insert(
		entry_kind=kind,
		record_type=PROJECT,
		record_name=project.name,
		record_hash=hash_chain.digest(facts),
		person_hash=hash_chain.digest({}),
	)
