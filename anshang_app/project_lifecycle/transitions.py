"""A project's own steps from stage to stage: what they ask for, what they write, and how long stages took."""

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
from anshang_app.key_projects.stages import last_passage, log_passage
from anshang_app.planning.stages import StagePassage, StageTime, stage_times
from anshang_app.progress_tracking.lights import judge_anew
from anshang_app.project_lifecycle.handovers import open_handover
from anshang_app.project_lifecycle.rules import stage_requirements
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank
from anshang_app.validation.messages import refuse


def pass_on(project: str, action: str, reason: str | None = None, day: str | None = None) -> Document:
	"""Take one step of a project, dated `day` (today if not given), with its reason where it needs one."""
	doc = frappe.get_doc("Investment Project", project)
	bad_day = date_problem("passed_on", day)
	refuse(doc, [replace(bad_day, doctype="Stage Log")] if bad_day else [])
	doc.flags.reason, doc.flags.day = reason, as_date(day)
	return take_step(doc, action)


# --- before the passage is saved ----------------------------------------------------------------------------


def check_passage(project: Document, from_stage: str) -> None:
	"""Refuse a passage with everything it lacks; keep why a project stands still."""
	project.flags.day = project.flags.day or _usual_day(project)
	taken_up = from_stage in constants.STANDSTILLS
	problems = stage_requirements.day_problems(project.flags.day, last_passage(project.name), getdate())
	if project.stage in constants.STANDSTILLS:
		if is_blank(project.flags.reason):
			problems.append(Problem("stage_reason", None, "reason_needed"))
	elif not taken_up:
		problems += ask("stage_requirements", project)
	refuse(project, problems)
	project.stage_reason = project.flags.reason if project.stage in constants.STANDSTILLS else None


def _usual_day(project: Document) -> date:
	"""The day a passage is dated where none is given: 开工 the day building began, anything else today."""
	today = getdate()
	if (
		project.stage != constants.CONSTRUCTION
		or project.get_doc_before_save().stage in constants.STANDSTILLS
	):
		return today
	begun = frappe.db.get_value(
		"Project Node",
		{"project": project.name, "target_kind": "Construction Start", "applies": 1},
		"actual_date",
	)
	last = last_passage(project.name)
	return begun if begun and (not last or begun >= last) else today


# --- after it -----------------------------------------------------------------------------------------------


def follow_project(project: Document, method: str | None = None) -> None:
	"""A save that is a passage is recorded as one (on_update)."""
	if project.stage_changed():
		record_passage(project, project.get_doc_before_save().stage)


def record_passage(project: Document, from_stage: str) -> None:
	"""Log the passage, put lights out or on again, prepare what the new stage begins with."""
	_remember_stage(project, from_stage)
	log_passage(project, from_stage, project.stage, project.flags.day, project.flags.reason)
	if {project.stage, from_stage} & set(constants.STANDSTILLS):
		judge_anew([project.name])
	if project.stage == constants.COMPLETION_HANDOVER and from_stage == constants.ACCEPTANCE:
		open_handover(project, constants.COMPLETION)


def _remember_stage(project: Document, from_stage: str) -> None:
	"""Keep where a standstill came from; a suspended project that ends keeps the stage before both."""
	if project.stage in constants.STANDSTILLS:
		before = project.stage_before if from_stage in constants.STANDSTILLS else from_stage
	else:
		before = None
	# past the document, whose history would show the stage's stored name
	frappe.db.set_value(project.doctype, project.name, "stage_before", before, update_modified=False)


# --- time per stage -----------------------------------------------------------------------------------------


def times_of(project: str) -> list[StageTime]:
	"""各阶段时间 of a project, in working and calendar days, standstills apart."""
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
