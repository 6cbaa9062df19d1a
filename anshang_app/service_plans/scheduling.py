"""倒排工期 on records: a preview, what-if, and dates for the draft.

Nothing is written to nodes: a preview writes nothing at all, applying one writes to the open draft.
"""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.planning.network import ASKED_FOR, PROMISE, Node, PlanningError
from anshang_app.planning.partial import Reach
from anshang_app.planning.schedule import Measure, Schedule, compare
from anshang_app.planning.workdays import WORKING
from anshang_app.service_plans import plans
from anshang_app.service_plans.nodes import node_name
from anshang_app.service_plans.plan_network import PlanNetwork, field_of_target, plan_facts, raise_planning
from anshang_app.service_plans.rules.schedule_notes import may_date, note_of
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


def preview(plan: Document, changes: Mapping | None = None) -> dict:
	"""What counting back would say; nothing is saved.

	Returns {targets, target_fields, today, missing_durations, rows, finishes, missing, missed_target, measures,
	series, left, edges, exclusions, asked_for}. Days as dates (None where a step without a time leaves them open),
	floats and gaps in working days; with a time missing the gap is the least it can be. `asked_for` is what would
	come out if the promises still asked for (拟) were consented to; None without any. Without a target there is
	nothing to count: `targets` and the lists are empty.
	"""
	board = PlanNetwork(plan_facts(plan), changes)
	return {
		"targets": {field_of_target(board, key): day for key, day in board.targets.items()},
		"target_fields": board.target_fields(),
		"today": board.today,
		"missing_durations": _without_time(board),
		**(_counted(plan, changes, board) if board.targets else NOTHING_COUNTED),
	}


#: the part of a preview that hangs on a target
NOTHING_COUNTED: dict = {
	"rows": [],
	"finishes": [],
	"missing": 0,
	"missed_target": None,
	"measures": [],
	"series": [],
	"left": 0,
	"edges": [],
	"exclusions": [],
	"asked_for": None,
}


def _without_time(board: PlanNetwork) -> list[dict]:
	"""The steps nobody knows a time of, each with the template's proposal: {node, title, reference, reference_unit}."""
	references = plans.reference_times()
	keys = {row.name: row.row_key for row in board.rows}
	steps = []
	for node in board.nodes_without_time():
		days, unit = references.get(keys[node.key], (None, WORKING))
		steps.append({"node": node.key, "title": node.title, "reference": days, "reference_unit": unit})
	return steps


def _counted(plan: Document, changes: Mapping | None, board: PlanNetwork) -> dict:
	result, open_days = board.solve(), board.reach()
	starts = {key: dates.early_start for key, dates in result.nodes.items()}
	likely = dict(ask("likely_dates", board.calendar, starts))
	alone, series, left = board.ways_to_close() if result.missing else ([], [], 0)
	return {
		"rows": [_row(board, result, open_days, node, likely) for node in board.nodes if node.applies],
		"finishes": _finishes(board, result, open_days),
		"missing": result.missing,
		"missed_target": board.titles.get(result.missed_target or ""),
		"measures": [_measure(board, measure) for measure in alone],
		"series": [_measure(board, measure) for measure in series],
		"left": left,
		"edges": _promise_edges(board),
		"exclusions": ask("deferral_exclusions", plan.project, sorted(_deferrable(board))),
		"asked_for": _if_consented(plan, changes, board),
	}


def _finishes(board: PlanNetwork, result: Schedule, open_days: Reach) -> list[dict]:
	"""Each target with the earliest day it can be met and the working days it is missed by."""
	finishes = []
	for key, day in board.targets.items():
		earliest = result.nodes[key].early_finish
		late = board.calendar.working_days_between(day, earliest) if earliest > day else 0
		finishes.append(
			{
				"field": field_of_target(board, key),
				"title": board.titles[key],
				"target": day,
				"earliest": None if key in open_days.no_earliest else earliest,
				"late": max(late, 1) if earliest > day else 0,
			}
		)
	return finishes


def _deferrable(board: PlanNetwork) -> set[str]:
	"""The nodes before an edge the template marks 可容缺."""
	return {row.predecessor for row in board.records.edges if row.edge_kind == PROMISE}


def _promise_edges(board: PlanNetwork) -> list[dict]:
	"""The edges that may be given up or run in parallel, with what was done about each."""
	standing = {(row.before, row.after): row for row in board.records.deferrals}
	applies = {node.key for node in board.nodes if node.applies and not node.finished}
	edges = []
	for row in board.records.edges:
		ends = (row.predecessor, row.parent)
		if row.edge_kind != PROMISE or not applies.issuperset(ends):
			continue
		promise = standing.get(ends)
		edges.append(
			{
				"before_node": ends[0],
				"after_node": ends[1],
				"before": board.titles[ends[0]],
				"after": board.titles[ends[1]],
				"is_parallel": int(bool(row.start_to_start) or ends in board.parallel),
				"commitment": promise.commitment if promise else None,
				"status": promise.status if promise else None,
			}
		)
	return edges


def _if_consented(plan: Document, changes: Mapping | None, board: PlanNetwork) -> dict | None:
	requests = [row for row in board.records.deferrals if row.status == ASKED_FOR]
	if not requests:
		return None
	other = PlanNetwork(plan_facts(plan), changes, board.records, with_requested_promises=True)
	result = other.solve()
	return {
		"count": len(requests),
		"missing": result.missing,
		"finishes": _finishes(other, result, other.reach()),
	}


def _row(board: PlanNetwork, result: Schedule, open_days: Reach, node: Node, likely: Mapping) -> dict:
	dates = result.nodes[node.key]
	no_earliest, no_latest = node.key in open_days.no_earliest, node.key in open_days.no_latest
	is_open = node.key in open_days.uncertain
	return {
		"node": node.key,
		"title": node.title,
		"duration": node.duration,
		"duration_unit": node.unit,
		"earliest_start": None if no_earliest else dates.early_start,
		"earliest": None if no_earliest else dates.early_finish,
		"latest": None if no_latest else dates.late_finish,
		"total_float": None if is_open else dates.total_float,
		"free_float": None if is_open else dates.free_float,
		"is_critical": int(dates.critical and not is_open),
		"schedule_note": note_of(open_days, node, dates.total_float),
		"is_tentative": int(dates.tentative),
		"reaches_target": int(dates.reaches_target),
		"actual_date": node.finished,
		"planned_date": board.planned.get(node.key),
		"likely_date": likely.get(node.key),
	}


def _measure(board: PlanNetwork, measure: Measure) -> dict:
	return {
		"before_node": measure.edge.before,
		"after_node": measure.edge.after,
		"before": board.titles[measure.edge.before],
		"after": board.titles[measure.edge.after],
		"way": measure.way,
		"days": measure.days,
	}


def what_if(plan: Document, changes: Mapping) -> list[dict]:
	"""Every day that moves under the changes, most moved first; nothing is saved, days still open are left out."""
	facts = plan_facts(plan)
	before = PlanNetwork(facts)
	after = PlanNetwork(facts, changes, before.records)
	still_open = before.reach().no_latest | after.reach().no_latest
	moved = compare(before.calendar, before.solve(), after.solve())
	return [
		{
			"node": move.key,
			"title": after.titles[move.key],
			"before": move.before,
			"after": move.after,
			"working_days": move.working_days,
		}
		for move in moved
		if move.key not in still_open
	]


def apply_to_draft(plan: Document, changes: Mapping | None = None) -> dict:
	"""Write latest days into empty or unlocked cells of an open draft, as far as they can be counted.

	A row left open by a time nobody knows, or that cannot keep the target, is marked and keeps what it has.
	Only edges on record count: a measure is adopted first. Returns the preview with {written, marked}.
	"""
	if plan.state != constants.PLAN_DRAFT:
		refuse(plan, [Problem("state", _(plan.state), "locked")])
	if (changes or {}).get("edges"):
		frappe.throw(_("Adopt the measures first: dates follow the order on record."), title=_("Count Back"))
	answer = preview(plan, changes)
	if not answer["targets"]:
		raise_planning(PlanningError("no_target"))
	counted = _write_rows(plan, answer, changes or {})
	plan.save()
	return {**answer, **counted}


def _write_rows(plan: Document, answer: Mapping, changes: Mapping) -> dict:
	plan.update({field: day for field, day in answer["targets"].items()})
	rows_by_node = {row["node"]: row for row in answer["rows"]}
	durations = changes.get("durations") or {}
	for row in plan.plan_dates:
		result = rows_by_node.get(row.node)
		if not result or row.left_out:
			continue
		row.latest_date = result["latest"]
		# a float below zero is told by the note
		row.total_float = max(result["total_float"] or 0, 0)
		row.likely_date = result["likely_date"]
		row.is_critical, row.is_tentative = result["is_critical"], result["is_tentative"]
		if row.node in durations:
			row.duration, row.duration_unit = result["duration"], result["duration_unit"]
		row.schedule_note = result["schedule_note"]
		if not (row.date_is_fixed and row.proposed_date) and not result["actual_date"] and may_date(result):
			row.proposed_date = result["latest"]
	_write_list_rows(plan, rows_by_node)
	shown = [row for row in rows_by_node.values() if not row["actual_date"]]
	return {
		"written": sum(may_date(row) for row in shown),
		"marked": sum(not may_date(row) for row in shown),
	}


def _write_list_rows(plan: Document, rows_by_node: Mapping) -> None:
	"""A row of the enterprise's list is done when the last of its sub-items is."""
	keys = dict(
		frappe.get_all(
			"Project Node",
			filters={"project": plan.project, "sub_item_of": ["is", "set"], "applies": 1},
			fields=["name", "sub_item_of"],
			as_list=True,
			order_by="sequence",
		)
	)
	for row in plan.entity_tasks:
		steps = [
			rows_by_node[name]
			for name, key in keys.items()
			if row.node == node_name(plan.project, key) and name in rows_by_node
		]
		if steps and all(map(may_date, steps)) and not row.left_out and not row.rhythm:
			row.completion_date = max(step["latest"] for step in steps)
