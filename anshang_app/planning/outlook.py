"""How long an item usually takes in this city: P50 and P80 of its own finished cases, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from anshang_app.planning.workdays import WorkCalendar


@dataclass(frozen=True)
class Outlook:
	"""Days of the item's unit that half and four fifths of the cases took; None when there are too few."""

	cases: int
	p50: int | None
	p80: int | None

	@property
	def enough(self) -> bool:
		return self.p80 is not None


def outlook(durations: Sequence[int], enough: int) -> Outlook:
	"""Each figure is a duration that occurred: the smallest that covers its share of the cases.

	Below `enough` finished cases (a setting) the sample says nothing.
	"""
	if len(durations) < max(enough, 1):
		return Outlook(len(durations), None, None)
	p50, p80 = np.quantile(np.asarray(durations), [0.5, 0.8], method="inverted_cdf")
	return Outlook(len(durations), int(p50), int(p80))


def likely_day(
	calendar: WorkCalendar, start: date, sample: Outlook, promised: int | None, unit: str
) -> date | None:
	"""The day by P80 of the sample, by the promised limit where it is too small; None without either."""
	days = sample.p80 if sample.enough else promised
	return None if days is None else calendar.step(start, days, unit)
