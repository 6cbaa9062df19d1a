"""A city's ledger becomes projects at their stages: tried without saving, taken over row by row, once."""

import io

import factories as make
import ledger_files
import pytest
from openpyxl import load_workbook

HEADS = [
	"序号",
	"项目名称",
	"投资主体",
	"总投资（亿元）",
	"固投（万元）",
	"占地（亩）",
	"签约时间",
	"形象进度",
	"包保单位",
	"落户地",
	"所属产业",
	"责任人",
	"存在问题",
]
UNDER_WAY = [
	1,
	"甲项目",
	"甲公司",
	3,
	25000,
	35,
	"2025.3.5",
	"主体封顶",
	"包保单位（测试）",
	"落户地（测试）",
	"测试产业",
	"张三 13800001111",
	"缺水",
]
BEFORE = [
	2,
	"乙项目",
	"乙公司",
	1.5,
	12000,
	None,
	"3月底",
	"未开工，正在办理施工许可",
	"包保单位（测试）",
	"落户地（测试）",
	"测试产业",
	None,
	None,
]
SUM = ["合计", None, None, 4.5, *[None] * 9]
#: what holds for rows that name no landing mode
CHOICES = {"landing_mode": "租赁"}


def workbook(*rows) -> bytes:
	return ledger_files.workbook(HEADS, *rows)


def projects() -> dict[str, dict]:
	import frappe

	fields = [
		"name",
		"project_name",
		"stage",
		"total_investment",
		"is_back_entry",
		"chain_lead_unit",
		"enterprise",
	]
	# others may be on the site, as the demo's are in a whole run
	own = ["甲项目", "乙项目", "丙项目", "丁项目", "戊项目1", "戊项目2"]
	rows = frappe.get_all("Investment Project", filters={"project_name": ["in", own]}, fields=fields)
	return {row.project_name: row for row in rows}


def test_the_columns_of_a_ledger_are_proposed(world, send):
	world.act("bureau")
	(table,) = send("read_ledger", workbook(UNDER_WAY, BEFORE, SUM))["tables"]
	assert all(table["fields"])
	assert (table["rows"], table["skipped"], table["title"]) == (2, 1, "全市重点项目台账")
	# telephone numbers are masked in what is shown
	assert "13800001111" not in str(table["examples"])


def test_a_trial_saves_nothing_and_tells_each_row(world, send):
	world.act("bureau")
	before = projects()
	found = send("try_ledger", workbook(UNDER_WAY, BEFORE, SUM), choices=CHOICES)
	assert projects() == before
	assert found["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}, found["rows"]
	assert [row["stage"] for row in found["rows"]] == ["Construction", "Pre-construction"]
	assert all(row["is_new_enterprise"] for row in found["rows"])
	assert any("最后一天" in one for one in found["rows"][1]["asks"])


def test_rows_become_projects_at_their_stage_with_plan_and_note_and_a_second_time_nothing_changes(
	world, send
):
	import frappe

	world.act("bureau")
	content = workbook(UNDER_WAY, BEFORE, SUM)
	done = send("enter_ledger", content, choices=CHOICES)
	assert (done["entered"], done["failed"], done["left"]) == (2, [], [])
	made = projects()
	assert (made["甲项目"].stage, made["乙项目"].stage) == ("Construction", "Pre-construction")
	assert made["甲项目"].total_investment == 30000 and made["甲项目"].is_back_entry
	assert frappe.db.get_value("Enterprise", made["甲项目"].enterprise, "enterprise_name") == "甲公司"
	assert frappe.get_all("Service Plan", filters={"project": made["甲项目"].name})
	passed = frappe.get_all(
		"Stage Log", filters={"project": made["甲项目"].name, "back_entry": 1}, pluck="to_stage"
	)
	assert {"Handover", "Construction"} <= set(passed)
	(note,) = frappe.get_all(
		"Comment", filters={"reference_name": made["甲项目"].name, "comment_type": "Comment"}, pluck="content"
	)
	assert "主体封顶" in note and "缺水" in note and "13800001111" not in note
	again = send("try_ledger", content, choices=CHOICES)
	assert again["counts"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}, again["rows"]
	assert send("enter_ledger", content, choices=CHOICES)["entered"] == 0 and projects() == made


def test_a_changed_figure_is_told_old_and_new_and_only_it_is_saved(world, send):
	world.act("bureau")
	send("enter_ledger", workbook(UNDER_WAY), choices=CHOICES)
	changed = [*UNDER_WAY]
	changed[3] = 3.2
	(row,) = send("try_ledger", workbook(changed), choices=CHOICES)["rows"]
	assert (row["outcome"], row["changes"]) == (
		"changed",
		[{"field": "total_investment", "label": "计划总投资（万元）", "old": "30,000", "new": "32,000"}],
	)
	assert send("enter_ledger", workbook(changed), choices=CHOICES)["changed"] == 1
	assert projects()["甲项目"].total_investment == 32000


def test_a_wrong_row_costs_only_itself_and_comes_back_with_its_reason(world, send):
	import frappe

	world.act("bureau")
	bad = [3, "丙项目", "丙公司", "若干", 25000, *[None] * 8]
	small = [4, "丁项目", "丁公司", 1, 2000, None, None, None, None, None, "测试产业", None, None]
	content = workbook(UNDER_WAY, bad, small)
	found = send("try_ledger", content, choices=CHOICES)
	assert found["counts"]["new"] == 1 and found["counts"]["wrong"] == 2
	assert "不是一个数额" in found["rows"][1]["wrong"][0]
	assert "专题会" in "".join(found["rows"][2]["wrong"])
	send("wrong_rows", content, choices=CHOICES)
	sheet = load_workbook(io.BytesIO(frappe.response.filecontent)).active
	assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["丙项目", "丁项目"]
	done = send("enter_ledger", content, choices=CHOICES)
	assert (done["entered"], done["failed"]) == (1, []) and set(projects()) == {"甲项目"}
	# with the meeting that admitted it, the small one comes in too
	meeting = {**CHOICES, "meeting_minutes_no": "〔2026〕5号", "meeting_date": "2026-03-01"}
	assert send("enter_ledger", content, choices=meeting)["entered"] == 1


def test_names_not_on_file_are_asked_once_and_the_answer_holds(world, send):
	world.act("bureau")
	make.make("Enterprise", enterprise_name="湖北戊智能科技有限公司")
	rows = [
		[
			number,
			f"戊项目{number}",
			"戊智能科技",
			3,
			25000,
			None,
			None,
			None,
			"没有的局",
			"落户地（测试）",
			"测试产业",
			None,
			None,
		]
		for number in (1, 2)
	]
	found = send("try_ledger", workbook(*rows), choices=CHOICES)
	(enterprise,) = found["questions"]["enterprises"]
	assert (enterprise["name"], enterprise["rows"]) == ("戊智能科技", 2)
	offered = enterprise["near"][0]
	assert offered["label"] == "湖北戊智能科技有限公司"
	assert [one["name"] for one in found["questions"]["units"]] == ["没有的局"]
	answers = {
		**CHOICES,
		"enterprises": {"戊智能科技": offered["value"]},
		"units": {"没有的局": "包保单位（测试）"},
	}
	found = send("try_ledger", workbook(*rows), choices=answers)
	assert not any(found["questions"].values())
	assert send("enter_ledger", workbook(*rows), choices=answers)["entered"] == 2
	assert {row.enterprise for row in projects().values()} == {offered["value"]}
	assert {row.chain_lead_unit for row in projects().values()} == {"包保单位（测试）"}


def test_the_service_center_enters_ledgers_too_and_others_do_not(world, send):
	world.act("invest")
	assert send("enter_ledger", workbook(UNDER_WAY), choices=CHOICES)["entered"] == 1
	for who in ("lead", "host", "housing", "economy"):
		world.act(who)
		for method in ("read_ledger", "try_ledger", "wrong_rows", "enter_ledger"):
			make.denied("台账", send, method, workbook(UNDER_WAY))


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"", "空的"),
		(b"PK\x03\x04x", "打不开"),
		(b"%PDF\0", "不是"),
		(workbook()[:50], "打不开"),
		(b"a,b\r\n1,2", "没有找到台账"),
	],
)
def test_what_is_no_ledger_is_refused_in_words(world, send, content, words):
	world.act("bureau")
	make.refused(words, send, "try_ledger", content)


def test_choices_of_another_shape_are_refused(world, send):
	world.act("bureau")
	for choices in ({"stages": [1]}, {"units": {"a": {"b": 1}}}, "{", [1]):
		with pytest.raises(Exception, match=r"JSON|列表|映射|方法|应为文字"):
			send("try_ledger", workbook(UNDER_WAY), choices=choices)
	make.refused("每一列", send, "try_ledger", workbook(UNDER_WAY), mapping={"0": ["project_name"]})
