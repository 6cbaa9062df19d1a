"""阶段性办结: what an order requires line by line, reported and accepted one by one while the order stays open."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, today

from anshang_app.access_control.acting_unit import acts_for
from anshang_app.foundation import constants
from anshang_app.supervision import orders
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import raise_problems, refuse

#: lines the responsible unit reports
TO_REPORT = (constants.NOT_REPORTED, constants.RESULT_SENT_BACK)
#: a line is checked as long as the order is open
CHECKED_IN = (*orders.AT_WORK, constants.REPORTED_BACK)


def begin(order: Document) -> None:
	"""Lines of a new order are not reported yet, whatever they say."""
	for row in order.results:
		row.update(
			{
				field: None
				for field in (
					"report",
					"paper",
					"reported_on",
					"reported_by",
					"check_words",
					"checked_on",
					"checked_by",
				)
			}
		)
		row.state = constants.NOT_REPORTED


def waiting(order: Document) -> int:
	"""How many results wait to be checked."""
	return sum(row.state == constants.RESULT_REPORTED for row in order.results)


def report(order: str, result: str, words: str | None, paper: str | None) -> Document:
	"""反馈 of one result, with a paper if there is one."""
	doc = orders.open_for_unit(order, *orders.AT_WORK)
	row = line_of(doc, result, TO_REPORT)
	refuse(doc, [Problem("report", None, "words_needed", (), "results", row.idx)] if is_blank(words) else [])
	row.update(
		{
			"state": constants.RESULT_REPORTED,
			"report": words,
			"paper": paper or row.paper,
			"reported_on": today(),
			"reported_by": frappe.session.user,
			"checked_on": None,
			"checked_by": None,
		}
	)
	return tell(doc, row, words)


def check(order: str, result: str, verdict: str, words: str | None) -> Document:
	"""认可 of one result, or 退回 with the reason; the order stays open."""
	doc = orders.open_for_checker(order, *CHECKED_IN)
	row = line_of(doc, result, (constants.RESULT_REPORTED,))
	needs = verdict == constants.RESULT_SENT_BACK and is_blank(words)
	refuse(doc, [Problem("check_words", None, "reason_needed", (), "results", row.idx)] if needs else [])
	row.update(
		{"state": verdict, "check_words": words, "checked_on": today(), "checked_by": frappe.session.user}
	)
	return tell(doc, row, words)


def line_of(order: Document, result: str, states: tuple[str, ...]) -> Document:
	"""A line of the order by the name of its row, refused out of its turn."""
	row = next((row for row in order.results if row.name == result), None)
	if row is None:
		raise_problems(order, [Problem("results", None, "no_such_result")])
	if row.state not in states:
		named = "、".join(_(state) for state in states)
		refuse(order, [Problem("state", _(row.state), "result_turn", (named,), "results", row.idx)])
	return row


def tell(order: Document, row: Document, words: str | None) -> Document:
	"""Store the step and tell it in the history."""
	sentence = f"{row.result}：{_(row.state)}" + (f"。{words}" if words else "")
	return orders.record_step(order, escape_html(sentence))


def actions_of(order: Document) -> list[str]:
	"""The steps open to the session's user."""
	states = {row.state for row in order.results}
	actions = []
	if order.state in orders.AT_WORK and states & set(TO_REPORT) and orders.carries_out(order):
		actions.append("Report Result")
	checks = order.state in CHECKED_IN and constants.RESULT_REPORTED in states
	if checks and acts_for(orders.checker_of(order)):
		actions += ["Accept Result", "Send Result Back"]
	return actions
