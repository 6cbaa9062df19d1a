"""Project nodes: generated once from the plan template, by the attributes of the project."""

from collections.abc import Iterable, Iterator
from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation.bulk import child_rows, insert_rows
from anshang_app.foundation.phase_words import stored_title
from anshang_app.foundation.providers import ask
from anshang_app.foundation.units import UnitFinder
from anshang_app.foundation.workflow_step import hold
from anshang_app.planning.template import left_out_reason
from anshang_app.validation.checks import Problem, as_date, date_problem, future_problem, is_blank
from anshang_app.validation.messages import corrected, refuse

#: fields a node takes over from its template row as they are
COPIED = (
	"row_key",
	"title",
	"part",
	"annex_cell",
	"sub_item_of",
	"is_dated",
	"rhythm_allowed",
	"owner_kind",
	"approval_item",
	"duration",
	"duration_unit",
	"is_event",
	"target_kind",
	"needed_before",
)
#: attributes by which nodes apply or are left out
ATTRIBUTES = (
	"landing_mode",
	"is_special_building",
	"eia_kind",
	"needs_energy_review",
	"needs_safety_review",
)
EDGE_COPIED = ("edge_kind", "start_to_start", "lag", "lag_unit")


def default_template(project: Document) -> Document:
	"""The plan template marked as default."""
	name = frappe.db.get_value("Plan Template", {"is_default": 1})
	if not name:
		refuse(frappe.new_doc("Plan Template"), [Problem("is_default", None, "template_needed")])
	return frappe.get_cached_doc("Plan Template", name)


def attributes_of(project: Document) -> dict:
	"""The attributes by which template rows apply: the project's own and those of its landing mode."""
	mode = frappe.get_cached_doc("Landing Mode", project.landing_mode)
	return {**project.as_dict(), "needs_land": mode.needs_land, "needs_construction": mode.needs_construction}


def generate_nodes(project: Document) -> None:
	"""Create the nodes the project does not have yet; whoever works with nodes is told of the new ones.

	A node left out by the project's attributes is kept as such.
	"""
	attributes, finder = attributes_of(project), UnitFinder(project)
	template = default_template(project)
	existing = set(frappe.get_all("Project Node", filters={"project": project.name}, pluck="row_key"))
	rows = [row for row in template.template_rows if row.row_key not in existing]
	nodes = [_node_values(project, row, finder, left_out_reason(row.as_dict(), attributes)) for row in rows]
	insert_rows("Project Node", nodes)
	_generate_edges(project, template, {row.row_key for row in rows})
	ask("nodes_generated", nodes, {project.name: stored_title(project.project_name, project.phase_no)})


def _node_values(project: Document, row: Document, finder: UnitFinder, reason: str | None) -> dict:
	unit, unit_text = finder.find(row.owner_kind, row.authority_name)
	helper, _helper_text = finder.find(row.helper_kind, None) if row.helper_kind else (None, None)
	return {
		**{field: row.get(field) for field in COPIED},
		"name": node_name(project.name, row.row_key),
		"project": project.name,
		"sequence": row.idx,
		"responsible_unit": unit,
		"unit_text": unit_text,
		"helper_unit": helper,
		"rhythm": row.default_rhythm,
		"applies": int(not reason),
		"left_out_reason": reason,
		"light": "No Light",
		"is_demo": project.is_demo,
	}


def node_name(project: str, row_key: str) -> str:
	"""The name a node has by its DocType's naming rule."""
	return f"{project}-{row_key}"


def _generate_edges(project: Document, template: Document, new_keys: set[str]) -> None:
	"""The order of the template as rows on the nodes that wait; edges of older nodes stay as they are."""
	by_node: dict[str, list[dict]] = {}
	for edge in template.template_edges:
		if edge.to_key in new_keys:
			by_node.setdefault(edge.to_key, []).append(
				{
					"predecessor": node_name(project.name, edge.from_key),
					**{field: edge.get(field) for field in EDGE_COPIED},
				}
			)
	rows = []
	for key, edges in by_node.items():
		rows += child_rows("Project Node", node_name(project.name, key), "edges", edges)
	insert_rows("Node Dependency", rows)


def refresh_applicability(project: Document) -> None:
	"""Judge again which nodes apply, after an attribute of the project changed before any seal."""
	attributes = attributes_of(project)
	rows = {row.row_key: row for row in default_template(project).template_rows}
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": project.name},
		fields=["name", "row_key", "left_out_reason"],
		order_by="sequence",
	)
	for node in nodes:
		if node.row_key not in rows:
			continue
		reason = left_out_reason(rows[node.row_key].as_dict(), attributes)
		if (reason or None) != (node.left_out_reason or None):
			frappe.db.set_value(
				"Project Node", node.name, {"applies": int(not reason), "left_out_reason": reason}
			)
	ask("nodes_changed", project.name)


def record_actual_dates(project: Document, dates: dict) -> None:
	"""Write known actual dates of a project entered under way: template row key to day.

	No hook of the nodes runs, so that many are written at once; who must know of them is told by the provider.
	"""
	nodes = frappe.get_all(
		"Project Node", filters={"project": project.name}, fields=["name", "row_key"], order_by="sequence"
	)
	by_key = {node.row_key: node.name for node in nodes}
	template = default_template(project)
	refuse(
		template,
		[Problem("template_rows", None, "unknown_row", (key,)) for key in dates if key not in by_key],
	)
	days = {by_key[key]: day for key, day in dates.items()}
	refuse(frappe.new_doc("Project Node"), [*day_problems(days.values())])
	for name, day in days.items():
		frappe.db.set_value("Project Node", name, "actual_date", as_date(day))
	ask("nodes_entered_late", {name: day for name, day in days.items() if day})


def day_problems(days: Iterable) -> Iterator[Problem | None]:
	"""What is no day, or lies ahead."""
	for day in days:
		yield date_problem("actual_date", day) or future_problem("actual_date", day, getdate())


def date_problems(node: Document) -> list[Problem]:
	"""A recorded day is moved by a correction only, so that its reason is kept."""
	if node.is_new() or node.flags.by_path or node.flags.corrected or not node.changed("actual_date"):
		return []
	recorded = node.get_doc_before_save().actual_date
	return [Problem("actual_date", recorded, "by_correction")] if recorded else []


def may_correct_date(node: Document) -> bool:
	"""Whether the session's user moves the recorded day of a node; that of a permit's node moves with its case."""
	return bool(node.actual_date) and node.has_permission("write") and not ask("recorded_elsewhere", node)


def correct_actual_date(node: Document, day: str | date | None, reason: str | None) -> Document:
	"""更正实际日期: another day, or none, in place of a recorded one; both and the reason stay in the history."""
	node.check_permission("write")
	hold(node)
	was = node.actual_date
	refuse(
		node,
		[
			Problem("actual_date", None, "nothing_recorded") if not was else None,
			Problem("actual_date", was, "reason_needed") if is_blank(reason) else None,
			date_problem("actual_date", day),
		],
	)
	refuse(node, [Problem("actual_date", was, "same_day")] if as_date(day) == as_date(was) else [])
	node.flags.corrected = True
	node.actual_date = as_date(day)
	node.save()
	node.add_comment("Info", corrected(node, {"actual_date": was}, reason))
	return node
