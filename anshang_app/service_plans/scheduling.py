"""倒排工期 on records: the network of a project as its plan sees it, a preview, and dates for the draft.

Nothing is written to nodes: a preview writes nothing at all, applying one writes to the open draft.
"""

from collections.abc import Mapping
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.endpoints import given
from anshang_app.foundation.providers import ask
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.clock import limit_days
from anshang_app.planning.months import months_later
from anshang_app.planning.network import Edge, Node, PlanningError
from anshang_app.planning.schedule import Measure, Schedule, close_gap, compare, measures, schedule
from anshang_app.planning.workdays import WORKING, DateOutOfRange, WorkCalendar
from anshang_app.service_plans.nodes import node_name
from anshang_app.validation.checks import Problem, as_date
from anshang_app.validation.messages import refuse

#: target of a node -> field of the plan that holds its day
TARGET_FIELDS = {
	"Construction Start": "target_start",
	"Completion": "target_completion",
	"Production": "target_production",
}
NODE_FIELDS = (
	"name",
	"title",
	"applies",
	"actual_date",
	"is_event",
	"target_kind",
	"duration",
	"duration_unit",
	"approval_item",
	"sub_item_of",
	"row_key",
	"planned_date",
)


def read_changes(entered: Mapping | str | None) -> dict:
	"""What a user tries out, {targets, durations, edges}; anything that is not made so is refused."""
	changes = given(entered, dict)
	return {
		"targets": given(changes.get("targets"), dict),
		**{
			part: {node: given(row, dict) for node, row in given(changes.get(part), dict).items()}
			for part in ("durations", "edges")
		},
	}


class Records:
	"""What the database knows of a project's network: six queries whatever its size."""

	def __init__(self, project: str):
		self.calendar: WorkCalendar = load_calendar()
		self.rows = frappe.get_all(
			"Project Node",
			filters={"project": project, "is_dated": 1},
			fields=list(NODE_FIELDS),
			order_by="sequence, name",
		)
		self.limits = limits_of({row.approval_item for row in self.rows if row.approval_item})
		self.edges = frappe.get_all(
			"Node Dependency",
			filters={"parenttype": "Project Node", "parent": ["in", [row.name for row in self.rows] or [""]]},
			fields=["parent", "predecessor", "edge_kind", "start_to_start", "lag", "lag_unit"],
			order_by="parent, idx",
		)
		self.project = frappe.db.get_value(
			"Investment Project",
			project,
			["planned_start_date", "planned_duration_months", "production_target_date"],
			as_dict=True,
		)


class Board:
	"""A project's network as its plan sees it, with changes tried on top of the records."""

	def __init__(self, plan: Mapping, changes: Mapping | None = None, records: Records | None = None):
		"""`plan` gives project, targets and rows; `changes` {targets, durations, edges} stand over them."""
		self.plan, changes = plan, changes or {}
		self.records = records or Records(plan["project"])
		self.calendar, self.rows = self.records.calendar, self.records.rows
		self.titles = {row.name: row.title for row in self.rows}
		self.planned = {row.name: row.planned_date for row in self.rows}
		self.today = getdate()
		self.nodes = self._nodes(changes.get("durations") or {})
		self.edges = self._edges(changes.get("edges") or {})
		self.targets = self._targets(changes.get("targets") or {})

	def _nodes(self, durations: Mapping) -> list[Node]:
		planned = {row["node"]: row for row in self.plan["plan_dates"]}
		found = []
		for row in self.rows:
			own, changed = planned.get(row.name) or {}, durations.get(row.name) or {}
			days, unit = _time_needed(row, own, changed, self.records.limits)
			found.append(
				Node(
					row.name,
					row.title,
					duration=days,
					unit=unit,
					finished=row.actual_date,
					applies=bool(row.applies),
				)
			)
		return found

	def _edges(self, changed: Mapping) -> list[Edge]:
		"""The edges on record; `changed` gives {node: {predecessor: kind, or "" to leave it out}}."""
		found = []
		for row in self.records.edges:
			kind = (changed.get(row.parent) or {}).get(row.predecessor, row.edge_kind)
			if kind and row.predecessor in self.titles:
				lag_unit, beside = row.lag_unit or WORKING, bool(row.start_to_start)
				found.append(Edge(row.predecessor, row.parent, kind, cint(row.lag), lag_unit, beside))
		return found

	def _targets(self, changed: Mapping) -> dict[str, date]:
		"""Targets of open nodes that apply: entered, else those of the project."""
		project = self.records.project
		start, months = project.planned_start_date, project.planned_duration_months
		defaults = {
			"target_start": start,
			"target_completion": months_later(start, months) if start and months else None,
			"target_production": project.production_target_date,
		}
		found = {}
		for row in self.rows:
			field = TARGET_FIELDS.get(row.target_kind or "")
			if field and row.applies and not row.actual_date:
				day = as_date(changed.get(field)) or as_date(self.plan.get(field)) or as_date(defaults[field])
				if day:
					found[row.name] = day
		return found

	def without_duration(self) -> list[Node]:
		"""The nodes whose limit nobody knows yet; they are asked for by name."""
		return [node for node in self.nodes if node.applies and node.duration is None and not node.finished]

	def solve(self) -> Schedule:
		try:
			return schedule(self.calendar, self.nodes, self.edges, self.targets, self.today)
		except (PlanningError, DateOutOfRange) as error:
			raise_planning(error)

	def ways_to_close(self) -> tuple[list[Measure], list[Measure], int]:
		"""(what each measure wins alone, a series that closes the gap, days missing after the series)."""
		facts = (self.calendar, self.nodes, self.edges, self.targets, self.today)
		series, left = close_gap(*facts)
		return measures(*facts), series, left


def _time_needed(row: Mapping, own: Mapping, changed: Mapping, limits: Mapping) -> tuple[int | None, str]:
	"""Days and unit: as asked now, else of the plan's row, else of the node, else the item's limit."""
	if row["is_event"]:
		return 0, WORKING
	for source, field in ((changed, "duration"), (own, "duration"), (row, "duration")):
		if cint(source.get(field)):
			return cint(source[field]), source.get("duration_unit") or WORKING
	return limits.get(row["approval_item"], (None, WORKING))


def limits_of(items: set[str]) -> dict[str, tuple[int | None, str]]:
	"""Each item's promised limit, else its statutory one; an item done at once takes no day."""
	rows = frappe.get_all(
		"Approval Item",
		filters={"name": ["in", [*items, ""]]},
		fields=["name", "promised_limit", "statutory_limit", "limit_unit", "is_immediate"],
		order_by="name",
	)
	return {
		row.name: (
			limit_days(row.is_immediate, row.promised_limit, row.statutory_limit),
			row.limit_unit or WORKING,
		)
		for row in rows
	}


def raise_planning(error: ValueError) -> None:
	"""A planning error in the user's words: the node, the field, the value and the rule."""
	rule = getattr(error, "rule", "date")
	texts = {
		"negative": _("it must not be negative"),
		"whole_number": _("it must be a whole number of days"),
		"too_long": _("it is longer than a plan may count"),
		"date": _("the date lies outside the years a plan may hold"),
		"unknown_predecessor": _("a step that must come before does not exist"),
		"self": _("a step cannot wait for itself"),
		"cycle": _("these steps wait for each other: {0}").format(" → ".join(getattr(error, "names", ()))),
		"no_duration": _("no time is known for: {0}").format("、".join(getattr(error, "names", ()))),
		"no_target": _("name at least one target date"),
	}
	text = texts.get(rule, _("the network is not valid"))
	name, value = getattr(error, "node", ""), getattr(error, "value", None)
	shown = " ".join(str(part) for part in (name, value) if part not in ("", None))
	message = _("Counting back is not possible: {0}.").format(text)
	frappe.throw(f"{shown} {message}".strip(), title=_("Count Back"))


def plan_facts(plan: Document) -> dict:
	"""What a board needs of a plan."""
	return {
		"project": plan.project,
		**{field: plan.get(field) for field in TARGET_FIELDS.values()},
		"plan_dates": [row.as_dict() for row in plan.plan_dates],
	}


def preview(plan: Document, changes: Mapping | None = None) -> dict:
	"""What counting back would say; nothing is saved.

	Answers {targets, missing_durations, rows, missing, missed_target, measures, series, left, moved}; with
	durations missing only those are answered. Days as dates, floats and gaps in working days.
	"""
	board = Board(plan_facts(plan), changes)
	named = {board_field(board, key): day for key, day in board.targets.items()}
	asked = [{"node": node.key, "title": node.title} for node in board.without_duration()]
	if asked:
		return {"targets": named, "missing_durations": asked, "rows": []}
	result = board.solve()
	starts = {key: found.early_start for key, found in result.nodes.items()}
	likely = dict(ask("likely_dates", board.calendar, starts))
	alone, series, left = board.ways_to_close() if result.missing else ([], [], 0)
	return {
		"targets": named,
		"today": board.today,
		"missing_durations": [],
		"rows": [_row(board, result, node, likely) for node in board.nodes if node.applies],
		"missing": result.missing,
		"missed_target": board.titles.get(result.missed_target or ""),
		"measures": [_measure(board, measure) for measure in alone],
		"series": [_measure(board, measure) for measure in series],
		"left": left,
	}


def board_field(board: Board, key: str) -> str:
	kind = next(row.target_kind for row in board.rows if row.name == key)
	return TARGET_FIELDS[kind]


def _row(board: Board, result: Schedule, node: Node, likely: Mapping) -> dict:
	found = result.nodes[node.key]
	return {
		"node": node.key,
		"title": node.title,
		"duration": node.duration,
		"duration_unit": node.unit,
		"earliest_start": found.early_start,
		"earliest": found.early_finish,
		"latest": found.late_finish,
		"total_float": found.total_float,
		"free_float": found.free_float,
		"is_critical": int(found.critical),
		"is_tentative": int(found.tentative),
		"reaches_target": int(found.reaches_target),
		"actual_date": node.finished,
		"planned_date": board.planned.get(node.key),
		"likely_date": likely.get(node.key),
	}


def _measure(board: Board, measure: Measure) -> dict:
	return {
		"before": board.titles[measure.edge.before],
		"after": board.titles[measure.edge.after],
		"way": measure.way,
		"days": measure.days,
	}


def what_if(plan: Document, changes: Mapping) -> list[dict]:
	"""Every date that moves under the changes, most moved first; nothing is saved."""
	facts = plan_facts(plan)
	before = Board(facts)
	after = Board(facts, changes, before.records)
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
	]


def apply_to_draft(plan: Document, changes: Mapping | None = None) -> dict:
	"""Write latest dates into empty or unlocked cells of an open draft; refused while a target is missed."""
	if plan.state != constants.PLAN_DRAFT:
		refuse(plan, [Problem("state", _(plan.state), "locked")])
	answer = preview(plan, changes)
	if answer["missing_durations"]:
		names = [row["title"] for row in answer["missing_durations"]]
		raise_planning(PlanningError("no_duration", names=names))
	if answer["missing"]:
		frappe.throw(gap_sentence(answer), title=_("Count Back"))
	_write_rows(plan, answer, changes or {})
	plan.save()
	return answer


def gap_sentence(answer: Mapping) -> str:
	"""By how many working days which target is missed."""
	return _("{0} cannot be met: {1} working days are missing.").format(
		answer["missed_target"], answer["missing"]
	)


def _write_rows(plan: Document, answer: Mapping, changes: Mapping) -> None:
	plan.update({field: day for field, day in answer["targets"].items()})
	found = {row["node"]: row for row in answer["rows"]}
	asked = changes.get("durations") or {}
	for row in plan.plan_dates:
		result = found.get(row.node)
		if not result or row.left_out:
			continue
		row.latest_date, row.total_float = result["latest"], result["total_float"]
		row.likely_date = result["likely_date"]
		row.is_critical, row.is_tentative = result["is_critical"], result["is_tentative"]
		if row.node in asked:
			row.duration, row.duration_unit = result["duration"], result["duration_unit"]
		if not (row.date_is_fixed and row.proposed_date) and not result["actual_date"]:
			row.proposed_date = result["latest"]
	_write_list_rows(plan, found)


def _write_list_rows(plan: Document, found: Mapping) -> None:
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
		days = [
			found[name]["latest"]
			for name, key in keys.items()
			if row.node == node_name(plan.project, key) and name in found
		]
		if days and not row.left_out and not row.rhythm:
			row.completion_date = max(days)
