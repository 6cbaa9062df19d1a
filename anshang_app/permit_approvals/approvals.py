"""审批办理: a case for every node that has an approval item, and its steps."""

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.access_control.kept_files import Kept, kept_in, kept_rows
from anshang_app.foundation import constants
from anshang_app.foundation.bulk import insert_rows
from anshang_app.foundation.naming import draw_names
from anshang_app.foundation.phase_words import project_titles
from anshang_app.foundation.workflow_step import take_step
from anshang_app.permit_approvals.clocks import LISTED_AFTER, TABLE, live
from anshang_app.planning.network import HARD
from anshang_app.validation.checks import Problem, as_date, future_problem, is_blank, order_problems
from anshang_app.validation.messages import refuse

LIMITS = ("statutory_limit", "promised_limit", "limit_unit", "day_off_rule", "is_immediate")
#: states in which the limits still follow the item
BEFORE_FILING = (constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE)
BEFORE_ACCEPTANCE = (*BEFORE_FILING, constants.FILED)
OPEN_STATES = (*BEFORE_ACCEPTANCE, constants.ACCEPTED, constants.CLOCK_STOPPED)
#: after these an item may be applied for again
FAILED = (constants.REFUSED, constants.WITHDRAWN)


# --- cases come to be -------------------------------------------------------------------------------------


def open_cases(projects: Iterable[str]) -> None:
	"""Create the missing cases of projects' applying nodes: as many statements for one as for all."""
	projects = list(projects)
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": ["in", projects or [""]], "applies": 1, "approval_item": ["is", "set"]},
		fields=["name", "project", "approval_item", "responsible_unit", "actual_date", "is_demo"],
		order_by="project, sequence, name",
	)
	taken = set(
		frappe.get_all(
			"Approval Case",
			filters={"project": ["in", projects or [""]], "state": ["not in", FAILED]},
			pluck="node",
			order_by="name",
		)
	)
	nodes = [node for node in nodes if node.name not in taken]
	if nodes:
		add_cases(nodes, _titles(nodes))


def add_cases(nodes: Iterable[Mapping], titles: Mapping[str, str]) -> None:
	"""Write a case for each of the nodes that applies and has an item; `titles` names their projects."""
	nodes = [node for node in nodes if node["approval_item"] and node.get("applies", 1)]
	if not nodes:
		return
	limits, rows = _limits(nodes), []
	for name, node in zip(draw_names("Approval Case", len(nodes)), nodes, strict=True):
		done = node.get("actual_date")
		rows.append(
			{
				"name": name,
				"project": node["project"],
				"project_name": titles[node["project"]],
				"approval_item": node["approval_item"],
				"node": node["name"],
				"unit": node["responsible_unit"],
				"is_demo": node["is_demo"],
				**limits[node["approval_item"]],
				**(decided_before(done) if done else NEW),
			}
		)
	insert_rows("Approval Case", rows)


def _limits(nodes: list[Mapping]) -> dict[str, dict]:
	items = frappe.get_all(
		"Approval Item",
		filters={"name": ["in", list({node["approval_item"] for node in nodes})]},
		fields=["name", *LIMITS],
		order_by="name",
	)
	return {item.name: {field: item[field] for field in LIMITS} for item in items}


def _titles(nodes: list[frappe._dict]) -> dict[str, str]:
	return project_titles({node.project for node in nodes})


NEW = {
	"state": constants.NOT_APPLIED_FOR,
	"clock_state": constants.NOT_RUNNING_YET,
	"listed_by": LISTED_AFTER[constants.NOT_RUNNING_YET],
	"issued_on": None,
	"is_back_entry": 0,
}


def decided_before(day) -> dict:
	"""A case decided before the platform knew it: its day, no clock."""
	return {
		"state": constants.GRANTED,
		"clock_state": constants.CLOCK_ENDED,
		"listed_by": LISTED_AFTER[constants.CLOCK_ENDED],
		"issued_on": day,
		"is_back_entry": 1,
	}


def back_enter(days: Mapping[str, object]) -> None:
	"""补录: nodes with a known actual day have their untouched cases granted on it."""
	for node, day in days.items():
		open_case = {"node": node, "state": ["in", BEFORE_ACCEPTANCE]}
		frappe.db.set_value("Approval Case", open_case, decided_before(getdate(day)))


def follow_nodes(project: str) -> None:
	"""Cases not yet applied for take the unit of their node; those of nodes left out go, if untouched."""
	open_cases([project])
	nodes = {
		row.name: row
		for row in frappe.get_all(
			"Project Node",
			filters={"project": project, "approval_item": ["is", "set"]},
			fields=["name", "responsible_unit", "applies"],
			order_by="name",
		)
	}
	waiting = frappe.get_all(
		"Approval Case",
		filters={"project": project, "state": ["in", BEFORE_ACCEPTANCE]},
		fields=["name", "node", "unit", "state", "agent", "mandate_file"],
		order_by="name",
	)
	with_rows = set(
		frappe.get_all(
			"Approval Material",
			filters={"parenttype": "Approval Case", "parent": ["in", [row.name for row in waiting] or [""]]},
			pluck="parent",
			order_by="parent",
		)
	)
	for case in waiting:
		node = nodes.get(case.node)
		touched = case.agent or case.mandate_file or case.name in with_rows
		if not (node and node.applies) and case.state == constants.NOT_APPLIED_FOR and not touched:
			frappe.db.delete("Approval Case", {"name": case.name})
		elif node and case.unit != node.responsible_unit:
			frappe.db.set_value("Approval Case", case.name, "unit", node.responsible_unit)


def case_of(node: str) -> str | None:
	"""The case that records when the item of a node is granted."""
	return frappe.db.get_value("Approval Case", {"node": node, "state": ["not in", FAILED]})


def case_records_day(node: Document) -> list[str]:
	"""The case in which the day of a node is recorded and corrected, if there is one."""
	case = case_of(node.name)
	return [case] if case else []


def node_problems(node: Document) -> list[Problem]:
	"""The day of a node with an approval case is entered once: where the case is granted."""
	if node.flags.by_path or node.is_new() or not node.changed("actual_date"):
		return []
	case = case_of(node.name)
	return [Problem("actual_date", node.actual_date, "by_case", (case,))] if case else []


def follow_node(node: Document, method: str | None = None) -> None:
	"""A node's item or applicability changed: so do its cases (on_update)."""
	if node.changed("approval_item", "applies"):
		follow_nodes(node.project)


def apply_again(case: Document) -> Document:
	"""A fresh case for the item of one that was refused or withdrawn."""
	if case.state not in FAILED:
		refuse(case, [Problem("state", _(case.state), "not_ended")])
	open_cases([case.project])
	return frappe.get_doc("Approval Case", case_of(case.node))


def fill_new(case: Document) -> None:
	"""What a case takes over from its node and its project."""
	node = frappe.db.get_value(
		"Project Node", case.node, ["project", "approval_item", "responsible_unit", "is_demo"], as_dict=True
	)
	if not node or node.project != case.project or node.approval_item != case.approval_item:
		refuse(case, [Problem("node", case.node, "node_of_other")])
	other = case_of(case.node)
	refuse(case, [Problem("node", other, "twice")] if other else [])
	case.unit, case.is_demo = node.responsible_unit, node.is_demo


def copy_limits(case: Document) -> None:
	"""The item's limits, until the application is accepted; from then on the case keeps what held that day."""
	before = case.get_doc_before_save()
	if not before or before.state in BEFORE_ACCEPTANCE:
		item = frappe.get_cached_doc("Approval Item", case.approval_item)
		case.update({field: item.get(field) for field in LIMITS})


# --- steps ------------------------------------------------------------------------------------------------


def step(
	case: str, action: str, kind: str, day: object, values: Mapping | None = None, **record: str | None
) -> Document:
	"""One step: a record on the clock, the workflow's action, and `values` of the case, as one save."""
	doc = frappe.get_doc("Approval Case", case)
	doc.flags.by_path = True
	add_record(doc, kind, day, **record)
	return take_step(doc, action, dict(values or {}))


def add_record(case: Document, kind: str, day: object, **record) -> Document:
	"""A record on the clock, by the session's user."""
	user = frappe.session.user
	name = frappe.get_cached_value("User", user, "full_name")
	entered = {"day": day or None, "kind": kind, "entered_by": user, "entered_by_name": name}
	return case.append(TABLE, {**entered, **record})


def set_agent(case: str, values: Mapping) -> Document:
	"""Name the 代办员, the helper unit and the letter of mandate; blank ones stay as they are."""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("write")
	doc.update({field: value for field, value in values.items() if value is not None})
	if values.get("agent") and not values.get("agent_name"):
		doc.agent_name = None
	return doc.save()


def grant_problems(case: Document) -> list[Problem]:
	"""What a granted case must carry: an approval unit's decision has a number."""
	problems = list(order_problems(case.as_dict(), (("issued_on", "expires_on"),)))
	owner = frappe.get_cached_value("Approval Item", case.approval_item, "owner_kind")
	if owner == constants.APPROVAL_UNIT and is_blank(case.certificate_no):
		problems.append(Problem("certificate_no", None, "needed_for_grant"))
	return problems


def after_grant(case: Document) -> None:
	"""办结: the node of the case is done on the day of the decision."""
	node = frappe.get_doc("Project Node", case.node)
	node.flags.by_path = True
	node.actual_date = case.issued_on
	node.save(ignore_permissions=True)


def hasty_problems(case: Document) -> list[Problem]:
	"""Accepted before a permit it waits for is there: asked back, an authority may have its reasons."""
	accepted = next(
		(as_date(row.day) for row in live(case.get(TABLE)) if row.kind == constants.ACCEPTED), None
	)
	edges = frappe.get_all(
		"Node Dependency",
		filters={
			"parenttype": "Project Node",
			"parent": case.node,
			"edge_kind": HARD,
			"start_to_start": 0,
		},
		pluck="predecessor",
	)
	waits_for = frappe.get_all(
		"Project Node",
		filters={"name": ["in", [*edges, ""]], "applies": 1, "approval_item": ["is", "set"]},
		fields=["title", "actual_date"],
		order_by="sequence",
	)
	return [
		Problem("state", None, "waits_for", (row.title,))
		for row in waits_for
		if accepted and (row.actual_date is None or row.actual_date > accepted)
	]


def entered_problems(case: Document) -> list[Problem]:
	"""What was entered by hand and cannot stand: dates ahead of today."""
	day_problems = [
		future_problem(field, case.get(field), getdate())
		for field in ("notice_date", "mandate_date", "materials_ready_on")
	]
	return [problem for problem in day_problems if problem]


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""The papers on the clock's record, and whatever hangs on a case that came to its end."""
	why = _("The papers on the clock's record stay with it.")
	return [
		*kept_rows("Approval Clock Event", "paper", "Approval Case", doctype, name, why),
		*kept_rows("Approval Proxy Entry", "paper", "Approval Case", doctype, name, why),
		*kept_in("Approval Case", (constants.GRANTED, *FAILED), doctype, name),
	]


def clock_rows(case: Document) -> list[tuple]:
	"""The records as they compare."""
	return [
		(
			str(row.day),
			row.kind,
			row.owner_of_time or "",
			row.words or "",
			row.paper or "",
			row.taken_back or 0,
		)
		for row in case.get(TABLE)
	]


# --- acceptance of the finished works ---------------------------------------------------------------------


def missing_invitations(project: str) -> list[dict]:
	"""Units that are to see the project before its acceptance and were not invited yet: [{unit, items}].

	Items are marked by `invite_before_acceptance`; an application already filed needs no invitation.
	"""
	items = frappe.get_all(
		"Approval Item",
		filters={"invite_before_acceptance": 1},
		fields=["name", "authority_name"],
		order_by="name",
	)
	authorities = {item.name: item.authority_name for item in items}
	cases = frappe.get_all(
		"Approval Case",
		filters={
			"project": project,
			"approval_item": ["in", [*authorities, ""]],
			"state": ["not in", FAILED],
		},
		fields=["name", "unit", "approval_item", "state"],
		order_by="name",
	)
	invited = set(
		frappe.get_all(
			"Approval Clock Event",
			filters={
				"parenttype": "Approval Case",
				"parent": ["in", [case.name for case in cases] or [""]],
				"kind": constants.EARLY_INVITATION,
				"taken_back": 0,
			},
			pluck="parent",
			order_by="parent",
		)
	)
	waiting: dict[str, list[str]] = {}
	settled_units = set()
	for case in cases:
		unit = case.unit or authorities[case.approval_item]
		if case.name in invited or case.state not in BEFORE_FILING:
			settled_units.add(unit)
		waiting.setdefault(unit, []).append(case.approval_item)
	return [{"unit": unit, "items": names} for unit, names in waiting.items() if unit not in settled_units]
