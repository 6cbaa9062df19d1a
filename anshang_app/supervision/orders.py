"""督办件: given with department, person and limit, signed for, reported back, and checked by who gave it.

Items of the special meeting are checked by 市委督查室 or 市政府督查室 (scheme §四(三)).
"""

from collections.abc import Callable, Collection, Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_transitions
from frappe.utils import cint, getdate, today

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
from anshang_app.supervision.rules.limits import outcome
from anshang_app.supervision.rules.order_gaps import order_gaps
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

ORDER = "Supervision Order"
#: passages of the side that checks; the others are the responsible unit's
CHECKED = (constants.TO_REDO, constants.SETTLED)
#: states in which the responsible unit is at work
AT_WORK = (constants.SIGNED_FOR, constants.IN_HAND, constants.TO_REDO)
#: tables that only steps write
BY_STEPS = ("replies", "extensions", "urgings", "results")
#: steps of the responsible unit
OF_UNIT = {constants.ACTION_SIGN_FOR, constants.ACTION_BEGIN, constants.ACTION_REPORT_BACK}


def fill_new(order: Document) -> None:
	"""Who gives it and when; an order out of a meeting carries the meeting's unit."""
	order.ordered_on, order.ordered_by = today(), frappe.session.user
	order.original_due_date = order.running_limit = order.due_date
	if order.source == constants.FROM_JOINT_MEETING and order.meeting:
		order.issuing_unit = frappe.db.get_value("Coordination Meeting", order.meeting, "unit")
	else:
		order.issuing_unit = bureau()


def check_new(order: Document) -> None:
	"""Refuse an order from who may not give it, or with anything missing."""
	joint = order.source == constants.FROM_JOINT_MEETING
	allowed = coordinates() or (joint and acts_for(order.issuing_unit))
	check_side(allowed, bureau() if not joint else order.issuing_unit)
	problems = order_gaps(order.as_dict(), inspection_offices())
	if joint and not order.flags.by_meeting:
		problems.append(Problem("source", None, "meeting_needed_here"))
	if order.issue and frappe.db.get_value("Coordination Issue", order.issue, "project") != order.project:
		problems.append(Problem("issue", order.issue, "issue_elsewhere"))
	refuse(order, list(dict.fromkeys(problems)))


def checker_of(order: Document) -> str | None:
	"""The unit that checks the reply: the inspection office of a special meeting's item, else the issuer."""
	return order.inspection_office or order.issuing_unit


def check_passage(order: Document) -> None:
	"""Refuse a passage of somebody else's; date and name it."""
	unit = side_of(order, order.state)
	check_side(may_pass(order, order.state), unit)
	if order.state == constants.SIGNED_FOR:
		order.signed_for_on, order.signed_for_by = today(), frappe.session.user
	elif order.state == constants.TO_REDO:
		order.reported_on = None
	elif order.state == constants.SETTLED:
		order.settled_on, order.settled_by = today(), frappe.session.user
	elif order.state == constants.REVOKED:
		order.revoked_on, order.revoked_by = today(), frappe.session.user
		if is_blank(order.revoke_reason):
			refuse(order, [Problem("revoke_reason", None, "reason_needed")])
	refuse(order, [*reply_gaps(order), *result_gaps(order)])


def side_of(order: Document, state: str) -> str | None:
	"""The unit whose step leads into a state."""
	if state == constants.REVOKED:
		return order.issuing_unit
	return checker_of(order) if state in CHECKED else order.unit


def may_pass(order: Document, state: str) -> bool:
	"""Whether the step into a state is the session's user's."""
	return is_giver(order) if state == constants.REVOKED else acts_for(side_of(order, state))


def is_giver(order: Document) -> bool:
	"""Whether the session's user acts for who gave the order; the bureau coordinates all of them."""
	return acts_for(order.issuing_unit) or coordinates()


def carries_out(order: Document) -> bool:
	"""Whether the session's user acts for the responsible unit, in a role that takes its steps."""
	if not acts_for(order.unit):
		return False
	return bool(OF_UNIT & {row.action for row in get_transitions(order)})


def open_order(
	name: str,
	states: Collection[str],
	may: Callable[[Document], bool],
	whose: Callable[[Document], Iterable[str | None]],
) -> Document:
	"""An order held for a step beside its path: see `open_record`."""
	return open_record(ORDER, name, states, may, whose)


def open_record(
	doctype: str,
	name: str,
	states: Collection[str],
	may: Callable[[Document], bool],
	whose: Callable[[Document], Iterable[str | None]],
) -> Document:
	"""Lock a record for a step outside its workflow; refused unless `may(doc)` and its state is one of `states`.

	`whose(doc)` are the units a refusal names.
	"""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("write")
	hold(doc)
	check_side(may(doc), *whose(doc))
	if doc.state not in states:
		named = "、".join(_(state) for state in states)
		refuse(doc, [Problem("state", _(doc.state), "wrong_state", (named,))])
	doc.flags.by_path = True
	return doc


def open_for_giver(name: str, *states: str) -> Document:
	"""An order held for a step of who gave it."""
	return open_order(name, states, is_giver, lambda doc: [doc.issuing_unit])


def open_for_unit(name: str, *states: str) -> Document:
	"""An order held for a step of the responsible unit."""
	return open_order(name, states, lambda doc: acts_for(doc.unit), lambda doc: [doc.unit])


def open_for_checker(name: str, *states: str) -> Document:
	"""An order held for a step of who checks it."""
	return open_order(name, states, lambda doc: acts_for(checker_of(doc)), lambda doc: [checker_of(doc)])


def record_step(order: Document, words: str) -> Document:
	"""Store a step and tell it in the history; what people typed is letters there."""
	order.save()
	order.add_comment("Info", words)
	return order


def result_gaps(order: Document) -> list[Problem]:
	"""办结 of the whole waits for every required result."""
	if order.state != constants.SETTLED:
		return []
	return [
		Problem("state", _(row.state), "result_open", (), "results", row.idx)
		for row in order.results
		if row.state != constants.RESULT_ACCEPTED
	]


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


def report_back(order: str, reply: str | None, paper: str | None = None) -> Document:
	"""反馈 in words, with a paper if there is one."""
	doc = frappe.get_doc(ORDER, order)
	doc.flags.by_path = True
	if is_blank(reply):
		refuse(doc, [Problem("replies", None, "words_needed")])
	doc.reported_on = today()
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
		*kept_rows("Required Result", "paper", ORDER, doctype, name, why),
		*kept_rows("Order Extension", "paper", ORDER, doctype, name, why),
		*kept_in(ORDER, constants.ORDER_ENDED, doctype, name),
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
	return steps_of(order, lambda state: may_pass(order, state))


def is_overdue(order) -> bool:
	"""Whether the limit has passed and nothing was reported in time."""
	return (
		order.state not in (*constants.ORDER_ENDED, constants.REPORTED_BACK)
		and getdate(order.due_date) < getdate()
	)


def outcome_of(order) -> str | None:
	"""按期, 延期后按期 or 逾期; None while the limit runs, and of a revoked order."""
	if order.state == constants.REVOKED:
		return None
	due = getdate(order.due_date)
	original = getdate(order.original_due_date) if order.original_due_date else due
	done = getdate(order.reported_on) if order.reported_on else None
	return outcome(original, due, done, cint(order.limits_missed), getdate())
