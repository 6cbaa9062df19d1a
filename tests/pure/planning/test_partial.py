"""What can be counted while some steps have no time."""

import itertools
import random
from datetime import date

from anshang_app.planning.network import Edge, Node
from anshang_app.planning.partial import as_if_known, reach, without_time
from anshang_app.planning.schedule import schedule
from anshang_app.planning.workdays import WorkCalendar

TODAY, TARGET = date(2026, 11, 24), date(2027, 6, 30)


def chain(*keys: str) -> list[Edge]:
	return [Edge(before, after) for before, after in itertools.pairwise(keys)]


NODES = [Node(key, duration=5) for key in ("a", "b", "d", "e", "side")]
UNKNOWN = Node("c")
EDGES = [*chain("a", "b", "c", "d", "e"), Edge("side", "e")]


def test_nothing_before_an_unknown_time_has_a_latest_day_and_nothing_behind_it_an_earliest():
	found = reach([*NODES, UNKNOWN], EDGES)
	assert found.unknown == {"c"}
	assert found.no_latest == {"a", "b"}
	assert found.no_earliest == {"c", "d", "e"}
	assert "side" not in found.uncertain


def test_what_is_certain_comes_out_the_same_whatever_the_time_is():
	nodes = [*NODES, UNKNOWN]
	found = reach(nodes, EDGES)
	calendar = WorkCalendar()
	results = [
		schedule(calendar, made, EDGES, {"e": TARGET}, TODAY).nodes
		for made in (as_if_known(nodes), [*NODES, Node("c", duration=40)])
	]
	for key in {node.key for node in nodes} - found.no_latest:
		assert results[0][key].late_finish == results[1][key].late_finish, key
	for key in {node.key for node in nodes} - found.no_earliest:
		assert results[0][key].early_finish == results[1][key].early_finish, key
	assert results[0]["a"].late_finish != results[1]["a"].late_finish


def test_a_target_before_the_unknown_time_stands_for_now():
	found = reach([*NODES, UNKNOWN], EDGES, {"b", "e"})
	assert (found.no_latest, found.by_target) == (frozenset(), {"a", "b"})
	assert reach([*NODES, UNKNOWN], EDGES, {"a"}).no_latest == {"b"}


def test_a_finished_step_stops_the_doubt():
	nodes = [Node("a", duration=5), Node("b", duration=5, finished=date(2026, 11, 2)), UNKNOWN]
	found = reach(nodes, chain("a", "b", "c"))
	assert found.no_latest == frozenset()
	assert without_time([Node("c", finished=date(2026, 11, 2)), Node("d", applies=False)]) == []


def random_network(seed: int) -> tuple[list[Node], list[Edge]]:
	draw = random.Random(seed)
	nodes = [Node(f"n{k}", duration=draw.randint(0, 12), applies=draw.random() > 0.1) for k in range(12)]
	nodes[draw.randrange(1, 12)] = Node("x")
	nodes[0] = Node("n0", finished=date(2026, 11, 3))
	edges = [
		Edge(nodes[a].key, nodes[b].key, start_to_start=draw.random() < 0.2)
		for a in range(12)
		for b in range(a + 1, 12)
		if draw.random() < 0.25
	]
	return nodes, edges


def test_no_certain_day_of_any_network_hangs_on_an_unknown_time():
	calendar = WorkCalendar()
	for seed in range(200):
		nodes, edges = random_network(seed)
		last = next(node for node in reversed(nodes) if node.applies and not node.finished)
		found = reach(nodes, edges)
		results = [
			schedule(
				calendar,
				[Node("x", duration=time) if node.key == "x" else node for node in nodes],
				edges,
				{last.key: TARGET},
				TODAY,
			).nodes
			for time in (0, 35)
		]
		for key, one in results[0].items():
			other = results[1][key]
			if key not in found.no_latest:
				assert one.late_finish == other.late_finish, (seed, key)
			if key not in found.no_earliest:
				assert one.early_finish == other.early_finish, (seed, key)
