"""容缺承诺: drafted for a step that may go ahead, in force with 承诺书 and the deciding unit's consent.

From the consent on the step does not wait for what was promised; a promise past its day lets it wait again.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from anshang_app.access_control.acting_unit import acts_for, bureau, check_side, coordinates
from anshang_app.coordination import commitments
from anshang_app.coordination.rules.deferrals import consent_gaps, status_of
from anshang_app.coordination.rules.guards import excluded_by, judged_by_hand
from anshang_app.foundation import constants
from anshang_app.planning.network import PROMISE, Deferral
from anshang_app.validation.checks import Problem, date_problem, future_problem, is_blank, lacking
from anshang_app.validation.messages import refuse

#: what was consented to; it stands from then on
CONSENTED = ("node", "ahead_node", "words", "due_date", "promise_letter")
CONSENT = ("consented_on", "consented_by", "consent_paper_no", "consent_paper")


def deferrals(projects: list[str] | None = None) -> list[Deferral]:
	"""The promises of some projects, or of all, that let a step go ahead or ask for it (a provider of `deferrals`)."""
	filters = {
		"kind": constants.DEFERRED_MATERIAL,
		"ahead_node": ["is", "set"],
		"state": ["!=", constants.WAIVED],
	}
	rows = frappe.get_all(
		commitments.COMMITMENT,
		filters=filters if projects is None else {**filters, "project": ["in", [*projects, ""]]},
		fields=["name", "node", "ahead_node", "state", "due_date", "consented_on"],
		order_by="creation, name",
	)
	day = getdate()
	return [
		Deferral(row.name, row.node, row.ahead_node, status)
		for row in rows
		if (status := status_of(row, day))
	]


def problems(commitment: Document) -> list[Problem]:
	"""A step goes ahead only where the template says that it may."""
	if not commitment.ahead_node or not commitment.changed("ahead_node", "node"):
		return []
	edge = {
		"parenttype": "Project Node",
		"parent": commitment.ahead_node,
		"predecessor": commitment.node,
		"edge_kind": PROMISE,
	}
	if commitment.node and frappe.db.exists("Node Dependency", edge):
		return []
	return [Problem("ahead_node", None, "not_deferrable")]


def fill_consent_unit(commitment: Document) -> None:
	"""Who consents is the unit that decides the step which goes ahead, else the one that decides what is promised.

	Where neither is an approval, nobody: the bureau enters the consent by paper.
	"""
	if commitment.consented_on:
		return
	ends = [node for node in (commitment.ahead_node, commitment.node) if node]
	deciding = {
		row.name: row.responsible_unit
		for row in frappe.get_all(
			"Project Node",
			filters={"name": ["in", [*ends, ""]], "approval_item": ["is", "set"]},
			fields=["name", "responsible_unit"],
		)
	}
	commitment.consent_unit = next((deciding[node] for node in ends if deciding.get(node)), None)


def lock_problems(commitment: Document) -> list[Problem]:
	"""What was consented to is not changed by hand."""
	if not commitment.consented_on or commitment.flags.by_path:
		return []
	return [Problem(field, None, "consented_to") for field in CONSENTED if commitment.changed(field)]


def draft(plan: Document, before: str, after: str, values: dict) -> Document:
	"""A drafted promise for one edge of a plan's project; `values`: {due_date, words?, exclusions_checked?}."""
	project = plan.project
	check_side(
		commitments.edits(frappe._dict(project=project)), *commitments.issues.collecting_units(project)
	)
	# of two clicks the second waits here, and finds the promise of the first
	frappe.db.get_value("Project Node", after, "name", for_update=True)
	doc = frappe.new_doc(commitments.COMMITMENT)
	refuse(doc, [*lacking(values, ("due_date",)), date_problem("due_date", values.get("due_date"))])
	titles = dict(
		frappe.get_all(
			"Project Node",
			filters={"project": project, "name": ["in", [before, after]]},
			fields=["name", "title"],
			as_list=True,
		)
	)
	refuse(doc, [Problem("ahead_node", None, "not_deferrable")] if len(titles) < 2 else [])
	refuse(doc, _open_already(before, after))
	doc.update(
		{
			"project": project,
			"kind": constants.DEFERRED_MATERIAL,
			"node": before,
			"ahead_node": after,
			"owed_by": constants.ENTERPRISE_SIDE,
			"due_date": values["due_date"],
			"words": values.get("words")
			or _("“{0}” is completed later; “{1}” goes ahead on this promise").format(
				titles[before], titles[after]
			),
			"exclusions_checked": values.get("exclusions_checked") or 0,
			"promise_letter": None,
		}
	)
	return doc.insert()


def _open_already(before: str, after: str) -> list[Problem]:
	filters = {
		"kind": constants.DEFERRED_MATERIAL,
		"node": before,
		"ahead_node": after,
		"state": ["not in", commitments.OUTCOMES],
	}
	other = frappe.db.get_value(commitments.COMMITMENT, filters, "name", for_update=True)
	return [Problem("ahead_node", None, "deferred_already", (other,))] if other else []


def may_consent(doc: Document) -> bool:
	"""Whether the session's user consents: the deciding unit, or the bureau with that unit's paper."""
	return acts_for(doc.consent_unit) or coordinates()


def consent(name: str, day: str | None, paper_no: str | None, paper: str | None) -> Document:
	"""同意容缺; the bureau enters it out of the deciding unit's paper (number and scan)."""
	doc = _to_consent(name)
	values = {"consented_on": day or today(), "consent_paper_no": paper_no, "consent_paper": paper}
	refuse(doc, [date_problem("consented_on", day)])
	gaps = consent_gaps(doc.as_dict() | values, not acts_for(doc.consent_unit), getdate())
	refuse(doc, [future_problem("consented_on", values["consented_on"], getdate()), *gaps])
	message = _("Consented to the promise")
	return commitments.record(doc, message, consented_by=frappe.session.user, **values)


def refuse_consent(name: str, reason: str | None) -> Document:
	"""不同意容缺 with the reason: the promise ends, the step waits."""
	doc = _to_consent(name)
	refuse(doc, [Problem("waiver_reason", None, "reason_needed")] if is_blank(reason) else [])
	return commitments.close(doc, constants.WAIVED, waived_on=today(), waiver_reason=reason)


def _to_consent(name: str) -> Document:
	doc = commitments.open_commitment(name)
	check_side(may_consent(doc), doc.consent_unit, bureau())
	refusals = []
	if doc.kind != constants.DEFERRED_MATERIAL:
		refusals.append(Problem("kind", _(doc.kind), "only_deferred"))
	elif doc.consented_on:
		refusals.append(Problem("consented_on", doc.consented_on, "consented_to"))
	refuse(doc, refusals)
	return doc


def exclusions(project: str, nodes: list[str]) -> list[dict]:
	"""[{node, excluded: names of the categories that fit, by_hand: names a person must judge}] (a provider)."""
	rules = commitments.exclusion_rules()
	facts = commitments.project_facts(project)
	items = dict(
		frappe.get_all(
			"Project Node",
			filters={"name": ["in", [*nodes, ""]]},
			fields=["name", "approval_item"],
			as_list=True,
		)
	)
	by_hand = judged_by_hand(rules)
	return [
		{
			"node": node,
			"excluded": excluded_by({**facts, "approval_item": items.get(node)}, rules),
			"by_hand": by_hand,
		}
		for node in nodes
	]
