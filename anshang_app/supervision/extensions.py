"""延期: asked by the responsible unit before the due day, granted or refused by who checks the order."""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, formatdate, getdate, today

from anshang_app.access_control.acting_unit import acts_for
from anshang_app.foundation import constants
from anshang_app.supervision import orders
from anshang_app.supervision.rules.limits import extension_gaps, grant_gaps, of_type
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

#: a request may be decided after the reply came, so that the reply counts by the day it was given for
DECIDED_IN = (*orders.AT_WORK, constants.REPORTED_BACK)


def ask(order: str, due_date: str | None, reason: str | None) -> Document:
	"""申请延期 to a day, with the reason."""
	doc = orders.open_for_unit(order, *orders.AT_WORK)
	return orders.record_step(doc, add_request(doc, due_date, reason))


def grant(order: str, words: str | None, proof: Mapping[str, object]) -> Document:
	"""同意延期; of an order from above with approver, day and document."""
	doc = orders.open_for_checker(order, *DECIDED_IN)
	row = open_request(doc)
	refuse(doc, of_type(rows_of(doc), grant_gaps(doc.source, proof, getdate())))
	row.update({field: value or None for field, value in proof.items()})
	doc.running_limit = row.due_wanted
	return orders.record_step(doc, grant_request(doc, words))


def refuse_extension(order: str, reason: str | None) -> Document:
	"""不同意延期, with the reason; the due day stays."""
	doc = orders.open_for_checker(order, *DECIDED_IN)
	return orders.record_step(doc, refuse_request(doc, reason))


# --- of an order or a problem -----------------------------------------------------------------------------


def add_request(doc: Document, due_date: str | None, reason: str | None) -> str:
	"""Enter a request for more time, not stored yet; returns how the history tells it."""
	if doc.extension_wanted:
		refuse(doc, [Problem("extension_wanted", doc.extension_wanted, "extension_open")])
	due = getdate(doc.due_date)
	gaps = extension_gaps(due_date, reason, due, granted_times(doc), allowed_times(), getdate())
	refuse(doc, of_type(rows_of(doc), gaps))
	doc.extension_wanted = getdate(due_date)
	doc.append(
		"extensions",
		{
			"asked_on": today(),
			"asked_by": frappe.session.user,
			"due_before": doc.due_date,
			"due_wanted": doc.extension_wanted,
			"reason": reason,
		},
	)
	message = _("More time asked for, until {0}. Reason: {1}")
	return message.format(formatdate(due_date), escape_html(reason or ""))


def grant_request(doc: Document, words: str | None) -> str:
	"""Move the due day to the one asked for, not stored yet; returns how the history tells it."""
	row = open_request(doc)
	doc.due_date = row.due_wanted
	decide(doc, row, constants.EXTENSION_GRANTED, words)
	return _("More time granted, until {0}.").format(formatdate(row.due_wanted))


def refuse_request(doc: Document, reason: str | None) -> str:
	"""Close the request with the reason, not stored yet; returns how the history tells it."""
	row = open_request(doc)
	refuse(doc, of_type(rows_of(doc), [Problem("words", None, "reason_needed")] if is_blank(reason) else []))
	decide(doc, row, constants.EXTENSION_REFUSED, reason)
	return _("More time refused. Reason: {0}").format(escape_html(reason or ""))


def rows_of(doc: Document) -> str:
	"""The type of the record's rows of requests."""
	return doc.meta.get_field("extensions").options


def open_request(doc: Document) -> Document:
	"""The row of the request that waits for a decision; refused if there is none."""
	row = doc.extensions[-1] if doc.extensions and doc.extension_wanted else None
	if row is None or row.verdict:
		refuse(doc, [Problem("extension_wanted", None, "no_extension_asked")])
	return row


def decide(doc: Document, row: Document, verdict: str, words: str | None) -> None:
	"""Close the request."""
	doc.extension_wanted = None
	row.update({"verdict": verdict, "words": words, "decided_on": today(), "decided_by": frappe.session.user})


def granted_times(doc: Document) -> int:
	"""How often the record was extended."""
	return sum(row.verdict == constants.EXTENSION_GRANTED for row in doc.extensions)


def allowed_times() -> int:
	"""How often an order or a problem may be extended, by the settings."""
	return cint(frappe.get_cached_doc("Anshang Settings").extensions_allowed)


def may_still_ask(doc: Document) -> bool:
	"""Whether more time can be asked for: before the due day, one request at a time, not too often."""
	in_time = bool(doc.due_date) and getdate() < getdate(doc.due_date)
	return in_time and not doc.extension_wanted and granted_times(doc) < allowed_times()


def actions_of(order: Document) -> list[str]:
	"""The steps of an extension open to the session's user."""
	actions = []
	if order.state in orders.AT_WORK and may_still_ask(order) and orders.carries_out(order):
		actions.append("Ask for Extension")
	if order.extension_wanted and order.state in DECIDED_IN and acts_for(orders.checker_of(order)):
		actions += ["Grant Extension", "Refuse Extension"]
	return actions
