"""督办件 over REST and for the desk's buttons: one method per step, each refused with everything missing."""

from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint
from anshang_app.supervision import orders


@endpoint
def sign_for_order(order: str) -> dict:
	"""签收 by the responsible unit."""
	return _order(orders.step(order, constants.ACTION_SIGN_FOR))


@endpoint
def correct_order(
	order: str,
	reason: str | None = None,
	matter: str | None = None,
	requirement: str | None = None,
	unit: str | None = None,
	person: str | None = None,
	due_date: str | None = None,
) -> dict:
	"""更正 a slip by who gave the order, with the reason, before it is signed for; blank ones stay as they are."""
	values = {
		"matter": matter,
		"requirement": requirement,
		"unit": unit,
		"person": person,
		"due_date": due_date,
	}
	return _order(orders.correct(order, {field: value or None for field, value in values.items()}, reason))


@endpoint
def begin_order(order: str) -> dict:
	"""开始办理."""
	return _order(orders.step(order, constants.ACTION_BEGIN))


@endpoint
def report_back(order: str, reply: str | None = None, paper: str | None = None) -> dict:
	"""反馈 in words, with a paper if there is one."""
	return _order(orders.report_back(order, reply, paper))


@endpoint
def settle_order(order: str, words: str | None = None) -> dict:
	"""办结 by the unit that checks."""
	return _order(orders.check(order, constants.ACTION_SETTLE, words))


@endpoint
def redo_order(order: str, reason: str | None = None) -> dict:
	"""退回重办 with the reason."""
	return _order(orders.check(order, constants.ACTION_SEND_BACK, reason))


def _order(doc) -> dict:
	return {"name": doc.name, "state": doc.state, "checker": orders.checker_of(doc)}
