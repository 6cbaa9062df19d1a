"""对账: a list from elsewhere against the platform; contradictions are shown and taken over one by one, on record."""

import factories as make
import pytest
from ledger_files import workbook

HEADS = ["项目代码", "项目名称", "企业名称", "总投资（万元）", "占地面积（亩）", "累计完成投资（万元）"]
CODE = "2603-429006-04-01-123456"
DAY = {"figures_on": "2026-06-30"}


@pytest.fixture
def project(world):
	world.act("invest")
	made = make.make_project(project_name="对账项目", project_code=CODE)
	make.make(
		"Progress Entry",
		project=made.name,
		entry_kind="Progress Report",
		entry_date="2026-05-31",
		investment_to_date=8000,
	)
	world.act("bureau")
	return made


def row(total=31000, land=30, done=9500, code=CODE, name="对账项目") -> list:
	return [code, name, "测试企业", total, land, done]


def test_contradictions_are_shown_ours_theirs_and_since_when(world, send, project):
	found = send("compare_ledger", workbook(HEADS, row(), row(code=None, name="没有的项目")), choices=DAY)
	assert found["counts"] == {"differ": 1, "same": 0, "unknown": 1, "wrong": 0}, found
	differs, unknown = found["rows"]
	assert unknown["project_name"] == "没有的项目" and unknown["outcome"] == "unknown"
	told = {one["field"]: (one["old"], one["new"], one["since"]) for one in differs["changes"]}
	assert told["total_investment"][:2] == ("30,000", "31,000") and told["total_investment"][2]
	assert told["investment_to_date"] == ("8,000", "9,500", "2026-05-31")
	project.reload()
	assert project.total_investment == 30000
	assert send("compare_ledger", workbook(HEADS, row(30000, 30, 8000)), choices=DAY)["counts"]["same"] == 1


def test_only_what_was_chosen_is_taken_over_with_file_and_row_on_record(world, send, project):
	import frappe

	from anshang_app.ledger_import import api

	content = workbook(HEADS, row(land=35))
	chosen = {**DAY, "fields": {"Sheet|3": ["total_investment"]}}
	done = send("enter_ledger", content, choices=chosen, places=["Sheet|3"])
	assert (done["changed"], done["failed"]) == (1, [])
	project.reload()
	assert (project.total_investment, project.land_area) == (31000, 30)
	notes = frappe.get_all("Comment", filters={"reference_name": project.name}, pluck="content")
	assert any("台账.xlsx" in note and "第 3 行" in note for note in notes)
	figure = {**DAY, "fields": {"Sheet|3": ["investment_to_date"]}}
	done = send("enter_ledger", content, choices=figure, places=["Sheet|3"])
	entry = frappe.get_last_doc("Progress Entry", {"project": project.name})
	assert (entry.investment_to_date, str(entry.entry_date)) == (9500, "2026-06-30")
	assert api.undo_import(done["record"])["removed"] == 1
	assert not frappe.db.exists("Progress Entry", entry.name)


def test_an_earlier_figure_contradicts_nothing(world, send, project):
	found = send("compare_ledger", workbook(HEADS, row(30000)), choices={"figures_on": "2026-04-30"})
	assert found["counts"]["same"] == 1


def test_a_decided_approval_is_put_right_by_its_unit_alone(world, send, project):
	import frappe

	from anshang_app.project_lifecycle import api as lifecycle

	lifecycle.enter_under_way(project.name, "Pre-construction", "已开展", passed={})
	case = {"project": project.name, "approval_item": "施工许可"}
	name = frappe.db.get_value("Approval Case", case)
	frappe.db.set_value("Approval Case", name, "unit", "住建局（测试）")
	heads = ["项目代码", "审批事项", "受理时间", "办结时间", "证号"]
	world.act("housing")
	send(
		"enter_ledger",
		workbook(heads, [CODE, "施工许可", "2026-05-06", "2026-05-20", "施1"]),
		kind="Approval List",
	)
	content = workbook(heads, [CODE, "施工许可", "2026-05-06", "2026-05-20", "施2"])
	world.act("bureau")
	(told,) = send("compare_ledger", content, kind="Approval List")["rows"]
	assert [(one["field"], one["old"], one["new"]) for one in told["changes"]] == [
		("certificate_no", "施1", "施2")
	]
	chosen = {
		"choices": {"fields": {"Sheet|3": ["certificate_no"]}},
		"places": ["Sheet|3"],
		"kind": "Approval List",
	}
	done = send("enter_ledger", content, **chosen)
	assert "办理单位" in done["failed"][0]["reason"] or "更正" in done["failed"][0]["reason"]
	world.act("housing")
	assert send("enter_ledger", content, **chosen)["changed"] == 1
	assert frappe.db.get_value("Approval Case", name, "certificate_no") == "施2"
