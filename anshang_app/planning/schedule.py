"""倒排工期 for one project: dates from targets and facts, the gap of an impossible target and what closes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from anshang_app.planning.network import PROMISE, Edge, Node, PlanningError, check, lay_out
from anshang_app.planning.passes import Dates, run
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, WorkCalendar

#: ways to close a gap
GIVE_PROMISE, RUN_PARALLEL = "Give Promise", "Run in Parallel"


@dataclass(frozen=True)
class Scheduled:
	"""One node's dates; floats in working days. `late_finish` is what 倒排 proposes."""

	key: str
	early_start: date
	early_finish: date
	late_start: date
	late_finish: date
	total_float: int
	free_float: int
	critical: bool
	reaches_target: bool
	tentative: bool


@dataclass(frozen=True)
class Measure:
	"""One way to win time: the edge, what is done with it, and the working days it wins on the gap."""

	edge: Edge
	way: str
	days: int


@dataclass(frozen=True)
class Schedule:
	"""All nodes by key, and by how many working days the targets are missed (0: they hold)."""

	nodes: dict[str, Scheduled]
	missing: int
	missed_target: str | None


def schedule(
	calendar: WorkCalendar,
	nodes: Sequence[Node],
	edges: Sequence[Edge],
	targets: Mapping[str, date],
	today: date,
) -> Schedule:
	"""Both passes for one project; PlanningError for a network or a target no schedule can be made of."""
	check(nodes, edges)
	check_targets(nodes, targets, today)
	if not nodes:
		return Schedule({}, 0, None)
	dates = _run(calendar, nodes, edges, targets, today)
	scheduled = {
		node.key: _scheduled(calendar, node, dates, k) for k, node in enumerate(nodes) if node.applies
	}
	lowest = min((s.total_float for n, s in _open(nodes, scheduled)), default=None)
	scheduled |= {n.key: replace(s, critical=s.total_float == lowest) for n, s in _open(nodes, scheduled)}
	missing, missed = gap(calendar, scheduled, targets)
	return Schedule(scheduled, missing, missed)


def check_targets(nodes: Sequence[Node], targets: Mapping[str, date], today: date) -> None:
	"""At least one target, on nodes that apply and are not over, in years a plan may hold."""
	node_by_key = {node.key: node for node in nodes}
	if nodes and not targets:
		raise PlanningError("no_target")
	for key, day in [*targets.items(), ("", today)]:
		name = node_by_key[key].name if key in node_by_key else key
		if key and (key not in node_by_key or not node_by_key[key].applies):
			raise PlanningError("unknown_target", name, "target", key)
		if not isinstance(day, date) or not FIRST_YEAR <= day.year <= LAST_YEAR:
			raise PlanningError("date", name, "target" if key else "today", day)


def _run(
	calendar: WorkCalendar,
	nodes: Sequence[Node],
	edges: Sequence[Edge],
	targets: Mapping[str, date],
	today: date,
) -> Dates:
	layout = lay_out(nodes, edges, calendar.index)
	goal = np.array(
		[calendar.index(targets[n.key]) if n.key in targets else -1 for n in nodes], dtype=np.int32
	)
	return run(calendar, layout, np.array([calendar.index(today)], dtype=np.int32), goal)


def _scheduled(calendar: WorkCalendar, node: Node, dates: Dates, k: int) -> Scheduled:
	days = [
		calendar.date(values[k])
		for values in (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish)
	]
	early_start, early_finish, late_start, late_finish = days
	return Scheduled(
		node.key,
		early_start,
		early_finish,
		late_start,
		late_finish,
		total_float=int(dates.total_float[k]),
		free_float=int(dates.free_float[k]),
		critical=False,
		reaches_target=bool(dates.reaches_target[k]),
		tentative=calendar.is_tentative(min(days), max(days)),
	)


def _open(nodes: Sequence[Node], scheduled: Mapping[str, Scheduled]) -> list[tuple[Node, Scheduled]]:
	return [(node, scheduled[node.key]) for node in nodes if node.applies and not node.finished]


def gap(
	calendar: WorkCalendar, scheduled: Mapping[str, Scheduled], targets: Mapping[str, date]
) -> tuple[int, str | None]:
	"""(working days by which the worst target is missed, that target); (0, None) when all can be met."""
	worst, missed = 0, None
	for key, day in targets.items():
		late = scheduled[key].early_finish
		days = max(calendar.working_days_between(day, late), 1) if late > day else 0
		if days > worst:
			worst, missed = days, key
	return worst, missed


def measures(
	calendar: WorkCalendar,
	nodes: Sequence[Node],
	edges: Sequence[Edge],
	targets: Mapping[str, date],
	today: date,
) -> list[Measure]:
	"""What each promise, and each step run beside its forerunner, would win on the gap alone; best first.

	Only promise edges (容缺) can be given up or run in parallel; a hard edge is the law's.
	"""
	base = schedule(calendar, nodes, edges, targets, today)
	if not base.missing:
		return []
	winning = []
	for number, edge in enumerate(edges):
		if edge.kind != PROMISE or not _is_tight(base, edge):
			continue
		for way, changed in _relaxed(edges, number):
			missing = schedule(calendar, nodes, changed, targets, today).missing
			if missing < base.missing:
				winning.append(Measure(edge, way, base.missing - missing))
	return sorted(winning, key=lambda m: (-m.days, m.way, m.edge.before, m.edge.after))


def _is_tight(base: Schedule, edge: Edge) -> bool:
	"""An edge to a critical node can win something; others cannot, alone."""
	after = base.nodes.get(edge.after)
	return after is None or after.critical


def _relaxed(edges: Sequence[Edge], number: int) -> list[tuple[str, list[Edge]]]:
	"""The edge given up against a promise, and the edge turned into start to start."""
	before, edge, after = list(edges[:number]), edges[number], list(edges[number + 1 :])
	ways = [(GIVE_PROMISE, before + after)]
	if not edge.start_to_start:
		ways.append((RUN_PARALLEL, [*before, replace(edge, start_to_start=True, lag=0), *after]))
	return ways


def close_gap(
	calendar: WorkCalendar,
	nodes: Sequence[Node],
	edges: Sequence[Edge],
	targets: Mapping[str, date],
	today: date,
) -> tuple[list[Measure], int]:
	"""A series of measures, each the best after those before it, until the targets hold or none helps.

	Returns the series and the working days still missing after it.
	"""
	chosen, current = [], list(edges)
	missing = schedule(calendar, nodes, current, targets, today).missing
	while missing:
		options = measures(calendar, nodes, current, targets, today)
		if not options:
			break
		best = options[0]
		ways = dict(_relaxed(current, current.index(best.edge)))
		current = ways[best.way]
		chosen.append(best)
		missing = schedule(calendar, nodes, current, targets, today).missing
	return chosen, missing


@dataclass(frozen=True)
class Moved:
	"""A node's proposed day before and after a change."""

	key: str
	before: date | None
	after: date | None
	working_days: int


def compare(calendar: WorkCalendar, before: Schedule, after: Schedule) -> list[Moved]:
	"""What-if: every node whose latest finish moves, most moved first; working days, later positive."""
	moves = []
	for key in {**before.nodes, **after.nodes}:
		old = before.nodes[key].late_finish if key in before.nodes else None
		new = after.nodes[key].late_finish if key in after.nodes else None
		if old != new:
			days = calendar.working_days_between(old, new) if old and new else 0
			moves.append(Moved(key, old, new, days))
	return sorted(moves, key=lambda m: (-abs(m.working_days), m.key))
