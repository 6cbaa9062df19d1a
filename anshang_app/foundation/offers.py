"""Which of the app's methods the city's other systems may build on, marked where each method stands.

A method without the mark is the desk's own: it is guarded the same way, but may change with any version.
"""

from collections.abc import Callable
from dataclasses import dataclass

#: a record's name in an example; names are drawn by lot
SAMPLE = "8s2kq0v4mz"


@dataclass(frozen=True)
class Offer:
	"""A method for other systems: its dotted path, itself, arguments of a call that works, whether it only reads."""

	path: str
	method: Callable
	example: dict
	reads: bool

	@property
	def room(self) -> str:
		return self.path.split(".")[1]


#: path -> offer, of every module that was imported
OFFERS: dict[str, Offer] = {}


def for_others(reads: bool = False, **example):
	"""Mark a whitelisted method as one for other systems, with the arguments of an example that a test runs.

	`reads`: it changes nothing.
	"""

	def mark(method: Callable) -> Callable:
		path = f"{method.__module__}.{method.__name__}"
		OFFERS[path] = Offer(path, method, example, reads)
		return method

	return mark
