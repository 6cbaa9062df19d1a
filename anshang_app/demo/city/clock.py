"""The demo's clock: what day it is while a story of the past is told. For a console only."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_system_timezone

#: an office day, and how far apart its steps are told
OPENS, CLOSES, APART = time(8, 40), time(17, 20), timedelta(minutes=3)


class DemoClock:
	"""Today and now of this process, moved from step to step; never past the real ones."""

	def __init__(self, traveller, real_now: datetime):
		self.traveller, self.real_now = traveller, real_now
		self.step_time = real_now - timedelta(days=3650)

	@property
	def last_day(self) -> date:
		"""The real day, on which the story ends."""
		return self.real_now.date()

	def move_to(self, day: date) -> None:
		"""The next step of `day`: a few minutes after the one before, within office hours."""
		opens, closes = (datetime.combine(day, at, self.real_now.tzinfo) for at in (OPENS, CLOSES))
		self.step_time = min(
			max(opens, self.step_time + APART), max(closes, self.step_time + timedelta(seconds=1))
		)
		self.traveller.move_to(min(self.step_time, self.real_now).astimezone(timezone.utc))


@contextmanager
def demo_clock() -> Iterator[DemoClock]:
	"""A clock that may be moved, until the block ends; refused within a request, whose process others share."""
	import time_machine

	if getattr(frappe.local, "request", None):
		frappe.throw("The clock of the demo is for a console only.")
	real_now = datetime.now(ZoneInfo(get_system_timezone()))
	with time_machine.travel(real_now.astimezone(timezone.utc)) as traveller:
		yield DemoClock(traveller, real_now)
