"""Stories told side by side, in the order of their days."""

import heapq
from collections.abc import Generator, Iterable, Iterator
from datetime import date

from anshang_app.demo.city.clock import DemoClock
from anshang_app.progress_tracking.lights import judged_together

#: a story names the day of its next step and is gone on with on that day
Tale = Iterator[date]


def play(tales: Iterable[Tale], clock: DemoClock) -> None:
	"""Tell every story as far as today; what lies ahead stays untold."""
	waiting: list[tuple[date, int, Tale]] = []
	for number, tale in enumerate(tales):
		come_back(waiting, number, tale, clock)
	while waiting:
		day = waiting[0][0]
		# the steps of a day are judged at its end, as if its evening came
		with judged_together():
			while waiting and waiting[0][0] == day:
				clock.move_to(day)
				_day, number, tale = heapq.heappop(waiting)
				come_back(waiting, number, tale, clock)


def come_back(waiting: list[tuple[date, int, Tale]], number: int, tale: Tale, clock: DemoClock) -> None:
	"""Tell a story up to its next day, and keep it waiting for that."""
	day = next(tale, None)
	if day and day <= clock.last_day:
		heapq.heappush(waiting, (day, number, tale))
	elif isinstance(tale, Generator):
		tale.close()
