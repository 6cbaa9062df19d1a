"""5,000 projects of 30 nodes, each its own random network: both passes and floats, against networkx.

The peer walks graphs built beforehand with the same table of working days; only its sorting and its passes
are timed, and its results must be equal. Growth is measured from 500 to 50,000 projects. One core.
"""

import json
import math
import os
import resource
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
	os.environ[variable] = "1"
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import networkx as nx  # noqa: E402
import numpy as np  # noqa: E402

from anshang_app.planning.network import Layout  # noqa: E402
from anshang_app.planning.passes import run  # noqa: E402
from anshang_app.planning.workdays import WorkCalendar  # noqa: E402

SEED = int(os.environ.get("ANSHANG_SEED", "20261124"))
NODES = 30
PROJECTS = 5000
TODAY = 28000


def random_layout(projects: int, seed: int) -> Layout:
	"""Every node but the first of a project waits for one to three earlier ones."""
	rng = np.random.default_rng(seed)
	count = projects * NODES
	inside = np.tile(np.arange(NODES), projects)
	base = np.repeat(np.arange(projects) * NODES, NODES)
	waits = np.where(inside == 0, 0, rng.integers(1, 4, count))
	target = np.repeat(np.arange(count), waits)
	source = base[target] + (rng.random(target.size) * inside[target]).astype(np.int64)
	pairs = np.unique(np.stack([source, target]), axis=1)
	source, target = pairs.astype(np.int32)
	lag = np.where(rng.random(source.size) < 0.3, rng.integers(1, 6, source.size), 0).astype(np.int32)
	return Layout(
		duration=rng.integers(0, 31, count).astype(np.int32),
		is_calendar=rng.random(count) < 0.3,
		project=np.repeat(np.arange(projects, dtype=np.int32), NODES),
		started=np.full(count, -1, dtype=np.int32),
		finished=np.full(count, -1, dtype=np.int32),
		remaining=np.full(count, -1, dtype=np.int32),
		source=source,
		target=target,
		lag=lag,
		lag_is_calendar=(rng.random(source.size) < 0.5) | (lag == 0),
		start_to_start=np.zeros(source.size, dtype=bool),
	)


def targets_of(layout: Layout) -> np.ndarray:
	"""A target two thousand days ahead on every node that nothing follows."""
	target = np.full(layout.nodes, TODAY + 2000, dtype=np.int32)
	target[layout.source] = -1
	return target


def ours(calendar: WorkCalendar, layout: Layout, target: np.ndarray):
	projects = int(layout.project[-1]) + 1
	return run(calendar, layout, np.full(projects, TODAY, dtype=np.int32), target)


def graphs(layout: Layout) -> list[nx.DiGraph]:
	"""The peer's graphs, one a project, built before its clock starts."""
	made = [nx.DiGraph() for _ in range(int(layout.project[-1]) + 1)]
	for node, project in enumerate(layout.project.tolist()):
		made[project].add_node(node)
	edges = zip(
		layout.source.tolist(),
		layout.target.tolist(),
		layout.lag.tolist(),
		layout.lag_is_calendar.tolist(),
		strict=True,
	)
	for source, target, lag, is_calendar in edges:
		made[source // NODES].add_edge(source, target, lag=lag, calendar=is_calendar)
	return made


class Peer:
	"""Plain passes in the order networkx gives, over the same tables as lists."""

	def __init__(self, calendar: WorkCalendar, layout: Layout, target: np.ndarray):
		self.counts, self.days = calendar.counts.tolist(), calendar.days.tolist()
		self.end = calendar.size - 1
		self.duration, self.plain = layout.duration.tolist(), layout.is_calendar.tolist()
		self.goal = target.tolist()
		self.start, self.early, self.late_start, self.late, self.total, self.free = (
			[0] * layout.nodes for _ in range(6)
		)

	def step(self, day: int, count: int, plain: bool) -> int:
		if plain:
			return day + count
		return self.days[self.counts[day] + count - 1] if count else self.days[self.counts[day - 1]]

	def back(self, day: int, count: int, plain: bool) -> int:
		if plain:
			return day - count
		return self.days[self.counts[day] - count] - 1 if count else self.days[self.counts[day] - 1]

	def walk(self, made: list[nx.DiGraph]):
		for graph in made:
			order = list(nx.topological_sort(graph))
			for node in order:
				self.forward(node, graph.pred[node])
			for node in reversed(order):
				self.backward(node, graph.succ[node])
		return self.early, self.late, self.total, self.free

	def forward(self, node: int, before) -> None:
		start = TODAY
		for other, edge in before.items():
			begin = self.step(self.early[other], edge["lag"], edge["calendar"])
			if begin > start:
				start = begin
		self.start[node] = start
		self.early[node] = self.step(start, self.duration[node], self.plain[node])

	def backward(self, node: int, after) -> None:
		finish = self.goal[node] if self.goal[node] >= 0 else self.end
		until = self.end
		for other, edge in after.items():
			bound = self.back(self.late_start[other], edge["lag"], edge["calendar"])
			if bound < finish:
				finish = bound
			bound = self.back(self.start[other], edge["lag"], edge["calendar"])
			if bound < until:
				until = bound
		self.late_start[node] = self.back(finish, self.duration[node], self.plain[node])
		self.late[node] = self.step(self.late_start[node], self.duration[node], self.plain[node])
		counts, early = self.counts, self.early[node]
		self.total[node] = counts[self.late[node]] - counts[early]
		total = self.total[node]
		self.free[node] = min(total if until == self.end else counts[until] - counts[early], max(total, 0))


def best(action, times: int = 3):
	"""(seconds of the fastest of several runs, its result)."""
	fastest, result = math.inf, None
	for _ in range(times):
		began = time.perf_counter()
		result = action()
		fastest = min(fastest, time.perf_counter() - began)
	return fastest, result


def main() -> int:
	calendar = WorkCalendar()
	layout = random_layout(PROJECTS, SEED)
	target = targets_of(layout)
	print(json.dumps({"name": "seed", "value": SEED, "unit": "", "bound": None, "ok": True}))
	before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
	seconds, dates = best(lambda: ours(calendar, layout, target), 5)
	memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
	peer_seconds, peer_dates = timed_peer(calendar, layout, target)
	mine = (dates.early_finish, dates.late_finish, dates.total_float, dates.free_float)
	equal = all(np.array_equal(own, np.array(other)) for own, other in zip(mine, peer_dates, strict=True))
	kept = [
		report("passes_5000x30", round(seconds, 4), "s", 0.3, seconds <= 0.3),
		report("memory_5000x30", round(memory), "MB", 300, memory <= 300),
		report("equal_to_networkx", equal, "", True, equal),
		report(
			"faster_than_networkx", round(peer_seconds / seconds, 1), "times", 8, peer_seconds / seconds >= 8
		),
	]
	growth = exponent(calendar)
	kept.append(report("growth_500_to_50000", round(growth, 3), "exponent", 1.1, growth <= 1.1))
	return 0 if all(kept) else 1


def timed_peer(calendar: WorkCalendar, layout: Layout, target: np.ndarray):
	made = graphs(layout)
	peer = Peer(calendar, layout, target)
	return best(lambda: peer.walk(made), 2)


def exponent(calendar: WorkCalendar) -> float:
	sizes, seconds = (500, 50000), []
	for size in sizes:
		layout = random_layout(size, SEED)
		target = targets_of(layout)
		seconds.append(best(lambda: ours(calendar, layout, target), 3)[0])  # noqa: B023
	return math.log(seconds[1] / seconds[0]) / math.log(sizes[1] / sizes[0])


def report(name: str, value, unit: str, bound, ok: bool) -> bool:
	print(json.dumps({"name": name, "value": value, "unit": unit, "bound": bound, "ok": bool(ok)}))
	return ok


if __name__ == "__main__":
	sys.exit(main())
