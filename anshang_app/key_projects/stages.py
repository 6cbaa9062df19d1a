"""Passages from stage to stage, each dated and named in the stage log."""

import itertools
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from anshang_app.access_control import audit
from anshang_app.foundation import constants
from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.naming import draw_names
from anshang_app.foundation.providers import ask
from anshang_app.foundation.together import together
from anshang_app.validation.checks import Problem, as_date, date_problem, future_problem
from anshang_app.validation.messages import refuse

LOG = "Stage Log"


def log_passage(
	project: Document,
	from_stage: str | None,
	to_stage: str,
	passed_on: date | str | None,
	reason: str | None = None,
	back_entry: bool = False,
) -> None:
	"""Write one row of the stage log; a back entry may have no date."""
	frappe.get_doc(
		{
			"doctype": LOG,
			"project": project.name,
			"from_stage": from_stage,
			"to_stage": to_stage,
			"passed_on": passed_on,
			"by_user": frappe.session.user,
			"back_entry": int(back_entry),
			"reason": reason,
			"is_demo": project.is_demo,
		}
	).insert(ignore_permissions=True)


def log_entry(project: Document) -> None:
	"""Write the first row of a new project's stage log."""
	row = {
		"project": project.name,
		"to_stage": project.stage,
		"passed_on": today(),
		"by_user": frappe.session.user,
		"back_entry": 0,
		"is_demo": project.is_demo,
	}
	together(write_entries, row)


def write_entries(rows: list[dict]) -> None:
	"""First rows of stage logs, each on the audit chain: nothing in them was typed, so no check is asked."""
	names = draw_names(LOG, len(rows))
	insert_rows(LOG, [{**row, "name": name} for row, name in zip(rows, names, strict=True)])
	audit.record_all(
		"Stage Passage",
		[name for row, name in zip(rows, names, strict=True) if not row["is_demo"]],
	)


def last_passage_day(project: str) -> date | None:
	"""The day of the latest dated passage of a project."""
	rows = frappe.get_all(
		LOG,
		filters={"project": project, "passed_on": ["is", "set"]},
		pluck="passed_on",
		order_by="passed_on desc",
		limit=1,
	)
	return rows[0] if rows else None


def move_stage(project: Document, to_stage: str, reason: str | None = None) -> None:
	"""Move a project by a step of another record (a receipt, a seal), past the workflow's own actions."""
	before = project.stage
	project.db_set("stage", to_stage, notify=True)
	log_passage(project, before, to_stage, today(), reason)
	# no save tells it
	ask("stage_moved", project, before)


def enter_under_way(project: Document, stage: str, passed: dict, reason: str) -> None:
	"""补录: put a project already under way at its real stage.

	`passed` maps stages to the day they were entered, unknown ones missing or blank. Every stage up to
	the real one is logged as a back entry; no guard is asked, no duty counts before go-live.
	"""
	refuse(project, _back_entry_problems(project, stage, passed, reason))
	last = constants.STAGE_ORDER.index(stage)
	entry = frappe.db.get_value(LOG, {"project": project.name, "to_stage": constants.HANDOVER})
	day_by_stage = {name: as_date(passed.get(name)) for name in constants.STAGE_ORDER}
	# the row written at entry dates the typing, not the passage
	frappe.db.set_value(
		LOG, entry, {"passed_on": day_by_stage[constants.HANDOVER], "back_entry": 1, "reason": reason}
	)
	audit.record("Stage Passage", frappe.get_doc(LOG, entry))
	for before, after in itertools.pairwise(constants.STAGE_ORDER[: last + 1]):
		log_passage(project, before, after, day_by_stage[after], reason, back_entry=True)
	project.db_set({"stage": stage, "is_back_entry": 1}, notify=True)
	project.add_comment("Info", reason)


def _back_entry_problems(project: Document, stage: str, passed: dict, reason: str) -> list[Problem]:
	"""Everything that keeps a back entry from being written."""
	if stage not in constants.STAGE_ORDER[1:]:
		return [Problem("stage", stage, "unknown_stage")]
	problems: list[Problem | None] = []
	if project.stage != constants.HANDOVER:
		problems.append(Problem("stage", _(project.stage), "wrong_stage", (_(constants.HANDOVER),)))
	if not (reason or "").strip():
		problems.append(Problem("is_back_entry", None, "reason_needed"))
	reached = constants.STAGE_ORDER[: constants.STAGE_ORDER.index(stage) + 1]
	day_before = None
	for name in passed:
		if name not in reached:
			problems.append(Problem("stage", name, "unknown_stage"))
	for name in reached:
		bad = date_problem("stage", passed.get(name))
		if bad:
			problems.append(bad)
			continue
		day = as_date(passed.get(name))
		problems.append(future_problem("stage", day, as_date(today())))
		if day and day_before and day < day_before:
			problems.append(Problem("stage", day, "not_before", (("field", "stage"), day_before)))
		day_before = day or day_before
	return [problem for problem in problems if problem]
