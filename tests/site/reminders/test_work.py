"""我的工作 of each kind of unit, the calendar, the board of problems and the agents' training."""

import json

import pytest
import walled_world as world
from factories import (
	MOBILE,
	log_planning,
	make,
	make_planned_project,
	make_project,
	make_user,
	make_world,
	statements,
)
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	project = make_planned_project(planned_start_date="2027-12-01")
	return frappe_site._dict(users=users, project=project.name)


def this_week_works() -> bool:
	"""Whether the week has a working day: without one its duties are excused."""
	from anshang_app.foundation.work_calendar import load_calendar

	monday = add_days(getdate(), -getdate().weekday())
	return any(load_calendar().is_working(add_days(monday, number)) for number in range(7))


def soon() -> str:
	return add_days(today(), 1)


def told(frappe_site, user: str) -> dict[str, list[str]]:
	"""Heading -> words of the steps a user is shown."""
	from anshang_app.reminders.api import my_work

	frappe_site.set_user(user)
	page = my_work()
	frappe_site.set_user("Administrator")
	return {group["heading"]: [task["words"] for task in group["tasks"]] for group in page["groups"]}


def named(frappe_site, user: str, heading: str) -> list[str]:
	"""Projects under a heading; the demo's may stand beside the test's own."""
	from anshang_app.reminders.api import my_work

	frappe_site.set_user(user)
	groups = my_work()["groups"]
	frappe_site.set_user("Administrator")
	return [task["project"] for group in groups if group["heading"] == heading for task in group["tasks"]]


def order(city, unit="落户地（测试）", source="Found by the Bureau", **values):
	return make(
		"Supervision Order",
		project=city.project,
		matter="移交便道",
		requirement="限期移交",
		source=source,
		unit=unit,
		person="张三",
		due_date=soon(),
		**values,
	)


def issue(city, **values):
	values = {"unit": "住建局（测试）", "person": "李四", "due_date": soon(), "description": "说明", **values}
	return make("Coordination Issue", project=city.project, title="图审缓慢", raised_on=today(), **values)


def test_the_service_center_hands_over_and_watches_contracts(city, frappe_site):
	fresh = make_project(project_name="刚签约")
	make(
		"Commitment",
		project=city.project,
		kind="Contract Performance",
		performance="Agreed Start of Works",
		owed_by="The Enterprise Side",
		words="按期开工",
		due_date=today(),
	)
	mine = told(frappe_site, city.users["invest"])
	assert fresh.name in named(frappe_site, city.users["invest"], "待移交项目")
	assert mine["待督导履约事项"] == ["按期开工"]
	assert "待制定两单一表" not in mine
	make(
		"Project Handover",
		project=fresh.name,
		kind="Intake",
		from_unit="招商服务中心（测试）",
		to_unit="政数局（测试）",
	).db_set("state", "Handed Over")
	assert fresh.name not in named(frappe_site, city.users["invest"], "待移交项目")
	assert told(frappe_site, city.users["bureau"])["待签收移交"] == ["招商信息移交"]


def test_the_lead_unit_drafts_seals_confirms_and_visits(city, frappe_site):
	frappe_site.db.set_value("Stage Log", {"project": city.project}, "passed_on", add_days(today(), -80))
	log_planning(city.project)
	issue(city).db_set("state", "Answered")
	mine = told(frappe_site, city.users["lead"])
	assert mine["待制定两单一表"] == [""]
	assert mine["待确认销号"] == ["图审缓慢"]
	assert ("电话联系" in mine.get("本期待履职", [])) is this_week_works()
	frappe_site.db.set_value("Service Plan", {"project": city.project}, "state", "Awaiting Seals")
	assert "待登记签章" in told(frappe_site, city.users["lead"])
	frappe_site.db.delete("Service Plan", {"project": city.project})
	assert told(frappe_site, city.users["lead"])["待制定两单一表"] == ["制定两单一表"]


def test_the_locality_fills_files_and_reports_back(city, frappe_site):
	case = frappe_site.get_all(
		"Approval Case", {"project": city.project}, ["name", "node", "approval_item"], limit=1
	)[0]
	frappe_site.db.set_value("Project Node", case.node, "planned_date", today())
	order(city)
	mine = told(frappe_site, city.users["host"])
	assert mine["待填写两单一表"] == [""]
	assert mine["近期应申报事项"] == [case.approval_item]
	assert mine["待签收督办件"] == ["移交便道"]
	assert told(frappe_site, city.users["agent"])["近期应配合代办事项"] == [case.approval_item]
	frappe_site.db.set_value("Approval Case", case.name, "state", "Application Accepted")
	assert "近期应申报事项" not in told(frappe_site, city.users["host"])


def test_the_approval_unit_decides_and_answers(city, frappe_site):
	case = frappe_site.get_all(
		"Approval Case", {"project": city.project}, ["name", "approval_item"], limit=1
	)[0]
	values = {"unit": "住建局（测试）", "state": "Application Accepted", "due_date": today()}
	frappe_site.db.set_value("Approval Case", case.name, values)
	issue(city)
	mine = told(frappe_site, city.users["housing"])
	assert mine["待办结审批"] == [case.approval_item]
	assert mine["待受理问题"] == ["图审缓慢"]
	frappe_site.db.set_value("Approval Case", case.name, "state", "Clock Stopped")
	assert told(frappe_site, city.users["housing"])["已停表事项"] == [case.approval_item]


def test_the_bureau_names_leaders_coordinates_and_trains(city, frappe_site):
	issue(city).db_set("level", "At Bureau")
	agent = make_user("daibanyuan", "Commission Agent")
	make(
		"Anshang Unit",
		unit_name="代办单位（测试）",
		is_introducing_unit=1,
		members=[{"member_name": "代办员甲", "user": agent, "is_agent": 1}],
	)
	mine = told(frappe_site, city.users["bureau"])
	assert city.project in named(frappe_site, city.users["bureau"], "待明确包保市领导")
	assert mine["待政数局协调问题"] == ["图审缓慢"]
	assert "代办单位（测试） 代办员甲" in mine["待培训代办员"]
	training = make(
		"Agent Training", topic="施工许可代办", training_date=today(), attendees=[{"user": agent}]
	)
	assert (training.unit, training.attendee_count) == ("政数局（测试）", 1)
	assert training.attendees[0].agent_name == "代办员甲"
	assert "代办单位（测试） 代办员甲" not in told(frappe_site, city.users["bureau"]).get("待培训代办员", [])


def test_the_inspection_office_watches_and_checks(city, frappe_site):
	source = {"source": "Decided at Special Meeting", "inspection_office": "市政府督查室（测试）"}
	given = order(city, basis="纪要", **source)
	assert told(frappe_site, city.users["inspection"]) == {"在督事项": ["移交便道"]}
	given.db_set("state", "Reported Back")
	assert told(frappe_site, city.users["inspection"]) == {"待核验反馈": ["移交便道"]}
	assert told(frappe_site, city.users["party inspection"]) == {}


def test_the_economy_bureau_signs_for_what_is_completed(city, frappe_site):
	frappe_site.db.set_value("Investment Project", city.project, "stage", "Completion Handover")
	assert told(frappe_site, city.users["bureau"])["待移交竣工项目"] == ["竣工项目移交"]
	handover = make(
		"Project Handover",
		project=city.project,
		kind="Completion",
		from_unit="政数局（测试）",
		to_unit="经信局（测试）",
	)
	handover.db_set("state", "Handed Over")
	assert told(frappe_site, city.users["economy"]) == {"待签收移交": ["竣工项目移交"]}


def test_a_leader_sees_what_is_stuck_in_his_projects_only(city, frappe_site):
	leader = make_user("fushizhang", "City Leader")
	other = make_project(project_name="别人包保")
	frappe_site.db.set_value("Investment Project", city.project, "city_leader", leader)
	issue(city).db_set("level", "At Special Meeting")
	make(
		"Coordination Issue",
		project=other.name,
		title="别人的问题",
		raised_on=today(),
		unit="住建局（测试）",
		person="李四",
		due_date=soon(),
		description="说明",
	).db_set("level", "At Special Meeting")
	node = f"{city.project}-fence"
	frappe_site.db.set_value(
		"Project Node", node, {"light": "Red Light", "planned_date": add_days(today(), -9)}
	)
	mine = told(frappe_site, leader)
	assert mine["提请领导协调的问题"] == ["图审缓慢"]
	assert len(mine["包保项目红灯节点"]) == 1


def test_days_left_are_working_days_and_what_is_past_comes_first(city, frappe_site):
	from anshang_app.reminders.api import my_work

	for due in (add_days(today(), 30), add_days(today(), -30)):
		order(city).db_set("due_date", due)
	frappe_site.set_user(city.users["host"])
	(group,) = [group for group in my_work()["groups"] if group["heading"] == "待签收督办件"]
	frappe_site.set_user("Administrator")
	left = [task["days_left"] for task in group["tasks"]]
	assert left[0] < 0 < left[1] and all(abs(days) < 30 for days in left)


def test_nothing_of_the_other_side_is_told(sessions):
	for account in ("LEAD", "HOST", "APPROVAL", "INTRODUCER", "AGENT", "ECONOMY", "LEADER", "PRINCIPAL"):
		for method in ("my_work", "calendar_events"):
			answer = sessions[account].get(
				f"/api/method/anshang_app.reminders.api.{method}", start="2026-01-01", end="2030-12-31"
			)
			assert answer.status_code == 200, answer.text[-300:]
			assert world.CANARY not in answer.text, (account, method)
	assert "OWNSIDE" in sessions["LEAD"].get("/api/method/anshang_app.reminders.api.my_work").text


def test_the_calendar_shows_visits_limits_and_days_off(city, frappe_site):
	from anshang_app.reminders.api import calendar_events

	order(city)
	make(
		"Progress Entry", project=city.project, entry_kind="Site Visit", entry_date=today(), content="看现场"
	)
	frappe_site.set_user(city.users["lead"])
	events = calendar_events(add_days(today(), -6), add_days(today(), 6))
	titles = {event["title"] for event in events}
	assert {"督办期限：移交便道 · 测试项目", "现场指导 · 测试项目"} <= titles
	assert sum(event.get("rendering") == "background" for event in events) >= 3
	elsewhere = '[["Investment Project", "host_locality", "!=", "落户地（测试）", false]]'
	left = calendar_events(add_days(today(), -6), add_days(today(), 6), elsewhere)
	assert not {event["title"] for event in left} & titles - {""}
	for wrong in ("落户地", '{"stage": "Planning"}', '["stage"]'):
		with pytest.raises(frappe_site.ValidationError, match=r"有效的 JSON|列表"):
			calendar_events(today(), today(), wrong)


def test_a_card_of_the_board_moves_only_by_a_step_that_may_be_taken(city, frappe_site):
	from anshang_app.doors import overrides

	record = issue(city)
	board = {"board_name": "问题看板", "docname": record.name, "from_colname": "Raised"}
	frappe_site.set_user(city.users["economy"])
	with pytest.raises((frappe_site.PermissionError, frappe_site.ValidationError)):
		overrides.update_order_for_single_card(to_colname="Taken Up", **board)
	frappe_site.set_user(city.users["housing"])
	with pytest.raises(frappe_site.ValidationError):
		overrides.update_order_for_single_card(to_colname="Cleared", **board)
	answer = overrides.update_order_for_single_card(to_colname="Taken Up", **board)
	assert frappe_site.db.get_value("Coordination Issue", record.name, "state") == "Taken Up"
	assert all(json.loads(column.order or "[]") == [] for column in answer.columns)


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"attendees": ["agent", "agent"]}, "重复"),
		({"attendees": ["lead"]}, "不是现任单位代办员"),
		({"days": 3, "attendees": ["agent"]}, r"培训日期.*不能晚于今天"),
	],
)
def test_a_training_that_cannot_be_is_refused(city, frappe_site, values, message):
	frappe_site.db.set_value("Unit Member", {"user": city.users["agent"]}, "is_agent", 1)
	values = {"topic": "代办业务", "training_date": add_days(today(), values.get("days", 0)), **values}
	values["attendees"] = [{"user": city.users[name]} for name in values.get("attendees", [])]
	with pytest.raises(frappe_site.ValidationError, match=message):
		make("Agent Training", **values)


def test_words_for_a_chat_mask_phones_and_need_the_right_to_read(city, frappe_site):
	from anshang_app.reminders.api import chat_words, my_work_for_chat

	record = issue(city)
	record.db_set("answer", f"已联系{MOBILE}")
	given = order(city)
	frappe_site.set_user(city.users["host"])
	text = chat_words("Coordination Issue", record.name)
	assert text.startswith("【协调问题 · 测试项目】") and "责任单位：住建局（测试）" in text
	assert "138****5678" in text and MOBILE not in text
	assert "事项：移交便道" in chat_words("Supervision Order", given.name)
	assert "测试项目，移交便道，" in my_work_for_chat()
	frappe_site.set_user(city.users["economy"])
	with pytest.raises(frappe_site.PermissionError):
		chat_words("Coordination Issue", record.name)


def test_the_six_ones_of_a_project_name_what_is_missing(city, frappe_site):
	from anshang_app.key_projects.api import six_ones

	project = frappe_site.get_doc("Investment Project", city.project)
	project.city_leader_name = "李市长"
	person = {"role": "Service Team Member", "unit": "包保单位（测试）", "person_name": "张三"}
	project.append("project_roles", {**person, "from_date": add_days(today(), -3)})
	project.save()
	handover = make("Project Handover", project=city.project, kind="Intake")
	handover.db_set({"state": "Signed For", "received_on": add_days(today(), -10)})
	frappe_site.set_user(city.users["lead"])
	shown = {one["name"]: one for one in six_ones(city.project)}
	assert [name for name, one in shown.items() if not one["is_there"]] == ["一套工作方案", "一抓到底"]
	assert shown["一名市领导"]["words"] == "李市长"
	assert shown["一个服务专班"]["words"] == "张三"
	assert shown["一抓到底"]["gaps"] == ((getdate(add_days(today(), -10)), getdate(add_days(today(), -4))),)


def test_proxy_entries_and_the_agents_own_steps_are_next_steps(city, frappe_site):
	"""What lead units submit waits for the bureau, what is on record for the unit, a case for its agent."""
	node = f"{city.project}-fire-filing"
	case = frappe_site.db.get_value("Approval Case", {"node": node})
	agent = make_user("hostagent", "Commission Agent")
	frappe_site.db.set_value("Approval Case", case, {"proxy_submitted": 1, "agent": agent})
	assert told(frappe_site, city.users["bureau"])["待核实的代登记"] == ["消防备案"]
	assert "待核实的代登记" not in told(frappe_site, city.users["lead"])
	frappe_site.db.set_value("Approval Case", case, {"proxy_submitted": 0, "proxy_open": 1})
	frappe_site.db.set_value("Investment Project", city.project, "stage", "Pre-construction")
	assert told(frappe_site, city.users["housing"])["待确认的代登记"] == ["消防备案"]
	unit = frappe_site.get_doc("Anshang Unit", "落户地（测试）")
	unit.append("members", {"member_name": "代办员", "user": agent})
	unit.save()
	assert told(frappe_site, agent)["待备齐材料"] == ["消防备案"]
	frappe_site.db.set_value("Approval Case", case, "materials_ready_on", today())
	assert told(frappe_site, agent)["材料已齐待申报"] == ["消防备案"]
	frappe_site.db.set_value("Approval Case", case, "state", "Application Filed")
	assert told(frappe_site, agent)["我代办的"] == ["消防备案"]
	assert told(frappe_site, city.users["housing"])["待受理的申报"] == ["消防备案"]


def test_the_page_asks_once_who_looks_and_what_he_may_read(world):
	import frappe

	from anshang_app import compat
	from anshang_app.access_control.user_context import LOOK
	from anshang_app.reminders.api import my_work

	world.act("lead")
	my_work()
	# v16's own reading asks a few more for the same lists
	assert statements(my_work) < (120 if compat.MAJOR < 16 else 135)
	assert getattr(frappe.local, LOOK, None) is None


def test_nothing_is_kept_once_a_look_is_over(world):
	import frappe

	from anshang_app.access_control.user_context import one_look, viewer_of

	user = world.user["lead"]
	leave = {"parent": "包保单位（测试）", "user": user}
	with one_look():
		before = viewer_of(user)
		frappe.db.set_value("Unit Member", leave, "to_date", frappe.utils.today())
		assert viewer_of(user) is before
	assert (before.units, viewer_of(user).units) == (("包保单位（测试）",), ())
	# a look that ends in an error keeps nothing either
	try:
		with one_look():
			viewer_of(user)
			raise LookupError
	except LookupError:
		frappe.db.set_value("Unit Member", leave, "to_date", None)
	assert viewer_of(user).units == ("包保单位（测试）",)
