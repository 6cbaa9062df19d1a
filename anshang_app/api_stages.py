"""The stages of a project over REST and for the desk's buttons: one method per step."""

import frappe

from anshang_app import states
from anshang_app.api import answer, readable_project
from anshang_app.case import passages
from anshang_app.case.six_ones import of_project
from anshang_app.endpoints import endpoint
from anshang_app.planning.workdays import CALENDAR, WORKING


@endpoint
def start_construction(project: str, day: str | None = None) -> dict:
	"""开工: refused with every approval and date it lacks; dated the day building began unless `day` is given."""
	return answer(passages.pass_on(project, states.ACTION_START, day=day))


@endpoint
def apply_for_acceptance(project: str, day: str | None = None) -> dict:
	"""申请验收: works complete, the units invited, no 容缺 promise overdue."""
	return answer(passages.pass_on(project, states.ACTION_APPLY, day=day))


@endpoint
def hand_over_as_completed(project: str, day: str | None = None) -> dict:
	"""竣工移交: accepted and filed, certificates on file; the handover to 经信局 comes to be."""
	return answer(passages.pass_on(project, states.ACTION_COMPLETE, day=day))


@endpoint
def suspend(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""暂停 with a reason; no light and no stage time while it lasts."""
	return answer(passages.pass_on(project, states.ACTION_SUSPEND, reason, day))


@endpoint
def resume(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""恢复 to the stage the project came from; a terminated one by the administrator only."""
	return answer(passages.pass_on(project, states.ACTION_RESUME_PROJECT, reason, day))


@endpoint
def terminate(project: str, reason: str | None = None, day: str | None = None) -> dict:
	"""终止 with a reason; the record stays."""
	return answer(passages.pass_on(project, states.ACTION_TERMINATE, reason, day))


@frappe.whitelist()
def six_ones(project: str) -> list[dict]:
	"""六个一: [{name, is_there, words, gaps}], see `case.six_ones`."""
	return of_project(readable_project(project))


@frappe.whitelist()
def stage_times(project: str) -> list[dict]:
	"""各阶段时间: [{stage, entered, left, running, back_entry, working_days, calendar_days, stood_…}], None: unknown."""
	return [
		{
			"stage": row.stage,
			"entered": row.entered,
			"left": row.left,
			"running": row.running,
			"back_entry": row.back_entry,
			"working_days": row.days[WORKING],
			"calendar_days": row.days[CALENDAR],
			"stood_working_days": row.stood[WORKING],
			"stood_calendar_days": row.stood[CALENDAR],
		}
		for row in passages.times_of(readable_project(project).name)
	]
