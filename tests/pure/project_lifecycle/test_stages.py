"""Time per stage, and what a passage still lacks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.coordination.rules.promises import CommitmentDates, broken_promises
from anshang_app.permit_approvals.rules.stage_requirements import bare_certificates
from anshang_app.planning.stages import StagePassage, stage_times
from anshang_app.planning.workdays import CALENDAR, WORKING, WorkCalendar
from anshang_app.project_lifecycle.rules import stage_requirements

#: October 2026 as announced: the holiday, and the Saturday worked in its place
CALENDAR_2026 = WorkCalendar(
	off=frozenset(date(2026, 10, day) for day in range(1, 8)),
	make_up=frozenset({date(2026, 10, 10)}),
	announced=frozenset({2026}),
)
STAGES = ("Handover", "Planning", "Pre-construction", "Construction", "Acceptance", "Completion Handover")


def times(*rows: tuple, today: date = date(2026, 10, 31)):
	passages = [StagePassage(stage, day and date.fromisoformat(day)) for stage, day in rows]
	return stage_times(CALENDAR_2026, passages, today)


def test_a_stage_counts_from_the_day_after_entering_to_the_day_of_leaving():
	first, second = times(("Handover", "2026-09-30"), ("Planning", "2026-10-12"))
	assert (first.days[WORKING], first.days[CALENDAR]) == (4, 12)
	assert (first.entered, first.left, first.running) == (date(2026, 9, 30), date(2026, 10, 12), False)
	assert (second.days[CALENDAR], second.left, second.running) == (19, None, True)


def test_suspended_time_stands_apart_in_the_stage_it_came_from():
	(stage,) = times(
		("Construction", "2026-10-08"),
		("Suspended", "2026-10-12"),
		("Construction", "2026-10-20"),
		today=date(2026, 10, 23),
	)
	assert (stage.days[WORKING], stage.days[CALENDAR]) == (3 + 3, 4 + 3)
	assert (stage.stood[WORKING], stage.stood[CALENDAR]) == (6, 8)
	assert stage.left is None
	assert stage.running


def test_while_suspended_the_standstill_grows_and_the_stage_does_not():
	(stage,) = times(("Planning", "2026-10-08"), ("Suspended", "2026-10-12"), today=date(2026, 10, 19))
	assert (stage.days[CALENDAR], stage.stood[CALENDAR]) == (4, 7)


def test_a_terminated_project_takes_no_more_time():
	(stage,) = times(("Planning", "2026-10-08"), ("Terminated", "2026-10-12"), today=date(2026, 10, 30))
	assert (stage.days[CALENDAR], stage.stood[CALENDAR], stage.running) == (4, 0, False)


def test_a_project_handed_over_takes_no_more_time():
	last = times(("Completion Handover", "2026-10-08"), ("Handed Over", "2026-10-12"))[-1]
	assert (last.stage, last.days[CALENDAR], last.running) == ("Handed Over", 0, False)


def test_an_unknown_day_makes_both_its_neighbours_unknown_and_nothing_else():
	first, second, third = times(
		("Handover", "2026-09-01"), ("Planning", None), ("Construction", "2026-10-12")
	)
	assert first.days == {WORKING: None, CALENDAR: None}
	assert second.days == {WORKING: None, CALENDAR: None}
	assert third.days[CALENDAR] == 19
	assert (first.left, second.entered) == (None, None)


@st.composite
def logs(draw):
	"""A path with pauses, every passage dated, in order."""
	rows, day = [], date(2026, 9, 1)
	for stage in STAGES[: draw(st.integers(1, len(STAGES)))]:
		day += timedelta(days=draw(st.integers(0, 20)))
		rows.append(StagePassage(stage, day))
		for _ in range(draw(st.integers(0, 2))):
			for to_stage in ("Suspended", stage):
				day += timedelta(days=draw(st.integers(0, 20)))
				rows.append(StagePassage(to_stage, day))
	return rows, day + timedelta(days=draw(st.integers(0, 30)))


@given(logs())
def test_stages_and_standstills_add_up_to_the_days_elapsed(log):
	rows, today = log
	found = stage_times(CALENDAR_2026, rows, today)
	for unit in (WORKING, CALENDAR):
		together = sum(row.days[unit] + row.stood[unit] for row in found)
		assert together == CALENDAR_2026.days_between(rows[0].day, today, unit)
	assert [row.running for row in found].count(True) == 1
	assert len(found) == len({row.stage for row in found})


@given(logs(), st.data())
def test_a_forgotten_day_never_makes_a_number_up(log, data):
	rows, today = log
	number = data.draw(st.integers(0, len(rows) - 1))
	before = {row.stage: row for row in stage_times(CALENDAR_2026, rows, today)}
	rows = [*rows[:number], StagePassage(rows[number].to_stage, None), *rows[number + 1 :]]
	for row in stage_times(CALENDAR_2026, rows, today):
		for unit in (WORKING, CALENDAR):
			assert row.days[unit] in (None, before[row.stage].days[unit])
			assert row.stood[unit] in (None, before[row.stage].stood[unit])


TODAY = date(2026, 10, 12)
PERMIT = stage_requirements.GateStep("施工许可", False, case="AP-1", unit="住建局", node="permit")
DIGGING = stage_requirements.GateStep("开挖基础", False, node="dig")


def test_every_open_step_is_named_with_the_case_or_the_node_that_is_to_say_so():
	found = stage_requirements.open_steps(
		[PERMIT, DIGGING, stage_requirements.GateStep("备案", True)], [], TODAY
	)
	assert [(row.rule, row.args) for row in found] == [
		("case_open", ("施工许可", "住建局")),
		("node_open", ("开挖基础",)),
	]


@pytest.mark.parametrize(
	("due", "kept", "open_rules"),
	[
		(date(2026, 10, 12), False, ["node_open"]),
		(date(2026, 10, 11), False, ["case_open", "node_open"]),
		(date(2026, 11, 1), True, ["case_open", "node_open"]),
	],
)
def test_a_promise_stands_in_for_its_own_step_until_its_day(due, kept, open_rules):
	promise = CommitmentDates("permit", "补齐施工许可", due, kept)
	assert [
		row.rule for row in stage_requirements.open_steps([PERMIT, DIGGING], [promise], TODAY)
	] == open_rules


def test_a_promise_nobody_consented_to_stands_in_for_nothing():
	promise = CommitmentDates("permit", "补齐施工许可", date(2099, 12, 31))
	assert stage_requirements.open_steps([PERMIT], [promise], TODAY) == []
	proposed = CommitmentDates("permit", "补齐施工许可", date(2099, 12, 31), agreed=False)
	assert len(stage_requirements.open_steps([PERMIT], [proposed], TODAY)) == 1


def test_only_a_broken_promise_blocks():
	promises = [
		CommitmentDates("a", "补齐图审", date(2026, 10, 11)),
		CommitmentDates("b", "补齐人防", date(2026, 10, 12)),
		CommitmentDates("c", "补齐消防", date(2026, 10, 1), is_fulfilled=True),
	]
	assert [row.args[0] for row in broken_promises(promises, TODAY)] == ["补齐图审"]


def test_a_passage_is_neither_of_tomorrow_nor_before_the_last():
	assert stage_requirements.day_problems(TODAY, TODAY, TODAY) == []
	assert stage_requirements.day_problems(TODAY, None, TODAY) == []
	assert [p.rule for p in stage_requirements.day_problems(date(2026, 10, 13), None, TODAY)] == ["in_future"]
	assert [p.rule for p in stage_requirements.day_problems(date(2026, 10, 1), TODAY, TODAY)] == [
		"before_last_passage"
	]


def test_a_certificate_not_on_file_is_named():
	cases = [{"title": "施工许可", "scan": None}, {"title": "备案", "scan": "/private/files/a.pdf"}]
	assert [row.args for row in bare_certificates(cases)] == [("施工许可",)]
