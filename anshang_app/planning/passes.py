"""Forward and backward pass and floats over many networks at once, level by level.

All arrays of an `Order` follow its own numbering: by level, so that the nodes of a level and the edges into
it lie side by side. Dates are day numbers of the calendar's table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from anshang_app.planning.network import Layout, PlanningError
from anshang_app.planning.workdays import LONGEST, DaySteps, WorkCalendar, steps_of

#: nodes taken together
BLOCK = 50_000


@dataclass
class Ends:
	"""Edges gathered by one of their ends: those of node k are `edge[begins[k]:begins[k + 1]]`."""

	edge: np.ndarray
	begins: np.ndarray

	def of(self, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
		"""(edges of the nodes one after the other, how many each node has)."""
		width = self.begins[nodes + 1] - self.begins[nodes]
		behind = np.cumsum(width)
		total = int(behind[-1]) if behind.size else 0
		offsets = np.repeat(self.begins[nodes] - (behind - width), width)
		return self.edge[offsets + np.arange(total, dtype=offsets.dtype)], width


@dataclass
class Order:
	"""A layout in topological order: `node[k]` is the caller's number of the k-th, `level` the bounds."""

	node: np.ndarray
	rank: np.ndarray
	level: np.ndarray
	out: Ends
	into: Ends


@dataclass
class Group:
	"""Edges sorted by the node whose bound they make: one segment for each of `owners`."""

	edge: np.ndarray
	other: np.ndarray
	owners: np.ndarray
	begins: np.ndarray
	bounds: np.ndarray
	ends: np.ndarray
	lag: DaySteps

	def at(self, level: int) -> tuple[slice, np.ndarray, np.ndarray]:
		"""(edges, their segments' beginnings, the nodes bounded) of a level."""
		first, last = self.bounds[level], self.bounds[level + 1]
		edges = slice(self.ends[first], self.ends[last])
		return edges, self.begins[first:last] - self.ends[first], self.owners[first:last]


@dataclass
class Dates:
	"""What the passes find for every node, in the caller's order; floats in working days."""

	early_start: np.ndarray
	early_finish: np.ndarray
	late_start: np.ndarray
	late_finish: np.ndarray
	total_float: np.ndarray
	free_float: np.ndarray
	reaches_target: np.ndarray


def sort_order(values: np.ndarray) -> np.ndarray:
	"""Stable order of whole numbers below 2**32: two sorts by sixteen bits, each in one sweep."""
	order = np.argsort((values & 0xFFFF).astype(np.uint16), kind="stable")
	high = values >> 16
	return order[np.argsort(high.astype(np.uint16)[order], kind="stable")] if high.any() else order


def gather(owner: np.ndarray, nodes: int) -> Ends:
	begins = np.zeros(nodes + 1, dtype=np.int32)
	np.cumsum(np.bincount(owner, minlength=nodes), out=begins[1:])
	return Ends(sort_order(owner), begins)


def arrange(layout: Layout) -> Order:
	"""Levels by removing, again and again, the nodes nothing waits for; PlanningError on a cycle."""
	count = layout.nodes
	out, into = gather(layout.source, count), gather(layout.target, count)
	waiting = np.diff(into.begins)
	mark = np.empty(count, dtype=np.int32)
	frontier, levels, bounds = np.flatnonzero(waiting == 0), [], [0]
	while frontier.size:
		levels.append(frontier)
		bounds.append(bounds[-1] + frontier.size)
		reached = layout.target[out.of(frontier)[0]]
		np.subtract.at(waiting, reached, np.int32(1))
		reached = reached[waiting[reached] == 0]
		# of those reached more than once, one is kept
		numbers = np.arange(reached.size, dtype=np.int32)
		mark[reached] = numbers
		frontier = reached[mark[reached] == numbers]
	node = np.concatenate(levels) if levels else np.empty(0, dtype=np.int32)
	if node.size != count:
		raise PlanningError("cycle")
	rank = np.empty(count, dtype=np.int32)
	rank[node] = np.arange(count, dtype=np.int32)
	return Order(node, rank, np.array(bounds), out, into)


def group(
	calendar: WorkCalendar, layout: Layout, order: Order, chosen: np.ndarray | None, into: bool
) -> Group:
	"""Edges by their target (`into`) or by their source; `chosen` selects some of them."""
	ends, far = (order.into, layout.source) if into else (order.out, layout.target)
	edge, width = ends.of(order.node)
	if chosen is not None:
		is_chosen = chosen[edge]
		owner = np.repeat(np.arange(width.size, dtype=np.int32), width)[is_chosen]
		edge, width = edge[is_chosen], np.bincount(owner, minlength=width.size)
	owners = np.flatnonzero(width)
	ends_at = np.concatenate([[0], np.cumsum(width[owners])])
	return Group(
		edge=edge,
		other=order.rank[far[edge]],
		owners=owners,
		begins=ends_at[:-1],
		bounds=np.searchsorted(owners, order.level),
		ends=ends_at,
		lag=steps_of(calendar, layout.lag[edge], layout.lag_is_calendar[edge]),
	)


class Passes:
	"""The passes over one layout; `today` and the targets are day numbers by project and by node."""

	def __init__(self, calendar: WorkCalendar, layout: Layout, today: np.ndarray):
		_check_length(layout)
		self.calendar, self.layout = calendar, layout
		self.order = arrange(layout)
		put = self.order.node
		self.count = layout.nodes
		self.today = today[layout.project[put]].astype(np.int32)
		self.started, self.finished = layout.started[put], layout.finished[put]
		self.fixed = (self.started >= 0) | (self.finished >= 0)
		self.any_fixed = bool(self.fixed.any())
		self._durations(layout, put)

	def _durations(self, layout: Layout, put: np.ndarray) -> None:
		"""A started node with remaining days counts them from today, another one from its start."""
		duration, counted_from = layout.duration[put], self.started
		remaining = layout.remaining[put]
		if self.any_fixed:
			resumed = (self.started >= 0) & (remaining >= 0)
			duration = np.where(resumed, remaining, duration)
			counted_from = np.where(resumed, np.maximum(self.today, self.started), self.started)
		self.counted_from = counted_from
		is_calendar = layout.is_calendar[put]
		self.steps = steps_of(self.calendar, duration, is_calendar)
		self.floor = steps_of(self.calendar, np.zeros_like(duration), is_calendar)

	def forward(self, ignored: np.ndarray | None = None) -> None:
		"""Earliest dates from facts and today; `ignored` marks edges given up."""
		calendar, count, level = self.calendar, self.count, self.order.level
		into = group(calendar, self.layout, self.order, None if ignored is None else ~ignored, into=True)
		# finishes first, starts behind them: an edge reads the one it waits for
		when = np.empty(2 * count, dtype=np.int32)
		read = into.other + np.int32(count) * self.layout.start_to_start[into.edge]
		for number in range(len(level) - 1):
			first, last = level[number], level[number + 1]
			start = self.today[first:last].copy()
			edges, begins, owners = into.at(number)
			if owners.size:
				earliest = into.lag.take(edges).forward(calendar, when[read[edges]])
				bound = np.maximum.reduceat(earliest, begins)
				if owners.size == last - first:
					np.maximum(start, bound, out=start)
				else:
					start[owners - first] = np.maximum(start[owners - first], bound)
			when[first:last] = self._finish(start, first, last)
			when[count + first : count + last] = start
		self.early_finish, self.early_start = when[:count], when[count:]

	def _finish(self, start: np.ndarray, first: int, last: int) -> np.ndarray:
		"""Finishes of a level's nodes; `start` is set right where facts say otherwise."""
		part = slice(first, last)
		if not self.any_fixed:
			return self.steps.take(part).forward(self.calendar, start)
		started, finished = self.started[part] >= 0, self.finished[part] >= 0
		begin = np.where(started, self.counted_from[part], start)
		end = self.steps.take(part).forward(self.calendar, begin)
		# what has begun and should be over is over today at the earliest
		not_before = self.floor.take(part).forward(self.calendar, self.today[part])
		end = np.where(started, np.maximum(end, not_before), end)
		end = np.where(finished, self.finished[part], end)
		start[:] = np.where(started, self.started[part], np.where(finished, end, start))
		return end

	def backward(self, target: np.ndarray) -> None:
		"""Latest dates from the targets (by node in the caller's order, -1 for none).

		A node no target waits for takes the last target of its project. A successor that has begun
		asks nothing any more of those before it.
		"""
		calendar, layout, order = self.calendar, self.layout, self.order
		asks = None if not self.any_fixed else ~self.fixed[order.rank[layout.target]]
		has_start_to_start = bool(layout.start_to_start.any())
		to_finish = ~layout.start_to_start if has_start_to_start else None
		both = asks if to_finish is None else to_finish if asks is None else asks & to_finish
		finish = group(calendar, layout, order, both, into=False)
		begin = None
		if has_start_to_start:
			chosen = layout.start_to_start if asks is None else layout.start_to_start & asks
			begin = group(calendar, layout, order, chosen, into=False)
		self.after = (finish, begin)
		own = target[order.node].astype(np.int32)
		late_finish = self._first_bounds(own)
		late_start = np.empty(self.count, dtype=np.int32)
		for number in range(len(order.level) - 2, -1, -1):
			self._bound_level(number, late_start, late_finish)
		self.late_start, self.late_finish = late_start, late_finish

	def _first_bounds(self, own: np.ndarray) -> np.ndarray:
		"""Targets where there are some, the last one where nothing follows, the end of time elsewhere."""
		project = self.layout.project[self.order.node]
		last = np.full(int(project.max(initial=-1)) + 1, -1, dtype=np.int32)
		np.maximum.at(last, project, own)
		self.last = last
		followed = np.zeros(self.count, dtype=bool)
		for edges in self.after:
			if edges is not None:
				followed[edges.owners] = True
		open_end = ~followed & (own < 0)
		self.open_end = open_end & (self.finished < 0)
		fallback = np.where(last >= 0, last, self.calendar.size - 1)[project]
		self.reaches = own >= 0
		bounds = np.where(own >= 0, own, self.calendar.size - 1)
		return np.where(open_end, fallback, bounds).astype(np.int32)

	def _bound_level(self, number: int, late_start: np.ndarray, late_finish: np.ndarray) -> None:
		calendar = self.calendar
		part = slice(self.order.level[number], self.order.level[number + 1])
		finish, begin = self.after
		edges, begins, owners = finish.at(number)
		if owners.size:
			latest = finish.lag.take(edges).backward(calendar, late_start[finish.other[edges]])
			late_finish[owners] = np.minimum(late_finish[owners], np.minimum.reduceat(latest, begins))
		steps = self.steps.take(part)
		start = steps.backward(calendar, late_finish[part])
		if begin is not None:
			edges, begins, owners = begin.at(number)
			if owners.size:
				latest = begin.lag.take(edges).backward(calendar, late_start[begin.other[edges]])
				inside = owners - part.start
				start[inside] = np.minimum(start[inside], np.minimum.reduceat(latest, begins))
		# the latest finish is a day of the node's own unit
		end = steps.forward(calendar, start)
		if self.any_fixed:
			end = np.where(self.finished[part] >= 0, self.finished[part], end)
			started = self.started[part] >= 0
			end = np.where(started & (self.finished[part] < 0), late_finish[part], end)
			start = np.where(started, self.started[part], np.where(self.finished[part] >= 0, end, start))
		late_start[part], late_finish[part] = start, end

	def floats(self) -> tuple[np.ndarray, np.ndarray]:
		"""(total, free) in working days: to the latest finish, and to the earliest start of what follows.

		Free float is never below 0 and never above a total float that is not negative.
		"""
		calendar, working = self.calendar, self.calendar.counts[: self.calendar.size]
		total = working[self.late_finish] - working[self.early_finish]
		free_until = np.full(self.count, calendar.size - 1, dtype=np.int32)
		finish, begin = self.after
		if finish.owners.size:
			latest = finish.lag.backward(calendar, self.early_start[finish.other])
			free_until[finish.owners] = np.minimum.reduceat(latest, finish.begins)
		if begin is not None and begin.owners.size:
			latest = begin.lag.backward(calendar, self.early_start[begin.other])
			bound = np.minimum.reduceat(latest, begin.begins)
			bound = self.steps.take(begin.owners).forward(calendar, bound)
			free_until[begin.owners] = np.minimum(free_until[begin.owners], bound)
		unbounded = free_until == calendar.size - 1
		free = np.where(unbounded, total, working[free_until] - working[self.early_finish])
		# a target of its own can bind a node before anything that follows does
		free = np.minimum(free, np.maximum(total, 0))
		if self.any_fixed:
			over = self.finished >= 0
			total, free = np.where(over, 0, total), np.where(over, 0, free)
		return total, free

	def reach(self) -> np.ndarray:
		"""Which nodes a target waits for; known without a pass when everything ends in one."""
		if not self.open_end.any():
			return np.ones(self.count, dtype=bool)
		reaches = self.reaches
		for number in range(len(self.order.level) - 2, -1, -1):
			for edges in self.after:
				if edges is None:
					continue
				span, begins, owners = edges.at(number)
				if owners.size:
					reaches[owners] |= np.logical_or.reduceat(reaches[edges.other[span]], begins)
		return reaches

	def dates(self) -> Dates:
		"""Everything found, back in the caller's order."""
		total, free = self.floats()
		reaches, rank = self.reach(), self.order.rank
		columns = (
			self.early_start,
			self.early_finish,
			self.late_start,
			self.late_finish,
			total,
			free,
			reaches,
		)
		return Dates(*(values[rank] for values in columns))


def _check_length(layout: Layout) -> None:
	"""Counted end to end, a project's days must stay inside the calendar's table."""
	if not layout.nodes:
		return
	length = np.bincount(layout.project, weights=layout.duration + np.maximum(layout.remaining, 0))
	length += np.bincount(layout.project[layout.target], weights=layout.lag, minlength=length.size)
	if length.max() > LONGEST:
		raise PlanningError("too_long", value=int(length.max()))


def run(calendar: WorkCalendar, layout: Layout, today: np.ndarray, target: np.ndarray) -> Dates:
	"""Both passes and the floats: `today` by project, `target` by node (-1 for none), as day numbers.

	Projects know nothing of each other, so many are taken in blocks that fit the processor's cache.
	"""
	parts = []
	for block, nodes in blocks(layout):
		passes = Passes(calendar, block, today)
		passes.forward()
		passes.backward(target[nodes])
		parts.append(passes.dates())
	if len(parts) == 1:
		return parts[0]
	return Dates(
		*(np.concatenate([getattr(part, field) for part in parts]) for field in Dates.__annotations__)
	)


def earliest(calendar: WorkCalendar, layout: Layout, today: np.ndarray) -> np.ndarray:
	"""The earliest finish of every node as day numbers: the forward pass alone; `today` by project."""
	parts = []
	for block, _nodes in blocks(layout):
		passes = Passes(calendar, block, today)
		passes.forward()
		parts.append(passes.early_finish[passes.order.rank])
	return np.concatenate(parts)


def blocks(layout: Layout) -> Iterator[tuple[Layout, slice]]:
	"""(layout, its nodes) of whole projects, about BLOCK nodes each; one block if projects are interleaved."""
	edge_project = layout.project[layout.source]
	in_order = (np.diff(layout.project) >= 0).all() and (np.diff(edge_project) >= 0).all()
	if layout.nodes <= BLOCK or not in_order:
		yield layout, slice(None)
		return
	cuts = np.unique(layout.project[np.arange(0, layout.nodes, BLOCK)])
	bounds = np.append(np.searchsorted(layout.project, cuts), layout.nodes)
	edge_bounds = np.append(np.searchsorted(edge_project, cuts), edge_project.size)
	for k in range(cuts.size):
		nodes = slice(bounds[k], bounds[k + 1])
		edges = slice(edge_bounds[k], edge_bounds[k + 1])
		yield cut_out(layout, nodes, edges), nodes


def cut_out(layout: Layout, nodes: slice, edges: slice) -> Layout:
	"""Some nodes and the edges among them as a layout of its own."""
	of_nodes = ("duration", "is_calendar", "project", "started", "finished", "remaining")
	of_edges = ("lag", "lag_is_calendar", "start_to_start")
	first = np.int32(nodes.start)
	return Layout(
		**{field: getattr(layout, field)[nodes] for field in of_nodes},
		**{field: getattr(layout, field)[edges] for field in of_edges},
		source=layout.source[edges] - first,
		target=layout.target[edges] - first,
	)
