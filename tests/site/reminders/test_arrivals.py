"""Who is told the moment a record needs him, once, and who is not."""

import pytest
from factories import (
	MOBILE,
	evidence,
	fill_plan,
	make,
	make_planned_project,
	make_project,
	make_user,
	make_world,
)
from frappe.utils import add_days, formatdate, today

LINK = ("document_type", "document_name")


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	users["outside"] = make_user("outside", "Approval Clerk")
	make(
		"Anshang Unit",
		unit_name="水务局（测试）",
		is_approval_unit=1,
		members=[{"member_name": "外", "user": users["outside"]}],
	)
	project = make_planned_project(planned_start_date="2027-12-01")
	frappe_site.db.delete("Notification Log")
	return frappe_site._dict(users=users, project=project.name)


def order(city, unit="落户地（测试）", **values):
	values = {
		"source": "Found by the Bureau",
		"matter": "移交便道",
		"due_date": add_days(today(), 5),
		**values,
	}
	return make(
		"Supervision Order", project=city.project, requirement="限期移交", unit=unit, person="张三", **values
	)


def issue(city, unit: str):
	values = {"title": "图审缓慢", "description": "说明", "raised_on": today(), "due_date": today()}
	return make("Coordination Issue", project=city.project, unit=unit, person="李四", **values)


def told(frappe_site, user: str) -> list[str]:
	return frappe_site.get_all(
		"Notification Log", filters={"for_user": user}, pluck="subject", order_by="creation, name"
	)


def test_an_order_is_told_to_its_unit_with_its_day_and_its_link(city, frappe_site):
	made = order(city)
	day = formatdate(made.due_date)
	assert told(frappe_site, city.users["host"]) == [f"待签收督办件：测试项目，移交便道，{day}前"]
	row = frappe_site.get_all("Notification Log", {"for_user": city.users["host"]}, [*LINK, "type"])[0]
	assert (row.document_type, row.document_name, row.type) == ("Supervision Order", made.name, "Alert")
	for other in ("lead", "housing", "agent", "outside"):
		assert told(frappe_site, city.users[other]) == [], other


def test_who_made_the_change_is_not_told_and_a_later_save_tells_nobody(city, frappe_site):
	frappe_site.set_user(city.users["bureau"])
	made = issue(city, "政数局（测试）")
	frappe_site.set_user("Administrator")
	assert told(frappe_site, city.users["bureau"]) == []
	made.description = "另一说明"
	made.save()
	assert told(frappe_site, city.users["bureau"]) == []
	made.unit = "住建局（测试）"
	made.save()
	assert [line[:5] for line in told(frappe_site, city.users["housing"])] == ["待受理问题"]


def test_a_unit_outside_the_team_is_told_of_its_own_order(city, frappe_site):
	order(city, unit="水务局（测试）")
	assert len(told(frappe_site, city.users["outside"])) == 1


def test_the_digest_names_an_outsiders_own_order_and_nothing_else_of_the_project(city, frappe_site):
	from anshang_app.access_control.user_context import viewer_of
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.reminders.digests import keep_readable

	order(city, unit="水务局（测试）", matter="供水").db_set("due_date", add_days(today(), -1))
	order(city, unit="落户地（测试）", matter="便道").db_set("due_date", add_days(today(), -1))
	found = keep_readable(viewer_of(city.users["outside"]), DueItems([city.project]).all())
	assert [finding.sentence.split("原定")[0] for finding in found] == [found[0].sentence.split("原定")[0]]
	assert "供水" in found[0].sentence


def test_who_may_not_read_the_record_is_not_told(city, frappe_site):
	"""A meeting names a unit; its member whose account is off, or who left, hears nothing."""
	frappe_site.db.set_value("Unit Member", {"user": city.users["outside"]}, "to_date", today())
	order(city, unit="水务局（测试）")
	assert told(frappe_site, city.users["outside"]) == []
	frappe_site.db.set_value("User", city.users["host"], "enabled", 0)
	order(city)
	assert told(frappe_site, city.users["host"]) == []


def test_a_unit_that_may_not_read_the_record_is_told_by_no_way(city):
	from anshang_app.reminders.arrivals import groups, readers

	made = order(city)
	foreign = {("unit", "水务局（测试）"), ("user", city.users["outside"])}
	make(
		"Reminder Robot",
		robot_name="水务群",
		unit="水务局（测试）",
		service="DingTalk",
		address="https://oapi.dingtalk.com/robot/send",
		robot_key="k",
		robot_secret="SECx",
	)
	assert readers(made, foreign) == set()
	assert groups(made, foreign) == []
	assert readers(made, {("unit", "落户地（测试）")}) == {city.users["host"]}


def test_a_person_is_told_once_though_two_of_his_units_are_named(city, frappe_site):
	unit = frappe_site.get_doc("Anshang Unit", "包保单位（测试）")
	unit.append("members", {"member_name": "兼", "user": city.users["host"]})
	unit.save()
	plan = frappe_site.get_doc("Service Plan", {"project": city.project})
	plan.db_set("state", "Awaiting Seals")
	plan.reload()
	plan._doc_before_save = frappe_site.get_doc("Service Plan", plan.name)
	plan._doc_before_save.state = "Awaiting Seals"
	plan.state = "Sealed"
	from anshang_app.reminders import arrivals

	arrivals.follow(plan)
	assert [line[:8] for line in told(frappe_site, city.users["host"])] == ["两单一表已生效："]
	assert len(told(frappe_site, city.users["agent"])) == 1


def test_the_locality_is_told_of_a_plan_sent_for_seals(city, frappe_site):
	from frappe.model.workflow import apply_workflow

	plan = fill_plan(frappe_site.get_doc("Service Plan", {"project": city.project}))
	plan.save()
	frappe_site.set_user(city.users["lead"])
	plan.reload()
	apply_workflow(plan, "Send for Seals")
	frappe_site.set_user("Administrator")
	assert [line.split("：")[0] for line in told(frappe_site, city.users["host"])] == ["待签章的两单一表"]
	assert told(frappe_site, city.users["lead"]) == []


def test_the_units_of_a_project_are_told_when_the_bureau_signs_for_it(city, frappe_site):
	"""The receipt moves the project past its own save: it is told all the same, once."""
	from anshang_app.project_lifecycle import api

	project = make_project(project_name="新来的项目")
	frappe_site.set_user(city.users["invest"])
	handover = api.hand_over(project=project.name, evidence=evidence())
	frappe_site.set_user(city.users["bureau"])
	api.sign_for(handover=handover["name"], city_leader_name="赵市长")
	frappe_site.set_user("Administrator")
	received = "新接项目：新来的项目，制定两单一表"
	for account in ("lead", "host", "agent"):
		assert told(frappe_site, city.users[account]).count(received) == 1, account
	assert received not in told(frappe_site, city.users["bureau"]) + told(frappe_site, city.users["outside"])


def test_those_asked_to_a_meeting_are_told_when_its_agenda_goes_round(city, frappe_site):
	from anshang_app.coordination.meetings import send_agenda

	raised = issue(city, "包保单位（测试）")
	meeting = make(
		"Coordination Meeting",
		title="联席会议",
		unit="包保单位（测试）",
		meeting_date=today(),
		participants=[
			{"unit": "水务局（测试）", "person": "李四"},
			{"user": city.users["host"], "person": "王五"},
		],
		agenda=[{"issue": raised.name, "title": "图审"}],
	)
	assert told(frappe_site, city.users["outside"]) == []
	send_agenda(meeting)
	day = formatdate(today())
	for user in ("outside", "host"):
		assert told(frappe_site, city.users[user]) == [f"待参加会议：联席会议，{day}前"], user


def test_markup_in_a_matter_stays_letters(city, frappe_site):
	order(city, matter="A<B 与 C&D")
	assert "A&lt;B 与 C&amp;D" in told(frappe_site, city.users["host"])[0]


def test_mail_goes_to_who_wants_it_and_phones_get_one_message(city, frappe_site, monkeypatch):
	from frappe.desk.doctype.notification_settings.notification_settings import create_notification_settings
	from frappe.email.doctype.email_account.email_account import EmailAccount

	post = frappe_site._dict(email_id="city@anshang.example", name="城墙邮箱")
	monkeypatch.setattr(EmailAccount, "find_default_outgoing", classmethod(lambda *_a, **_k: post))
	sent = []
	monkeypatch.setattr(frappe_site, "sendmail", lambda **values: sent.append(values))
	settings = frappe_site.get_doc("Anshang Settings")
	settings.update({"digest_by_mail": 1, "digest_by_sms": 1})
	settings.save()
	frappe_site.db.set_value("User", city.users["host"], "mobile_no", MOBILE)
	made = order(city, matter=f"联系{MOBILE}")
	assert [values["recipients"] for values in sent] == [[city.users["host"]]]
	assert MOBILE not in str(sent)
	assert sent[0]["send_after"] is not None
	message = frappe_site.get_all("Reminder Message", {"user": city.users["host"]}, ["message_text", "state"])
	assert len(message) == 1
	assert message[0].message_text == "待签收督办件：新到1件，请登录平台查看"
	made.save()
	assert frappe_site.db.count("Reminder Message", {"user": city.users["host"]}) == 1
	if not frappe_site.db.exists("Notification Settings", city.users["host"]):
		create_notification_settings(city.users["host"])
	frappe_site.db.set_value("Notification Settings", city.users["host"], "enable_email_notifications", 0)
	order(city)
	assert len(sent) == 1


def test_what_cannot_be_told_keeps_nobody_from_saving(city, frappe_site, monkeypatch):
	from anshang_app.reminders import arrivals

	def broken(*_values):
		raise ZeroDivisionError

	monkeypatch.setattr(arrivals, "mail", broken)
	made = order(city)
	assert frappe_site.db.exists("Supervision Order", made.name)
	assert told(frappe_site, city.users["host"]) == []
	assert frappe_site.get_all("Error Log", {"reference_name": made.name, "method": "到件提醒未发出"})


def test_every_line_names_fields_of_its_record_and_is_asked_at_each_save(db, frappe_site):
	from anshang_app.reminders.arrivals import LINES

	events = frappe_site.get_hooks("doc_events")
	for wait in LINES:
		meta = frappe_site.get_meta(wait.doctype)
		whose, field = wait.whose
		fields = [*wait.filters, wait.title_field, wait.due, field if whose in ("unit", "rows") else None]
		assert all(meta.has_field(name) for name in fields if name), wait
		assert "anshang_app.reminders.arrivals.follow" in events[wait.doctype]["on_update"], wait.doctype
