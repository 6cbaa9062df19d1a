"""How far dates can be counted while some steps have no time yet. Pure.

Before a step of unknown time nothing has a latest day, after it nothing an earliest one; the rest is certain.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anshang_app.planning.network import Edge, Node


@dataclass(frozen=True)
class Reach:
	"""Keys of the steps without a time, of those whose earliest and of those whose latest day hangs on them.

	`by_target`: a target stands between the step and the unknown time, so its latest day is that target's for now.
	"""

	unknown: frozenset[str]
	no_earliest: frozenset[str]
	no_latest: frozenset[str]
	by_target: frozenset[str]

	@property
	def uncertain(self) -> frozenset[str]:
		"""The steps whose float nobody knows."""
		return self.unknown | self.no_earliest | self.no_latest | self.by_target


def without_time(nodes: Iterable[Node]) -> list[Node]:
	"""The open steps whose time nobody knows yet."""
	return [node for node in nodes if node.applies and node.duration is None and not node.finished]


def reach(nodes: Sequence[Node], edges: Sequence[Edge], targets: Collection[str] = ()) -> Reach:
	"""What hangs on the steps without a time. A finished step has its days, whatever stands before or after it.

	`targets` are the keys of the steps with a target day.
	"""
	done = {node.key for node in nodes if node.finished}
	unknown = frozenset(node.key for node in without_time(nodes))
	after: dict[str, list[str]] = {}
	before: dict[str, list[str]] = {}
	for edge in edges:
		after.setdefault(edge.before, []).append(edge.after)
		before.setdefault(edge.after, []).append(edge.before)
	behind = _follow(unknown, after, done)
	# where only its start is bound by the next step, its own time says when it must end
	by_start = {edge.before for edge in edges if edge.start_to_start and edge.after not in done}
	no_latest = _follow(unknown, before, done | {*targets}) | (unknown & by_start) - {*targets}
	bounded = _follow(unknown, before, done) | (unknown & by_start)
	return Reach(unknown, behind | unknown, no_latest, bounded - no_latest)


def _follow(start: frozenset[str], ways: Mapping[str, Sequence[str]], done: set[str]) -> frozenset[str]:
	"""Everything that is reached from `start`, without what is done."""
	reached: set[str] = set()
	waiting = list(start)
	while waiting:
		for key in ways.get(waiting.pop(), ()):
			if key not in reached and key not in done:
				reached.add(key)
				waiting.append(key)
	return frozenset(reached)


def as_if_known(nodes: Iterable[Node]) -> list[Node]:
	"""The steps with no time in place of an unknown one: what is certain comes out the same."""
	return [replace(node, duration=0) if node.duration is None else node for node in nodes]
