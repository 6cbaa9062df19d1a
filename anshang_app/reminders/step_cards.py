"""What a step did, in three lines: done, who was told, whose step is next; and whose turn it is where one may only look."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import archived
from anshang_app.foundation.members import members_today
from anshang_app.reminders.project_story import ProjectStory
from anshang_app.reminders.rules.arrival_rules import holds, is_of_record
from anshang_app.reminders.rules.task_rules import WAITS
from anshang_app.reminders.rules.waits import HOME, MEETING, ORDER, Wait
from anshang_app.reminders.whose_step import acting_unit

STATE_FIELDS = ("stage", "state", "meeting_state")
#: people and steps that are named
MOST_TOLD, MOST_NEXT = 6, 3
#: within which a step with all its records is saved
ONE_STEP = timedelta(minutes=1)


def standing(doc: Document) -> dict:
	"""Where a record the user may read stands: {state, told: [names], next: [{heading, unit, mine, doctype, name}]}."""
	state = next((doc.get(field) for field in STATE_FIELDS if doc.get(field)), "")
	return {"state": _(state), "told": list_notified(doc), "next": next_steps(doc)[:MOST_NEXT]}


def list_notified(doc: Document) -> list[str]:
	"""Who was notified by the user's latest save of the record, with the first unit of each."""
	orders = given_by(doc)
	names = [doc.name, *([doc.project] if doc.get("project") else []), *(order.name for order in orders)]
	users = frappe.get_all(
		"Notification Log",
		filters={
			"from_user": frappe.session.user,
			"document_name": ["in", names],
			"creation": [">=", min([get_datetime(doc.modified), *(order.creation for order in orders)])],
			"for_user": ["!=", frappe.session.user],
		},
		pluck="for_user",
		order_by="creation, for_user",
	)
	if doc.modified_by != frappe.session.user:
		return []
	units = {row.user: row for row in reversed(members_today())}
	recipients = [
		f"{units[user].name} {units[user].member_name}" if user in units else frappe.utils.get_fullname(user)
		for user in dict.fromkeys(users)
	]
	return [
		*recipients[:MOST_TOLD],
		*([_("{0} in all").format(len(recipients))] if len(recipients) > MOST_TOLD else []),
	]


def given_by(doc: Document) -> list:
	"""The orders {name, creation} a meeting gave out in its latest step, which is saved a moment after them."""
	if doc.doctype != MEETING:
		return []
	since = get_datetime(doc.modified) - ONE_STEP
	filters = {"meeting": doc.name, "creation": [">=", since]}
	return frappe.get_all(ORDER, filters=filters, fields=["name", "creation"], order_by="name")


def next_steps(doc: Document) -> list[dict]:
	"""The record's own open steps, else those of its project where the user reads the whole of it."""
	project = doc.name if doc.doctype == HOME else doc.get("project")
	if archived.is_archived(project):
		return []
	own = own_steps(doc)
	if own or not project or not row_rule.may_project(project, viewer_of()):
		return own
	return [
		{
			"heading": step.heading,
			"unit": step.unit,
			"mine": step.mine,
			"doctype": step.doctype,
			"name": step.name,
		}
		for step in ProjectStory(frappe.get_doc(HOME, project)).list_waiting_steps()
	]


def own_steps(doc: Document) -> list[dict]:
	"""What the record itself waits for, whoever's step it is."""
	lines = [
		wait for wait in WAITS if wait.doctype == doc.doctype and is_a_step(wait) and holds(doc, wait.filters)
	]
	project = {} if doc.doctype == HOME or not doc.get("project") else units_of(doc.project)
	units = viewer_of().units
	step_by_unit: dict[str, dict] = {}
	for wait in lines:
		unit = acting_unit(wait, doc, project)
		if unit:
			step = {"heading": _(wait.heading), "unit": unit, "mine": unit in units}
			step_by_unit.setdefault(unit, {**step, "doctype": doc.doctype, "name": doc.name})
	return [*step_by_unit.values()]


def is_a_step(wait: Wait) -> bool:
	"""Whether the line is somebody's step that the record alone tells."""
	return not wait.watches and not wait.role and is_of_record(wait)


def units_of(project: str) -> dict:
	"""The units with a role in a project."""
	fields = ["chain_lead_unit", "host_locality", "introducing_unit"]
	return frappe.db.get_value(HOME, project, fields, as_dict=True) or {}
