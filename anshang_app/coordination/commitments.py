"""承诺事项: who owes whom what by when; 容缺 promises are refused for excluded categories."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, getdate, today

from anshang_app.access_control.acting_unit import acts_for, bureau, check_side, coordinates
from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.access_control.row_rule import may_project
from anshang_app.access_control.user_context import viewer_of
from anshang_app.coordination import issues
from anshang_app.coordination.rules.guards import excluded_by, judged_by_hand
from anshang_app.foundation import constants
from anshang_app.foundation.units import find_platform_unit
from anshang_app.foundation.workflow_step import hold
from anshang_app.validation.checks import Problem, date_problem, future_problem, is_blank, lacking
from anshang_app.validation.messages import refuse

COMMITMENT = "Commitment"
OUTCOMES = (constants.FULFILLED, constants.WAIVED)


def fill_sides(commitment: Document) -> None:
	"""A 容缺 promise is the enterprise's; a contract is watched by 招商服务中心 (scheme §三(二)1③)."""
	if commitment.kind == constants.DEFERRED_MATERIAL:
		commitment.owed_by = constants.ENTERPRISE_SIDE
	if commitment.owed_by == constants.ENTERPRISE_SIDE:
		commitment.unit = None
	commitment.supervised_by = commitment.supervised_by or supervisor_of(commitment)


def supervisor_of(commitment: Document) -> str | None:
	"""Who watches by default: 招商服务中心 a contract, 落户地 a policy (scheme §三(二)3④), else 包保单位; never who owes."""
	if commitment.kind == constants.CONTRACT_PERFORMANCE:
		return find_platform_unit("investment_service_center")
	lead, host = issues.units_of_project(commitment.project)
	sides = (host, lead) if commitment.kind == constants.POLICY_FULFILMENT else (lead, host)
	return next((unit for unit in sides if unit and unit != commitment.unit), bureau())


def state_of(commitment: Document) -> str:
	"""Fulfilled and waived stay; else the day decides."""
	if commitment.state in OUTCOMES:
		return commitment.state
	return constants.PAST_DUE if getdate(commitment.due_date) < getdate() else constants.NOT_DUE


def problems(commitment: Document) -> list[Problem]:
	"""Everything that is missing or wrong, at once."""
	needs = {
		"Factor Guarantee": ("factor",),
		constants.CONTRACT_PERFORMANCE: ("performance",),
		constants.DEFERRED_MATERIAL: ("node",),
	}.get(commitment.kind, ())
	refusals = lacking(commitment.as_dict(), needs)
	if commitment.kind == constants.CONTRACT_PERFORMANCE and not commitment.supervised_by:
		refusals.append(Problem("supervised_by", None, "unit_unknown"))
	if commitment.supervised_by and commitment.supervised_by == commitment.unit:
		refusals.append(Problem("supervised_by", commitment.supervised_by, "supervises_itself"))
	late = future_problem("requested_on", commitment.requested_on, getdate())
	refusals += [late] if late else []
	if commitment.owed_by == constants.CITY_SIDE:
		refusals += lacking(commitment.as_dict(), ("unit",))
	if commitment.node:
		owner = frappe.db.get_value("Project Node", commitment.node, "project")
		if owner != commitment.project:
			refusals.append(Problem("node", commitment.node, "node_elsewhere"))
		elif commitment.kind == constants.DEFERRED_MATERIAL and commitment.is_new():
			refusals += exclusion_problems(commitment)
	return refusals


def exclusion_problems(commitment: Document) -> list[Problem]:
	"""An excluded category that fits refuses the promise; those a person must judge ask for his word."""
	rules, facts = exclusion_rules(), project_facts(commitment.project)
	facts["approval_item"] = frappe.db.get_value("Project Node", commitment.node, "approval_item")
	exclusions = [Problem("kind", None, "excluded_category", (name,)) for name in excluded_by(facts, rules)]
	by_hand = judged_by_hand(rules)
	if by_hand and not commitment.exclusions_checked:
		exclusions.append(Problem("exclusions_checked", None, "exclusions_unchecked", ("、".join(by_hand),)))
	return exclusions


def exclusion_rules() -> list:
	"""The excluded categories in use."""
	return frappe.get_all(
		"Deferral Exclusion",
		filters={"is_active": 1},
		fields=["category_name", "landing_mode", "industry_chain", "approval_item"],
		order_by="category_name",
	)


def project_facts(project: str) -> dict:
	"""What of a project the excluded categories ask for."""
	return frappe.db.get_value(
		"Investment Project", project, ["landing_mode", "industry_chain"], as_dict=True
	)


def answer(name: str, text: str | None, proof: str | None = None) -> Document:
	"""答复 of the unit that owes, in words with its proof; whoever supervises it confirms."""
	doc = open_commitment(name)
	check_side(answers(doc), *answering_units(doc))
	refuse(doc, [Problem("answer", None, "words_needed")] if is_blank(text) else [])
	return record(
		doc,
		_("Answered: {0}").format(escape_html(text or "")),
		answer=text,
		proof=proof or doc.proof,
		answered_on=today(),
		answered_by=frappe.session.user,
		commitment_return=None,
	)


def return_answer(name: str, reason: str | None) -> Document:
	"""退回 an answer that does not show it kept, with the reason."""
	doc = open_commitment(name)
	check_side(confirms(doc), *confirming_units(doc))
	refusals = [] if doc.answered_on else [Problem("answer", None, "no_answer_yet")]
	refusals += [Problem("commitment_return", None, "reason_needed")] if is_blank(reason) else []
	refuse(doc, refusals)
	message = _("Answer returned. Reason: {0}").format(escape_html(reason or ""))
	return record(doc, message, answered_on=None, answered_by=None, commitment_return=reason)


def record(doc: Document, history_line: str, **values) -> Document:
	"""Store a step, with one line about it in the record's history."""
	doc.flags.by_path = True
	doc.update(values)
	doc.save()
	doc.add_comment("Info", history_line)
	return doc


def answering_units(doc: Document) -> list[str | None]:
	"""Who answers: the unit that owes; for the enterprise those who write its project."""
	return [doc.unit] if doc.unit else issues.units_of_project(doc.project)


def answers(doc: Document) -> bool:
	"""Whether the session's user answers for who owes."""
	return acts_for(*answering_units(doc))


def confirming_units(doc: Document) -> list[str | None]:
	"""Who confirms: the supervising unit, else the other units of the project."""
	return [doc.supervised_by] if doc.supervised_by else issues.units_of_project(doc.project)


def confirms(doc: Document) -> bool:
	"""Whether the session's user enters the outcome: who supervises it, or writes the project and does not owe it."""
	if coordinates() or acts_for(doc.supervised_by):
		return True
	return edits(doc) and not acts_for(doc.unit)


def edits(doc: Document) -> bool:
	"""Whether the session's user words the commitment: who writes its project."""
	return may_project(doc.project, viewer_of(), writing=True)


def fulfil(name: str, day: str | None = None, proof: str | None = None) -> Document:
	"""兑现 on a day (the answer's, or today, if not given), with its proof if there is one."""
	doc = open_commitment(name)
	check_side(confirms(doc), *confirming_units(doc))
	refuse(doc, [date_problem("fulfilled_on", day)])
	day = getdate(day or doc.answered_on or today())
	refuse(doc, [future_problem("fulfilled_on", day, getdate())])
	return close(doc, constants.FULFILLED, fulfilled_on=day, proof=proof or doc.proof)


def waive(name: str, reason: str | None) -> Document:
	"""免除 with its reason."""
	doc = open_commitment(name)
	check_side(confirms(doc), *confirming_units(doc))
	refuse(doc, [Problem("waiver_reason", None, "reason_needed")] if is_blank(reason) else [])
	return close(doc, constants.WAIVED, waived_on=today(), waiver_reason=reason)


def may_release(doc: Document) -> bool:
	"""Whether the session's user speaks for the unit that owes it, or for the bureau."""
	return coordinates() or acts_for(doc.unit)


def releases(doc: Document) -> bool:
	"""Whether the session's user is offered to release it now."""
	return doc.owed_by == constants.CITY_SIDE and not doc.released_on and may_release(doc)


def release(name: str) -> Document:
	"""Let the enterprise read a promise of the city's on its page, by the unit that owes it or the bureau."""
	doc = open_commitment(name)
	check_side(may_release(doc), doc.unit)
	refusals = [] if doc.owed_by == constants.CITY_SIDE else [Problem("released_on", None, "own_promise")]
	refusals += [Problem("released_on", doc.released_on, "said_already")] if doc.released_on else []
	refuse(doc, refusals)
	return record(doc, _("Released to the enterprise"), released_on=today(), released_by=frappe.session.user)


def open_commitment(name: str) -> Document:
	"""A commitment without an outcome that the session's user may write."""
	doc = frappe.get_doc(COMMITMENT, name)
	doc.check_permission("write")
	hold(doc)
	refuse_after_outcome(doc)
	return doc


def refuse_after_outcome(doc: Document) -> None:
	"""What was fulfilled or waived stays as it was entered."""
	if doc.state in OUTCOMES:
		refuse(doc, [Problem("state", None, "outcome_entered", (_(doc.state),))])


def close(doc: Document, outcome: str, **values) -> Document:
	"""Write the outcome, with who entered it."""
	doc.flags.by_path = True
	doc.update({"state": outcome, "decided_by": frappe.session.user, **values})
	return doc.save()


def refresh_states() -> None:
	"""A day passed: open commitments whose day is over are past due; two statements for all of them."""
	for state, condition in ((constants.PAST_DUE, "<"), (constants.NOT_DUE, ">=")):
		frappe.db.set_value(
			COMMITMENT,
			{"state": ["not in", (*OUTCOMES, state)], "due_date": [condition, today()]},
			"state",
			state,
			update_modified=False,
		)


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""What hangs on a promise with its outcome, and letter and paper of one that was consented to."""
	keepers = kept_in(COMMITMENT, OUTCOMES, doctype, name)
	if keepers or doctype != COMMITMENT:
		return keepers
	promise = frappe.db.get_value(
		COMMITMENT, name, ["consented_on", "promise_letter", "consent_paper"], as_dict=True
	)
	if not promise or not promise.consented_on:
		return []
	addresses = frozenset(filter(None, (promise.promise_letter, promise.consent_paper)))
	return [Kept(_("The promise was consented to: it stands as it is."), addresses)]
