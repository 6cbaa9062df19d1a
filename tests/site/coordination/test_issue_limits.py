"""Problems: assigned, urged, given more time, changed, revoked."""

import factories as make
import pytest
from factories import denied, refused
from frappe.utils import add_days, getdate, today

HOUSING, HOST = "住建局（测试）", "落户地（测试）"
ISSUE = "Coordination Issue"


@pytest.fixture
def api(world):
	return make.endpoints("coordination")


@pytest.fixture
def project(world):
	return make.make_planned_project().name


@pytest.fixture
def lead_project(project):
	import frappe

	frappe.db.set_value("Investment Project", project, "chain_lead_unit", "包保单位（测试）")
	return project


def raised(world, project, **values):
	import frappe

	world.act("host")
	return frappe.get_doc({"doctype": ISSUE, "project": project, "title": "缺水", **values}).insert()


@pytest.fixture
def in_hand(world, lead_project, api):
	"""A problem the housing office has taken up for ten days."""
	issue = raised(world, lead_project, unit=HOUSING, person="张三", due_date=add_days(today(), 10))
	world.act("housing")
	api.take_up(issue.name)
	issue.reload()
	return issue


def test_a_problem_without_a_unit_waits_at_the_lead_unit_with_a_clock(world, lead_project, api):
	from anshang_app.foundation.work_calendar import load_calendar
	from anshang_app.planning.workdays import WORKING
	from anshang_app.reminders.my_work import MyWork

	issue = raised(world, lead_project)
	assert issue.assign_by == load_calendar().step(getdate(), 2, WORKING)
	world.act("lead")
	waiting = [task for task in MyWork().tasks() if task.heading == "Problems to Assign"]
	assert [(task.name, task.due) for task in waiting] == [(issue.name, issue.assign_by)]
	refused("责任单位", api.assign_issue, issue.name)
	api.assign_issue(issue.name, unit=HOUSING)
	assert [task for task in MyWork().tasks() if task.heading == "Problems to Assign"] == []
	world.act("housing")
	assert "Problems to Take Up" in {task.heading for task in MyWork().tasks()}
	assert raised(world, lead_project, unit=HOUSING).assign_by is None


def test_nobody_else_assigns_it(world, lead_project, api):
	issue = raised(world, lead_project)
	world.act("housing")
	denied("", api.assign_issue, issue.name, unit=HOUSING)


def test_more_time_is_asked_by_the_unit_and_granted_by_who_collects(world, in_hand, api):
	wanted = add_days(today(), 30)
	api.ask_issue_extension(in_hand.name, wanted, "雨季")
	denied("包保单位", api.grant_issue_extension, in_hand.name)
	world.act("lead")
	api.grant_issue_extension(in_hand.name, "同意")
	in_hand.reload()
	assert in_hand.due_date == getdate(wanted)
	assert in_hand.original_due_date == getdate(add_days(today(), 10))
	refused("没有待决定", api.grant_issue_extension, in_hand.name)


def test_a_unit_does_not_grant_its_own_request(world, lead_project, api):
	issue = raised(world, lead_project, unit=HOST, person="张三", due_date=add_days(today(), 10))
	api.take_up(issue.name)
	api.ask_issue_extension(issue.name, add_days(today(), 30), "雨季")
	denied("包保单位", api.grant_issue_extension, issue.name)


def test_from_the_bureau_on_the_bureau_decides(world, in_hand, api):
	api.ask_issue_extension(in_hand.name, add_days(today(), 30), "雨季")
	in_hand.db_set("level", "At Bureau")
	world.act("lead")
	denied("政数局", api.refuse_issue_extension, in_hand.name, "不同意")
	world.act("bureau")
	api.refuse_issue_extension(in_hand.name, "可加班")
	in_hand.reload()
	assert in_hand.due_date == getdate(add_days(today(), 10)) and in_hand.extension_wanted is None


def test_it_is_urged_changed_and_revoked_with_words(world, in_hand, api):
	denied("包保单位", api.urge_issue, in_hand.name, "请抓紧")
	world.act("lead")
	refused("催办内容", api.urge_issue, in_hand.name, " ")
	api.urge_issue(in_hand.name, "请抓紧")
	refused("原因", api.change_issue, in_hand.name, None, person="李四")
	api.change_issue(in_hand.name, "换人", person="李四", due_date=add_days(today(), 20))
	refused("撤销原因", api.revoke_issue, in_hand.name, " ")
	assert api.revoke_issue(in_hand.name, "企业已自行解决")["state"] == "Revoked"
	in_hand.reload()
	assert (in_hand.person, in_hand.original_due_date) == ("李四", getdate(add_days(today(), 10)))
	assert len(in_hand.urgings) == 1 and in_hand.revoke_reason == "企业已自行解决"
	refused("已受理", api.urge_issue, in_hand.name, "再催")
	refused("", api.escalate, in_hand.name, "上报")


def test_a_revoked_problem_is_open_nowhere(world, in_hand, api):
	from anshang_app.case_reporting.indicators import figures
	from anshang_app.case_reporting.period import month_of
	from anshang_app.case_reporting.portfolio import Portfolio

	world.act("lead")
	before = figures(Portfolio(), month_of(getdate()))["issues_open"].records
	assert in_hand.name in before
	api.revoke_issue(in_hand.name, "重复")
	assert in_hand.name not in figures(Portfolio(), month_of(getdate()))["issues_open"].records
