"""What a unit's principal is told: five lines at most, only what there is, the most pressing first."""

from collections import Counter

from anshang_app.progress_tracking.rules.finding_kinds import (
	CASE_LATE,
	DUTY_OPEN,
	KINDS,
	ORDER_NEAR,
	ORDER_PAST,
	RED_NODE,
)
from anshang_app.reminders.rules.principal_letter import (
	BEHIND,
	GROUPS,
	LACKING,
	describe_line,
	group_into_lines,
)


def test_nothing_owed_is_nothing_told():
	assert group_into_lines(Counter()) == []


def test_only_what_there_is_in_its_order():
	found = Counter({RED_NODE: 2, ORDER_PAST: 1, CASE_LATE: 3, LACKING: 0})
	assert [(line.heading, line.count) for line in group_into_lines(found)] == [
		("Overdue", 4),
		("Behind the Plan", 2),
	]
	assert describe_line(group_into_lines(found)[0], str) == (
		"Overdue 4",
		f"{ORDER_PAST} 1、{CASE_LATE} 3",
	)


def test_never_more_than_five_lines():
	found = Counter({kind: 7 for kind in (*KINDS, BEHIND, LACKING)})
	assert len(group_into_lines(found)) == 5


def test_every_kind_of_the_digest_is_counted_once():
	counted = [kind for kinds in GROUPS.values() for kind in kinds]
	assert sorted(counted) == sorted((*KINDS, BEHIND, LACKING))


def test_a_day_more_of_a_near_order_changes_its_line_alone():
	few, more = (group_into_lines(Counter({DUTY_OPEN: 1, ORDER_NEAR: count})) for count in (1, 2))
	assert few[0] == more[0]
	assert few[1] != more[1]
