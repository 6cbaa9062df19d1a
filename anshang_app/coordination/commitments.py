"""承诺事项: who owes whom what by when; 容缺 promises are refused for excluded categories."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.coordination.rules.guards import excluded_by, judged_by_hand, lacking
from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import hold
from anshang_app.validation.checks import Problem, date_problem, future_problem, is_blank
from anshang_app.validation.messages import refuse

COMMITMENT = "Commitment"
OUTCOMES = (constants.FULFILLED, constants.WAIVED)


def fill_sides(commitment: Document) -> None:
	"""A 容缺 promise is the enterprise's; a contract is watched by 招商服务中心 (seed §三(二)1③)."""
	if commitment.kind == constants.DEFERRED_MATERIAL:
		commitment.owed_by = constants.ENTERPRISE_SIDE
	if commitment.owed_by == constants.ENTERPRISE_SIDE:
		commitment.unit = None
	watched = commitment.kind == constants.CONTRACT_PERFORMANCE
	settings = frappe.get_cached_doc("Anshang Settings")
	commitment.supervised_by = settings.investment_service_center if watched else None


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
	found = lacking(commitment.as_dict(), needs)
	if commitment.owed_by == constants.CITY_SIDE:
		found += lacking(commitment.as_dict(), ("unit",))
	if commitment.node:
		owner = frappe.db.get_value("Project Node", commitment.node, "project")
		if owner != commitment.project:
			found.append(Problem("node", commitment.node, "node_elsewhere"))
		elif commitment.kind == constants.DEFERRED_MATERIAL and commitment.is_new():
			found += exclusion_problems(commitment)
	return found


def exclusion_problems(commitment: Document) -> list[Problem]:
	"""An excluded category that fits refuses the promise; those a person must judge ask for his word."""
	rules = frappe.get_all(
		"Deferral Exclusion",
		filters={"is_active": 1},
		fields=["category_name", "landing_mode", "industry_chain", "approval_item"],
		order_by="category_name",
	)
	facts = frappe.db.get_value(
		"Investment Project", commitment.project, ["landing_mode", "industry_chain"], as_dict=True
	)
	facts["approval_item"] = frappe.db.get_value("Project Node", commitment.node, "approval_item")
	found = [Problem("kind", None, "excluded_category", (name,)) for name in excluded_by(facts, rules)]
	by_hand = judged_by_hand(rules)
	if by_hand and not commitment.exclusions_checked:
		found.append(Problem("exclusions_checked", None, "exclusions_unchecked", ("、".join(by_hand),)))
	return found


def fulfil(name: str, day: str | None = None, proof: str | None = None) -> Document:
	"""兑现 on a day, today if not given, with its proof if there is one."""
	doc = open_commitment(name)
	refuse(doc, [date_problem("fulfilled_on", day)])
	day = getdate(day or today())
	refuse(doc, [future_problem("fulfilled_on", day, getdate())])
	return close(doc, constants.FULFILLED, fulfilled_on=day, proof=proof)


def waive(name: str, reason: str | None) -> Document:
	"""免除 with its reason."""
	doc = open_commitment(name)
	refuse(doc, [Problem("waiver_reason", None, "reason_needed")] if is_blank(reason) else [])
	return close(doc, constants.WAIVED, waived_on=today(), waiver_reason=reason)


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
	"""What hangs on a promise with its outcome."""
	return kept_in(COMMITMENT, OUTCOMES, doctype, name)
