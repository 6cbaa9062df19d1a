"""A project's network as its plan sees it: nodes, edges, targets, with what is tried on top of the records."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.foundation.endpoints import parse_argument
from anshang_app.foundation.providers import ask
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.clock import limit_days
from anshang_app.planning.months import months_later
from anshang_app.planning.network import IN_FORCE, Edge, Node, PlanningError
from anshang_app.planning.partial import Reach, as_if_known, reach, without_time
from anshang_app.planning.schedule import (
	GIVE_PROMISE,
	RUN_PARALLEL,
	Measure,
	Schedule,
	close_gap,
	measures,
	schedule,
)
from anshang_app.planning.workdays import WORKING, DateOutOfRange, WorkCalendar
from anshang_app.validation.checks import as_date

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
	"""What a user tries out: {targets: {field: day}, durations: {node: {duration, duration_unit}}, edges: {node: {predecessor: kind}}}.

	ArgumentWrong where it has another shape.
	"""
	changes = parse_argument(entered, dict)
	return {
		"targets": parse_argument(changes.get("targets"), dict),
		**{
			part: {
				node: parse_argument(row, dict)
				for node, row in parse_argument(changes.get(part), dict).items()
			}
			for part in ("durations", "edges")
		},
	}


class PlanRecords:
	"""What the database knows of a project's network: seven queries whatever its size."""

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
		#: 容缺承诺 over edges
		self.deferrals = ask("deferrals", [project])
		self.project = frappe.db.get_value(
			"Investment Project",
			project,
			["planned_start_date", "planned_duration_months", "production_target_date"],
			as_dict=True,
		)


class PlanNetwork:
	"""A project's network as its plan sees it, with changes tried on top of the records."""

	def __init__(
		self,
		plan: Mapping,
		changes: Mapping | None = None,
		records: PlanRecords | None = None,
		with_requested_promises: bool = False,
	):
		"""`plan` as `plan_facts` makes it; `changes`, as `read_changes`, stand over it.

		A promise in force takes its edge away; `with_requested_promises`: one only asked for (拟) does so too.
		"""
		self.plan, changes = plan, changes or {}
		self.records = records or PlanRecords(plan["project"])
		self.promised = {
			(row.before, row.after)
			for row in self.records.deferrals
			if row.status == IN_FORCE or with_requested_promises
		}
		self.parallel = {(row["predecessor"], row["node"]) for row in plan.get("adjustments") or ()}
		self.calendar, self.rows = self.records.calendar, self.records.rows
		self.titles = {row.name: row.title for row in self.rows}
		self.planned = {row.name: row.planned_date for row in self.rows}
		self.today = getdate()
		self.nodes = self._nodes(changes.get("durations") or {})
		self.edges = self._edges(changes.get("edges") or {})
		self.targets = self._targets(changes.get("targets") or {})

	def _nodes(self, durations: Mapping) -> list[Node]:
		planned = {row["node"]: row for row in self.plan["plan_dates"]}
		nodes = []
		for row in self.rows:
			own, changed = planned.get(row.name) or {}, durations.get(row.name) or {}
			days, unit = _time_needed(row, own, changed, self.records.limits)
			nodes.append(
				Node(
					row.name,
					row.title,
					duration=days,
					unit=unit,
					finished=row.actual_date,
					applies=bool(row.applies),
				)
			)
		return nodes

	def _edges(self, changed: Mapping) -> list[Edge]:
		"""The edges that hold; `changed`: {node: {predecessor: kind, GIVE_PROMISE, RUN_PARALLEL, or "" to drop it}}."""
		edges = []
		for row in self.records.edges:
			ends = (row.predecessor, row.parent)
			kind_tried = (changed.get(row.parent) or {}).get(row.predecessor, row.edge_kind)
			if (
				kind_tried in ("", None, GIVE_PROMISE)
				or ends in self.promised
				or row.predecessor not in self.titles
			):
				continue
			in_parallel = bool(row.start_to_start) or kind_tried == RUN_PARALLEL or ends in self.parallel
			# an edge turned parallel has no lag, as the passes try it
			lag = 0 if in_parallel and not row.start_to_start else cint(row.lag)
			kind = row.edge_kind if kind_tried == RUN_PARALLEL else kind_tried
			edges.append(Edge(*ends, kind, lag, row.lag_unit or WORKING, in_parallel))
		return edges

	def _targets(self, changed: Mapping) -> dict[str, date]:
		"""Targets of open nodes that apply: as tried, else of the plan, else of the project."""
		project = self.records.project
		start, months = project.planned_start_date, project.planned_duration_months
		completion = months_later(start, months) if start and months else None
		# where nothing is built, the months are those until production
		production = project.production_target_date
		if not production and "target_completion" not in self.target_fields():
			production = completion
		defaults = {
			"target_start": start,
			"target_completion": completion,
			"target_production": production,
		}
		day_by_node = {}
		for row in self.rows:
			field = TARGET_FIELDS.get(row.target_kind or "")
			if field and row.applies and not row.actual_date:
				day = as_date(changed.get(field)) or as_date(self.plan.get(field)) or as_date(defaults[field])
				if day:
					day_by_node[row.name] = day
		return day_by_node

	def target_fields(self) -> list[str]:
		"""Fields of the plan that hold the targets of its open nodes that apply, in the order of the path."""
		kinds = {row.target_kind for row in self.rows if row.applies and not row.actual_date}
		return [field for kind, field in TARGET_FIELDS.items() if kind in kinds]

	def nodes_without_time(self) -> list[Node]:
		"""The nodes whose time nobody knows yet."""
		return without_time(self.nodes)

	def reach(self) -> Reach:
		"""What hangs on the nodes without a time."""
		return reach(self.nodes, self.edges, self.targets)

	def solve(self) -> Schedule:
		"""Both passes; a node of unknown time counts as no day, and `reach()` names those whose dates are then not to be trusted."""
		try:
			return schedule(self.calendar, as_if_known(self.nodes), self.edges, self.targets, self.today)
		except (PlanningError, DateOutOfRange) as error:
			raise_planning(error)

	def ways_to_close(self) -> tuple[list[Measure], list[Measure], int]:
		"""(what each measure wins alone, a series that closes the gap, working days missing after the series)."""
		facts = (self.calendar, as_if_known(self.nodes), self.edges, self.targets, self.today)
		series, left = close_gap(*facts)
		return measures(*facts), series, left


def _time_needed(row: Mapping, own: Mapping, changed: Mapping, limits: Mapping) -> tuple[int | None, str]:
	"""Days and unit: as asked now, else of the plan's row, else of the node, else the item's limit."""
	if row["is_event"]:
		return 0, WORKING
	for source in (changed, own, row):
		if cint(source.get("duration")):
			return cint(source["duration"]), source.get("duration_unit") or WORKING
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


def raise_planning(error: ValueError) -> NoReturn:
	"""Throw a planning error in the user's words: the node, the field, the value and the rule."""
	# DateOutOfRange has no rule
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
	"""The part of a plan a PlanNetwork is made of."""
	return {
		"project": plan.project,
		**{field: plan.get(field) for field in TARGET_FIELDS.values()},
		"plan_dates": [row.as_dict() for row in plan.plan_dates],
		"adjustments": [row.as_dict() for row in plan.adjustments],
	}


def field_of_target(network: PlanNetwork, node: str) -> str:
	"""The plan's field that holds the target of a node."""
	kind = next(row.target_kind for row in network.rows if row.name == node)
	return TARGET_FIELDS[kind]
