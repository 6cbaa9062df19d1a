"""倒排工期 against a slow and obvious model of itself, over random networks.

The quick profile of `--pure` takes a few hundred networks, the whole suite two thousand, `--long` more.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.network import HARD, PROMISE, Edge, Node
from anshang_app.planning.schedule import schedule
from anshang_app.planning.workdays import CALENDAR, UNITS, WORKING, WorkCalendar

CONSTANTS = chinese_calendar.constants
CHINA = WorkCalendar(
	frozenset(CONSTANTS.holidays), frozenset(CONSTANTS.workdays), frozenset({2024, 2025, 2026})
)
DAY = timedelta(days=1)


def step(day: date, count: int, unit: str) -> date:
	"""The slow way: day by day."""
	if unit == CALENDAR:
		return day + count * DAY
	if count == 0:
		while not CHINA.is_working(day):
			day += DAY
		return day
	while count:
		day += DAY
		count -= CHINA.is_working(day)
	return day


def after_lag(day: date, edge: Edge) -> date:
	return step(day, edge.lag, edge.unit) if edge.lag else day


def working_days(first: date, last: date) -> int:
	sign, low, high = (1, first, last) if first <= last else (-1, last, first)
	return sign * sum(CHINA.is_working(low + k * DAY) for k in range(1, (high - low).days + 1))


@dataclass(frozen=True)
class Problem:
	nodes: tuple[Node, ...]
	edges: tuple[Edge, ...]
	targets: dict[str, date]
	today: date

	def solve(self):
		return schedule(CHINA, self.nodes, self.edges, self.targets, self.today)


@st.composite
def problems(draw, largest: int = 7) -> Problem:
	count = draw(st.integers(1, largest))
	unit = st.sampled_from(UNITS)
	nodes = tuple(Node(f"n{k}", duration=draw(st.integers(0, 9)), unit=draw(unit)) for k in range(count))
	edges = []
	for after in range(1, count):
		for before in draw(st.sets(st.integers(0, after - 1), max_size=3)):
			lag, start_to_start = draw(st.integers(0, 4)), draw(st.booleans())
			kind = draw(st.sampled_from((HARD, PROMISE)))
			edges.append(Edge(f"n{before}", f"n{after}", kind, lag, draw(unit), start_to_start))
	# around Spring Festival 2026 and its make-up days
	today = date(2026, 1, 20) + draw(st.integers(0, 40)) * DAY
	aimed = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))
	targets = {f"n{k}": today + draw(st.integers(-5, 70)) * DAY for k in sorted(aimed)}
	return Problem(nodes, tuple(edges), targets, today)


def forward(problem: Problem, not_before: dict[str, date]) -> dict[str, tuple[date, date]]:
	"""Earliest start and finish of each node, one after the other; nodes are numbered in order."""
	found: dict[str, tuple[date, date]] = {}
	for node in problem.nodes:
		start = max(problem.today, not_before.get(node.key, problem.today))
		for edge in problem.edges:
			if edge.after == node.key:
				start = max(start, after_lag(found[edge.before][0 if edge.start_to_start else 1], edge))
		found[node.key] = start, step(start, node.duration, node.unit)
	return found


def bounds(problem: Problem) -> dict[str, date]:
	"""The day each node must not pass: its target, or the last one where nothing follows it."""
	last = max(problem.targets.values())
	followed = {edge.before for edge in problem.edges}
	return {
		node.key: problem.targets.get(node.key, last)
		for node in problem.nodes
		if node.key in problem.targets or node.key not in followed
	}


@given(problems())
def test_no_edge_is_violated_by_the_early_dates_nor_by_the_late_ones(problem):
	found = problem.solve().nodes
	for edge in problem.edges:
		before, after = found[edge.before], found[edge.after]
		for kind in ("early", "late"):
			leaves = getattr(before, f"{kind}_start" if edge.start_to_start else f"{kind}_finish")
			assert after_lag(leaves, edge) <= getattr(after, f"{kind}_start")


@given(problems())
def test_the_early_dates_are_those_of_the_slow_way(problem):
	found, slow = problem.solve().nodes, forward(problem, {})
	assert {key: (s.early_start, s.early_finish) for key, s in found.items()} == slow


@given(problems())
def test_starting_at_the_late_dates_meets_every_target_that_can_be_met(problem):
	found = problem.solve().nodes
	for node in problem.nodes:
		s = found[node.key]
		assert step(s.late_start, node.duration, node.unit) == s.late_finish
	for key, day in bounds(problem).items():
		assert found[key].late_finish <= day


@given(problems())
def test_one_day_later_in_its_own_unit_breaks_something(problem):
	found, limits = problem.solve().nodes, bounds(problem)
	for node in problem.nodes:
		s = found[node.key]
		start = s.late_start + DAY
		while step(start, node.duration, node.unit) == s.late_finish:
			start += DAY
		finish = step(start, node.duration, node.unit)
		broken = node.key in limits and finish > limits[node.key]
		for edge in problem.edges:
			if edge.before == node.key:
				broken |= (
					after_lag(start if edge.start_to_start else finish, edge) > found[edge.after].late_start
				)
		assert broken, node


@given(problems(largest=5))
def test_floats_are_what_trying_every_delay_finds(problem):
	found, limits, base = problem.solve().nodes, bounds(problem), forward(problem, {})
	for node in problem.nodes:
		s = found[node.key]
		if s.total_float < 0:
			continue
		total = free = 0
		start = base[node.key][0]
		while True:
			start += DAY
			delayed = forward(problem, {node.key: start})
			if any(delayed[key][1] > day for key, day in limits.items()):
				break
			days = working_days(base[node.key][1], delayed[node.key][1])
			total = max(total, days)
			others = [key for key in base if key != node.key]
			if all(delayed[key][0] == base[key][0] for key in others):
				free = max(free, days)
		if all(base[key][1] <= day for key, day in limits.items()):
			assert (s.total_float, s.free_float) == (total, free), node


@given(problems(), st.integers(0, 10**6))
def test_the_order_of_nodes_and_edges_does_not_matter(problem, seed):
	nodes, edges = list(problem.nodes), list(problem.edges)
	random.Random(seed).shuffle(nodes)
	random.Random(seed + 1).shuffle(edges)
	assert Problem(tuple(nodes), tuple(edges), problem.targets, problem.today).solve() == problem.solve()


@given(problems())
def test_a_node_left_out_passes_its_order_on(problem):
	"""Leaving a node out equals a step of no calendar days in its place."""
	middle = problem.nodes[len(problem.nodes) // 2]
	targets = {key: day for key, day in problem.targets.items() if key != middle.key} or {
		problem.nodes[-1].key: problem.today + 30 * DAY
	}
	if middle.key in targets:
		return
	gone = [Node(n.key, duration=n.duration, unit=n.unit, applies=n is not middle) for n in problem.nodes]
	nothing = [Node(n.key, duration=0, unit=CALENDAR) if n is middle else n for n in problem.nodes]
	left_out = schedule(CHINA, gone, problem.edges, targets, problem.today).nodes
	passed = schedule(CHINA, nothing, problem.edges, targets, problem.today).nodes
	assert middle.key not in left_out
	for key, s in left_out.items():
		other = passed[key]
		assert (s.early_finish, s.late_finish, s.total_float) == (
			other.early_finish,
			other.late_finish,
			other.total_float,
		)


@given(problems(), st.integers(0, 6), st.integers(0, 20))
def test_facts_pin_and_the_rest_still_fits(problem, number, ago):
	"""A finished node keeps its day; what follows starts after it; nothing else is violated."""
	done = problem.nodes[number % len(problem.nodes)]
	day = problem.today - ago * DAY
	nodes = [
		Node(n.key, duration=n.duration, unit=n.unit, finished=day if n is done else None)
		for n in problem.nodes
	]
	found = schedule(CHINA, nodes, problem.edges, problem.targets, problem.today).nodes
	assert found[done.key].early_finish == found[done.key].late_finish == day
	for edge in problem.edges:
		if done.key != edge.after:
			before, after = found[edge.before], found[edge.after]
			assert (
				after_lag(before.early_start if edge.start_to_start else before.early_finish, edge)
				<= after.early_start
			)


@given(st.dates(date(2025, 12, 1), date(2026, 10, 31)), st.integers(0, 40), st.sampled_from(UNITS))
def test_back_is_the_exact_counterpart_of_step(day, count, unit):
	assert CHINA.step(day, count, unit) == step(day, count, unit)
	latest = CHINA.back(day, count, unit)
	assert step(latest, count, unit) <= day < step(latest + DAY, count, unit)
	assert CHINA.working_days_between(latest, day) == working_days(latest, day)
	assert WORKING in UNITS
