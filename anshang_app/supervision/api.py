"""督办件 over REST and for the desk's buttons: one method per step, each refused with everything missing."""

from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import endpoint
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.supervision import extensions, orders, results, revisions, urgings


@for_others(order=SAMPLE)
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
	return _order(revisions.correct(order, _filled(values), reason))


@for_others(order=SAMPLE)
@endpoint
def begin_order(order: str) -> dict:
	"""开始办理."""
	return _order(orders.step(order, constants.ACTION_BEGIN))


@for_others(order=SAMPLE, reply="便道已移交，影像资料报备。")
@endpoint
def report_back(order: str, reply: str | None = None, paper: str | None = None) -> dict:
	"""反馈 in words, with a paper if there is one."""
	return _order(orders.report_back(order, reply, paper))


@for_others(order=SAMPLE, words="已现场核实")
@endpoint
def settle_order(order: str, words: str | None = None) -> dict:
	"""办结 by the unit that checks."""
	return _order(orders.check(order, constants.ACTION_SETTLE, words))


@for_others(order=SAMPLE, reason="缺移交清单")
@endpoint
def redo_order(order: str, reason: str | None = None) -> dict:
	"""退回重办 with the reason."""
	return _order(orders.check(order, constants.ACTION_SEND_BACK, reason))


@endpoint
def change_order(
	order: str,
	reason: str | None = None,
	matter: str | None = None,
	requirement: str | None = None,
	person: str | None = None,
	due_date: str | None = None,
) -> dict:
	"""变更 by who gave the order, with the reason, once it is signed for; blank ones stay as they are."""
	values = {"matter": matter, "requirement": requirement, "person": person, "due_date": due_date}
	return _order(revisions.change(order, _filled(values), reason))


@endpoint
def revoke_order(order: str, reason: str | None = None) -> dict:
	"""撤销 by who gave the order, with the reason."""
	return _order(revisions.revoke(order, reason))


@for_others(order=SAMPLE, due_date="2031-03-31", reason="连续降雨")
@endpoint
def ask_extension(order: str, due_date: str | None = None, reason: str | None = None) -> dict:
	"""申请延期 by the responsible unit, before the due day."""
	return _order(extensions.ask(order, due_date, reason))


@for_others(order=SAMPLE, words="同意")
@endpoint
def grant_extension(
	order: str,
	words: str | None = None,
	approver: str | None = None,
	approved_on: str | None = None,
	document_no: str | None = None,
	paper: str | None = None,
) -> dict:
	"""同意延期 by the unit that checks; of an order from above with approver, day and document."""
	proof = {"approver": approver, "approved_on": approved_on, "document_no": document_no, "paper": paper}
	return _order(extensions.grant(order, words, proof))


@for_others(order=SAMPLE, reason="可调整工序")
@endpoint
def refuse_extension(order: str, reason: str | None = None) -> dict:
	"""不同意延期 with the reason."""
	return _order(extensions.refuse_extension(order, reason))


@for_others(order=SAMPLE, words="请按期反馈")
@endpoint
def urge_order(order: str, words: str | None = None, until: str | None = None) -> dict:
	"""催办 with words; once the limit is missed with the day by which to answer now."""
	return _order(urgings.urge(order, words, until))


@endpoint
def escalate_order(order: str, words: str | None = None) -> dict:
	"""提级督办: the bureau follows the proposal."""
	return _order(urgings.decide(order, constants.ESCALATED, words))


@endpoint
def decline_escalation(order: str, reason: str | None = None) -> dict:
	"""不提级: the bureau declines the proposal, with the reason."""
	return _order(urgings.decide(order, constants.NOT_ESCALATED, reason))


@for_others(order=SAMPLE, result=SAMPLE, report="清单已移交")
@endpoint
def report_result(order: str, result: str, report: str | None = None, paper: str | None = None) -> dict:
	"""反馈 of one required result (the name of its row)."""
	return _order(results.report(order, result, report, paper))


@endpoint
def accept_result(order: str, result: str, words: str | None = None) -> dict:
	"""认可 of one required result."""
	return _order(results.check(order, result, constants.RESULT_ACCEPTED, words))


@endpoint
def return_result(order: str, result: str, reason: str | None = None) -> dict:
	"""退回 of one required result, with the reason."""
	return _order(results.check(order, result, constants.RESULT_SENT_BACK, reason))


def _filled(values: dict) -> dict:
	"""The values as they were sent; a blank one counts as none."""
	return {field: value or None for field, value in values.items()}


def _order(doc) -> dict:
	return {"name": doc.name, "state": doc.state, "checker": orders.checker_of(doc)}
