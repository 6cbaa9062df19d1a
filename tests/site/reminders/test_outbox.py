"""Messages to chat groups and phones against a real server: once each, again after a failure, nothing foreign."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from factories import MOBILE, make, make_planned_project, make_project, make_world
from frappe.utils import add_days, now_datetime, today


class Group(BaseHTTPRequestHandler):
	"""A chat group's service: notes what arrives, answers what the test wants."""

	def do_POST(self):
		body = self.rfile.read(int(self.headers["Content-Length"]))
		self.server.got.append((self.path, json.loads(body)))
		code, answer = self.server.answer
		self.send_response(code)
		self.end_headers()
		self.wfile.write(json.dumps(answer).encode())

	def do_GET(self):
		self.server.got.append((self.path, None))
		self.send_response(200)
		self.end_headers()

	def log_message(self, *_args):
		pass


@pytest.fixture
def service():
	server = ThreadingHTTPServer(("127.0.0.1", 0), Group)
	server.got, server.answer = [], (200, {"errcode": 0, "errmsg": "ok"})
	server.url = f"http://127.0.0.1:{server.server_port}"
	thread = threading.Thread(target=server.serve_forever)
	thread.start()
	yield server
	server.shutdown()
	thread.join()
	server.server_close()


@pytest.fixture
def city(db, frappe_site):
	return frappe_site._dict(users=make_world(), project=make_planned_project())


def robot(server, unit="包保单位（测试）", **values):
	values = {"robot_key": "the key", "robot_secret": "SECx", "service": "DingTalk", **values}
	name = values.pop("robot_name", f"{unit}群")
	return make("Reminder Robot", robot_name=name, unit=unit, address=server.url, **values)


def matters(city):
	from anshang_app.progress_tracking.findings import Board

	return Board([city.project.name]).all()


def messages(frappe_site) -> list:
	return frappe_site.get_all(
		"Reminder Message", fields=["channel", "state", "attempts", "last_error", "message_text", "robot"]
	)


def overdue_order(city, **values):
	return make(
		"Supervision Order",
		project=city.project.name,
		matter=f"{values.pop('words', '移交便道')}，联系{MOBILE}",
		requirement="限期移交",
		source="Found by the Bureau",
		unit="包保单位（测试）",
		person="张三",
		due_date=add_days(today(), 1),
		**values,
	)


def test_a_group_is_told_its_units_matters_once_a_day_with_phones_masked(city, service, frappe_site):
	from anshang_app.reminders import digests, outbox

	robot(service)
	order = overdue_order(city)
	order.db_set("due_date", add_days(today(), -1))
	for _again in range(2):
		digests.write_to_robots(matters(city))
		outbox.send_waiting()
	((path, body),) = service.got
	query = parse_qs(urlparse(path).query)
	assert query["access_token"] == ["the key"] and query["sign"]
	text = body["text"]["content"]
	assert text.startswith("包保单位（测试）今日提醒：")
	assert "【督办件超期】1" in text and "138****5678" in text and MOBILE not in text
	((message),) = messages(frappe_site)
	assert (message.state, message.attempts) == ("Sent Off", 1)
	assert frappe_site.db.get_value("Reminder Robot", message.robot, "last_success")


def test_a_groups_message_holds_no_project_its_unit_may_not_see(city, service, frappe_site):
	from anshang_app.reminders import digests

	robot(service, unit="引进单位（测试）", service="WeCom")
	foreign = make_project(project_name="别家项目", introducing_unit=None)
	overdue_order(city).db_set("due_date", add_days(today(), -1))
	found = matters(city)
	told = [
		one.__class__(
			**{**one.__dict__, "units": ("引进单位（测试）",), "project": project, "project_name": name}
		)
		for one in found[:1]
		for project, name in ((city.project.name, "本家项目"), (foreign.name, "别家项目"))
	]
	digests.write_to_robots(told)
	((message),) = messages(frappe_site)
	assert "本家项目" in message.message_text and "别家项目" not in message.message_text


def test_a_refused_message_is_tried_again_later_and_named_on_the_robot(city, service, frappe_site):
	from anshang_app.reminders import digests, outbox
	from anshang_app.setup import readiness_facts

	made = robot(service)
	overdue_order(city).db_set("due_date", add_days(today(), -1))
	digests.write_to_robots(matters(city))
	service.answer = (200, {"errcode": 310000, "errmsg": "sign not match"})
	assert outbox.send_waiting() == 0
	assert outbox.send_waiting() == 0, "waits before it tries again"
	((message),) = messages(frappe_site)
	assert (message.state, message.attempts, message.last_error) == ("To Be Sent", 1, "310000 sign not match")
	assert len(service.got) == 1
	assert outbox.failing_robots() == [made.name]
	assert [tile.rule for tile in readiness_facts.running()][-1] == "robots_failing"
	service.answer = (200, {"errcode": 0})
	frappe_site.db.set_value("Reminder Message", {"robot": made.name}, "next_try", now_datetime())
	assert outbox.send_waiting() == 1
	assert outbox.failing_robots() == []


def test_a_dead_service_is_given_up_after_a_while_and_the_key_is_told_to_nobody(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service)
	service.server_close()
	made.db_set("address", "http://127.0.0.1:9")
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	for _try in range(outbox.MOST_ATTEMPTS):
		outbox.send_waiting()
		frappe_site.db.set_value("Reminder Message", {"robot": made.name}, "next_try", now_datetime())
	((message),) = messages(frappe_site)
	assert (message.state, message.attempts) == ("Given Up", outbox.MOST_ATTEMPTS)
	assert message.last_error == "无应答：ConnectionError"
	assert outbox.given_up() == 1


def test_yesterdays_reminder_is_not_sent_today(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service)
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	frappe_site.db.set_value("Reminder Message", {"robot": made.name}, "day", add_days(today(), -1))
	assert outbox.send_waiting() == 0 and service.got == []
	assert messages(frappe_site)[0].state == "Given Up"


def test_the_key_is_kept_as_a_password_and_an_address_that_is_none_is_refused(city, service, frappe_site):
	made = robot(service)
	assert "the key" not in str(frappe_site.db.sql("select * from `tabReminder Robot`"))
	made.address = "10.1.1.1"
	with pytest.raises(frappe_site.ValidationError, match=r"网关地址.*http://"):
		made.save()


def test_a_short_message_tells_the_number_of_matters_only(city, service, frappe_site):
	from anshang_app.reminders import digests, outbox

	settings = frappe_site.get_doc("SMS Settings")
	settings.update(
		{"sms_gateway_url": f"{service.url}/sms", "message_parameter": "text", "receiver_parameter": "to"}
	)
	settings.save()
	frappe_site.db.set_single_value("Anshang Settings", "digest_by_sms", 1)
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	frappe_site.db.set_value("User", city.users["lead"], "mobile_no", MOBILE)
	overdue_order(city).db_set("due_date", add_days(today(), -1))
	assert sum(digests.write_each(matters(city))) >= 1
	assert outbox.send_waiting() == 1
	((path, _body),) = service.got
	assert parse_qs(urlparse(path).query)["to"] == [MOBILE]
	(text,) = parse_qs(urlparse(path).query)["text"]
	assert text.startswith("今日提醒：") and "测试项目" not in text
	assert MOBILE not in str(messages(frappe_site))
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")


def test_the_set_up_page_can_try_a_robot(city, service, frappe_site):
	from anshang_app.setup import api

	made = robot(service)
	assert api.send_test_message(made.name) == "群里已收到测试消息。"
	service.answer = (500, {})
	with pytest.raises(frappe_site.ValidationError, match="HTTP 500"):
		api.send_test_message(made.name)
	frappe_site.set_user(city.users["lead"])
	with pytest.raises(frappe_site.PermissionError):
		api.send_test_message(made.name)


def test_the_bureaus_group_is_told_what_it_supervises(city, service, frappe_site):
	from anshang_app.reminders import digests

	robot(service, unit="政数局（测试）")
	overdue_order(city).db_set("due_date", add_days(today(), -1))
	digests.write_to_robots(matters(city))
	((message),) = messages(frappe_site)
	assert message.message_text.startswith("政数局（测试）今日提醒") and "移交便道" in message.message_text


def test_a_robot_taken_out_of_use_sends_nothing_more(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service)
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	made.db_set("is_active", 0)
	assert outbox.send_waiting() == 0 and service.got == []
	made.db_set("is_active", 1)
	assert outbox.send_waiting() == 1


def test_a_key_that_cannot_be_read_keeps_no_other_message_waiting(city, service, frappe_site):
	from anshang_app.reminders import outbox

	broken, sound = robot(service), robot(service, robot_name="另一个群")
	for one in (broken, sound):
		outbox.write("DingTalk", one.name, "文字", robot=one.name)
	frappe_site.db.sql("delete from __Auth where doctype = 'Reminder Robot' and name = %s", broken.name)
	assert outbox.send_waiting() == 1
	assert outbox.failing_robots() == [broken.name]
