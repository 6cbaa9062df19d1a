"""Why a row of a draft was left without a date."""

from datetime import date

import pytest

from anshang_app.planning.network import Node
from anshang_app.planning.partial import Reach
from anshang_app.service_plans.rules.schedule_notes import may_date, note_of

REACH = Reach(
	unknown=frozenset({"u", "last"}),
	no_earliest=frozenset({"u", "last", "behind"}),
	no_latest=frozenset({"before", "u"}),
	by_target=frozenset({"target"}),
)


@pytest.mark.parametrize(
	("key", "total_float", "note"),
	(
		("before", 5, "Later Time Unknown"),
		("before", -5, "Later Time Unknown"),
		("u", 5, "Time Unknown"),
		("last", 5, "Time Unknown"),
		("last", -1, "Target Missed"),
		("behind", 5, "Earlier Time Unknown"),
		("behind", -1, "Target Missed"),
		("target", 0, "By the Nearer Target"),
		("side", -1, "Target Missed"),
		("side", 0, ""),
	),
)
def test_each_row_says_what_keeps_it_open(key, total_float, note):
	assert note_of(REACH, Node(key), total_float) == note


def test_what_is_done_needs_no_note():
	assert note_of(REACH, Node("u", finished=date(2026, 11, 2)), -5) == ""


def test_only_a_day_that_can_be_kept_is_planned_by():
	row = {"latest": date(2027, 3, 1), "schedule_note": "By the Nearer Target"}
	assert may_date(row)
	assert not may_date({**row, "schedule_note": "Target Missed"})
	assert not may_date({**row, "latest": None})
