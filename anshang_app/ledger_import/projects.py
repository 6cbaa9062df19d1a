"""Rows of a project ledger on record: new projects at their real stage with their plan, changed ones saved."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.plain_notes import write_note
from anshang_app.key_projects import stages
from anshang_app.ledger_import.entering import sentences
from anshang_app.ledger_import.known import ENTERPRISE, FIGURE, PROJECT
from anshang_app.ledger_import.proposals import Proposal, Written, note_of
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, WRONG, Finding, Judged
from anshang_app.service_plans import plans
from anshang_app.validation.checks import name_key
from anshang_app.validation.plain_text import mask_phones

ENTRY = "Progress Entry"


def checked(one: Proposal) -> Proposal:
	"""The row with what the record itself has against it, found without storing anything."""
	if one.judged.outcome not in (NEW, CHANGED):
		return one
	said = refusals(project_of(one, "?"))
	if not said:
		return one
	wrong = tuple(Finding("", "", text) for text in said)
	line = replace(one.judged.line, wrong=(*one.judged.line.wrong, *wrong))
	return replace(one, judged=Judged(line, WRONG))


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


def project_of(one: Proposal, enterprise: str | None) -> Document:
	"""The project of a row with the row's values, stored or new."""
	if one.stored:
		project = frappe.get_doc(PROJECT, one.stored["name"])
		project.update(fields_changed(one))
		return project
	project = frappe.get_doc({"doctype": PROJECT, **one.values, "enterprise": enterprise})
	plan = one.line.values.get("year_investment")
	if plan:
		project.append("annual_plans", {"plan_year": one.year, "year_investment": plan})
	return project


def fields_changed(one: Proposal) -> dict[str, object]:
	"""The new values of the project's own fields."""
	return {name: new for name, (_old, new) in one.judged.changes.items() if name != FIGURE}


def write(one: Proposal, reason: str) -> list[Written]:
	"""Take one row over: what it wrote, nothing where another request entered the project meanwhile."""
	return change(one, reason) if one.judged.outcome == CHANGED else enter_new(one, reason)


def change(one: Proposal, reason: str) -> list[Written]:
	"""Save what the row changes of a project on file, with a comment that names the file and the row."""
	project = frappe.get_doc(PROJECT, one.stored["name"])
	wanted, done = fields_changed(one), []
	if wanted:
		old = {name: project.get(name) for name in wanted}
		project.update(wanted)
		project.save()
		write_note(project, "Info", reason)
		done.append(Written(PROJECT, project.name, {name: (old[name], new) for name, new in wanted.items()}))
	if FIGURE in one.judged.changes:
		done.append(file_figure(project, one, reason))
	return done


def file_figure(project: Document, one: Proposal, reason: str) -> Written:
	"""The investment to date as a progress entry of the day it is as of."""
	entry = frappe.get_doc(
		{
			"doctype": ENTRY,
			"project": project.name,
			"entry_kind": constants.PROGRESS_REPORT,
			"entry_date": one.figures_on,
			"content": reason,
			FIGURE: one.line.values[FIGURE],
		}
	)
	entry.flags.asked_already = True
	return Written(ENTRY, entry.insert(ignore_permissions=True).name)


def enter_new(one: Proposal, reason: str) -> list[Written]:
	"""Enter a project at its stage, its enterprise too where it is new."""
	enterprise, made = (one.enterprise, None) if one.enterprise else enterprise_named(one)
	# read past what this request saw first: of two at once the second finds the first one's project
	same = {"project_name": one.values["project_name"], "enterprise": enterprise}
	if frappe.db.get_value(PROJECT, same, "name", for_update=True):
		return []
	project = project_of(one, enterprise)
	# who enters ledgers was asked before: the bureau does, though single projects are the center's to enter
	project.insert(ignore_permissions=True)
	has_entry = bool(one.line.values.get(FIGURE) and one.figures_on and one.stage not in constants.OVER)
	said = [note_of(one.line, has_entry)]
	if one.stage == constants.HANDOVER:
		# of later stages the stage log names file and row
		said.append(reason)
	if any(said):
		write_note(project, "Comment", mask_phones("；".join(filter(None, said))))
	if one.stage != constants.HANDOVER:
		stages.enter_under_way(project, one.stage, known_days(one), reason)
		plans.start_plan(project)
	entry = [file_figure(project, one, reason)] if has_entry else []
	return [*([made] if made else []), Written(PROJECT, project.name), *entry]


def enterprise_named(one: Proposal) -> tuple[str, Written | None]:
	"""The enterprise of a row and whether it was entered now; of two rows or requests with one new name there is one."""
	same = {"name_key": name_key(one.new_enterprise)}
	held: str | None = frappe.db.get_value(ENTERPRISE, same, "name", for_update=True)
	if held:
		return held, None
	uscc = one.line.values.get("uscc")
	record = {"doctype": ENTERPRISE, "enterprise_name": one.new_enterprise, "uscc": uscc}
	made: str = frappe.get_doc(record).insert(ignore_permissions=True).name
	return made, Written(ENTERPRISE, made)


def known_days(one: Proposal) -> dict[str, object]:
	"""The days of the stages the ledger knows: signing, and the real start of building."""
	order = constants.STAGE_ORDER
	known = {
		constants.HANDOVER: one.values.get("signing_date"),
		constants.CONSTRUCTION: one.line.values.get("actual_start"),
	}
	reached = order[: order.index(one.stage) + 1]
	today = getdate()
	return {stage: day for stage, day in known.items() if day and stage in reached and day <= today}


def default_reason() -> str:
	return _("Entered from the city's ledger")
