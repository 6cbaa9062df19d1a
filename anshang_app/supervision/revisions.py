"""What who gave an order does to it: 更正 before it is signed for, 变更 after, 撤销."""

from collections.abc import Mapping

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import inspection_offices
from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import take_step
from anshang_app.supervision import orders
from anshang_app.supervision.rules.limits import day_gaps, missed_now
from anshang_app.supervision.rules.order_gaps import order_gaps
from anshang_app.validation.checked_document import changes
from anshang_app.validation.checks import Problem, date_problem, is_blank
from anshang_app.validation.messages import changed_words, corrected, refuse

#: what a slip may be in
CORRECTED = ("matter", "requirement", "unit", "person", "due_date")
#: what may change once the unit signed for it; another unit is given another order
CHANGED = ("matter", "requirement", "person", "due_date")


def correct(order: str, values: Mapping[str, object], reason: str | None) -> Document:
	"""更正 by who gave it, before it is signed for: what was and what is stay in its history, with the reason."""
	doc, before = revised(order, values, reason, CORRECTED, (constants.ORDERED,))
	if before:
		doc.original_due_date = doc.running_limit = doc.due_date
		orders.record_step(doc, corrected(doc, before, reason))
	return doc


def change(order: str, values: Mapping[str, object], reason: str | None) -> Document:
	"""变更 by who gave it, once it is signed for: the original day stays, a missed one stays missed."""
	doc, before = revised(order, values, reason, CHANGED, orders.AT_WORK)
	if "due_date" in before:
		if doc.extension_wanted:
			refuse(doc, [Problem("extension_wanted", doc.extension_wanted, "extension_open")])
		refuse(doc, day_gaps("due_date", doc.due_date, getdate()))
		limit = getdate(doc.running_limit or before["due_date"])
		doc.limits_missed = missed_now(limit, None, doc.limits_missed or 0, getdate())
		doc.running_limit = doc.due_date
	if before:
		orders.record_step(doc, changed_words(doc, before, reason))
	return doc


def revised(
	order: str,
	values: Mapping[str, object],
	reason: str | None,
	fields: tuple[str, ...],
	states: tuple[str, ...],
) -> tuple[Document, dict[str, object]]:
	"""The order with its new values, not stored yet, and what the changed ones were."""
	doc = orders.open_for_giver(order, *states)
	refuse(doc, [Problem("matter", None, "reason_needed")] if is_blank(reason) else [])
	refuse(doc, [date_problem("due_date", values.get("due_date"))])
	before = {field: doc.get(field) for field in fields}
	doc.update({field: value for field, value in values.items() if field in fields and value is not None})
	by_meeting = doc.source == constants.FROM_JOINT_MEETING
	gaps = order_gaps(doc.as_dict(), inspection_offices())
	refuse(doc, [gap for gap in gaps if not (by_meeting and gap.field == "source")])
	return doc, changes(doc, before)


def revoke(order: str, reason: str | None) -> Document:
	"""撤销 by who gave it, with the reason; an open request ends with it."""
	doc = frappe.get_doc(orders.ORDER, order)
	doc.flags.by_path = True
	return take_step(doc, constants.ACTION_REVOKE, {"revoke_reason": reason, "extension_wanted": None})


def may_change(order: Document) -> bool:
	"""Whether the session's user may change what the order asks: its giver, while the unit is at work."""
	return order.state in orders.AT_WORK and orders.is_giver(order)


def may_correct(order: Document) -> bool:
	"""Whether the session's user may put right what the order says: its giver, until it is signed for."""
	return order.state == constants.ORDERED and orders.is_giver(order)
