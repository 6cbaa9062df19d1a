"""Measures a plan adopts on its own edges: steps run in parallel, with the reason; sealed into the nodes' edges."""

import frappe
from frappe.model.document import Document
from frappe.utils import today

from anshang_app.foundation import constants
from anshang_app.foundation.workflow_step import hold
from anshang_app.planning.network import PROMISE
from anshang_app.planning.schedule import RUN_PARALLEL
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse


def run_in_parallel(plan: Document, before: str, after: str, reason: str | None) -> Document:
	"""Adopt the measure in a draft; a hard edge is the law's."""
	_open_draft(plan)
	edge = frappe.db.get_value(
		"Node Dependency",
		{"parenttype": "Project Node", "parent": after, "predecessor": before, "edge_kind": PROMISE},
		["start_to_start"],
		as_dict=True,
	)
	titles = _titles(plan.project, before, after)
	problems = []
	if not edge or len(titles) < 2:
		problems.append(Problem("adjustments", None, "not_deferrable"))
	elif edge.start_to_start or _row(plan, before, after):
		problems.append(Problem("adjustments", titles[after], "parallel_already"))
	if is_blank(reason):
		problems.append(Problem("adjustments", None, "reason_needed"))
	refuse(plan, problems)
	plan.append(
		"adjustments",
		{
			"predecessor": before,
			"predecessor_title": titles[before],
			"node": after,
			"node_title": titles[after],
			"way": RUN_PARALLEL,
			"reason": reason,
			"adopted_by": frappe.session.user,
			"adopted_on": today(),
		},
	)
	return _save(plan)


def wait_again(plan: Document, before: str, after: str) -> Document:
	"""Take the measure back; the history of the draft keeps it."""
	_open_draft(plan)
	row = _row(plan, before, after)
	refuse(plan, [] if row else [Problem("adjustments", None, "not_parallel")])
	plan.remove(row)
	return _save(plan)


def write_to_edges(plan: Document) -> None:
	"""已签章: the measures become the order of the nodes."""
	for row in plan.adjustments:
		edge = {"parenttype": "Project Node", "parent": row.node, "predecessor": row.predecessor}
		frappe.db.set_value("Node Dependency", edge, {"start_to_start": 1, "lag": 0})


def _open_draft(plan: Document) -> None:
	plan.check_permission("write")
	hold(plan)
	if plan.state != constants.PLAN_DRAFT:
		refuse(plan, [Problem("state", frappe._(plan.state), "locked")])


def _titles(project: str, *nodes: str) -> dict[str, str]:
	return dict(
		frappe.get_all(
			"Project Node",
			filters={"project": project, "name": ["in", nodes]},
			fields=["name", "title"],
			as_list=True,
		)
	)


def _row(plan: Document, before: str, after: str) -> Document | None:
	return next((row for row in plan.adjustments if (row.predecessor, row.node) == (before, after)), None)


def _save(plan: Document) -> Document:
	plan.flags.adopts_measures = True
	plan.save()
	return plan
