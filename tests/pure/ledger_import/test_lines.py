"""Rows as proposals: what is new, changed, the same or wrong, and that nothing is taken twice."""

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.ledger_import.rules.headings import COLUMNS, PROJECTS, recognise
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, SAME, WRONG, judge, lines_of, once, proposed
from anshang_app.ledger_import.rules.matching import keyed, match, nearest, split_units
from anshang_app.ledger_import.rules.tables import tables_of

HEADS = ["序号", "项目名称", "企业名称", "总投资（亿元）", "签约时间", "责任人", "联系电话", "天气"]


def lines(*rows, mapping=None):
	(table,) = tables_of("台账", [HEADS, *rows], [], PROJECTS)
	return lines_of(table, mapping or proposed(table, PROJECTS), PROJECTS, 2026)


def test_a_row_becomes_values_by_field_and_an_unknown_column_is_left_out():
	(line,) = lines([1, "甲项目", "甲公司", 3, "2026.3.5", "张三", "13800001111", "晴"])
	assert line.values["project_name"] == "甲项目" and line.values["total_investment"] == 30000
	assert line.values["signing_date"] == date(2026, 3, 5) and "晴" not in line.values.values()
	assert (line.asks, line.wrong, line.number) == ((), (), 2)


def test_a_column_of_its_own_goes_before_what_another_cell_says():
	(line,) = lines([1, "甲项目", "甲公司", 3, None, "张三", "李四 13800001111", None])
	assert line.values["person"] == "张三"


def test_wrong_cells_are_named_by_column_and_value():
	(line,) = lines([1, None, "甲公司", "若干", None, None, None, None])
	assert {(one.column, one.shown, one.rule) for one in line.wrong} == {
		("总投资（亿元）", "若干", "ledger_amount"),
		("项目名称", "", "ledger_missing"),
	}
	assert judge(line, None, ()).outcome == WRONG


def test_the_same_project_twice_is_wrong_the_second_time_and_the_first_is_named():
	found = once(lines([1, "甲项目", "甲公司", 3, *[None] * 4], [2, "甲 项目", "甲公司", 4, *[None] * 4]))
	assert not found[0].wrong
	assert [(one.shown, one.rule) for one in found[1].wrong] == [("台账 2", "ledger_twice")]


def test_what_changes_is_told_old_and_new_and_a_blank_changes_nothing():
	(line,) = lines([1, "甲项目", "甲公司", 3, "2026.3.5", None, None, None])
	stored = {
		"project_name": "甲项目",
		"total_investment": 20000.0,
		"signing_date": "2026-03-05",
		"person": "王五",
	}
	found = judge(line, stored, (*stored,))
	assert (found.outcome, found.changes) == (CHANGED, {"total_investment": (20000.0, 30000.0)})
	assert judge(line, {**stored, "total_investment": 30000}, (*stored,)).outcome == SAME
	assert judge(line, None, (*stored,)).outcome == NEW


@given(
	st.dictionaries(
		st.sampled_from(["project_name", "total_investment", "signing_date"]), st.text(max_size=5)
	)
)
def test_what_is_taken_over_is_the_same_the_second_time(stored):
	(line,) = lines([1, "甲项目", "甲公司", 3, "2026.3.5", None, None, None])
	compared = ("project_name", "enterprise", "total_investment", "signing_date")
	found = judge(line, stored, compared)
	after = {**stored, **{name: new for name, (_old, new) in found.changes.items()}}
	assert judge(line, after, compared).outcome == SAME


def test_names_are_matched_or_their_neighbours_offered():
	known = keyed(["湖北甲智能科技有限公司", "乙纺织有限公司"])
	assert match("湖北甲智能科技有限公司", known).record == "湖北甲智能科技有限公司"
	found = match("甲智能科技", known)
	assert found.record is None and found.near == ("湖北甲智能科技有限公司",)
	assert match("丙食品", known).near == ()
	assert match("发改委", {}, {"发改委": "市发展和改革委员会"}).record == "市发展和改革委员会"
	assert split_units("发改委、经信局\n住建局") == ["发改委", "经信局", "住建局"]


def test_the_platforms_own_export_comes_back_under_its_own_fields(repo):
	"""The headings of a list exported to Excel are the fields' labels."""
	with (repo / "anshang_app/translations/zh.csv").open(encoding="utf-8", newline="") as stream:
		chinese = {row[0]: row[1] for row in reversed(list(csv.reader(stream)))}
	path = repo / "anshang_app/key_projects/doctype/investment_project/investment_project.json"
	labels = {
		field["fieldname"]: chinese[field["label"]]
		for field in json.loads(path.read_text())["fields"]
		if field.get("label") and field["fieldtype"] not in ("HTML", "Tab Break", "Section Break", "Table")
	}
	known = {column.field for column in COLUMNS[PROJECTS]}
	wrong = {}
	for name in known & set(labels):
		found = recognise(labels[name], PROJECTS)
		if not found or found.column.field != name:
			wrong[labels[name]] = found and found.column.field
	assert not wrong


UNITS = [
	"天门市发展和改革委员会",
	"天门市农业农村局",
	"天门市经济和信息化局",
	"净潭乡人民政府",
	"皂市镇人民政府",
	"天门经济开发区",
]


@pytest.mark.parametrize(
	("called", "meant"),
	[
		("市发改委", "天门市发展和改革委员会"),
		("发改委", "天门市发展和改革委员会"),
		("天门市发改委", "天门市发展和改革委员会"),
		("经信局", "天门市经济和信息化局"),
		("农业农村局", "天门市农业农村局"),
		("净潭乡", "净潭乡人民政府"),
		("皂市", "皂市镇人民政府"),
		("开发区管委会", "天门经济开发区"),
		("水利局", None),
		("局", None),
		("市", None),
		("", None),
	],
)
def test_a_unit_called_shortly_is_proposed_where_only_one_can_be_meant(called, meant):
	ranked, proposed = nearest(called, UNITS)
	assert proposed == meant and sorted(ranked) == sorted(UNITS)
	assert meant is None or ranked[0] == meant


def test_of_two_units_that_may_be_called_so_none_is_proposed():
	assert nearest("农局", ["天门市农业局", "天门市农机局"])[1] is None


@given(st.text(max_size=20), st.lists(st.text(max_size=20), unique=True, max_size=6))
def test_any_names_are_ranked_once_each(called, offered):
	ranked, proposed = nearest(called, offered)
	assert sorted(ranked) == sorted(offered) and (proposed is None or proposed in offered)
