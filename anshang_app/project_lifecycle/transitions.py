"""The steps by which a project changes its stage: what is required, what is recorded, and how long stages took.

A change of stage is called a passage; each is a row of the Stage Log. `change_stage` takes the step, the project's
save asks `check_passage` before it and calls `follow_project` after it. Day and reason of the step travel from the one
to the others in `project.flags.day` and `project.flags.reason`.
"""

from dataclasses import replace
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.foundation.workflow_step import take_step
from anshang_app.key_projects.stages import last_passage_day, log_passage
from anshang_app.planning.stages import StagePassage, StageTime, stage_times
from anshang_app.progress_tracking.lights import judge_anew
from anshang_app.project_lifecycle.handovers import open_handover
from anshang_app.project_lifecycle.rules import stage_requirements
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank
from anshang_app.validation.messages import refuse


def change_stage(project: str, action: str, reason: str | None = None, day: str | None = None) -> Document:
	"""Take one workflow step of the project named `project`; returns the saved project.

	`day` is the day of the step as YYYY-MM-DD, see `_default_day` for the default; `reason` is required to suspend or
	terminate. Refused with everything that is wrong or lacking; WorkflowTransitionError if the step is not possible
	in the project's stage or with the user's role.
	"""
	doc = frappe.get_doc("Investment Project", project)
	day_problem = date_problem("passed_on", day)
	# the day is a field of the log, not of the project
	refuse(doc, [replace(day_problem, doctype="Stage Log")] if day_problem else [])
	doc.flags.reason, doc.flags.day = reason, as_date(day)
	return take_step(doc, action)


# --- before the passage is saved ----------------------------------------------------------------------------


def check_passage(project: Document, from_stage: str) -> None:
	"""Refuse a project's save that changes its stage from `from_stage`, naming everything it lacks (provider).

	A standstill (暂停, 终止) needs a reason, any other new stage what the rooms require of it; a project taken up
	again returns to a stage whose requirements it met before. Also sets the default day of the passage, and on the
	project the reason why it stands still.
	"""
	project.flags.day = project.flags.day or _default_day(project)
	is_taken_up_again = from_stage in constants.STANDSTILLS
	problems = stage_requirements.day_problems(project.flags.day, last_passage_day(project.name), getdate())
	if project.stage in constants.STANDSTILLS:
		if is_blank(project.flags.reason):
			problems.append(Problem("stage_reason", None, "reason_needed"))
	elif not is_taken_up_again:
		problems += ask("stage_requirements", project)
	refuse(project, problems)
	project.stage_reason = project.flags.reason if project.stage in constants.STANDSTILLS else None


def _default_day(project: Document) -> date:
	"""The day of a passage for which none is given: today, but for 开工 the day building began.

	That day counts only if the project's node records it and it is not before the last passage. A return to
	construction after a standstill is no 开工.
	"""
	today = getdate()
	if (
		project.stage != constants.CONSTRUCTION
		or project.get_doc_before_save().stage in constants.STANDSTILLS
	):
		return today
	begun_on = frappe.db.get_value(
		"Project Node",
		{"project": project.name, "target_kind": "Construction Start", "applies": 1},
		"actual_date",
	)
	last_passed_on = last_passage_day(project.name)
	return begun_on if begun_on and (not last_passed_on or begun_on >= last_passed_on) else today


# --- after the passage is saved -----------------------------------------------------------------------------


def follow_project(project: Document, method: str | None = None) -> None:
	"""Record the passage, if a save changed the project's stage (on_update)."""
	if project.stage_changed():
		record_passage(project, project.get_doc_before_save().stage)


def record_passage(project: Document, from_stage: str) -> None:
	"""Write the passage to the Stage Log and do what follows from it.

	At the beginning and end of a standstill the lights are judged anew: a project that stands still has none. The
	passage from acceptance to completion hand-over opens the hand-over.
	"""
	_remember_stage(project, from_stage)
	log_passage(project, from_stage, project.stage, project.flags.day, project.flags.reason)
	if {project.stage, from_stage} & set(constants.STANDSTILLS):
		judge_anew([project.name])
	if project.stage == constants.COMPLETION_HANDOVER and from_stage == constants.ACCEPTANCE:
		open_handover(project, constants.COMPLETION)


def _remember_stage(project: Document, from_stage: str) -> None:
	"""Store in `stage_before` the stage in which a project was stopped; blank for one that does not stand still.

	From one standstill to another (暂停, then 终止) it stays what it was.
	"""
	if project.stage in constants.STANDSTILLS:
		stopped_in = project.stage_before if from_stage in constants.STANDSTILLS else from_stage
	else:
		stopped_in = None
	# not by saving the document: its version history would show the stage's untranslated name
	frappe.db.set_value(project.doctype, project.name, "stage_before", stopped_in, update_modified=False)


# --- time per stage -----------------------------------------------------------------------------------------


def read_stage_times(project: str) -> list[StageTime]:
	"""各阶段用时: the stages the project named `project` went through, in order, with the days each took until today.

	Days are working and calendar days, the time it stood still apart (`planning.stages.StageTime`).
	"""
	rows = frappe.get_all(
		"Stage Log",
		filters={"project": project},
		fields=["name", "to_stage", "passed_on", "back_entry"],
		order_by="creation, name",
		limit=0,
	)
	passages = [
		StagePassage(row.to_stage, known_day("Stage Log", row.name, row.passed_on), bool(row.back_entry))
		for row in rows
	]
	return stage_times(load_calendar(), passages, getdate())
