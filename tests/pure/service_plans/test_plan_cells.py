"""Cells of the plan's grid as people type and paste them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.service_plans.rules import plan_cells
from anshang_app.service_plans.rules.plan_cells import (
	KnownNames,
	PlanCell,
	PlanRow,
	Taken,
	is_conflict,
	read_cell,
)
from anshang_app.validation.checks import Problem, name_key

DATED = PlanRow("plan_dates", 3, "proposed_date", duration_unit="Working Days")
TASK = PlanRow("team_tasks", 1, "time_point", rhythm_allowed=True)
KNOWN = KnownNames(2027, {name_key("市住建局"): "天门市住房和城乡建设局"}, ("湖北九真公司",))


def read(column: str, text: str, row: PlanRow = DATED) -> Taken | Problem:
	return read_cell(PlanCell("n", column, text), row, KNOWN)


@pytest.mark.parametrize(
	("text", "day", "about"),
	[
		("2027-3-5", date(2027, 3, 5), False),
		("2027.03.05", date(2027, 3, 5), False),
		("2027年3月5日", date(2027, 3, 5), False),
		("２０２７／３／５", date(2027, 3, 5), False),
		("46451", date(2027, 3, 5), False),
		("3月5日", date(2027, 3, 5), True),
		("3月底", date(2027, 3, 31), True),
		("明年2月", date(2028, 2, 29), True),
		("2027年三季度", date(2027, 9, 30), True),
	],
)
def test_a_day_is_read_as_it_is_written(text, day, about):
	assert read("day", text) == Taken({"proposed_date": day}, about)


@pytest.mark.parametrize(
	("text", "days", "unit"),
	[
		("20", 20, "Working Days"),
		("20天", 20, "Working Days"),
		("20个工作日", 20, "Working Days"),
		("30 日历日", 30, "Calendar Days"),
		("2周", 14, "Calendar Days"),
	],
)
def test_a_time_is_read_with_its_unit(text, days, unit):
	assert read("duration", text) == Taken({"duration": days, "duration_unit": unit})


def test_a_time_without_a_unit_keeps_that_of_its_row():
	calendar = PlanRow("plan_dates", 3, "proposed_date", duration_unit="Calendar Days")
	assert read("duration", "15天", calendar).values["duration_unit"] == "Calendar Days"
	assert read("duration", "", calendar) == Taken({"duration": None, "duration_unit": "Calendar Days"})


def test_a_unit_is_found_by_what_it_is_called_and_a_party_stands_in_words():
	found = {"responsible_unit": "天门市住房和城乡建设局", "unit_text": None}
	assert read("unit", "市 住建局 ") == Taken(found)
	assert read("unit", "湖北九真公司") == Taken({"responsible_unit": None, "unit_text": "湖北九真公司"})
	assert read("unit", "").values == {"responsible_unit": None, "unit_text": None}
	assert read("unit", "不明单位").rule == "unit_not_there"


def test_words_stand_for_a_day_only_where_the_form_allows_them():
	assert read("day", "每周", TASK).values == {"time_point": None, "rhythm": "每周"}
	assert read("day", "2027-3-5", TASK).values == {"time_point": date(2027, 3, 5), "rhythm": None}
	assert read("day", "每周").rule == "no_day"


@pytest.mark.parametrize("text", ["张三13800001111", "张三 138-0000-1111", "张三 138 0000 1111"])
def test_a_mobile_number_is_no_name(text):
	assert read("person", text).rule == "person_with_phone"


def test_what_no_database_holds_is_left_out():
	assert read("remark", "甲\x00\ud800乙\n丙").values == {"remark": "甲乙\n丙"}
	assert read("unit", "\ud800").values == {"responsible_unit": None, "unit_text": None}


def test_a_row_has_its_own_columns_and_a_step_left_out_none():
	assert "target" in plan_cells.columns_of("team_tasks") and "duration" not in plan_cells.columns_of(
		"team_tasks"
	)
	assert read("target", "x").rule == read("owner", "x").rule == "no_such_cell"
	left_out = PlanRow("plan_dates", 3, "proposed_date", left_out=True)
	assert read("day", "2027-3-5", left_out).rule == "step_left_out"


def test_a_conflict_is_a_cell_that_is_another_than_the_one_looked_at():
	assert is_conflict(PlanCell("n", "person", "乙", was=""), "甲")
	assert not is_conflict(PlanCell("n", "person", "乙", was="甲 "), "甲")
	assert not is_conflict(PlanCell("n", "person", "乙"), "甲")


@given(st.sampled_from([*plan_cells.COLUMNS, "x", ""]), st.text(max_size=200), st.sampled_from([DATED, TASK]))
def test_any_text_is_taken_or_refused_by_name(column, text, row):
	found = read(column, text, row)
	if isinstance(found, Problem):
		assert (found.table, found.row) == (row.table, row.number)
	else:
		assert all(value is None or isinstance(value, str | int | date) for value in found.values.values())
