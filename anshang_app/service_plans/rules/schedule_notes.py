"""Why counting back left a row of a draft without a date of its own. Pure."""

from collections.abc import Mapping
from typing import Any

from anshang_app.planning.network import Node
from anshang_app.planning.partial import Reach

#: its own time is unknown; a step behind it has none; one before it has none; one behind the nearer target has
#: none, so that target stands for now; the target comes too early
OWN_TIME, TIME_BEHIND, TIME_BEFORE, BY_TARGET, TARGET_MISSED = (
	"Time Unknown",
	"Later Time Unknown",
	"Earlier Time Unknown",
	"By the Nearer Target",
	"Target Missed",
)


def note_of(open_days: Reach, node: Node, total_float: int) -> str:
	"""The note of an open row, blank where everything about it is known."""
	if node.finished:
		return ""
	if node.key in open_days.no_latest:
		return OWN_TIME if node.key in open_days.unknown else TIME_BEHIND
	# with an unknown time the float is at most this
	if total_float < 0:
		return TARGET_MISSED
	if node.key in open_days.unknown:
		return OWN_TIME
	if node.key in open_days.by_target:
		return BY_TARGET
	return TIME_BEFORE if node.key in open_days.no_earliest else ""


def may_date(row: Mapping[str, Any]) -> bool:
	"""Whether a counted row has a day to be planned by: known, and one that can still be kept."""
	return row["latest"] is not None and row["schedule_note"] != TARGET_MISSED
