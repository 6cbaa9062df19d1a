"""协调问题 and 督办件 over REST and for the desk's buttons: one method per step, each refused with everything missing."""

import frappe

from anshang_app import states
from anshang_app.case import issues, letter_numbers, orders
from anshang_app.endpoints import endpoint


@endpoint
def take_up(
	issue: str, unit: str | None = None, person: str | None = None, due_date: str | None = None
) -> dict:
	"""受理: department, person and limit stand from here on."""
	values = {"unit": unit, "person": person, "due_date": due_date}
	return _issue(issues.step(issue, states.ACTION_TAKE_UP, values))


@endpoint
def begin_issue(issue: str) -> dict:
	"""开始办理."""
	return _issue(issues.step(issue, states.ACTION_BEGIN))


@endpoint
def answer_issue(issue: str, answer: str | None = None) -> dict:
	"""回复 of the responsible unit, in words."""
	return _issue(issues.step(issue, states.ACTION_ANSWER, {"answer": answer}))


@endpoint
def send_issue_back(issue: str, reason: str | None = None) -> dict:
	"""退回 a problem that is not the unit's, with the reason."""
	return _issue(issues.step(issue, states.ACTION_SEND_BACK, {"return_reason": reason}))


@endpoint
def raise_again(issue: str, unit: str | None = None) -> dict:
	"""A problem sent back is raised again, to another unit if one is named."""
	return _issue(issues.step(issue, states.ACTION_RAISE_AGAIN, {"unit": unit}))


@endpoint
def work_again(issue: str) -> dict:
	"""The answer did not solve it: 继续办理."""
	return _issue(issues.step(issue, states.ACTION_WORK_AGAIN))


@endpoint
def clear_issue(
	issue: str,
	confirmed_by: str | None = None,
	confirmed_on: str | None = None,
	confirmed_how: str | None = None,
	satisfaction: str | None = None,
) -> dict:
	"""销号 with the enterprise's confirmation: who, when, how; its satisfaction if it said so."""
	values = {
		"confirmed_by": confirmed_by,
		"confirmed_on": confirmed_on,
		"confirmed_how": confirmed_how,
		"satisfaction": satisfaction,
	}
	return _issue(issues.step(issue, states.ACTION_CLEAR, values))


@endpoint
def escalate(issue: str, reason: str | None = None) -> dict:
	"""上报 one level up the ladder, with the reason."""
	return _issue(issues.escalate(issue, reason))


@endpoint
def sign_for_order(order: str) -> dict:
	"""签收 by the responsible unit."""
	return _order(orders.step(order, states.ACTION_SIGN_FOR))


@endpoint
def begin_order(order: str) -> dict:
	"""开始办理."""
	return _order(orders.step(order, states.ACTION_BEGIN))


@endpoint
def report_back(order: str, reply: str | None = None, paper: str | None = None) -> dict:
	"""反馈 in words, with a paper if there is one."""
	return _order(orders.report_back(order, reply, paper))


@endpoint
def settle_order(order: str, words: str | None = None) -> dict:
	"""办结 by the unit that checks."""
	return _order(orders.check(order, states.ACTION_SETTLE, words))


@endpoint
def redo_order(order: str, reason: str | None = None) -> dict:
	"""退回重办 with the reason."""
	return _order(orders.check(order, states.ACTION_SEND_BACK, reason))


@endpoint
def draw_order_number(order: str) -> dict:
	"""Draw the 文号 of the 督办通知单."""
	doc = frappe.get_doc(orders.ORDER, order)
	doc.check_permission("write")
	return {"name": doc.name, "letter_no": letter_numbers.draw_for_order(doc)}


def _issue(doc) -> dict:
	return {"name": doc.name, "state": doc.state, "level": doc.level, "clock": issues.clock_of(doc)}


def _order(doc) -> dict:
	return {"name": doc.name, "state": doc.state, "checker": orders.checker_of(doc)}
