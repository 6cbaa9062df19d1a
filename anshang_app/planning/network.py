"""Nodes and what must come before what: plain data, checked, and laid out as arrays for the passes.

One `Layout` holds the nodes of one project or of all of them; a pass runs over all at once, level by level.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from anshang_app.planning.workdays import CALENDAR, FIRST_YEAR, LAST_YEAR, LONGEST, UNITS, WORKING

HARD, PROMISE = "Hard", "Promise"
KINDS = (HARD, PROMISE)


#: a promise by which a step does not wait; one still asked for (拟)
IN_FORCE, ASKED_FOR = "In Force", "Asked For"


@dataclass(frozen=True)
class Deferral:
	"""A promise over one edge: `after` goes ahead without `before`; `status` is IN_FORCE or ASKED_FOR."""

	commitment: str
	before: str
	after: str
	status: str


class PlanningError(ValueError):
	"""What is wrong with a network: `rule`, the node (its title), the field and what the rule needs."""

	def __init__(
		self, rule: str, node: str = "", field: str = "", value: object = None, names: Sequence[str] = ()
	):
		super().__init__(
			" ".join(str(part) for part in (rule, node, field, value, *names) if part not in ("", None))
		)
		self.rule, self.node, self.field, self.value, self.names = rule, node, field, value, tuple(names)


@dataclass(frozen=True)
class Node:
	"""A dated step. `duration` days of `unit`; a node left out passes its order on and takes no time.

	`started` and `finished` are facts; `remaining` days of a started node count from today.
	"""

	key: str
	title: str = ""
	duration: int | None = None
	unit: str = WORKING
	started: date | None = None
	finished: date | None = None
	remaining: int | None = None
	applies: bool = True

	@property
	def name(self) -> str:
		return self.title or self.key


@dataclass(frozen=True)
class Edge:
	"""`after` begins when `before` has ended (or, start to start, has begun) and `lag` days of `unit` passed.

	A promise (容缺) may be given up against a written commitment, a hard edge may not.
	"""

	before: str
	after: str
	kind: str = HARD
	lag: int = 0
	unit: str = WORKING
	start_to_start: bool = False


@dataclass
class Layout:
	"""Nodes and edges as arrays, in the caller's order."""

	duration: np.ndarray
	is_calendar: np.ndarray
	project: np.ndarray
	started: np.ndarray
	finished: np.ndarray
	remaining: np.ndarray
	source: np.ndarray
	target: np.ndarray
	lag: np.ndarray
	lag_is_calendar: np.ndarray
	start_to_start: np.ndarray

	@property
	def nodes(self) -> int:
		return len(self.duration)


def check(nodes: Sequence[Node], edges: Iterable[Edge]) -> None:
	"""Refuse what no schedule can be made of, naming node and field; cycles with their nodes in order."""
	node_by_key: dict[str, Node] = {}
	for node in nodes:
		if node.key in node_by_key:
			raise PlanningError("duplicate", node.name, "key", node.key)
		node_by_key[node.key] = node
		_check_node(node)
	without = [node.name for node in nodes if node.applies and node.duration is None and not node.finished]
	if without:
		raise PlanningError("no_duration", names=without)
	edges = list(edges)
	for edge in edges:
		_check_edge(edge, node_by_key)
	cycle = find_cycle(list(node_by_key), edges)
	if cycle:
		raise PlanningError("cycle", names=[node_by_key[key].name for key in cycle])


def _check_node(node: Node) -> None:
	if node.unit not in UNITS:
		raise PlanningError("unit", node.name, "unit", node.unit)
	for field in ("duration", "remaining"):
		_check_count(node.name, field, getattr(node, field))
	for field in ("started", "finished"):
		day = getattr(node, field)
		if day is not None and not (isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR):
			raise PlanningError("date", node.name, field, day)
	if node.started and node.finished and node.finished < node.started:
		raise PlanningError("finished_before_start", node.name, "finished", node.finished)


def _check_count(name: str, field: str, count: object) -> None:
	if count is None:
		return
	whole = not isinstance(count, float) or (math.isfinite(count) and count == int(count))
	if isinstance(count, bool) or not isinstance(count, int | float | np.integer) or not whole:
		raise PlanningError("whole_number", name, field, count)
	if not 0 <= count <= LONGEST:
		raise PlanningError("negative" if count < 0 else "too_long", name, field, count)


def _check_edge(edge: Edge, node_by_key: Mapping[str, Node]) -> None:
	for end in (edge.after, edge.before):
		if end not in node_by_key:
			other = edge.before if end == edge.after else edge.after
			name = node_by_key[other].name if other in node_by_key else other
			raise PlanningError("unknown_predecessor", name, "before", end)
	name = node_by_key[edge.after].name
	if edge.before == edge.after:
		raise PlanningError("self", name, "before", edge.before)
	if edge.kind not in KINDS:
		raise PlanningError("kind", name, "kind", edge.kind)
	if edge.unit not in UNITS:
		raise PlanningError("unit", name, "lag_unit", edge.unit)
	if edge.lag is None:
		raise PlanningError("whole_number", name, "lag", edge.lag)
	_check_count(name, "lag", edge.lag)


def find_cycle(keys: Iterable[str], edges: Iterable[Edge]) -> list[str]:
	"""The keys of one cycle in order, its first repeated at the end; empty when there is none."""
	after: dict[str, list[str]] = {key: [] for key in keys}
	for edge in edges:
		after[edge.before].append(edge.after)
	done: set[str] = set()
	for root in after:
		path, on_path, stack = [], {}, [(root, iter(after[root]))] if root not in done else []
		if stack:
			path, on_path = [root], {root: 0}
		while stack:
			key, rest = stack[-1]
			following = next(rest, None)
			if following is None:
				stack.pop()
				done.add(path.pop())
				del on_path[key]
			elif following in on_path:
				return [*path[on_path[following] :], following]
			elif following not in done:
				on_path[following] = len(path)
				path.append(following)
				stack.append((following, iter(after[following])))
	return []


def lay_out(
	nodes: Sequence[Node], edges: Sequence[Edge], index: Callable[[date], int], project: int = 0
) -> Layout:
	"""Arrays of a checked network; `index` turns dates into the calendar's day numbers, -1 for none."""
	place = {node.key: number for number, node in enumerate(nodes)}

	def days(values: Iterable[date | None]) -> np.ndarray:
		return np.array([-1 if day is None else index(day) for day in values], dtype=np.int32)

	return Layout(
		duration=np.array([(node.duration or 0) if node.applies else 0 for node in nodes], dtype=np.int32),
		# a node left out is passed through unchanged, on any day
		is_calendar=np.array([node.unit == CALENDAR or not node.applies for node in nodes], dtype=bool),
		project=np.full(len(nodes), project, dtype=np.int32),
		started=days(node.started if node.applies else None for node in nodes),
		finished=days(node.finished if node.applies else None for node in nodes),
		remaining=np.array(
			[-1 if node.remaining is None or not node.applies else node.remaining for node in nodes],
			dtype=np.int32,
		),
		source=np.array([place[edge.before] for edge in edges], dtype=np.int32),
		target=np.array([place[edge.after] for edge in edges], dtype=np.int32),
		lag=np.array([edge.lag for edge in edges], dtype=np.int32),
		# no lag is no wait on any day, in whatever unit it was entered
		lag_is_calendar=np.array([edge.unit == CALENDAR or not edge.lag for edge in edges], dtype=bool),
		start_to_start=np.array([edge.start_to_start for edge in edges], dtype=bool),
	)
