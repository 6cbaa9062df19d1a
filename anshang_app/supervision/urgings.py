"""催办 of an order, and 提级 of one that misses its limits again and again: proposed, decided by a person."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, formatdate, getdate, today

from anshang_app.access_control.acting_unit import acts_for, bureau, coordinates
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.supervision import orders
from anshang_app.supervision.rules.limits import missed_now, of_type, urging_gaps
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

#: more misses than an order ever has
NEVER = 10**6
#: states in which an answer is owed
OWED = (constants.ORDERED, *orders.AT_WORK)


def urge(order: str, words: str | None, until: str | None) -> Document:
	"""催办 with words; once the limit is missed with the day by which to answer now. The order stays overdue."""
	doc = orders.open_order(order, OWED, may_urge, lambda doc: [doc.issuing_unit, doc.inspection_office])
	late = is_late(doc)
	if late and doc.extension_wanted:
		refuse(doc, [Problem("extension_wanted", doc.extension_wanted, "extension_open")])
	missed = limits_missed(doc)
	sentence = add_urging(doc, words, until, late, urging_unit(doc.inspection_office, doc.issuing_unit))
	if late:
		doc.limits_missed, doc.running_limit = missed, getdate(until)
	return orders.record_step(doc, sentence)


def add_urging(doc: Document, words: str | None, until: str | None, late: bool, unit: str | None) -> str:
	"""Enter an urging of an order or a problem, not stored yet; returns how the history tells it."""
	refuse(doc, of_type(doc.meta.get_field("urgings").options, urging_gaps(words, until, late, getdate())))
	doc.urged_on = today()
	doc.append(
		"urgings",
		{
			"urged_on": today(),
			"unit": unit,
			"words": words,
			"until": getdate(until) if late else None,
			"urged_by": frappe.session.user,
		},
	)
	message = _("Urged: {0}").format(escape_html(words or ""))
	return _("{0} To answer by {1}.").format(message, formatdate(until)) if late else message


def may_urge(order: Document) -> bool:
	"""Whether the session's user may urge: who gave the order, who checks it, or the bureau."""
	return coordinates() or acts_for(order.issuing_unit, order.inspection_office)


def urging_unit(*sides: str | None) -> str | None:
	"""For which of the sides the session's user urges; the bureau may urge for all."""
	mine = viewer_of().units
	return next((unit for unit in (*sides, bureau()) if unit in mine), next(filter(None, sides), None))


def running_limit(order: Document):
	"""The day by which an answer is owed now."""
	return getdate(order.running_limit or order.due_date)


def is_late(order: Document) -> bool:
	"""Whether an answer is owed and the running limit is over."""
	return order.state in OWED and running_limit(order) < getdate()


def limits_missed(order: Document) -> int:
	"""Limits missed as of today, the running one included."""
	done = getdate(order.reported_on) if order.reported_on else None
	return missed_now(running_limit(order), done, cint(order.limits_missed), getdate())


# --- 提级 -------------------------------------------------------------------------------------------------


def misses_allowed() -> int:
	"""After how many missed limits an escalation is proposed; 0: never."""
	return cint(frappe.get_cached_doc("Anshang Settings").misses_before_escalation)


def missed_before_proposal() -> int:
	"""With how many earlier misses one more proposes an escalation."""
	return misses_allowed() - 1 if misses_allowed() else NEVER


def is_proposed(order: Document) -> bool:
	"""Whether the platform proposes to escalate: an answer is owed, limits were missed so often, nobody decided yet."""
	often = misses_allowed()
	return bool(often and order.state in OWED and not order.escalation and limits_missed(order) >= often)


def decide(order: str, verdict: str, words: str | None) -> Document:
	"""提级督办 or not, by the bureau, in words."""
	doc = orders.open_order(order, OWED, lambda doc: coordinates(), lambda doc: [bureau()])
	problems = [] if is_proposed(doc) else [Problem("escalation", None, "not_proposed")]
	problems += [Problem("escalation_words", None, "words_needed")] if is_blank(words) else []
	refuse(doc, problems)
	doc.update(
		{
			"escalation": verdict,
			"escalation_words": words,
			"escalated_on": today(),
			"escalated_by": frappe.session.user,
		}
	)
	return orders.record_step(doc, _("{0}: {1}").format(_(verdict), escape_html(words or "")))


def actions_of(order: Document) -> list[str]:
	"""The steps open to the session's user."""
	actions = ["Escalate Order", "Do Not Escalate"] if is_proposed(order) and coordinates() else []
	return [*actions, "Urge"] if order.state in OWED and may_urge(order) else actions
