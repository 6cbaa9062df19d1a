"""Rows of a project ledger on record: new projects at their real stage with their plan, changed ones saved."""

from collections.abc import Sequence
from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_names, names_for
from anshang_app.foundation.plain_notes import write_note
from anshang_app.foundation.together import collected, insert_together
from anshang_app.key_projects import stages
from anshang_app.ledger_import.entering import sentences
from anshang_app.ledger_import.proposals import Proposal, Written, note_of
from anshang_app.ledger_import.records_on_file import ENTERPRISE, FIGURE, PROJECT
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, WRONG, Judged, LedgerFinding
from anshang_app.service_plans import plans
from anshang_app.validation.checks import compared_name, name_key
from anshang_app.validation.plain_text import mask_phones

ENTRY = "Progress Entry"


def checked(proposal: Proposal) -> Proposal:
	"""The row with what the record itself has against it, found without storing anything."""
	if proposal.judged.outcome not in (NEW, CHANGED):
		return proposal
	problems = refusals(project_of(proposal, "?"))
	if not problems:
		return proposal
	wrong = tuple(LedgerFinding("", "", text) for text in problems)
	line = replace(proposal.judged.line, wrong=(*proposal.judged.line.wrong, *wrong))
	return replace(proposal, judged=Judged(line, WRONG))


def refusals(project: Document) -> list[str]:
	"""What the record's own checks say against it; its hints are none."""
	before = len(frappe.local.message_log)
	# as a save would find it
	if project.name:
		project.load_doc_before_save()
	else:
		project.set("__islocal", 1)
	try:
		project.run_method("validate")
	except frappe.ValidationError as error:
		return sentences(error)
	finally:
		del frappe.local.message_log[before:]
	return []


def project_of(proposal: Proposal, enterprise: str | None) -> Document:
	"""The project of a row with the row's values, stored or new."""
	if proposal.stored:
		project = frappe.get_doc(PROJECT, proposal.stored["name"])
		project.update(fields_changed(proposal))
		return project
	project = frappe.get_doc({"doctype": PROJECT, **proposal.values, "enterprise": enterprise})
	plan = proposal.line.values.get("year_investment")
	if plan:
		project.append("annual_plans", {"plan_year": proposal.year, "year_investment": plan})
	return project


def fields_changed(proposal: Proposal) -> dict[str, object]:
	"""The new values of the project's own fields."""
	return {name: new for name, (_old, new) in proposal.judged.changes.items() if name != FIGURE}


def write(proposal: Proposal, reason: str) -> list[Written]:
	"""Take one row over: what it wrote, nothing where another request entered the project meanwhile."""
	return (
		change(proposal, reason) if proposal.judged.outcome == CHANGED else enter_new([(proposal, reason)])[0]
	)


def change(proposal: Proposal, reason: str) -> list[Written]:
	"""Save what the row changes of a project on file, with a comment that names the file and the row."""
	# a row changes only what is on file
	assert proposal.stored is not None
	project = frappe.get_doc(PROJECT, proposal.stored["name"])
	wanted, done = fields_changed(proposal), []
	if wanted:
		old = {name: project.get(name) for name in wanted}
		project.update(wanted)
		project.save()
		write_note(project, "Info", reason)
		done.append(Written(PROJECT, project.name, {name: (old[name], new) for name, new in wanted.items()}))
	if FIGURE in proposal.judged.changes:
		done.append(file_figure(project, proposal, reason))
	return done


def file_figure(project: Document, proposal: Proposal, reason: str) -> Written:
	"""The investment to date as a progress entry of the day it is as of."""
	entry = frappe.get_doc(
		{
			"doctype": ENTRY,
			"project": project.name,
			"entry_kind": constants.PROGRESS_REPORT,
			"entry_date": proposal.figures_on,
			"content": reason,
			FIGURE: proposal.line.values[FIGURE],
		}
	)
	entry.flags.asked_already = True
	return Written(ENTRY, entry.insert(ignore_permissions=True).name)


def enter_new(rows: Sequence[tuple[Proposal, str]]) -> list[list[Written]]:
	"""Enter the projects of rows, each with its reason, at their stages, and the enterprises that are new.

	Of rows or requests with one new project or enterprise the first enters it: the others find it.
	"""
	enterprises, made = enterprises_of([proposal for proposal, _reason in rows])
	keys = [
		(
			compared_name(str(proposal.values["project_name"])),
			proposal.enterprise or enterprises[new_key(proposal)],
		)
		for proposal, _reason in rows
	]
	on_file = projects_on_file(
		[proposal for proposal, _reason in rows], {enterprise for _name, enterprise in keys}
	)
	first = {key: number for number, key in reversed([*enumerate(keys)]) if key not in on_file}
	projects = {number: project_of(rows[number][0], key[1]) for key, number in first.items()}
	new = [projects[number] for number in sorted(projects)]
	insert_together(new, draw_names(PROJECT, len(new)))
	written: list[list[Written]] = []
	with collected():
		for number, (proposal, reason) in enumerate(rows):
			done = entered_with(keys[number][1], made)
			written.append(
				[*done, *settle(projects[number], proposal, reason)] if number in projects else done
			)
	return written


def entered_with(enterprise: str, made: set[str]) -> list[Written]:
	"""The enterprise as entered with the first of its rows, where it is new."""
	if enterprise not in made:
		return []
	made.discard(enterprise)
	return [Written(ENTERPRISE, enterprise)]


def settle(project: Document, proposal: Proposal, reason: str) -> list[Written]:
	"""Put an entered project at its stage, with its plan, its note and its figures; what is on record of it now."""
	has_entry = bool(
		proposal.line.values.get(FIGURE) and proposal.figures_on and proposal.stage not in constants.OVER
	)
	notes = [note_of(proposal.line, has_entry)]
	if proposal.stage == constants.HANDOVER:
		# of later stages the stage log names file and row
		notes.append(reason)
	if any(notes):
		write_note(project, "Comment", mask_phones("；".join(filter(None, notes))))
	if proposal.stage != constants.HANDOVER:
		stages.enter_under_way(project, proposal.stage, known_days(proposal), reason)
		plans.start_plan(project)
	entry = [file_figure(project, proposal, reason)] if has_entry else []
	return [Written(PROJECT, project.name), *entry]


def projects_on_file(proposals: Sequence[Proposal], enterprises: set[str]) -> set[tuple[str, str]]:
	"""Which of the projects are on file: {(compared name, enterprise)}.

	Read past what this request saw first: of two at once the second finds the first one's project.
	"""
	same = {
		"project_name": ["in", [proposal.values["project_name"] for proposal in proposals]],
		"enterprise": ["in", sorted(enterprises)],
	}
	rows = frappe.db.get_values(PROJECT, same, ["project_name", "enterprise"], for_update=True)
	return {(compared_name(name), enterprise) for name, enterprise in rows}


def enterprises_of(proposals: Sequence[Proposal]) -> tuple[dict[str, str], set[str]]:
	"""The enterprises that rows name anew, those not on file entered now: {key: name}, and the names of the entered."""
	named = {new_key(proposal): proposal for proposal in reversed(proposals) if not proposal.enterprise}
	if not named:
		return {}, set()
	rows = frappe.db.get_values(
		ENTERPRISE, {"name_key": ["in", sorted(named)]}, ["name_key", "name"], for_update=True
	)
	held = dict(rows)
	docs = [
		frappe.get_doc(
			{
				"doctype": ENTERPRISE,
				"enterprise_name": proposal.new_enterprise,
				"uscc": proposal.line.values.get("uscc"),
			}
		)
		for key, proposal in named.items()
		if key not in held
	]
	insert_together(docs, names_for(ENTERPRISE, [doc.enterprise_name for doc in docs]))
	made = {doc.name_key: doc.name for doc in docs}
	return {**held, **made}, set(made.values())


def new_key(proposal: Proposal) -> str:
	return name_key(proposal.new_enterprise) or ""


def known_days(proposal: Proposal) -> dict[str, object]:
	"""The days of the stages the ledger knows: signing, and the real start of building."""
	order = constants.STAGE_ORDER
	days = {
		constants.HANDOVER: proposal.values.get("signing_date"),
		constants.CONSTRUCTION: proposal.line.values.get("actual_start"),
	}
	reached = order[: order.index(proposal.stage) + 1]
	today = getdate()
	return {stage: day for stage, day in days.items() if day and stage in reached and day <= today}


def default_reason() -> str:
	return _("Entered from the city's ledger")
