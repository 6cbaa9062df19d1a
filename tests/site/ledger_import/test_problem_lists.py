"""A problem list becomes coordination issues of their projects, once; solved ones on their day."""

import factories as make
import pytest
from ledger_files import workbook

HEADS = [
	"序号",
	"项目名称",
	"存在问题",
	"责任单位",
	"责任人",
	"提出时间",
	"整改时限",
	"是否解决",
	"办理进展",
	"解决时间",
]
WATER = "厂区北侧供水管网未接通，影响试生产。请水务部门协调。"


@pytest.fixture
def project(world):
	world.act("invest")
	return make.make_project(project_name="清单项目").name


def row(
	number, problem, solved="否", cleared=None, project="清单项目", answer="正在协调 13800001111"
) -> list:
	unit = "住建局（测试）"
	return [number, project, problem, unit, "李四", "2026-03-02", "2026-04-30", solved, answer, cleared]


def issues(project: str) -> list:
	import frappe

	fields = ["name", "title", "state", "unit", "person", "raised_on", "due_date", "answer", "cleared_on"]
	return frappe.get_all(
		"Coordination Issue", filters={"project": project}, fields=fields, order_by="creation, name"
	)


def test_each_row_becomes_a_problem_of_its_project_and_a_second_time_nothing_happens(world, send, project):
	import frappe

	world.act("lead")
	content = workbook(HEADS, row(1, WATER), row(2, "缺电", "已解决", "2026-03-20"))
	found = send("try_ledger", content, kind="Problem List")
	assert found["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}, found["rows"]
	assert send("enter_ledger", content, kind="Problem List")["entered"] == 2
	water, power = sorted(issues(project), key=lambda one: one.state, reverse=True)
	assert (water.state, water.title, water.unit, water.person) == (
		"Raised",
		"厂区北侧供水管网未接通，影响试生产",
		"住建局（测试）",
		"李四",
	)
	assert (str(water.raised_on), str(water.due_date)) == ("2026-03-02", "2026-04-30")
	assert (power.state, str(power.cleared_on)) == ("Cleared", "2026-03-20")
	assert "13800001111" not in power.answer
	notes = frappe.get_all("Comment", filters={"reference_name": water.name}, pluck="content")
	assert any("正在协调" in note and "13800001111" not in note for note in notes)
	assert any("台账.xlsx" in note for note in notes)
	again = send("try_ledger", content, kind="Problem List")
	assert again["counts"]["same"] == 2 and send("enter_ledger", content, kind="Problem List")["entered"] == 0
	assert len(issues(project)) == 2


def test_a_solved_problem_needs_its_day_which_is_asked_once(world, send, project):
	world.act("bureau")
	content = workbook(HEADS, row(1, "缺水", "是"), row(2, "缺气", "说不清"))
	found = send("try_ledger", content, kind="Problem List")
	assert "解决日期" in found["rows"][0]["wrong"][0]
	assert found["rows"][1]["outcome"] == "new" and "按未解决" in found["rows"][1]["asks"][0]
	given = {"solved_on": "2026-03-31"}
	assert send("enter_ledger", content, kind="Problem List", choices=given)["entered"] == 2
	assert {one.state for one in issues(project)} == {"Cleared", "Raised"}
	make.refused(
		"不是日期", send, "try_ledger", content, kind="Problem List", choices={"solved_on": "明天吧"}
	)


def test_a_problem_the_platform_has_open_is_not_cleared_by_a_list(world, send, project):
	world.act("bureau")
	send("enter_ledger", workbook(HEADS, row(1, "缺水")), kind="Problem List")
	(told,) = send(
		"try_ledger", workbook(HEADS, row(1, "缺水", "已办结", "2026-03-20")), kind="Problem List"
	)["rows"]
	assert told["outcome"] == "same" and "请在该问题上销号" in told["asks"][0]


def test_projects_of_others_and_unknown_ones_are_wrong_in_the_same_words(world, send, project):
	import frappe

	frappe.db.set_value("Investment Project", project, "chain_lead_unit", "住建局（测试）")
	world.act("lead")
	content = workbook(HEADS, row(1, "缺水"), row(2, "缺水", project="没有的项目"))
	found = send("try_ledger", content, kind="Problem List")["rows"]
	told = [one["wrong"][0].split("：")[-1] for one in found]
	assert told == ["没有这个项目，或不由本单位办理。"] * 2
	assert send("enter_ledger", content, kind="Problem List")["entered"] == 0 and not issues(project)


def test_problem_lists_are_entered_by_bureau_and_lead_units(world, send, project):
	for who in ("invest", "host", "housing", "economy"):
		world.act(who)
		make.denied("问题清单", send, "try_ledger", workbook(HEADS, row(1, "缺水")), kind="Problem List")
	world.act("bureau")
	make.refused("没有", send, "try_ledger", workbook(HEADS, row(1, "缺水")), kind="什么清单")


def test_an_import_of_problems_is_undone(world, send, project):
	from anshang_app.ledger_import import api

	world.act("bureau")
	record = send("enter_ledger", workbook(HEADS, row(1, "缺水"), row(2, "缺电")), kind="Problem List")[
		"record"
	]
	assert api.undo_import(record) == {"removed": 2, "restored": 0, "left": [], "more": 0}
	assert issues(project) == []
