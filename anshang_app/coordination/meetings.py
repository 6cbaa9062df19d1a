"""协调会议: the agenda out of open problems, decisions that become orders, the next meeting's answer sheet."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import (
	acts_for,
	bureau,
	check_side,
	coordinates,
	inspection_offices,
)
from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.access_control.publications import publish
from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination import issues, meeting_facts
from anshang_app.coordination.rules import ladder
from anshang_app.coordination.rules.guards import CHARGE
from anshang_app.foundation import constants
from anshang_app.supervision import orders
from anshang_app.validation.checks import Problem, is_blank, lacking
from anshang_app.validation.messages import refuse

MEETING = "Coordination Meeting"
SOURCES = {
	constants.JOINT_MEETING: constants.FROM_JOINT_MEETING,
	constants.SPECIAL_MEETING: constants.FROM_SPECIAL_MEETING,
}


def fill_new(meeting: Document) -> None:
	"""The convening unit, and the meeting whose answers are heard first."""
	if not meeting.unit:
		units = viewer_of().units
		meeting.unit = bureau() if coordinates() else (units[0] if units else None)
	meeting.meeting_state = constants.BEING_PREPARED
	if not meeting.previous_meeting:
		meeting.previous_meeting = last_meeting(meeting)


def last_meeting(meeting: Document) -> str | None:
	"""The latest meeting of the kind and unit before this one."""
	return frappe.db.get_value(
		MEETING,
		{
			"kind": meeting.kind,
			"unit": meeting.unit,
			"meeting_date": ["<", meeting.meeting_date],
			"name": ["!=", meeting.name or ""],
		},
		order_by="meeting_date desc, name desc",
	)


def check_convener(meeting: Document) -> None:
	"""联席会议 is called by a 包保单位 or the bureau, 专题会议 prepared by the bureau (scheme §三(二)2, §四(二))."""
	if meeting.kind == constants.SPECIAL_MEETING:
		check_side(coordinates(), bureau())
	else:
		check_side(coordinates() or acts_for(meeting.unit), meeting.unit)


def check_rows(meeting: Document) -> None:
	"""Agenda rows take their project from their problem; decisions belong to a topic; orders stay."""
	for row in meeting.agenda:
		if row.issue:
			row.project = frappe.db.get_value(issues.ISSUE, row.issue, "project")
	problems = meeting_facts.problems(meeting)
	for row in meeting.decisions:
		if not 1 <= int(row.topic_no or 0) <= len(meeting.agenda):
			problems.append(
				Problem("topic_no", row.topic_no, "topic_unknown", (row.topic_no,), "decisions", row.idx)
			)
	before = meeting.get_doc_before_save()
	if before and order_decisions(before) - order_decisions(meeting):
		problems.append(Problem("decisions", None, "decisions_kept"))
	if not meeting.flags.by_path and order_decisions(meeting) - (
		order_decisions(before) if before else set()
	):
		problems.append(Problem("decisions", None, "by_step_only"))
	refuse(meeting, problems)


def order_decisions(meeting: Document) -> set[tuple]:
	"""The decisions that became orders, to compare: (order, matter, unit, person, due date)."""
	return {
		(row.supervision_order, row.matter, row.unit, row.person, str(row.due_date))
		for row in meeting.decisions
		if row.supervision_order
	}


# --- agenda -----------------------------------------------------------------------------------------------


def draft_agenda(meeting: Document) -> Document:
	"""Add the open problems not on the agenda yet, those first that block the plan for most working days.

	A special meeting takes what was escalated to it, a joint one the open problems of the unit's projects.
	"""
	meeting.check_permission("write")
	standing = {row.issue for row in meeting.agenda}
	for issue, days in issues.open_issues(agenda_filters(meeting)):
		if issue.name not in standing:
			meeting.append(
				"agenda",
				{
					"issue": issue.name,
					"project": issue.project,
					"title": f"{issue.project_name}：{issue.title}",
					"days_blocked": days,
				},
			)
	return meeting.save()


def agenda_filters(meeting: Document) -> dict:
	"""Which open problems belong on the agenda."""
	if meeting.kind == constants.SPECIAL_MEETING:
		return {"level": ladder.MEETING}
	if meeting.unit == bureau():
		return {"level": ladder.BUREAU}
	projects = frappe.get_all("Investment Project", {"chain_lead_unit": meeting.unit}, pluck="name")
	return {"project": ["in", projects or [""]]}


def send_agenda(meeting: Document, open_until: str | None = None) -> Document:
	"""Publish the agenda and its problems to the participants' units and accounts, on record."""
	meeting.check_permission("write")
	units = list(dict.fromkeys(row.unit for row in meeting.participants if row.unit))
	users = list(dict.fromkeys(row.user for row in meeting.participants if row.user and not row.unit))
	problems = [] if meeting.agenda else [Problem("agenda", None, "needed_for_step")]
	if not units and not users:
		problems.append(Problem("participants", None, "needed_for_step"))
	if meeting.publication:
		problems.append(Problem("publication", meeting.publication, "twice"))
	refuse(meeting, problems)
	publication = publish(
		"Meeting Agenda",
		MEETING,
		meeting.name,
		[(issues.ISSUE, row.issue) for row in meeting.agenda if row.issue],
		units=units,
		users=users,
		open_until=open_until,
		purpose=meeting.title,
		by_path=True,
	)
	meeting.flags.by_path = True
	meeting.publication = publication.name
	if meeting.meeting_state == constants.BEING_PREPARED:
		meeting.meeting_state = constants.AGENDA_SENT
	return meeting.save()


# --- decisions --------------------------------------------------------------------------------------------


def give_out(meeting: Document) -> list[str]:
	"""下达 every decision that is no order yet, all or none; returns the orders' names."""
	meeting.check_permission("write")
	check_convener(meeting)
	waiting = [row for row in meeting.decisions if not row.supervision_order]
	refuse(meeting, decision_gaps(meeting, waiting))
	made = []
	for row in waiting:
		topic = meeting.agenda[row.topic_no - 1]
		order = frappe.get_doc(
			{
				"doctype": orders.ORDER,
				"project": topic.project,
				"issue": topic.issue,
				"meeting": meeting.name,
				"matter": topic.title[:140],
				"requirement": row.matter,
				"source": SOURCES[meeting.kind],
				"basis": basis_of(meeting),
				"unit": row.unit,
				"person": row.person,
				"due_date": row.due_date,
				"inspection_office": row.inspection_office,
				"is_demo": meeting.is_demo,
			}
		)
		order.flags.by_meeting = True
		made.append(order.insert().name)
		row.supervision_order = order.name
	meeting.flags.by_path = True
	meeting.meeting_state = constants.DECISIONS_GIVEN
	meeting.save()
	return made


def decision_gaps(meeting: Document, waiting: list) -> list[Problem]:
	"""Everything that keeps the decisions from being given out."""
	problems = [] if waiting else [Problem("decisions", None, "nothing_to_do")]
	if getdate(meeting.meeting_date) > getdate():
		problems.append(Problem("meeting_date", None, "meeting_ahead", (getdate(meeting.meeting_date),)))
	special = meeting.kind == constants.SPECIAL_MEETING
	for row in waiting:
		gaps = lacking(row.as_dict(), CHARGE)
		if special and row.inspection_office not in set(inspection_offices()) - {None}:
			gaps.append(Problem("inspection_office", row.inspection_office, "inspection_needed"))
		if not meeting.agenda[row.topic_no - 1].project:
			gaps.append(Problem("topic_no", row.topic_no, "decision_without_project"))
		problems += [Problem(gap.field, gap.value, gap.rule, gap.args, "decisions", row.idx) for gap in gaps]
	return problems


def basis_of(meeting: Document) -> str:
	"""The meeting as an order names it: its title, and the minutes' number once there is one."""
	number = "" if is_blank(meeting.minutes_no) else f"（{meeting.minutes_no}）"
	return f"{meeting.title}{number}"


# --- answers to the last meeting --------------------------------------------------------------------------


def answer_sheet(meeting: Document) -> list[dict]:
	"""上次会议议定事项办理情况: its orders, and older ones of the series not settled yet; only readable ones."""
	series = frappe.get_all(
		MEETING,
		filters={
			"kind": meeting.kind,
			"unit": meeting.unit,
			"meeting_date": ["<", meeting.meeting_date],
			"name": ["!=", meeting.name],
		},
		pluck="name",
	)
	if not series:
		# “in” of nothing would find the orders of no meeting
		return []
	rows = frappe.get_list(
		orders.ORDER,
		filters={"meeting": ["in", series]},
		fields=[
			"name",
			"meeting",
			"project_name",
			"requirement",
			"unit",
			"person",
			"due_date",
			"state",
			"settled_on",
		],
		order_by="due_date, name",
		limit_page_length=0,
	)
	rows = [
		row
		for row in rows
		if row.meeting == meeting.previous_meeting or row.state not in constants.ORDER_ENDED
	]
	replies = last_replies([row.name for row in rows])
	return [
		{
			**row,
			"reply": replies.get(row.name, ""),
			"overdue": orders.is_overdue(row),
			"state_shown": _(row.state),
		}
		for row in rows
	]


def last_replies(names: list[str]) -> dict[str, str]:
	"""The last reply of each order."""
	rows = frappe.get_all(
		"Order Reply",
		filters={"parenttype": orders.ORDER, "parent": ["in", names or [""]]},
		fields=["parent", "reply"],
		order_by="parent, idx",
	)
	return {row.parent: row.reply for row in rows}


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""What hangs on a meeting whose decisions were given out."""
	return kept_in(MEETING, (constants.DECISIONS_GIVEN,), doctype, name, "meeting_state")
