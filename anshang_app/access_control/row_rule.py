"""The two faces of the row rule: a condition for lists, an answer for one record. Both run the same SQL.

A ground (`grounds.py`) is one reason for which a project is open to a viewer; a walled type is one whose rows the rule guards.
"""

from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from anshang_app.access_control import grounds
from anshang_app.access_control.user_context import Viewer, once_per_look
from anshang_app.foundation import archived

PROJECT = "Investment Project"
#: record type -> its field that holds the project
PROJECT_FIELD = {
	PROJECT: "name",
	"Project Contact": "project",
	"Project Handover": "project",
	"Service Plan": "project",
	"Project Node": "project",
	"Approval Case": "project",
	"Progress Entry": "project",
	"Light Log": "project",
	"Stage Log": "project",
	"Reveal Log": "project",
	"Enterprise Link": "project",
	"Enterprise Act": "project",
	"Coordination Issue": "project",
	"Supervision Order": "project",
	"Commitment": "project",
}
#: child table -> the record type it stands in
PARENT = {
	"Annual Plan": PROJECT,
	"Project Role": PROJECT,
	"Completion Pack": "Project Handover",
	"Handover Evidence": "Project Handover",
	"Service Team Task": "Service Plan",
	"Entity Task": "Service Plan",
	"Plan Date": "Service Plan",
	"Plan Adjustment": "Service Plan",
	"Node Dependency": "Project Node",
	"Entry Node Date": "Progress Entry",
	"Approval Clock Event": "Approval Case",
	"Approval Material": "Approval Case",
	"Approval Proxy Entry": "Approval Case",
	"Issue Escalation": "Coordination Issue",
	"Unit Opinion": "Coordination Issue",
	"Issue Urging": "Coordination Issue",
	"Issue Extension": "Coordination Issue",
	"Order Reply": "Supervision Order",
	"Order Urging": "Supervision Order",
	"Order Extension": "Supervision Order",
	"Required Result": "Supervision Order",
	"Agenda Item": "Coordination Meeting",
	"Meeting Decision": "Coordination Meeting",
	"Meeting Participant": "Coordination Meeting",
	"Bulletin Figure": "Bulletin",
	"Bulletin Recipient": "Bulletin",
}
ENTERPRISE = "Enterprise"
#: is about several projects: it belongs to its convening unit and to whom its agenda is published
MEETING = "Coordination Meeting"
#: is about all projects: it belongs to who compiles it and to whom it is published
BULLETIN = "Bulletin"
#: record types whose rows the rule guards; rows of child tables follow their parent (PARENT)
WALLED = (*PROJECT_FIELD, ENTERPRISE, MEETING, BULLETIN)
#: rights that only look; None is to see the record at all, and sharing is refused elsewhere
LOOKING = frozenset({None, "read", "select", "print", "email", "export", "report", "share"})
NOTHING = "1 = 0"


def row_condition(
	doctype: str, viewer: Viewer, writing: bool = False, prune: bool = True, whole: bool = False
) -> str:
	"""SQL that holds for the rows of `doctype` the viewer may read (or write); "" for all of them.

	With `prune` the grounds that open nothing at the moment are found out first and left out, which makes a
	list fast; for one row that question would cost more than it saves. With `whole` a project of which the
	viewer reads the base facts only is left out.
	"""
	key = ("rows", doctype, viewer, writing, prune, whole)
	return once_per_look(key, lambda: condition_now(doctype, viewer, writing, prune, whole))


def condition_now(doctype: str, viewer: Viewer, writing: bool, prune: bool, whole: bool) -> str:
	"""As `row_condition`, uncached."""
	if viewer.writes_all if writing else viewer.sees_all:
		return ""
	table = f"`tab{doctype}`"
	if doctype in PARENT:
		parent = PARENT[doctype]
		rows = f"select name from `tab{parent}` where {row_condition(parent, viewer, writing, prune, whole)}"
		return f"({table}.parenttype = '{parent}' and {table}.parent in ({rows}))"
	if doctype == ENTERPRISE:
		# never "" here: who sees all has been answered
		rows = f"select enterprise from `tab{PROJECT}` where {row_condition(PROJECT, viewer, writing, prune)}"
		return f"{table}.name in ({rows})"
	of_project, of_record = grounds_for(doctype, viewer, writing, whole)
	if prune:
		open_now = grounds.opening([*of_project, *of_record], viewer, doctype)
		of_project = [term for term in of_project if term in open_now]
		of_record = [term for term in of_record if term in open_now]
	column = f"{table}.{PROJECT_FIELD.get(doctype)}"
	parts = [
		grounds.on_the_row(term, viewer)
		if doctype == PROJECT and term.table == grounds.PROJECT
		else f"{column} in ({grounds.selection(term, viewer)})"
		for term in of_project
	]
	parts += [f"{table}.name in ({grounds.selection(term, viewer, doctype)})" for term in of_record]
	return f"({' or '.join(parts)})" if parts else NOTHING


def grounds_for(
	doctype: str, viewer: Viewer, writing: bool, whole: bool = False
) -> tuple[list[grounds.Term], list[grounds.Term]]:
	"""The viewer's grounds over projects, and those over single records of the type."""
	of_project: tuple[grounds.Term, ...]
	of_record: tuple[grounds.Term, ...]
	if writing:
		of_project, of_record = grounds.WRITE, grounds.WRITE_RECORD.get(doctype, ())
	else:
		own = () if whole and doctype == PROJECT else grounds.READ_OWN.get(doctype, ())
		of_project, of_record = grounds.READ, (*grounds.READ_RECORD, *own)
	if doctype in (MEETING, BULLETIN):
		of_project = ()
	return grounds.grounds(of_project, viewer), grounds.grounds(of_record, viewer)


def may(doc: Document, right: str | None, viewer: Viewer) -> bool:
	"""Whether the rule lets the viewer do `right` with a record, stored or about to be.

	What is stored decides, not what a request says about it; a record that names another project than the
	stored one needs both. Who may not read a record does not write it either, since the answer to a save shows
	the record. Where the archive is the reason, `doc.flags.refused_because` says so (`checked_document`).
	"""
	writing = right not in LOOKING
	if writing and is_archived(doc):
		if may(doc, None, viewer):
			doc.flags.refused_because = archived.refusal_text()
		return False
	if viewer.writes_all if writing else viewer.sees_all:
		return True
	if doc.doctype == MEETING:
		return may_meeting(doc, viewer, writing)
	stored = stored_project(doc)
	if stored is None:
		return doc.doctype != ENTERPRISE and may_add(doc, viewer, writing)
	if not all(holds(doc.doctype, doc.name, viewer, mode) for mode in {False, writing}):
		return False
	named = project_of(doc)
	return doc.doctype in (PROJECT, ENTERPRISE) or named == stored or may_project(named, viewer, writing)


def is_archived(doc: Document) -> bool:
	"""Whether a record's project, as stored or as it says now, is archived: then nobody writes it."""
	if doc.doctype not in PROJECT_FIELD:
		return False
	if doc.doctype == PROJECT:
		return archived.is_archived(doc.name)
	return any(archived.is_archived(project) for project in {project_of(doc), stored_project(doc)} - {None})


def may_add(doc: Document, viewer: Viewer, writing: bool) -> bool:
	"""Whether the viewer may enter a new record of the project it names, by the project or by its type."""
	project = project_of(doc)
	if may_project(project, viewer, writing):
		return True
	of_type = grounds.ADD_RECORD.get(doc.doctype, ())
	return bool(project and writing and project_matches(project, of_type, viewer))


def enterable_projects(doctype: str, viewer: Viewer) -> set[str] | None:
	"""Projects for which the viewer may enter new records of a type; None: all of them."""
	if viewer.writes_all:
		return None
	terms = [
		*grounds.grounds(grounds.WRITE, viewer),
		*grounds.grounds(grounds.ADD_RECORD.get(doctype, ()), viewer),
	]
	if not terms:
		return set()
	selections = " union ".join(grounds.selection(term, viewer) for term in terms)
	return {name for (name,) in frappe.db.sql(selections)}


def may_meeting(meeting: Document, viewer: Viewer, writing: bool) -> bool:
	"""A stored meeting by its grounds; a new one is convened for a unit of the viewer's own."""
	# a client may send a name with a new meeting: it is ignored, and may not tell whether a meeting is called so
	if meeting.name and not meeting.is_new() and frappe.db.exists(MEETING, meeting.name):
		return all(holds(MEETING, meeting.name, viewer, mode) for mode in {False, writing})
	return viewer.writes_as_lead and (not meeting.unit or meeting.unit in viewer.units)


def may_see(doctype: str, name: str, viewer: Viewer) -> bool:
	"""Whether a stored record is one the viewer may read; True of a type without a wall."""
	return doctype not in WALLED or viewer.sees_all or holds(doctype, name, viewer)


def holds(doctype: str, name: str, viewer: Viewer, writing: bool = False, whole: bool = False) -> bool:
	"""Whether the condition holds for one stored row."""
	condition = row_condition(doctype, viewer, writing, prune=False, whole=whole) or "1 = 1"
	key = grounds.escaped(name)
	return bool(frappe.db.sql(f"select 1 from `tab{doctype}` where name = {key} and {condition} limit 1"))


def may_project(project: str | None, viewer: Viewer, writing: bool = False) -> bool:
	"""Whether the viewer may read (or write) a stored project, the whole of it."""
	return bool(project and holds(PROJECT, project, viewer, writing, whole=True))


def may_see_whole(doctype: str, name: str, viewer: Viewer) -> bool:
	"""As `may_see`; a project of which the viewer reads the base facts only does not count."""
	return doctype not in WALLED or viewer.sees_all or holds(doctype, name, viewer, whole=True)


def has_base_facts(viewer: Viewer) -> bool:
	"""Whether there is a project of which the viewer reads the base facts for being invited, not sees all of them."""
	own = grounds.grounds(grounds.READ_OWN[PROJECT], viewer)
	return not viewer.sees_all and bool(grounds.opening(own, viewer, PROJECT))


def project_matches(project: str, terms: Iterable[grounds.Term], viewer: Viewer) -> bool:
	"""Whether one of the grounds opens the project to the viewer."""
	opened = [f"name in ({grounds.selection(term, viewer)})" for term in grounds.grounds(terms, viewer)]
	if not opened:
		return False
	of_project = f"name = {grounds.escaped(project)}"
	return bool(frappe.db.sql(f"select 1 from `tab{PROJECT}` where {of_project} and ({' or '.join(opened)})"))


def project_of(doc: Document) -> str | None:
	"""The project a record says it belongs to; of a type without such a field the record's own name."""
	return doc.get(PROJECT_FIELD.get(doc.doctype, "name"))


def stored_project(doc: Document) -> str | None:
	"""The project the stored record belongs to, or as in `project_of` its own name; None if none is stored."""
	if not doc.name:
		return None
	return frappe.db.get_value(doc.doctype, doc.name, PROJECT_FIELD.get(doc.doctype, "name"))


def projects_query(viewer: Viewer) -> str:
	"""The projects read as a whole and not archived, as a subquery for what reads by sets."""
	condition = list_condition(PROJECT, viewer, whole=True)
	return f"select name from `tab{PROJECT}`" + (f" where {condition}" if condition else "")


def list_condition(doctype: str, viewer: Viewer, whole: bool = False) -> str:
	"""`row_condition` of what lists hold: and without archived projects, unless the list asks for them."""
	return archived.with_rule(row_condition(doctype, viewer, whole=whole), unarchived(doctype))


def unarchived(doctype: str) -> str:
	"""SQL over rows of a type, or of a table, that leaves out those of archived projects; "" where it has no project."""
	if doctype == PROJECT:
		return f"`tab{PROJECT}`.{archived.FIELD} is null"
	if doctype in PROJECT_FIELD:
		return archived.unarchived(f"`tab{doctype}`.{PROJECT_FIELD[doctype]}")
	holder = PARENT.get(doctype)
	if holder == PROJECT:
		return archived.unarchived(f"`tab{doctype}`.parent")
	if holder not in PROJECT_FIELD:
		return ""
	return f"`tab{doctype}`.parent in (select name from `tab{holder}` where {unarchived(holder)})"
