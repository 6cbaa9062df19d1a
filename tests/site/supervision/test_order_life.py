"""督办件 after they are given: more time, urging, change, revocation, results one by one, escalation."""

import factories as make
import pytest
from factories import denied, refused
from frappe.utils import add_days, getdate, today

HOST, OFFICE = "落户地（测试）", "市政府督查室（测试）"
ORDER = "Supervision Order"


@pytest.fixture
def api(world):
	return make.endpoints("supervision")


@pytest.fixture
def project(world):
	return make.make_planned_project().name


def give(world, project, **values):
	"""An order to the host locality, given by the bureau and signed for."""
	import frappe

	from anshang_app.supervision import api

	world.act("bureau")
	order = frappe.get_doc(
		{
			"doctype": ORDER, "project": project, "matter": "便道", "requirement": "移交", "unit": HOST,
			"person": "张三", "source": "Found by the Bureau", "due_date": add_days(today(), 10), **values,
		}
	).insert()  # fmt: skip
	world.act("host")
	api.sign_for_order(order.name)
	return frappe.get_doc(ORDER, order.name)


def from_above(world, project, source="Decided at Special Meeting"):
	return give(world, project, source=source, inspection_office=OFFICE, basis="纪要3号")


def overdue(order, days: int = 1):
	"""The order as if its day had been so many days ago."""
	day = add_days(today(), -days)
	order.db_set({"due_date": day, "original_due_date": day, "running_limit": day}, update_modified=False)
	order.reload()


def told(name: str) -> str:
	import frappe

	return "\n".join(
		frappe.get_all("Comment", {"reference_name": name, "comment_type": "Info"}, pluck="content")
	)


def test_the_bureau_extends_its_own_order_and_the_original_day_stays(world, project, api):
	order = give(world, project)
	wanted = add_days(today(), 30)
	refused("原因", api.ask_extension, order.name, wanted, " ")
	refused("须晚于", api.ask_extension, order.name, str(order.due_date), "雨季")
	api.ask_extension(order.name, wanted, "雨季")
	refused("尚未决定", api.ask_extension, order.name, wanted, "再要")
	denied("政数局", api.grant_extension, order.name)
	world.act("bureau")
	api.grant_extension(order.name, "同意")
	order.reload()
	assert (order.due_date, order.original_due_date) == (getdate(wanted), getdate(add_days(today(), 10)))
	assert [row.verdict for row in order.extensions] == ["Extension Granted"]
	refused("没有待决定", api.grant_extension, order.name)
	history = told(order.name)
	assert "雨季" in history and "同意延期至" in history
	world.act("host")
	# the settings allow one
	refused("延期次数", api.ask_extension, order.name, add_days(today(), 60), "再延")


def test_no_more_time_on_the_due_day_or_after_it(world, project, api):
	order = give(world, project)
	for days in (0, 1):
		overdue(order, days)
		refused("之前申请", api.ask_extension, order.name, add_days(today(), 30), "雨季")
	assert not order.extensions


def test_an_order_waits_to_be_signed_for_before_more_time_is_asked(world, project, api):
	order = give(world, project)
	order.db_set("state", "Ordered")
	refused("已签收", api.ask_extension, order.name, add_days(today(), 30), "雨季")


@pytest.mark.parametrize("source", ["Decided at Special Meeting", "Instruction of a Leader"])
def test_an_inspection_office_grants_with_approver_day_and_document(world, project, api, source):
	order = from_above(world, project, source)
	api.ask_extension(order.name, add_days(today(), 30), "雨季")
	world.act("bureau")
	denied(OFFICE, api.grant_extension, order.name)
	world.act("inspection")
	for lacking in ("批准人", "批准日期", "批准文号"):
		refused(lacking, api.grant_extension, order.name)
	proof = {"approver": "王某", "approved_on": today(), "document_no": "天督〔2026〕3号"}
	refused("晚于今天", api.grant_extension, order.name, **{**proof, "approved_on": add_days(today(), 1)})
	api.grant_extension(order.name, **proof)
	order.reload()
	row = order.extensions[0]
	assert (row.approver, row.approved_on, row.document_no) == ("王某", getdate(), "天督〔2026〕3号")


def test_a_refused_request_leaves_the_day_and_counts_as_no_extension(world, project, api):
	order = give(world, project)
	api.ask_extension(order.name, add_days(today(), 30), "雨季")
	world.act("bureau")
	refused("原因", api.refuse_extension, order.name)
	api.refuse_extension(order.name, "可加班")
	order.reload()
	assert order.due_date == getdate(add_days(today(), 10)) and order.extension_wanted is None
	world.act("host")
	api.ask_extension(order.name, add_days(today(), 20), "再申请")


def test_in_time_after_an_extension_and_overdue_are_told_apart(world, project, api):
	from anshang_app.supervision.orders import outcome_of

	order = give(world, project)
	assert outcome_of(order) is None
	order.db_set("original_due_date", add_days(today(), -5))
	api.report_back(order.name, "已移交")
	order.reload()
	assert outcome_of(order) == "In Time after Extension"
	order.db_set("original_due_date", today())
	assert outcome_of(order) == "In Time"
	order.db_set("due_date", add_days(today(), -1))
	assert outcome_of(order) == "Overdue"
	world.act("bureau")
	api.redo_order(order.name, "未通行")
	assert order.reload() or order.reported_on is None


def test_two_missed_limits_propose_an_escalation_which_a_person_decides(world, project, api):
	from anshang_app.supervision.urgings import is_proposed

	order = give(world, project)
	world.act("bureau")
	refused("尚未逾期", api.urge_order, order.name, "请抓紧", add_days(today(), 3))
	api.urge_order(order.name, "请抓紧")
	overdue(order)
	assert not is_proposed(order)
	refused("催办限期", api.urge_order, order.name, "已逾期")
	api.urge_order(order.name, "已逾期", add_days(today(), 3))
	order.reload()
	assert (order.limits_missed, len(order.urgings)) == (1, 2) and not is_proposed(order)
	refused("没有待决定的提级", api.escalate_order, order.name, "提级")
	order.db_set("running_limit", add_days(today(), -1))
	assert is_proposed(order)
	refused("提级说明", api.escalate_order, order.name, " ")
	world.act("host")
	denied("政数局", api.escalate_order, order.name, "提级")
	world.act("bureau")
	api.decline_escalation(order.name, "已约谈")
	order.reload()
	assert order.escalation == "Not Escalated" and not is_proposed(order)
	refused("没有待决定的提级", api.escalate_order, order.name, "提级")
	assert "已约谈" in told(order.name)


def test_the_problem_behind_an_escalated_order_goes_one_level_up(world, project, api):
	import frappe

	world.act("lead")
	issue = frappe.get_doc(
		{"doctype": "Coordination Issue", "project": project, "title": "便道", "unit": HOST}
	).insert()
	order = give(world, project, issue=issue.name)
	order.db_set({"limits_missed": 1, "running_limit": add_days(today(), -1)})
	world.act("bureau")
	api.escalate_order(order.name, "请市领导协调")
	issue.reload()
	assert issue.level == "At Bureau" and "请市领导协调" in issue.escalations[-1].reason


def test_a_change_needs_its_giver_a_reason_and_keeps_the_original_day(world, project, api):
	order = give(world, project)
	later = add_days(today(), 40)
	denied("政数局", api.change_order, order.name, "增加要求", requirement="移交并硬化")
	world.act("bureau")
	refused("原因", api.change_order, order.name, None, requirement="移交并硬化")
	refused("须晚于", api.change_order, order.name, "改期", due_date=today())
	api.change_order(order.name, "增加要求", requirement="移交并硬化", due_date=later)
	order.reload()
	assert (order.requirement, order.due_date) == ("移交并硬化", getdate(later))
	assert order.original_due_date == getdate(add_days(today(), 10))
	assert "增加要求" in told(order.name) and "移交并硬化" in told(order.name)
	refused("已下达", api.correct_order, order.name, "更正", person="李四")


def test_a_change_of_a_missed_day_leaves_it_missed(world, project, api):
	from anshang_app.supervision.orders import outcome_of

	order = give(world, project)
	overdue(order)
	world.act("bureau")
	api.change_order(order.name, "另定时限", due_date=add_days(today(), 5))
	order.reload()
	assert (order.limits_missed, outcome_of(order)) == (1, "Overdue")


def test_a_revoked_order_ends_and_keeps_its_reason(world, project, api):
	import frappe

	order = give(world, project)
	for other in ("host", "lead", "agent", "housing", "invest", "economy", "inspection", "party inspection"):
		world.act(other)
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			api.revoke_order(order.name, "不办了")
	world.act("bureau")
	refused("原因", api.revoke_order, order.name, " ")
	assert api.revoke_order(order.name, "项目终止")["state"] == "Revoked"
	order.reload()
	assert (order.revoke_reason, str(order.revoked_on)) == ("项目终止", today())
	for step in (api.revoke_order, api.change_order, api.urge_order):
		refused("", step, order.name, "再来")
	world.act("host")
	refused("", api.report_back, order.name, "已办")


def test_results_are_accepted_one_by_one_while_the_order_stays_open(world, project, api):
	order = give(world, project, results=[{"result": "立项", "state": "Result Accepted"}, {"result": "通车"}])
	first, second = order.results
	assert [row.state for row in order.results] == ["Not Reported", "Not Reported"]
	refused("原因或内容|说明|填写", api.report_result, order.name, first.name, " ")
	refused("没有这一项", api.report_result, order.name, "x", "已立项")
	api.report_result(order.name, first.name, "已立项")
	denied("政数局", api.accept_result, order.name, first.name)
	world.act("bureau")
	refused("已报成果", api.accept_result, order.name, second.name)
	refused("原因", api.return_result, order.name, first.name)
	api.return_result(order.name, first.name, "缺文号")
	world.act("host")
	api.report_result(order.name, first.name, "发改〔2026〕1号")
	world.act("bureau")
	assert api.accept_result(order.name, first.name)["state"] == "Signed For"
	world.act("host")
	api.report_back(order.name, "全部完成")
	world.act("bureau")
	refused("通车|要求成果|逐项成果", api.settle_order, order.name)
	api.redo_order(order.name, "通车未报")
	world.act("host")
	api.report_result(order.name, second.name, "已通车")
	api.report_back(order.name, "全部完成")
	world.act("bureau")
	api.accept_result(order.name, second.name)
	assert api.settle_order(order.name)["state"] == "Settled"


def test_nothing_of_it_is_written_by_hand(world, project, api):
	order = give(world, project, results=[{"result": "立项"}])
	world.act("bureau")
	order.append("urgings", {"words": "x"})
	order.results[0].state = "Result Accepted"
	order.save()
	order.reload()
	assert not order.urgings and order.results[0].state == "Not Reported"
	for field, value in {"original_due_date": today(), "limits_missed": 0, "escalation": "Escalated"}.items():
		order.set(field, value or 5)
		refused("步骤|手工", order.save)
		order.reload()


def test_of_two_requests_at_once_the_second_is_told(world, project, api):
	import frappe

	from anshang_app.foundation.workflow_step import hold

	order = give(world, project)
	read_before = frappe.get_doc(ORDER, order.name)
	api.ask_extension(order.name, add_days(today(), 30), "雨季")
	with pytest.raises(frappe.TimestampMismatchError):
		hold(read_before)


def test_an_order_of_before_has_its_original_day_and_the_day_it_was_answered(world, project, api):
	from anshang_app.patches.v0_3 import keep_limits_of_orders

	order = give(world, project)
	api.report_back(order.name, "已移交")
	order.db_set({"original_due_date": None, "running_limit": None, "reported_on": None})
	keep_limits_of_orders.keep_days()
	order.reload()
	assert (order.original_due_date, order.running_limit) == (order.due_date, order.due_date)
	assert order.reported_on == getdate()


def test_a_workflow_of_before_gets_the_revocation_once_and_keeps_what_was_changed(world):
	import frappe

	from anshang_app.patches.v0_3 import keep_limits_of_orders

	world.act("bureau")
	frappe.set_user("Administrator")
	workflow = frappe.get_doc("Workflow", "Supervision Order Path")
	workflow.transitions = [row for row in workflow.transitions if row.action != "Revoke Order"]
	workflow.transitions = [row for row in workflow.transitions if row.state != "To Redo"]
	workflow.states = [row for row in workflow.states if row.state not in ("Revoked", "To Redo")]
	workflow.transitions = [row for row in workflow.transitions if row.next_state != "To Redo"]
	workflow.save()
	for _turn in range(2):
		keep_limits_of_orders.add_revocation("Supervision Order Path")
	workflow.reload()
	revocations = [row.state for row in workflow.transitions if row.action == "Revoke Order"]
	assert revocations and "To Redo" not in revocations
	assert len(revocations) == 12
	assert [row.state for row in workflow.states].count("Revoked") == 1
