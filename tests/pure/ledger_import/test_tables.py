"""Tables found in sheets as cities keep them: titles, two lines of headings, parts, sums, notes, cards."""

import pytest

from anshang_app.ledger_import.rules.headings import (
	APPROVALS,
	COLUMNS,
	CONTACTS,
	PROBLEMS,
	PROJECTS,
	headings_of,
	recognise,
)
from anshang_app.ledger_import.rules.tables import Merge, tables_of

HEADS = ["序号", "项目名称", "投资主体", "总投资（亿元）", "开工时间", "形象进度"]
FIRST = [1, "甲项目", "甲公司", 3, "2026.3.5", "主体封顶"]
SECOND = [2, "乙项目", "乙公司", 1.5, "3月底", "未开工"]


def fields(table) -> list[str | None]:
	return [one and one.column.field for one in headings_of(table.headings, PROJECTS)]


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_name_by_heart_is_recognised_surely_and_alone(kind):
	named = [name for column in COLUMNS[kind] for name in column.names]
	for column in COLUMNS[kind]:
		for name in column.names:
			found = recognise(f"{name}（填写）", kind)
			assert found and found.sure, name
			if named.count(name) == 1:
				assert found.column == column, name


@pytest.mark.parametrize(
	("heading", "field", "unit"),
	[
		("项目总投资额(亿元)", "total_investment", "亿元"),
		("投资主体/企业名称", "enterprise", ""),
		("2026年计划投资（万元）", "year_investment", "万元"),
		("项目联系电话", "phone", ""),
		("累计完成固定资产投资", "fixed_asset_investment", ""),
		("用 地\n面 积（亩）", "land_area", "亩"),
		("包保市领导", "city_leader_name", ""),
		("目前形象进度", "progress", ""),
		("需要协调解决的问题", "problem", ""),
		("责任单位及责任人", "chain_lead_unit", ""),
	],
)
def test_headings_of_other_words_are_recognised(heading, field, unit):
	found = recognise(heading, PROJECTS)
	assert found and (found.column.field, found.unit) == (field, unit)


def test_a_heading_nobody_knows_is_none():
	assert recognise("天气", PROJECTS) is None and recognise("", PROJECTS) is None


def test_title_rows_sums_parts_notes_and_blanks_are_no_projects():
	title = ["天门市重点招商引资项目台账（2026年）", *[None] * 5]
	part = ["一、工业项目", *[None] * 5]
	total = ["合计", None, None, 4.5, None, None]
	note = ["注：数据截至11月底", *[None] * 5]
	sheet = [title, [None] * 6, HEADS, part, FIRST, [None] * 6, SECOND, total, note]
	(table,) = tables_of("台账", sheet, [], PROJECTS)
	assert [row.number for row in table.rows] == [5, 7]
	assert [why for _row, why in table.skipped] == ["part", "sum", "note"]
	assert table.title == title[0]


def test_two_lines_of_headings_are_joined():
	upper = ["序号", "项目名称", "投资情况", None, "责任单位", None]
	lower = [None, None, "总投资（亿元）", "累计完成投资", "包保单位", "责任人"]
	merges = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 0, 5)]
	sheet = [upper, lower, [1, "甲项目", 3, 1.2, "发改委", "张三"]]
	(table,) = tables_of("台账", sheet, merges, PROJECTS)
	assert table.headings == (
		"序号",
		"项目名称",
		"投资情况/总投资（亿元）",
		"投资情况/累计完成投资",
		"责任单位/包保单位",
		"责任单位/责任人",
	)
	assert fields(table) == [
		"number",
		"project_name",
		"total_investment",
		"investment_to_date",
		"chain_lead_unit",
		"person",
	]


def test_a_cell_merged_downwards_counts_for_each_row():
	sheet = [["包保单位", "项目名称", "总投资（万元）"], ["发改委", "甲项目", 1], [None, "乙项目", 2]]
	(table,) = tables_of("台账", sheet, [Merge(1, 0, 2, 0)], PROJECTS)
	assert [row.cells[0] for row in table.rows] == ["发改委", "发改委"]


def test_headings_repeated_on_every_page_make_one_table():
	(table,) = tables_of("台账", [HEADS, FIRST, HEADS, SECOND], [], PROJECTS)
	assert [row.cells[1] for row in table.rows] == ["甲项目", "乙项目"]


def test_two_tables_of_one_sheet_stay_two():
	other = ["项目名称", "企业名称", "存在问题", None, None, None]
	found = tables_of(
		"台账", [HEADS, FIRST, other, ["乙项目", "乙公司", "缺水", None, None, None]], [], PROJECTS
	)
	assert [len(table.rows) for table in found] == [1, 1]


def test_cards_of_label_and_value_are_rows():
	card = [
		["项目名称", "甲项目", "企业名称", "甲公司"],
		["总投资", "3亿元", "占地面积", "35亩"],
		["建设内容：", "厂房两栋", None, None],
	]
	other = [["项目名称", "乙项目", "企业名称", "乙公司"], ["总投资：2亿元", None, None, None]]
	(table,) = tables_of("卡片", [["项目情况表", None, None, None], *card, [None] * 4, *other], [], PROJECTS)
	assert table.is_card and [row.cells[0] for row in table.rows] == ["甲项目", "乙项目"]
	assert table.rows[0].cells == ("甲项目", "甲公司", "3亿元", "35亩", "厂房两栋")
	assert table.rows[1].cells[2] == "2亿元"


@pytest.mark.parametrize("sheet", [[], [[]], [[None]], [["甲", "乙"], [1, 2]], [[1, 2], [3, 4]]])
def test_a_sheet_without_a_ledger_has_no_table(sheet):
	assert tables_of("空", sheet, [], PROJECTS) == []


@pytest.mark.parametrize(
	("kind", "heads"),
	[
		(PROBLEMS, ["序号", "项目名称", "存在问题", "责任单位", "责任人", "整改时限", "办理进展"]),
		(CONTACTS, ["序号", "单位名称", "姓名", "职务", "联系电话"]),
		(APPROVALS, ["项目名称", "项目代码", "审批事项", "受理时间", "办结时间", "证书编号"]),
	],
)
def test_the_other_kinds_are_recognised_whole(kind, heads):
	assert all(headings_of(tuple(heads), kind))
