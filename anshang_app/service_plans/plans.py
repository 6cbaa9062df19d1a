"""两单一表: drafted from the nodes, sealed into them, revised by a new record."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.bulk import child_rows, insert_rows
from anshang_app.foundation.deadlines import due
from anshang_app.foundation.providers import ask
from anshang_app.planning.workdays import WORKING
from anshang_app.service_plans.nodes import ATTRIBUTES, generate_nodes, node_name, refresh_applicability
from anshang_app.validation.checks import Problem, as_date
from anshang_app.validation.messages import refuse

#: child table -> (part of the form, field of the text, field of the day)
LISTS = {
	"team_tasks": (constants.TEAM_LIST, "task_text", "time_point"),
	"entity_tasks": (constants.ENTITY_LIST, "task_text", "completion_date"),
	"plan_dates": (None, "title", "proposed_date"),
}
#: what a drafter enters in a row, beside its day
ENTERED = (
	"rhythm",
	"responsible_unit",
	"unit_text",
	"responsible_person",
	"responsible_user",
	"remark",
	"duration",
	"duration_unit",
	"date_is_fixed",
)
#: what belongs to the plan as a whole
TARGETS = ("target_start", "target_completion", "target_production")
OPEN_STATES = (constants.PLAN_DRAFT, constants.AWAITING_SEALS)
#: who enters rows; the bureau coordinates and may return
EDITOR_ROLES = {constants.LEAD_CLERK, constants.HOST_CLERK}


def enters_rows() -> bool:
	"""Whether the session's user is of those who enter rows, as far as his roles say."""
	return administers() or bool(EDITOR_ROLES & set(frappe.get_roles()))


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
					"note": row.get("schedule_note"),
					"duration": row.get("duration"),
					"duration_unit": row.get("duration_unit"),
				}
			)
	return rows


def rows_from_nodes(project: str) -> dict[str, list[dict]]:
	"""The rows of a new plan by table: the annex's lists and one row for every node with a schedule date."""
	targets = default_targets()
	rows: dict[str, list[dict]] = {table: [] for table in LISTS}
	for node in project_nodes(project):
		table = table_of(node)
		if table:
			rows[table].append(_row_of(node, table, targets))
	return rows


def _row_of(node: frappe._dict, table: str, targets: dict[str, str]) -> dict:
	row = {
		"node": node.name,
		"annex_cell": node.annex_cell,
		LISTS[table][1]: node.title,
		"left_out": int(not node.applies),
		"responsible_unit": node.responsible_unit,
		"unit_text": node.unit_text,
	}
	if table == "plan_dates":
		return {**row, "part": node.part, "duration": node.duration, "duration_unit": node.duration_unit}
	row |= {"rhythm": node.rhythm, "rhythm_allowed": node.rhythm_allowed}
	return {**row, "work_target": targets.get(node.row_key)} if table == "team_tasks" else row


def fill_from_nodes(plan: Document) -> None:
	"""Give a new plan its rows."""
	for table, rows in rows_from_nodes(plan.project).items():
		plan.set(table, rows)


def project_nodes(project: str) -> list[frappe._dict]:
	"""The nodes of a project in the order of the template."""
	return frappe.get_all(
		"Project Node", filters={"project": project}, fields=["*"], order_by="sequence, name"
	)


def table_of(node: frappe._dict) -> str | None:
	"""The plan's table in which a node has its row."""
	for table, (part, _text, _day) in LISTS.items():
		if node.part == part:
			return table
	return "plan_dates" if node.is_dated else None


def default_targets() -> dict[str, str]:
	"""Shipped work targets of template rows by their key."""
	rows = frappe.get_all(
		"Plan Template Row",
		filters={"parenttype": "Plan Template", "default_target": ["is", "set"]},
		fields=["row_key", "default_target"],
		order_by="idx",
	)
	return {row.row_key: row.default_target for row in rows}


def dated_with_plan(rows: dict[str, list[dict]], plan: Document) -> dict[str, list[dict]]:
	"""The rows with the plan's own due day where the template says that the step is making the plan."""
	keys = frappe.get_all(
		"Plan Template Row", filters={"parenttype": "Plan Template", "due_with_plan": 1}, pluck="row_key"
	)
	nodes = {node_name(plan.project, key) for key in keys}
	for table, (_part, _text, day) in LISTS.items():
		for row in rows[table]:
			if row["node"] in nodes:
				row[day] = plan.due_date
	return rows


def reference_times() -> dict[str, tuple[int, str]]:
	"""参考工期 by row key: (days, unit), a proposal where nobody knows a step's time."""
	rows = frappe.get_all(
		"Plan Template Row",
		filters={"parenttype": "Plan Template", "reference_duration": [">", 0]},
		fields=["row_key", "reference_duration", "reference_unit"],
		order_by="idx",
	)
	return {row.row_key: (row.reference_duration, row.reference_unit or WORKING) for row in rows}


def start_plan(project: Document) -> str:
	"""Generate the nodes and the first draft of a project; the open plan's name if there is one."""
	generate_nodes(project)
	open_plan = frappe.db.get_value("Service Plan", {"project": project.name, "state": ["in", OPEN_STATES]})
	if open_plan:
		return open_plan
	plan = frappe.new_doc("Service Plan")
	plan.update({"project": project.name, "is_demo": project.is_demo})
	plan.flags.by_path = plan.flags.rows_follow = True
	plan.due_date = due(getdate(), "plan_days")
	plan.insert(ignore_permissions=True)
	for table, rows in dated_with_plan(rows_from_nodes(project.name), plan).items():
		insert_rows(plan.meta.get_field(table).options, child_rows("Service Plan", plan.name, table, rows))
	return plan.name


def follow_project(project: Document, method: str | None = None) -> None:
	"""An attribute of a project in planning changed: which nodes apply, here and in the draft (on_update)."""
	changed = project.get_doc_before_save() and project.changed(*ATTRIBUTES)
	if changed and project.stage == constants.PLANNING:
		refresh_applicability(project)
		refresh_draft(project)


def refresh_draft(project: Document) -> None:
	"""Carry the applicability of the nodes into an open draft."""
	name = frappe.db.get_value("Service Plan", {"project": project.name, "state": constants.PLAN_DRAFT})
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
		values = {
			"planned_date": row["day"],
			"rhythm": row["rhythm"],
			"responsible_unit": row["unit"],
			"unit_text": row["unit_text"],
			"responsible_person": row["person"],
			"responsible_user": row["user"],
		}
		if row["duration"]:
			values |= {"duration": row["duration"], "duration_unit": row["duration_unit"]}
		frappe.db.set_value("Project Node", row["node"], values)
	ask("nodes_changed", plan.project)


def supersede_others(plan: Document) -> None:
	"""The plan in force until now is kept as superseded."""
	for name in frappe.get_all(
		"Service Plan",
		filters={"project": plan.project, "state": constants.SEALED, "name": ["!=", plan.name]},
		pluck="name",
		order_by="name",
	):
		frappe.db.set_value("Service Plan", name, "state", constants.SUPERSEDED)


def revise(plan: Document, reason: str) -> Document:
	"""Open a revision of a sealed plan: a new draft with its rows; the old one stays in force."""
	problems = []
	if plan.state != constants.SEALED:
		problems.append(Problem("state", None, "wrong_state", (_(constants.SEALED),)))
	if not (reason or "").strip():
		problems.append(Problem("revision_reason", None, "reason_needed"))
	refuse(plan, problems)
	copy = frappe.new_doc("Service Plan")
	copy.update(
		{
			"project": plan.project,
			"plan_year": plan.plan_year,
			"cells_left_out": plan.cells_left_out,
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


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""The signed scan and whatever else hangs on a sealed plan."""
	return kept_in("Service Plan", (constants.SEALED, constants.SUPERSEDED), doctype, name)
