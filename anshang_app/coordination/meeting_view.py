"""会议投影: a meeting as slides for the projector, and its decisions typed there, one at a time."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import inspection_offices
from anshang_app.coordination import issues, meetings
from anshang_app.coordination.rules.guards import CHARGE
from anshang_app.foundation import constants
from anshang_app.supervision import orders
from anshang_app.validation.checks import Problem, date_problem, day_after_problem, is_blank, lacking
from anshang_app.validation.messages import refuse

#: what is typed for a decision
TYPED = ("matter", "unit", "person", "due_date", "inspection_office")
ISSUE_FIELDS = (
	"name",
	"project_name",
	"title",
	"description",
	"blocked_node_title",
	"raised_on",
	"tried",
	"advice",
	"unit",
	"person",
	"due_date",
	"answer",
)


def slides(meeting: Document) -> dict:
	"""The meeting as its projector shows it; problems and orders the viewer may not read are left out.

	{title, kind, day, place, chair, writes, special, answers: see `meetings.answer_sheet`, units, offices,
	topics: [{no, title, days_blocked, project, issue | None, decisions}]}; the agenda keeps its own order.
	"""
	meeting.check_permission("read")
	special = meeting.kind == constants.SPECIAL_MEETING
	problems, order_of_name = readable_issues(meeting), readable_orders(meeting)
	return {
		"name": meeting.name,
		"title": meeting.title,
		"kind": _(meeting.kind),
		"day": str(meeting.meeting_date),
		"place": meeting.place,
		"chair": meeting.chair,
		"special": special,
		"writes": bool(meeting.has_permission("write")),
		"answers": meetings.answer_sheet(meeting),
		"units": active_units(),
		"offices": [office for office in inspection_offices() if office] if special else [],
		"topics": [
			{
				"no": row.idx,
				"title": row.title,
				"days_blocked": row.days_blocked,
				"project": row.project,
				"discussion": row.discussion,
				"issue": problems.get(row.issue),
				"decisions": [
					decision(entered, order_of_name, special)
					for entered in meeting.decisions
					if entered.topic_no == row.idx
				],
			}
			for row in meeting.agenda
		],
	}


def decision(row: Document, order_of_name: dict, special: bool) -> dict:
	"""A decision with what it still lacks before it can be given out, or with its order's state."""
	needed = (*CHARGE, "inspection_office") if special else CHARGE
	order = row.supervision_order
	return {
		"row": row.name,
		**{field: row.get(field) and str(row.get(field)) for field in TYPED},
		"lacks": []
		if order
		else [_(row.meta.get_label(gap.field)) for gap in lacking(row.as_dict(), needed)],
		"given_out": bool(order),
		"order": order_of_name.get(order),
	}


def readable_issues(meeting: Document) -> dict[str, dict]:
	"""The agenda's problems by name, with the views of the units."""
	names = [row.issue for row in meeting.agenda if row.issue]
	rows = frappe.get_list(
		issues.ISSUE,
		filters={"name": ["in", names or [""]]},
		fields=[*ISSUE_FIELDS, "state"],
		order_by="name",
		limit_page_length=0,
	)
	views = frappe.get_all(
		"Unit Opinion",
		filters={"parenttype": issues.ISSUE, "parent": ["in", [row.name for row in rows] or [""]]},
		fields=["parent", "unit", "opinion"],
		order_by="parent, idx",
	)
	return {
		row.name: {
			**row,
			"state_shown": _(row.state),
			"opinions": [view for view in views if view.parent == row.name],
		}
		for row in rows
	}


def readable_orders(meeting: Document) -> dict[str, dict]:
	"""The orders made of the decisions, by name."""
	names = [row.supervision_order for row in meeting.decisions if row.supervision_order]
	rows = frappe.get_list(
		orders.ORDER,
		filters={"name": ["in", names or [""]]},
		fields=["name", "state"],
		order_by="name",
		limit_page_length=0,
	)
	return {row.name: {"name": row.name, "state_shown": _(row.state)} for row in rows}


def active_units() -> list[frappe._dict]:
	"""Units a decision may name: [{name, short_name}]."""
	return frappe.get_list(
		"Anshang Unit",
		filters={"is_active": 1},
		fields=["name", "short_name"],
		order_by="name",
		limit_page_length=0,
	)


def unit_meant(unit_name: str | None) -> str | None:
	"""The unit of a name or of a short name that only one has; else what was typed, unchanged."""
	units = active_units()
	short = [unit.name for unit in units if unit.short_name == unit_name]
	return short[0] if unit_name and len(short) == 1 else unit_name


def enter_decision(meeting: str, topic_no: int, values: dict, row: str | None = None) -> Document:
	"""Store what was typed for a topic: a new decision, or a change of one that is no order yet."""
	doc = held_meeting(meeting)
	entered = open_row(doc, row) if row else doc.append("decisions", {"topic_no": topic_no})
	entered.update({field: values.get(field) or None for field in TYPED})
	entered.unit = unit_meant(entered.unit)
	refuse(doc, entered_problems(doc, entered))
	return doc.save()


def drop_decision(meeting: str, row: str) -> Document:
	"""Take back a decision that is no order yet."""
	doc = held_meeting(meeting)
	doc.remove(open_row(doc, row))
	return doc.save()


def held_meeting(meeting: str) -> Document:
	"""The meeting as it stands now; who else types in it at the same time waits."""
	frappe.db.get_value(meetings.MEETING, meeting, "name", for_update=True)
	doc = frappe.get_doc(meetings.MEETING, meeting)
	doc.check_permission("write")
	return doc


def open_row(meeting: Document, row: str) -> Document:
	"""A decision that may still be changed."""
	decision_row = next((entered for entered in meeting.decisions if entered.name == row), None)
	if not decision_row or decision_row.supervision_order:
		refuse(meeting, [Problem("decisions", None, "decisions_kept")])
	return decision_row


def entered_problems(meeting: Document, entered: Document) -> list[Problem]:
	"""What cannot stand in a decision; what it only lacks is asked for when it is given out."""
	problems = [Problem("matter", None, "words_needed")] if is_blank(entered.matter) else []
	if entered.unit and entered.unit not in {unit.name for unit in active_units()}:
		problems.append(Problem("unit", entered.unit, "unit_not_there"))
	bad_day = date_problem("due_date", entered.due_date)
	if bad_day:
		problems.append(bad_day)
	else:
		days = {"due_date": entered.due_date, "meeting_date": meeting.meeting_date}
		problems += day_after_problem(days, "due_date", "meeting_date")
	return [replace(problem, table="decisions", row=entered.idx) for problem in problems]
