"""A wrong record put right: by whom, until when, with its reason and both values kept."""

import pytest
from factories import make, make_planned_project, make_world
from frappe.utils import add_days, getdate, today

HOST, HOUSING = "落户地（测试）", "住建局（测试）"


@pytest.fixture
def world(db, frappe_site):
	users = make_world()
	project = make_planned_project()
	frappe_site.set_user(users["bureau"])
	order = make(
		"Supervision Order", project=project.name, matter="便道", requirement="移交", unit=HOST, person="张三",
		source="Found by the Bureau", due_date=add_days(today(), 3),
	)  # fmt: skip
	case = frappe_site.get_doc("Approval Case", {"node": f"{project.name}-construction-permit"})
	case.db_set({"unit": HOUSING, "promised_limit": 5, "limit_unit": "Working Days"})
	# an approval unit meets a project uninvited from the sealed plan on
	frappe_site.db.set_value("Investment Project", project.name, "stage", "Pre-construction")
	return frappe_site._dict(users=users, project=project.name, order=order.name, case=case.name)


def comments(frappe, name: str) -> str:
	return "\n".join(
		frappe.get_all("Comment", filters={"reference_name": name, "comment_type": "Info"}, pluck="content")
	)


def test_an_order_is_corrected_by_its_giver_before_it_is_signed_for(world, frappe_site):
	from anshang_app.supervision import api

	due = add_days(today(), 10)
	api.correct_order(world.order, "写错了日期", due_date=due, person="李四")
	stored = frappe_site.db.get_value("Supervision Order", world.order, ["due_date", "person", "matter"])
	assert stored == (getdate(due), "李四", "便道")
	told = comments(frappe_site, world.order)
	assert all(word in told for word in ("写错了日期", "张三", "李四", str(due)))


@pytest.mark.parametrize(
	"values", [{"due_date": "2206-12-05"}, {"due_date": "1999-12-31"}, {"unit": "没有的单位"}]
)
def test_a_correction_is_checked_like_an_order(world, frappe_site, values):
	from anshang_app.supervision import api

	with pytest.raises(frappe_site.ValidationError):
		api.correct_order(world.order, "更正", **values)


def test_a_far_day_stored_before_is_put_right(world, frappe_site):
	from anshang_app.supervision import api

	frappe_site.db.set_value("Supervision Order", world.order, "due_date", "2206-12-05")
	api.correct_order(world.order, "年份写错", due_date=add_days(today(), 5))
	assert frappe_site.db.get_value("Supervision Order", world.order, "due_date") == getdate(
		add_days(today(), 5)
	)


def test_nobody_else_corrects_it_nor_without_reason_nor_once_it_is_signed_for(world, frappe_site):
	from anshang_app.supervision import api

	with pytest.raises(frappe_site.ValidationError, match="原因"):
		api.correct_order(world.order, " ", person="李四")
	frappe_site.set_user(world.users["host"])
	with pytest.raises(frappe_site.PermissionError):
		api.correct_order(world.order, "更正", person="李四")
	api.sign_for_order(world.order)
	frappe_site.set_user(world.users["bureau"])
	with pytest.raises((frappe_site.ValidationError, frappe_site.PermissionError)):
		api.correct_order(world.order, "更正", person="李四")
	assert frappe_site.db.get_value("Supervision Order", world.order, "person") == "张三"


def test_a_wrong_record_of_the_clock_is_taken_back_and_stays_to_be_read(world, frappe_site):
	from anshang_app.case_reporting.portfolio import Portfolio
	from anshang_app.permit_approvals import api

	frappe_site.set_user(world.users["housing"])
	api.accept(world.case, add_days(today(), -3))
	api.stop_clock(world.case, add_days(today(), -2), "Enterprise", "补正")
	api.take_back(world.case, "停错了事项")
	case = frappe_site.get_doc("Approval Case", world.case)
	assert case.state == "Application Accepted" and case.clock_state == "Clock Runs"
	assert [(row.kind, row.taken_back) for row in case.clock_events] == [
		("Application Accepted", 0), ("Clock Stopped", 1),
	]  # fmt: skip
	assert case.clock_events[1].taken_back_words == "停错了事项"
	frappe_site.set_user("Administrator")
	events = Portfolio().clock_events
	assert events[events.case == world.case].kind.tolist() == ["Application Accepted"]
	frappe_site.set_user(world.users["housing"])
	api.stop_clock(world.case, add_days(today(), -1), "Intermediary", "检测")
	api.take_back(world.case, "再次停错")
	api.take_back(world.case, "受理录错了项目")
	case.reload()
	assert (case.state, case.accepted_on, case.due_date) == ("Not Applied For", None, None)
	with pytest.raises(frappe_site.ValidationError, match="没有可撤回"):
		api.take_back(world.case, "没有了")
	api.accept(world.case, today())


def test_others_take_no_record_back_and_none_goes_without_a_reason(world, frappe_site):
	from anshang_app.permit_approvals import api

	frappe_site.set_user(world.users["housing"])
	api.accept(world.case, today())
	with pytest.raises(frappe_site.ValidationError, match="原因"):
		api.take_back(world.case, "")
	for other in ("host", "lead", "agent"):
		frappe_site.set_user(world.users[other])
		with pytest.raises(frappe_site.PermissionError):
			api.take_back(world.case, "撤回")
	assert frappe_site.db.get_value("Approval Case", world.case, "state") == "Application Accepted"


def test_acceptance_before_the_permit_it_waits_for_is_asked_back(world, frappe_site):
	from anshang_app.permit_approvals import api

	waits = frappe_site.get_all(
		"Node Dependency",
		filters={"parent": f"{world.project}-construction-permit", "edge_kind": "Hard", "start_to_start": 0},
		pluck="predecessor",
	)
	items = frappe_site.get_all(
		"Project Node",
		filters={"name": ["in", waits], "applies": 1, "approval_item": ["is", "set"]},
		fields=["name", "title"],
	)
	assert items
	frappe_site.set_user(world.users["housing"])
	frappe_site.clear_messages()
	api.accept(world.case, today())
	asked = "\n".join(map(str, frappe_site.get_message_log()))
	assert all(item.title in asked for item in items) and "前置事项" in asked
	assert frappe_site.db.get_value("Approval Case", world.case, "state") == "Application Accepted"


def test_a_wrong_grant_is_corrected_with_both_values_kept_and_the_audit_agrees(world, frappe_site):
	from anshang_app.access_control import audit
	from anshang_app.access_control.audit_check import verify
	from anshang_app.permit_approvals import api

	frappe_site.set_user(world.users["housing"])
	api.accept(world.case, add_days(today(), -9))
	api.grant(world.case, add_days(today(), -2), "施字2026-1号")
	api.correct_grant(world.case, "日期和证号录错", add_days(today(), -3), "施字2026-01号")
	case = frappe_site.get_doc("Approval Case", world.case)
	day = getdate(add_days(today(), -3))
	assert (case.state, case.issued_on, case.certificate_no) == ("Granted", day, "施字2026-01号")
	assert frappe_site.db.get_value("Project Node", case.node, "actual_date") == day
	granted = [(row.day, row.taken_back) for row in case.clock_events if row.kind == "Granted"]
	assert granted == [(getdate(add_days(today(), -2)), 1), (day, 0)]
	told = comments(frappe_site, world.case)
	assert all(word in told for word in ("日期和证号录错", "施字2026-1号", "施字2026-01号"))
	frappe_site.set_user("Administrator")
	audit.link_pending()
	assert [found for found in verify() if found.record_name == world.case] == []


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"day": "2206-12-05"}, "2206-12-05"),
		({"day": "2090-01-01"}, "晚于今天|工作日历"),
		({"expiry": "2020-01-01"}, "不能早于"),
	],
)
def test_a_correction_of_a_grant_is_checked_like_a_grant(world, frappe_site, values, words):
	from anshang_app.permit_approvals import api

	frappe_site.set_user(world.users["housing"])
	api.accept(world.case, add_days(today(), -9))
	api.grant(world.case, add_days(today(), -2), "施字2026-1号")
	with pytest.raises(frappe_site.ValidationError, match=words):
		api.correct_grant(world.case, "更正", **values)


def test_only_the_deciding_unit_corrects_a_grant(world, frappe_site):
	from anshang_app.permit_approvals import api

	frappe_site.set_user(world.users["housing"])
	api.accept(world.case, add_days(today(), -9))
	with pytest.raises(frappe_site.ValidationError):
		api.correct_grant(world.case, "还没有办结", add_days(today(), -3))
	api.grant(world.case, add_days(today(), -2), "施字2026-1号")
	for other in ("host", "lead"):
		frappe_site.set_user(world.users[other])
		with pytest.raises(frappe_site.PermissionError):
			api.correct_grant(world.case, "更正", add_days(today(), -3))


@pytest.fixture
def dated(world, frappe_site):
	"""A node of the host locality with a day on record, as its clerk entered it."""
	frappe_site.set_user(world.users["host"])
	node = frappe_site.get_doc("Project Node", f"{world.project}-fence")
	node.actual_date = add_days(today(), -2)
	node.save()
	return node.name


def day_of(frappe, node: str):
	return frappe.db.get_value("Project Node", node, "actual_date")


def test_the_actual_date_of_a_node_moves_with_its_reason_only(world, dated, frappe_site):
	from anshang_app.service_plans import api

	node = frappe_site.get_doc("Project Node", dated)
	for day in (add_days(today(), -1), None):
		node.actual_date = day
		with pytest.raises(frappe_site.ValidationError, match="更正实际日期"):
			node.save()
		node.reload()
	assert api.correct_actual_date(dated, "日记写错", add_days(today(), -5))["name"] == dated
	assert day_of(frappe_site, dated) == getdate(add_days(today(), -5))
	told = comments(frappe_site, dated)
	assert all(word in told for word in ("日记写错", str(add_days(today(), -2)), str(add_days(today(), -5))))
	api.correct_actual_date(dated, "尚未围挡")
	assert day_of(frappe_site, dated) is None
	with pytest.raises(frappe_site.ValidationError, match="尚无登记"):
		api.correct_actual_date(dated, "再更正", today())


@pytest.mark.parametrize(
	("day", "reason", "told"),
	[
		(1, "日记写错", "不能晚于|之后|未来"),
		(-5, "  ", "原因"),
		(-2, "没有变", "相同"),
		("2206-12-05", "年份", "2099"),
		("三月初", "写法", "三月初"),
	],
)
def test_a_wrong_correction_of_a_date_changes_nothing(world, dated, frappe_site, day, reason, told):
	from anshang_app.service_plans import api

	given = add_days(today(), day) if isinstance(day, int) else day
	with pytest.raises(frappe_site.ValidationError, match=told):
		api.correct_actual_date(dated, reason, given)
	assert day_of(frappe_site, dated) == getdate(add_days(today(), -2))
	assert not comments(frappe_site, dated)


def test_the_date_of_a_permit_is_corrected_in_its_case_and_no_stranger_corrects_one(
	world, dated, frappe_site
):
	from anshang_app.permit_approvals import api as approvals
	from anshang_app.service_plans import api
	from anshang_app.service_plans.nodes import may_correct_date

	frappe_site.set_user(world.users["housing"])
	approvals.accept(world.case, add_days(today(), -9))
	approvals.grant(world.case, add_days(today(), -2), "施字2026-1号")
	with pytest.raises(frappe_site.PermissionError):
		api.correct_actual_date(dated, "更正", add_days(today(), -3))
	frappe_site.set_user(world.users["host"])
	assert may_correct_date(frappe_site.get_doc("Project Node", dated))
	permit = frappe_site.get_doc("Project Node", f"{world.project}-construction-permit")
	assert not may_correct_date(permit)
	with pytest.raises(frappe_site.ValidationError, match="审批办理"):
		api.correct_actual_date(permit.name, "更正", add_days(today(), -3))
	assert day_of(frappe_site, permit.name) == getdate(add_days(today(), -2))


@pytest.mark.parametrize("stored", ["0206-12-05", "1999-12-31", "2206-12-05", "9999-12-31"])
def test_a_bad_day_on_record_is_corrected_as_any_other(world, dated, frappe_site, stored):
	from anshang_app.service_plans import api

	frappe_site.db.set_value("Project Node", dated, "actual_date", stored)
	api.correct_actual_date(dated, "年份写错", add_days(today(), -1))
	assert day_of(frappe_site, dated) == getdate(add_days(today(), -1))
	told = comments(frappe_site, dated)
	assert stored in told and "年份写错" in told


def test_of_two_corrections_at_once_the_second_is_told(world, dated, frappe_site):
	from anshang_app.service_plans.nodes import correct_actual_date

	first, second = (frappe_site.get_doc("Project Node", dated) for _turn in range(2))
	correct_actual_date(first, add_days(today(), -5), "日记写错")
	with pytest.raises(frappe_site.TimestampMismatchError):
		correct_actual_date(second, add_days(today(), -6), "日记写错")
	assert day_of(frappe_site, dated) == getdate(add_days(today(), -5))
