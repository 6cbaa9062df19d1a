"""What a passage to the next stage asks of the project's steps (scheme §二(3)–(6))."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.coordination.promises import promises_of
from anshang_app.foundation import constants
from anshang_app.project_lifecycle.rules.stage_requirements import GateStep, open_steps
from anshang_app.validation.checks import Problem

#: stage a step leads to -> the step, as nodes name it in `needed_before`
STEPS = {
	constants.CONSTRUCTION: constants.ACTION_START,
	constants.ACCEPTANCE: constants.ACTION_APPLY,
	constants.COMPLETION_HANDOVER: constants.ACTION_COMPLETE,
}


def finished_steps(project: Document) -> list[Problem]:
	"""Every applying step needed before the stage is done, or promised for a day still to come."""
	if project.stage not in STEPS:
		return []
	steps = gate_steps(project.name, STEPS[project.stage])
	return open_steps(steps, promises_of(project.name), getdate())


def gate_steps(project: str, action: str) -> list[GateStep]:
	"""The applying nodes that must be done before `action`, in the order of the template."""
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": project, "needed_before": action, "applies": 1},
		fields=["name", "title", "actual_date", "responsible_unit", "unit_text"],
		order_by="sequence, name",
	)
	cases = frappe.get_all(
		"Approval Case",
		filters={"node": ["in", [node.name for node in nodes] or [""]]},
		fields=["name", "node"],
		order_by="name",
	)
	case_of = {case.node: case.name for case in cases}
	return [
		GateStep(
			title=node.title,
			done=bool(node.actual_date),
			case=case_of.get(node.name),
			unit=node.responsible_unit or node.unit_text,
			node=node.name,
		)
		for node in nodes
	]
