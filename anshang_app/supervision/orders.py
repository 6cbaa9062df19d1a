"""督办件: given with department, person and limit, signed for, reported back, and checked by who gave it.

Items of the special meeting are checked by 市委督查室 or 市政府督查室 (seed §四(三)).
"""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from anshang_app.access_control.acting_unit import (
	acts_for,
	bureau,
	check_side,
	coordinates,
	inspection_offices,
)
from anshang_app.access_control.kept_files import Kept, kept_in, kept_rows
from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import hold, steps_of, take_step
from anshang_app.supervision.rules.order_gaps import order_gaps
from anshang_app.validation.checked_document import normal
from anshang_app.validation.checks import Problem, date_problem, is_blank
from anshang_app.validation.messages import corrected, refuse

ORDER = "Supervision Order"
#: passages of the side that checks; the others are the responsible unit's
CHECKED = (constants.TO_REDO, constants.SETTLED)
#: what a slip may be in
CORRECTED = ("matter", "requirement", "unit", "person", "due_date")


def fill_new(order: Document) -> None:
	"""Who gives it and when; an order out of a meeting carries the meeting's unit."""
	order.ordered_on, order.ordered_by = today(), frappe.session.user
	if order.source == constants.FROM_JOINT_MEETING and order.meeting:
		order.issuing_unit = frappe.db.get_value("Coordination Meeting", order.meeting, "unit")
	else:
		order.issuing_unit = bureau()


def check_new(order: Document) -> None:
	"""Refuse an order from who may not give it, or with anything missing."""
	joint = order.source == constants.FROM_JOINT_MEETING
	allowed = coordinates() or (joint and acts_for(order.issuing_unit))
	check_side(allowed, bureau() if not joint else order.issuing_unit)
	found = order_gaps(order.as_dict(), inspection_offices())
	if joint and not order.flags.by_meeting:
		found.append(Problem("source", None, "meeting_needed_here"))
	if order.issue and frappe.db.get_value("Coordination Issue", order.issue, "project") != order.project:
		found.append(Problem("issue", order.issue, "issue_elsewhere"))
	refuse(order, list(dict.fromkeys(found)))


def checker_of(order: Document) -> str | None:
	"""The unit that checks the reply: the inspection office of a special meeting's item, else the issuer."""
	return order.inspection_office or order.issuing_unit


def check_passage(order: Document) -> None:
	"""Refuse a passage of somebody else's; date and name it."""
	unit = checker_of(order) if order.state in CHECKED else order.unit
	check_side(acts_for(unit), unit)
	if order.state == constants.SIGNED_FOR:
		order.signed_for_on, order.signed_for_by = today(), frappe.session.user
	elif order.state == constants.SETTLED:
		order.settled_on, order.settled_by = today(), frappe.session.user
	refuse(order, reply_gaps(order))


def reply_gaps(order: Document) -> list[Problem]:
	"""反馈 needs its words, and a check needs a reply to check; sending back needs its reason."""
	last = order.replies[-1] if order.replies else None
	if order.state == constants.REPORTED_BACK and (not last or last.verdict or is_blank(last.reply)):
		return [Problem("replies", None, "words_needed")]
	if order.state == constants.TO_REDO and (not last or is_blank(last.verdict_words)):
		return [Problem("replies", None, "reason_needed")]
	if order.state in CHECKED and (not last or last.verdict != order.state):
		return [Problem("replies", None, "by_step_only")]
	return []


def step(order: str, action: str) -> Document:
	"""A step that needs no words: 签收, 开始办理."""
	doc = frappe.get_doc(ORDER, order)
	doc.flags.by_path = True
	return take_step(doc, action)


def correct(order: str, values: Mapping[str, object], reason: str | None) -> Document:
	"""更正 by who gave it, before it is signed for: what was and what is stay in its history, with the reason."""
	doc = frappe.get_doc(ORDER, order)
	doc.check_permission("write")
	hold(doc)
	check_side(may_correct(doc), doc.issuing_unit)
	found = [Problem("matter", None, "reason_needed")] if is_blank(reason) else []
	if doc.state != constants.ORDERED:
		found.append(Problem("state", _(doc.state), "wrong_state", (_(constants.ORDERED),)))
	refuse(doc, found)
	refuse(doc, [date_problem("due_date", values.get("due_date"))])
	before = {field: doc.get(field) for field in CORRECTED}
	doc.update({field: value for field, value in values.items() if field in CORRECTED and value is not None})
	changed = [
		field
		for field in CORRECTED
		if normal(doc, field, doc.get(field)) != normal(doc, field, before[field])
	]
	by_meeting = doc.source == constants.FROM_JOINT_MEETING
	gaps = order_gaps(doc.as_dict(), inspection_offices())
	refuse(doc, [found for found in gaps if not (by_meeting and found.field == "source")])
	if changed:
		doc.flags.by_path = True
		doc.save()
		doc.add_comment("Info", corrected(doc, {field: before[field] for field in changed}, reason))
	return doc


def may_correct(order: Document) -> bool:
	"""Whether the session's user may put right what the order says: its giver, until it is signed for."""
	return order.state == constants.ORDERED and (acts_for(order.issuing_unit) or coordinates())


def report_back(order: str, reply: str | None, paper: str | None = None) -> Document:
	"""反馈 in words, with a paper if there is one."""
	doc = frappe.get_doc(ORDER, order)
	doc.flags.by_path = True
	if is_blank(reply):
		refuse(doc, [Problem("replies", None, "words_needed")])
	doc.append(
		"replies",
		{"replied_on": today(), "reply": reply, "paper": paper, "replied_by": frappe.session.user},
	)
	return take_step(doc, constants.ACTION_REPORT_BACK)


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""The papers of replies, and whatever hangs on a settled order."""
	why = _("The papers of a reply stay with it.")
	return [
		*kept_rows("Order Reply", "paper", ORDER, doctype, name, why),
		*kept_in(ORDER, (constants.SETTLED,), doctype, name),
	]


def check(order: str, action: str, words: str | None = None) -> Document:
	"""核验 the last reply: 办结, or 退回重办 with the reason."""
	doc = frappe.get_doc(ORDER, order)
	doc.flags.by_path = True
	if doc.replies:
		verdict = constants.SETTLED if action == constants.ACTION_SETTLE else constants.TO_REDO
		doc.replies[-1].update(
			{
				"verdict": verdict,
				"verdict_words": words,
				"checked_by": frappe.session.user,
				"checked_on": today(),
			}
		)
	return take_step(doc, action)


def actions_of(order: Document) -> list[str]:
	"""The steps open to the session's user."""
	return steps_of(order, lambda state: acts_for(checker_of(order) if state in CHECKED else order.unit))


def is_overdue(order) -> bool:
	"""Whether the limit has passed and nothing was reported in time."""
	return (
		order.state not in (constants.SETTLED, constants.REPORTED_BACK)
		and getdate(order.due_date) < getdate()
	)
