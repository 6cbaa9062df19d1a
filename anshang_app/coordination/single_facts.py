"""Facts that stand once: the agreed start on the project, 基础设施配套 on the commitment and its step."""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate

from anshang_app.coordination import commitments
from anshang_app.foundation import constants
from anshang_app.service_plans.nodes import node_name
from anshang_app.validation.checks import Problem, as_date

PROJECT, NODE = "Investment Project", "Project Node"
#: the template's step of 基础设施配套建设
INFRASTRUCTURE_ROW = "infrastructure"
OPEN = {"state": ["not in", commitments.OUTCOMES]}
AGREED_START = {"kind": constants.CONTRACT_PERFORMANCE, "performance": constants.AGREED_START}


def is_agreed_start(commitment: Document) -> bool:
	return all(commitment.get(field) == value for field, value in AGREED_START.items())


def fill(commitment: Document) -> None:
	"""What is known elsewhere is not typed again."""
	if is_agreed_start(commitment) and not commitment.due_date:
		commitment.due_date = frappe.db.get_value(PROJECT, commitment.project, "agreed_start_date")
	if commitment.kind == constants.INFRASTRUCTURE and not commitment.node:
		node = node_name(commitment.project, INFRASTRUCTURE_ROW)
		commitment.node = frappe.db.get_value(NODE, {"name": node, "applies": 1})


def problems(commitment: Document) -> list[Problem]:
	"""The agreed start is the project's: another day is entered there."""
	if not is_agreed_start(commitment) or commitment.flags.by_path:
		return []
	agreed = frappe.db.get_value(PROJECT, commitment.project, "agreed_start_date")
	if not agreed or as_date(commitment.due_date) == agreed:
		return []
	return [Problem("due_date", commitment.due_date, "agreed_on_project", (agreed,))]


def tell_project(commitment: Document) -> None:
	"""A project without an agreed start takes that of the contract's commitment."""
	if not is_agreed_start(commitment):
		return
	project = frappe.get_doc(PROJECT, commitment.project)
	if project.agreed_start_date:
		return
	project.db_set("agreed_start_date", commitment.due_date)
	message = _("Agreed start of building {0}, from commitment {1}")
	project.add_comment("Info", message.format(formatdate(commitment.due_date), commitment.name))


def follow_project(project: Document, method: str | None = None) -> None:
	"""Another agreed start: open commitments about it follow (on_update)."""
	if not project.get_doc_before_save() or not project.changed("agreed_start_date"):
		return
	if not project.agreed_start_date:
		return
	for name in _open(project=project.name, **AGREED_START):
		doc = frappe.get_doc(commitments.COMMITMENT, name)
		doc.flags.by_path = True
		doc.due_date = project.agreed_start_date
		doc.save(ignore_permissions=True)


def follow_node(node: Document, method: str | None = None) -> None:
	"""The step of 基础设施配套 was done: what was promised of it is fulfilled that day (on_update)."""
	if node.actual_date and node.changed("actual_date"):
		keep_promises({node.name: node.actual_date})


def keep_promises(days: Mapping[str, object]) -> None:
	"""What was promised of the steps done, node to its day, is fulfilled on that day (provider)."""
	for name, node in _open_nodes(list(days)):
		doc = frappe.get_doc(commitments.COMMITMENT, name)
		# who enters the step need not be who confirms the commitment
		doc.flags.ignore_permissions = True
		commitments.close(doc, constants.FULFILLED, fulfilled_on=as_date(days[node]))


def _open_nodes(nodes: list[str]) -> list[tuple[str, str]]:
	"""The open commitments about 基础设施配套 of the steps, each with its step."""
	filters = {**OPEN, "node": ["in", [*nodes, ""]], "kind": constants.INFRASTRUCTURE}
	return frappe.get_all(
		commitments.COMMITMENT, filters=filters, fields=["name", "node"], order_by="name", as_list=True
	)


def tell_node(commitment: Document) -> None:
	"""The last open commitment of a step was fulfilled: the step is done that day."""
	if commitment.kind != constants.INFRASTRUCTURE or not commitment.node:
		return
	if commitment.state != constants.FULFILLED or not commitment.changed("state"):
		return
	if _open(node=commitment.node, kind=constants.INFRASTRUCTURE):
		return
	node = frappe.get_doc(NODE, commitment.node)
	if node.actual_date:
		return
	node.flags.by_path = True
	node.actual_date = commitment.fulfilled_on
	node.save(ignore_permissions=True)


def _open(**filters) -> list[str]:
	return frappe.get_all(commitments.COMMITMENT, filters={**OPEN, **filters}, pluck="name", order_by="name")
