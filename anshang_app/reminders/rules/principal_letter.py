"""第一责任人的每月提示: what a unit owes, in at most five lines of counts. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from anshang_app.progress_tracking.rules import finding_kinds as kinds

#: counted beside the findings: projects a unit leads
BEHIND, LACKING = "Projects Behind in Investment", "Projects Lacking One"
#: heading of a line -> the kinds of finding it counts, in the order in which they are told
GROUPS: Mapping[str, tuple[str, ...]] = {
	"Overdue": (
		kinds.ORDER_PAST,
		kinds.ISSUE_PAST,
		kinds.CASE_LATE,
		kinds.PROMISE_PAST,
		kinds.DEADLINE_PAST,
		kinds.LIMIT_PAST,
	),
	"Duties Owed": (kinds.DUTY_MISSED, kinds.DUTY_OPEN, kinds.VISIT_DUE),
	"Due Soon or to Be Decided": (
		kinds.ORDER_PROPOSED,
		kinds.ORDER_URGED,
		kinds.ORDER_ASKED,
		kinds.ISSUE_UNASSIGNED,
		kinds.ORDER_NEAR,
		kinds.CASE_NEAR,
		kinds.DEADLINE_NEAR,
		kinds.BULLETIN_DUE,
	),
	"Behind the Plan": (kinds.RED_NODE, BEHIND, kinds.YEAR_MISSING),
	"Six Ones": (LACKING,),
}


@dataclass(frozen=True)
class Line:
	"""One line of the letter: its heading, how many in all, and what they are made of."""

	heading: str
	count: int
	parts: tuple[tuple[str, int], ...]


def group_into_lines(counts: Counter[str]) -> list[Line]:
	"""Sum the counts up in one line for each group of `GROUPS`, in their order; a group without matters has no line.

	`counts`: kind of finding, `BEHIND` or `LACKING` -> how many.
	"""
	owed_lines = []
	for heading, of_group in GROUPS.items():
		parts = tuple((kind, counts[kind]) for kind in of_group if counts[kind])
		if parts:
			owed_lines.append(Line(heading, sum(count for _kind, count in parts), parts))
	return owed_lines


def describe_line(line: Line, translate: Callable[[str], str]) -> tuple[str, str]:
	"""(heading with the total, the parts with their counts); `translate` puts a text into the user's language."""
	parts = "、".join(f"{translate(kind)} {count}" for kind, count in line.parts)
	return f"{translate(line.heading)} {line.count}", parts
