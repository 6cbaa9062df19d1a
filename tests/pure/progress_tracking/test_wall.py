"""The wall chart's rows out of plain facts: columns, cells, days, lights, order and groups."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.planning.workdays import WorkCalendar
from anshang_app.progress_tracking.rules import wall_chart
from anshang_app.validation.plain_text import mask_phones

RED, YELLOW, GREEN, NONE = wall_chart.LIGHTS_WORST_FIRST
#: 2026-10-01 … 07 off, Saturday 2026-10-10 made up
CALENDAR = WorkCalendar(
	frozenset(date(2026, 10, day) for day in range(1, 8)),
	frozenset({date(2026, 10, 10)}),
	frozenset({2026}),
)
TODAY = date(2026, 9, 30)
LABEL = wall_chart.NodeLabel("permit", "施工许可", "Approval Schedule", "3.14.0")
STEP = wall_chart.WallNode("permit", GREEN, None, None)


def step(**changes) -> wall_chart.WallNode:
	return STEP._replace(**changes)


def label(**changes) -> wall_chart.NodeLabel:
	return replace(LABEL, **changes)


def project(name: str, **changes) -> wall_chart.WallProject:
	return replace(wall_chart.WallProject(name, f"项目{name}", "Construction"), **changes)


def rows_of(projects, steps=None, labels=(LABEL,)) -> list[dict]:
	return wall_chart.build_rows(projects, steps or {}, wall_chart.build_columns(labels), CALENDAR, TODAY)


def test_columns_stand_as_the_annex_has_them_approvals_before_construction():
	labels = [
		label(
			row_key="start",
			title="开挖基础（打桩）正式施工",
			part="Construction Schedule",
			annex_cell="3.14.6",
		),
		label(row_key="land", title="建设用地规划许可", annex_cell="3.10.0"),
		label(row_key="filing", title="核准备案", annex_cell="3.9.0"),
		label(row_key="file", title="用地资料报市自规局", part="Construction Schedule", annex_cell="3.8.6"),
		label(row_key="filing", title="核准备案", annex_cell="3.9.0"),
	]
	assert [(column.key, column.title) for column in wall_chart.build_columns(labels)] == [
		("filing", "核准备案"),
		("land", "建设用地规划许可"),
		("file", "用地资料报市自规局"),
		("start", "开挖基础正式施工"),
	]
	assert wall_chart.build_columns(labels)[-1].full == "开挖基础（打桩）正式施工"


@pytest.mark.parametrize(
	("changes", "expected"),
	[
		({"planned": date(2026, 10, 12)}, [GREEN, "2026-10-12", None, 4]),
		({"planned": date(2026, 9, 28), "light": RED}, [RED, "2026-09-28", None, -2]),
		({"planned": TODAY}, [GREEN, "2026-09-30", None, 0]),
		(
			{"planned": date(2026, 9, 30), "actual": date(2026, 10, 10)},
			[GREEN, "2026-09-30", "2026-10-10", 3],
		),
		(
			{"planned": date(2026, 9, 30), "actual": date(2026, 9, 28)},
			[GREEN, "2026-09-30", "2026-09-28", -2],
		),
		({"actual": date(2026, 9, 1), "light": NONE}, [NONE, None, "2026-09-01", None]),
		(
			{"planned": date(2026, 9, 30), "actual": date(1998, 1, 1)},
			[GREEN, "2026-09-30", "1998-01-01", None],
		),
		({"light": NONE}, [NONE, None, None, None]),
		({"applies": False, "planned": date(2026, 10, 12)}, "/"),
	],
	ids=[
		"left over the holiday",
		"late",
		"due today",
		"done late",
		"done early",
		"no plan",
		"old",
		"bare",
		"/",
	],
)
def test_a_cell_says_light_dates_and_working_days(changes, expected):
	assert wall_chart.build_cell(CALENDAR, step(**changes), TODAY) == expected


def test_a_project_without_a_node_has_no_cell_and_one_that_does_not_apply_has_a_stroke():
	labels = [LABEL, label(row_key="other", annex_cell="3.15.0")]
	steps = {"P1": [step(), step(row_key="other")], "P2": [step(applies=False)]}
	told = {row["name"]: row["cells"] for row in rows_of([project("P1"), project("P2")], steps, labels)}
	assert told["P1"] == [[GREEN, None, None, None]] * 2
	assert told["P2"] == ["/", None]


def test_the_worst_light_is_the_projects_and_comes_first():
	told = rows_of(
		[
			project("A", lights={GREEN: 5}),
			project("B"),
			project("C", lights={GREEN: 5, YELLOW: 1}),
			project("D", lights={GREEN: 5, YELLOW: 1, RED: 1}),
		]
	)
	assert [(row["name"], row["light"]) for row in told] == [
		("D", RED),
		("C", YELLOW),
		("A", GREEN),
		("B", NONE),
	]
	assert told[0]["lights"] == [1, 1, 5]


def test_what_comes_next_is_the_first_planned_node_not_done_in_the_form_or_beyond_it():
	done = step(row_key="done", planned=date(2026, 9, 1), actual=TODAY)
	never = step(row_key="never", planned=date(2026, 9, 2), applies=False)
	later = step(row_key="later", planned=date(2026, 10, 12), sequence=3)
	beyond = step(row_key="beyond", planned=date(2026, 10, 12), sequence=2, in_form=False, light=RED)
	assert wall_chart.find_next_node([done, never, later, beyond, STEP]) == beyond
	assert wall_chart.find_next_node([done, never, STEP]) is None
	assert wall_chart.count_lights([done, never, later, beyond, STEP]) == {GREEN: 2, RED: 1}
	assert rows_of([project("P1")], {"P1": [beyond]})[0]["cells"] == [None]


def test_groups_are_sorted_by_sound_and_the_unnamed_comes_last():
	told = rows_of(
		[project("1", chain="装备"), project("2"), project("3", chain="化工"), project("4", chain="化工")]
	)
	assert [
		(label, [told[at]["name"] for at in places]) for label, places in wall_chart.group_rows(told, "chain")
	] == [
		("化工", ["3", "4"]),
		("装备", ["1"]),
		("", ["2"]),
	]


@given(
	st.lists(
		st.tuples(*(st.sampled_from(["", "甲", "乙", "丙"]) for _grouping in wall_chart.GROUPINGS)),
		max_size=30,
	),
	st.sampled_from(wall_chart.GROUPINGS),
)
def test_every_row_stands_in_exactly_one_group(names, by):
	told = rows_of(
		[
			project(str(number), chain=chain, locality=(locality, ""), leader=leader, lead=(lead, ""))
			for number, (chain, locality, leader, lead) in enumerate(names)
		]
	)
	found = wall_chart.group_rows(told, by)
	assert sorted(place for _label, places in found for place in places) == list(range(len(told)))
	assert all(told[place][by] == label for label, places in found for place in places)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-300, 300))
def test_days_left_and_days_late_are_the_same_count(planned, shift):
	"""Done on a day is late by what was left until it, seen from the planned day."""
	other = planned + timedelta(days=shift)
	done = wall_chart.build_cell(CALENDAR, step(planned=planned, actual=other), TODAY)
	left = wall_chart.build_cell(CALENDAR, step(planned=other), planned)
	assert done[3] == left[3]


def test_a_rows_mark_changes_with_anything_it_says():
	steps = {"P1": [step(planned=date(2026, 10, 12))]}
	before = rows_of([project("P1")], steps)[0]["mark"]
	assert rows_of([project("P1")], steps)[0]["mark"] == before
	changed = [
		rows_of([project("P1", issues=1)], steps),
		rows_of([project("P1", stage="Acceptance")], steps),
		rows_of([project("P1")], {"P1": [step(planned=date(2026, 10, 12), light=RED)]}),
		rows_of([project("P1")], {"P1": [step(planned=date(2026, 10, 12), actual=TODAY)]}),
	]
	assert len({before, *(told[0]["mark"] for told in changed)}) == 5


def test_short_names_of_units_fall_back_to_the_full_ones():
	told = rows_of([project("P1", lead=("市发展和改革委员会", ""), locality=("净潭乡人民政府", "净潭乡"))])[0]
	assert (told["lead_short"], told["locality_short"], told["locality"]) == (
		"市发展和改革委员会",
		"净潭乡",
		"净潭乡人民政府",
	)


def test_days_across_a_year_without_its_notice_are_tentative():
	def tentative(**changes) -> bool:
		return wall_chart.is_tentative(CALENDAR, [[step(), step(**changes)]], TODAY)

	assert not tentative(planned=date(2026, 12, 31))
	assert tentative(planned=date(2027, 1, 4))
	assert not tentative(planned=date(2027, 1, 4), applies=False)
	assert not tentative(planned=date(2027, 1, 4), actual=TODAY)
	assert not tentative(planned=date(2025, 1, 4))


def test_a_public_row_names_no_person_in_charge():
	coming = wall_chart.NextNode(
		"N", "施工许可", date(2026, 10, 12), GREEN, "住建局 13812345678", "张三 13812345678"
	)
	told = rows_of([project("P1", next=coming, leader="李市长")])[0]
	assert told["next"]["days"] == 4 and told["next"]["person"] == "张三 13812345678"
	public = wall_chart.mask_for_public(told, mask_phones)
	assert "张三" not in str(public) and "13812345678" not in str(public)
	assert public["leader"] == "李市长" and public["next"]["unit"] == "住建局 138****5678"
	assert told["next"]["person"]
