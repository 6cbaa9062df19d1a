"""倒排工期 in cases with known answers: holidays, make-up days, borders, impossible targets, bad input."""

import itertools
from datetime import date

import chinese_calendar
import pytest

from anshang_app.planning.network import HARD, PROMISE, Edge, Node, PlanningError
from anshang_app.planning.schedule import (
	GIVE_PROMISE,
	RUN_PARALLEL,
	close_gap,
	compare,
	measures,
	schedule,
)
from anshang_app.planning.workdays import CALENDAR, WORKING, DateOutOfRange, WorkCalendar

CONSTANTS = chinese_calendar.constants
CHINA = WorkCalendar(
	frozenset(CONSTANTS.holidays), frozenset(CONSTANTS.workdays), frozenset({2024, 2025, 2026})
)
TODAY = date(2026, 1, 5)


def chain(*durations, unit=WORKING) -> tuple[list[Node], list[Edge]]:
	nodes = [Node(f"n{k}", f"第{k}步", duration=d, unit=unit) for k, d in enumerate(durations)]
	return nodes, [Edge(a.key, b.key) for a, b in itertools.pairwise(nodes)]


@pytest.mark.parametrize(
	"day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_a_make_up_day_is_a_working_day_though_it_is_a_weekend(day):
	made_up = date.fromisoformat(day)
	assert made_up.weekday() >= 5
	assert CHINA.is_working(made_up)
	assert CHINA.step(made_up.replace(day=made_up.day - 1), 1, WORKING) == made_up


def test_five_working_days_across_spring_festival():
	# Feb 13 Fri; Sat 14 is worked; off from the 15th to the 23rd
	assert CHINA.step(date(2026, 2, 12), 5, WORKING) == date(2026, 2, 26)
	assert CHINA.back(date(2026, 2, 26), 5, WORKING) == date(2026, 2, 12)


def test_three_working_days_across_national_day():
	assert CHINA.step(date(2026, 9, 29), 3, WORKING) == date(2026, 10, 9)


def test_counting_from_the_same_day_takes_it_as_the_first():
	friday = date(2026, 3, 6)
	assert CHINA.step(friday, 3, WORKING) == date(2026, 3, 11)
	assert CHINA.step(friday, 3, WORKING, same_day=True) == date(2026, 3, 10)
	assert CHINA.step(date(2026, 3, 7), 3, CALENDAR, same_day=True) == date(2026, 3, 9)


def test_the_due_day_belongs_to_the_limit_until_its_end():
	"""Accepted on the 2nd with 5 days: the 9th is the last day, float 0 on it, one day missing after it."""
	nodes = [Node("a", duration=5, started=date(2026, 3, 2))]
	on_time = schedule(CHINA, nodes, [], {"a": date(2026, 3, 9)}, date(2026, 3, 9))
	assert (on_time.nodes["a"].early_finish, on_time.nodes["a"].total_float) == (date(2026, 3, 9), 0)
	late = schedule(CHINA, nodes, [], {"a": date(2026, 3, 9)}, date(2026, 3, 10))
	assert (late.missing, late.missed_target) == (1, "a")


def test_a_lag_ending_on_a_weekend_before_a_milestone_gives_no_negative_float():
	nodes = [Node("a", duration=1), Node("m", duration=0)]
	edges = [Edge("a", "m", lag=1, unit=CALENDAR)]
	# a ends on Friday, the lag on Saturday, the milestone waits for Monday
	found = schedule(CHINA, nodes, edges, {"m": date(2026, 3, 9)}, date(2026, 3, 5)).nodes
	assert found["a"].early_finish == date(2026, 3, 6)
	assert found["m"].early_finish == date(2026, 3, 9)
	assert found["m"].total_float == 0
	assert found["a"].total_float == 0
	assert found["a"].free_float == 0


def test_working_and_calendar_days_are_not_mixed_up_in_one_chain():
	nodes = [Node("a", duration=3), Node("b", duration=30, unit=CALENDAR), Node("c", duration=3)]
	edges = [Edge("a", "b"), Edge("b", "c", lag=2)]
	found = schedule(CHINA, nodes, edges, {"c": date(2026, 4, 30)}, date(2026, 2, 10)).nodes
	assert found["a"].early_finish == date(2026, 2, 13)
	assert found["b"].early_finish == date(2026, 3, 15)
	assert found["c"].early_start == date(2026, 3, 17)
	assert found["c"].early_finish == date(2026, 3, 20)
	assert found["c"].late_finish == date(2026, 4, 30)
	assert found["c"].late_start == date(2026, 4, 27)
	assert found["b"].late_finish == date(2026, 4, 23)
	assert found["a"].late_finish == date(2026, 3, 24)


def test_a_target_in_the_past_says_by_how_many_working_days():
	nodes, edges = chain(5, 5)
	result = schedule(CHINA, nodes, edges, {"n1": date(2025, 12, 31)}, TODAY)
	assert result.nodes["n1"].early_finish == date(2026, 1, 19)
	# 1/1 to 1/3 are off, 1/4 is worked
	assert result.missing == CHINA.working_days_between(date(2025, 12, 31), date(2026, 1, 19)) == 12
	assert result.nodes["n1"].total_float == -12


def test_targets_in_the_wrong_order_bind_by_the_earlier_one():
	nodes, edges = chain(2, 2)
	targets = {"n0": date(2026, 3, 31), "n1": date(2026, 1, 30)}
	result = schedule(CHINA, nodes, edges, targets, TODAY)
	assert result.nodes["n0"].late_finish == date(2026, 1, 28)
	assert result.missing == 0


def test_four_thousand_nodes_in_a_chain():
	nodes, edges = chain(*[1] * 4000)
	result = schedule(CHINA, nodes, edges, {"n3999": date(2050, 1, 3)}, TODAY)
	assert result.nodes["n3999"].early_finish == CHINA.step(TODAY, 4000, WORKING)
	assert {s.critical for s in result.nodes.values()} == {True}


def test_an_empty_network_has_an_empty_schedule():
	result = schedule(CHINA, [], [], {}, TODAY)
	assert (result.nodes, result.missing) == ({}, 0)


def test_a_count_that_crosses_into_a_year_without_a_notice_is_tentative():
	nodes, edges = chain(10, 10)
	found = schedule(CHINA, nodes, edges, {"n1": date(2027, 1, 8)}, date(2026, 12, 1)).nodes
	assert found["n1"].tentative
	assert (
		not schedule(CHINA, nodes, edges, {"n1": date(2026, 12, 31)}, date(2026, 12, 1)).nodes["n1"].tentative
	)


def test_a_node_no_target_waits_for_takes_the_last_one_and_is_flagged():
	nodes = [Node("a", duration=2), Node("b", duration=2), Node("c", duration=2)]
	edges = [Edge("a", "b"), Edge("a", "c")]
	found = schedule(CHINA, nodes, edges, {"b": date(2026, 2, 6)}, TODAY).nodes
	assert [found[k].reaches_target for k in "abc"] == [True, True, False]
	assert found["c"].late_finish == date(2026, 2, 6)


def test_a_started_node_keeps_its_remaining_days():
	nodes = [Node("a", duration=20, started=date(2025, 12, 1), remaining=4), Node("b", duration=1)]
	found = schedule(CHINA, nodes, [Edge("a", "b")], {"b": date(2026, 3, 31)}, TODAY).nodes
	assert found["a"].early_start == date(2025, 12, 1)
	assert found["a"].early_finish == date(2026, 1, 9)
	assert found["b"].early_finish == date(2026, 1, 12)


def test_what_has_begun_asks_nothing_more_of_those_before_it():
	nodes = [Node("a", duration=2), Node("b", duration=5, started=date(2025, 12, 29))]
	found = schedule(CHINA, nodes, [Edge("a", "b")], {"b": date(2026, 1, 30)}, TODAY).nodes
	assert found["a"].late_finish == date(2026, 1, 30)


GAP_NODES = [Node("图审", duration=10), Node("招标", duration=8), Node("许可", duration=5)]
GAP_EDGES = [Edge("图审", "招标", PROMISE), Edge("招标", "许可", HARD)]


def test_an_impossible_target_lists_what_each_promise_and_each_parallel_step_wins():
	targets = {"许可": CHINA.step(TODAY, 15, WORKING)}
	result = schedule(CHINA, GAP_NODES, GAP_EDGES, targets, TODAY)
	assert result.missing == 8
	found = measures(CHINA, GAP_NODES, GAP_EDGES, targets, TODAY)
	assert [(m.way, m.edge.before, m.days) for m in found] == [
		(GIVE_PROMISE, "图审", 8),
		(RUN_PARALLEL, "图审", 8),
	]


def test_a_series_of_measures_closes_the_gap_or_says_what_is_left():
	targets = {"许可": CHINA.step(TODAY, 12, WORKING)}
	chosen, missing = close_gap(CHINA, GAP_NODES, GAP_EDGES, targets, TODAY)
	assert [m.days for m in chosen] == [10]
	assert missing == 1


def test_a_hard_edge_is_never_offered():
	hard = [Edge("图审", "招标", HARD), Edge("招标", "许可", HARD)]
	assert measures(CHINA, GAP_NODES, hard, {"许可": TODAY}, TODAY) == []


def test_what_if_lists_every_date_that_moves():
	nodes, edges = chain(3, 3)
	before = schedule(CHINA, nodes, edges, {"n1": date(2026, 3, 31)}, TODAY)
	after = schedule(CHINA, nodes, edges, {"n1": date(2026, 3, 27)}, TODAY)
	moved = compare(CHINA, before, after)
	assert [(m.key, m.before, m.after, m.working_days) for m in moved] == [
		("n0", date(2026, 3, 26), date(2026, 3, 24), -2),
		("n1", date(2026, 3, 31), date(2026, 3, 27), -2),
	]


def one(**values) -> list[Node]:
	return [Node("a", "环评", **{"duration": 5, **values})]


AIM = {"a": date(2026, 3, 31)}
BAD = {
	"negative duration": (one(duration=-1), [], AIM, ("negative", "环评", "duration")),
	"fraction": (one(duration=2.5), [], AIM, ("whole_number", "环评", "duration")),
	"not a number": (one(duration=float("nan")), [], AIM, ("whole_number", "环评", "duration")),
	"endless": (one(duration=float("inf")), [], AIM, ("whole_number", "环评", "duration")),
	"words": (one(duration="三天"), [], AIM, ("whole_number", "环评", "duration")),
	"too long": (one(duration=99999), [], AIM, ("too_long", "环评", "duration")),
	"negative rest": (one(remaining=-2), [], AIM, ("negative", "环评", "remaining")),
	"unit": (one(unit="Weeks"), [], AIM, ("unit", "环评", "unit")),
	"year 1900": (one(started=date(1900, 1, 1)), [], AIM, ("date", "环评", "started")),
	"year 9999": (one(finished=date(9999, 12, 31)), [], AIM, ("date", "环评", "finished")),
	"finished before it began": (
		one(started=date(2026, 2, 2), finished=date(2026, 2, 1)),
		[],
		AIM,
		("finished_before_start", "环评", "finished"),
	),
	"target in 1900": (one(), [], {"a": date(1900, 1, 1)}, ("date", "环评", "target")),
	"target missing": (one(), [], {"a": None}, ("date", "环评", "target")),
	"no target": (one(), [], {}, ("no_target", "", "")),
	"unknown target": (one(), [], {"z": date(2026, 3, 31)}, ("unknown_target", "z", "target")),
	"itself": (one(), [Edge("a", "a")], AIM, ("self", "环评", "before")),
	"unknown predecessor": (one(), [Edge("x", "a")], AIM, ("unknown_predecessor", "环评", "before")),
	"negative lag": (
		[*one(), Node("b", duration=1)],
		[Edge("a", "b", lag=-1)],
		AIM,
		("negative", "b", "lag"),
	),
	"unknown kind": ([*one(), Node("b", duration=1)], [Edge("a", "b", "Soft")], AIM, ("kind", "b", "kind")),
	"twice": ([*one(), *one()], [], AIM, ("duplicate", "环评", "key")),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_names_the_node_and_the_field(name):
	nodes, edges, targets, expected = BAD[name]
	with pytest.raises(PlanningError) as caught:
		schedule(CHINA, nodes, edges, targets, TODAY)
	assert (caught.value.rule, caught.value.node, caught.value.field) == expected


def test_a_cycle_is_refused_with_its_nodes_in_order():
	nodes, edges = chain(1, 1, 1)
	with pytest.raises(PlanningError) as caught:
		schedule(CHINA, nodes, [*edges, Edge("n2", "n1")], {"n2": date(2026, 3, 31)}, TODAY)
	assert caught.value.rule == "cycle"
	assert caught.value.names == ("第1步", "第2步", "第1步")


def test_nodes_without_a_limit_are_asked_for_by_name():
	nodes = [
		Node("a", "征迁补偿"),
		Node("b", "用地审批"),
		Node("c", duration=1),
		Node("d", "不适用", applies=False),
	]
	with pytest.raises(PlanningError) as caught:
		schedule(CHINA, nodes, [], {"c": date(2026, 3, 31)}, TODAY)
	assert (caught.value.rule, caught.value.names) == ("no_duration", ("征迁补偿", "用地审批"))


def test_a_network_counted_past_the_end_of_the_calendar_is_refused():
	nodes, edges = chain(*[9000] * 3)
	with pytest.raises(PlanningError) as caught:
		schedule(CHINA, nodes, edges, {"n2": date(2099, 12, 31)}, TODAY)
	assert caught.value.rule == "too_long"


def test_a_date_outside_the_calendar_is_refused():
	with pytest.raises(DateOutOfRange, match="1999-12-31"):
		CHINA.step(date(1999, 12, 31), 1, WORKING)
