"""Which stages an enterprise reads as done: only those the project went on from."""

import pytest

from anshang_app.enterprise_page.rules.passages import passages_of


def told(*reached: tuple[str, str]) -> list[tuple[str, str, bool]]:
	return [(row.stage, row.done, row.at_work) for row in passages_of(reached)]


def test_a_stage_is_done_the_day_the_next_one_begins_and_the_last_is_at_work():
	assert told(("Handover", "2026-01-05"), ("Planning", "2026-02-01")) == [
		("Handover", "2026-02-01", False),
		("Planning", "", True),
	]
	assert told() == []


@pytest.mark.parametrize("standstill", ["Suspended", "Terminated"])
def test_a_standstill_ends_no_stage_and_nobody_is_at_work(standstill):
	assert told(("Planning", "2026-02-01"), (standstill, "2026-03-01")) == [
		("Planning", "", False),
		(standstill, "", False),
	]


def test_a_resumed_stage_is_at_work_again_and_its_standstill_is_not_done():
	assert told(("Planning", "1"), ("Suspended", "2"), ("Planning", "3"), ("Pre-construction", "4")) == [
		("Planning", "", False),
		("Suspended", "", False),
		("Planning", "4", False),
		("Pre-construction", "", True),
	]


def test_after_the_hand_over_nobody_is_at_work():
	assert told(("Completion Handover", "1"), ("Handed Over", "2")) == [
		("Completion Handover", "2", False),
		("Handed Over", "", False),
	]


def test_a_way_back_ends_no_stage():
	assert told(("Construction", "1"), ("Pre-construction", "2")) == [
		("Construction", "", False),
		("Pre-construction", "", True),
	]
