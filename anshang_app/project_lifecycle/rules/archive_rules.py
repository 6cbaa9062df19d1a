"""When a project goes into the archive by itself, and what it says of what keeps it out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

#: matters named in a sentence; the rest is counted
NAMED = 5


@dataclass(frozen=True)
class OpenMatter:
	"""One thing of a project nobody has ended: its kind and what it is about, in the reader's words."""

	project: str
	record_type: str
	record_name: str
	kind: str
	title: str


def is_due(handed_over: date | None, lifted: date | None, years: int, today: date) -> bool:
	"""Whether `years` have gone by since the hand-over, and since it was last taken out of the archive; 0 years: never."""
	begun = max((day for day in (handed_over, lifted) if day), default=None)
	return bool(years > 0 and handed_over and begun and begun + relativedelta(years=years) <= today)


def named(matters: Iterable[OpenMatter], more: str) -> str:
	"""The matters in one line; `more` says, with a place for the number, that there are others."""
	listed = list(matters)
	labels = [f"{matter.kind}“{matter.title}”" for matter in listed[:NAMED]]
	rest = len(listed) - NAMED
	return "、".join([*labels, *([more.format(rest)] if rest > 0 else [])])
