"""两单一表: drafted from the nodes, sealed into them, revised by a new record."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app import states
from anshang_app.case.deadline import due
from anshang_app.case.nodes import generate_nodes
from anshang_app.checks import Problem, as_date
from anshang_app.messages import refuse

#: child table -> (part of the form, field of the text, field of the day)
LISTS = {
	"team_tasks": (states.TEAM_LIST, "task_text", "time_point"),
	"entity_tasks": (states.ENTITY_LIST, "task_text", "completion_date"),
	"plan_dates": (None, "title", "proposed_date"),
}
#: what a drafter enters in a row, beside its day
ENTERED = ("rhythm", "responsible_unit", "unit_text", "responsible_person", "responsible_user", "remark")
OPEN_STATES = (states.PLAN_DRAFT, states.AWAITING_SEALS)


def proposed_rows(plan: Document) -> list[dict]:
	"""All rows of the plan's three tables in one shape, in the order of the forms."""
	rows = []
	for table, (_part, text, day) in LISTS.items():
		for row in plan.get(table):
			rows.append(
				{
					"table": table,
					"row": row.idx,
					"node": row.node,
					"title": row.get(text),
					"left_out": row.left_out,
					"day": as_date(row.get(day)),
					"day_field": day,
					"rhythm": row.get("rhythm"),
					"rhythm_allowed": row.get("rhythm_allowed"),
					"unit": row.responsible_unit,
					"unit_text": row.unit_text,
					"person": row.responsible_person,
					"user": row.responsible_user,
				}
			)
	return rows


def set_proposed_date(plan: Document, node: str, day: object) -> None:
	"""Put a day into the row of `node`, whichever table it stands in; the caller saves."""
	for table, (_part, _text, field) in LISTS.items():
		for row in plan.get(table):
			if row.node == node:
				row.set(field, day)


def fill_from_nodes(plan: Document) -> None:
	"""Give a new plan its rows: the annex's lists and one row for every node with a schedule date."""
	for node in project_nodes(plan.project):
		table = table_of(node)
		if not table:
			continue
		row = plan.append(table, {"node": node.name, "annex_cell": node.annex_cell})
		row.set(LISTS[table][1], node.title)
		row.left_out = int(not node.applies)
		row.responsible_unit, row.unit_text = node.responsible_unit, node.unit_text
		if table == "plan_dates":
			row.part = node.part
			continue
		row.rhythm, row.rhythm_allowed = node.rhythm, node.rhythm_allowed
		if table == "team_tasks":
			row.work_target = _default_target(node.row_key)


def project_nodes(project: str) -> list[dict]:
	"""The nodes of a project in the order of the template."""
	return frappe.get_all(
		"Project Node", filters={"project": project}, fields=["*"], order_by="sequence, name"
	)


def table_of(node: dict) -> str | None:
	"""The plan's table in which a node has its row."""
	for table, (part, _text, _day) in LISTS.items():
		if node.part == part:
			return table
	return "plan_dates" if node.is_dated else None


def _default_target(row_key: str) -> str | None:
	return frappe.db.get_value(
		"Plan Template Row", {"row_key": row_key, "parenttype": "Plan Template"}, "default_target"
	)


def start_plan(project: Document) -> Document:
	"""Generate the nodes and the first draft of a project; the open plan if there is one."""
	generate_nodes(project)
	open_plan = frappe.db.get_value("Service Plan", {"project": project.name, "state": ["in", OPEN_STATES]})
	if open_plan:
		return frappe.get_doc("Service Plan", open_plan)
	plan = frappe.new_doc("Service Plan")
	plan.update({"project": project.name, "is_demo": project.is_demo})
	plan.flags.by_path = True
	plan.due_date = due(getdate(), "plan_days")
	return plan.insert(ignore_permissions=True)


def refresh_draft(project: Document) -> None:
	"""Carry the applicability of the nodes into an open draft."""
	name = frappe.db.get_value("Service Plan", {"project": project.name, "state": states.PLAN_DRAFT})
	if not name:
		return
	plan = frappe.get_doc("Service Plan", name)
	applies = {node.name: node.applies for node in project_nodes(project.name)}
	for table in LISTS:
		for row in plan.get(table):
			row.left_out = int(not applies[row.node])
	plan.flags.by_path = True
	plan.save(ignore_permissions=True)


def write_to_nodes(plan: Document) -> None:
	"""已签章: the proposed days, units and persons become those of the nodes."""
	for row in proposed_rows(plan):
		if row["left_out"]:
			continue
		frappe.db.set_value(
			"Project Node",
			row["node"],
			{
				"planned_date": row["day"],
				"rhythm": row["rhythm"],
				"responsible_unit": row["unit"],
				"unit_text": row["unit_text"],
				"responsible_person": row["person"],
				"responsible_user": row["user"],
			},
		)


def supersede_others(plan: Document) -> None:
	"""The plan in force until now is kept as superseded."""
	for name in frappe.get_all(
		"Service Plan",
		filters={"project": plan.project, "state": states.SEALED, "name": ["!=", plan.name]},
		pluck="name",
		order_by="name",
	):
		frappe.db.set_value("Service Plan", name, "state", states.SUPERSEDED)


def revise(plan: Document, reason: str) -> Document:
	"""Open a revision of a sealed plan: a new draft with its rows; the old one stays in force."""
	found = []
	if plan.state != states.SEALED:
		found.append(Problem("state", None, "wrong_state", (_(states.SEALED),)))
	if not (reason or "").strip():
		found.append(Problem("revision_reason", None, "reason_needed"))
	refuse(plan, found)
	copy = frappe.new_doc("Service Plan")
	copy.update(
		{
			"project": plan.project,
			"plan_year": plan.plan_year,
			"supersedes": plan.name,
			"revision_reason": reason,
			"is_demo": plan.is_demo,
		}
	)
	copy.flags.by_path = True
	fill_from_nodes(copy)
	_take_over(plan, copy)
	return copy.insert()


def _take_over(plan: Document, copy: Document) -> None:
	"""Copy what was entered, row by row, by the node the rows stand for."""
	for table, (_part, _text, day) in LISTS.items():
		old = {row.node: row for row in plan.get(table)}
		for row in copy.get(table):
			if row.node in old:
				source = old[row.node]
				fields = (*ENTERED, day, *(("work_target",) if table == "team_tasks" else ()))
				row.update({field: source.get(field) for field in fields if row.meta.has_field(field)})
