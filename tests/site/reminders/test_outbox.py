"""Messages to chat groups and phones against a real server: once each, again after a failure, nothing foreign."""

import json
import socket
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse

import pytest
from factories import MOBILE, make, make_planned_project, make_project, make_user, make_world
from frappe.utils import add_days, now_datetime, today
from listening import listening


class Group(BaseHTTPRequestHandler):
	"""A chat group's service: notes what arrives, answers what the test wants."""

	def do_POST(self):
		body = self.rfile.read(int(self.headers["Content-Length"]))
		self.server.got.append((self.path, json.loads(body)))
		(token,) = parse_qs(urlparse(self.path).query).get("access_token", [""])
		code, answer = self.server.answers.get(token, self.server.answer)
		self.send_response(code)
		if 300 <= code < 400:
			self.send_header("Location", f"{self.server.url}/elsewhere")
		self.end_headers()
		if callable(answer):
			return answer(self)
		return self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

	def do_GET(self):
		self.server.got.append((self.path, None))
		self.send_response(200)
		self.end_headers()

	def log_message(self, *_args):
		pass


@pytest.fixture
def service():
	answers = {"got": [], "answer": (200, {"errcode": 0, "errmsg": "ok"}), "answers": {}}
	with listening(Group, **answers) as server:
		yield server


@pytest.fixture
def city(db, frappe_site):
	users, project = make_world(), make_planned_project()
	allow(frappe_site, "127.0.0.1")
	yield frappe_site._dict(users=users, project=project)
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")


def allow(frappe_site, lines: str) -> None:
	"""The settings let robots' addresses lead there and nowhere else inside."""
	settings = frappe_site.get_doc("Anshang Settings")
	settings.internal_gateways = lines
	settings.save(ignore_permissions=True)


def robot(server, unit="包保单位（测试）", **values):
	values = {"robot_key": "the key", "robot_secret": "SECx", "service": "DingTalk", **values}
	name = values.pop("robot_name", f"{unit}群")
	return make("Reminder Robot", robot_name=name, unit=unit, **{"address": server.url, **values})


def matters(city):
	from anshang_app.progress_tracking.findings import DueItems

	return DueItems([city.project.name]).all()


def messages(frappe_site) -> list:
	return frappe_site.get_all(
		"Reminder Message", fields=["channel", "state", "attempts", "last_error", "message_text", "robot"]
	)


def overdue_order(city, **values):
	import frappe

	made = make(
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
	# what its arrival was told by: here it is about the digest
	frappe.db.delete("Reminder Message")
	return made


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
			**{
				**one.__dict__,
				"units": ("引进单位（测试）",),
				"project": project,
				"project_name": name,
				"record": None,
			}
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
	assert (message.state, message.attempts) == ("To Be Sent", 1)
	assert message.last_error.startswith("服务方未接收：310000 sign not match。")
	assert "加签密钥" in message.last_error, "says what to do"
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
	made.db_set("address", "http://127.0.0.1:9")
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	for _try in range(outbox.MOST_ATTEMPTS):
		outbox.send_waiting()
		frappe_site.db.set_value("Reminder Message", {"robot": made.name}, "next_try", now_datetime())
	((message),) = messages(frappe_site)
	assert (message.state, message.attempts) == ("Given Up", outbox.MOST_ATTEMPTS)
	assert message.last_error.startswith("连接不上：")
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
	assert frappe_site.db.get_value("Reminder Robot", broken.name, "last_error").startswith("密钥已无法解密")


@pytest.mark.parametrize("stored", ["not encrypted at all", "gAAAAABk" + "A" * 90, ""])
def test_a_key_encrypted_under_another_one_is_said_to_be(city, service, frappe_site, stored):
	from anshang_app.reminders import outbox

	broken, sound = robot(service), robot(service, robot_name="另一个群")
	for one in (broken, sound):
		outbox.write("DingTalk", one.name, "文字", robot=one.name)
	frappe_site.db.sql(
		"update __Auth set password = %s where doctype = 'Reminder Robot' and name = %s",
		(stored, broken.name),
	)
	assert outbox.send_waiting() == 1
	assert frappe_site.db.get_value("Reminder Robot", broken.name, "last_error").startswith("密钥已无法解密")


# --- the moment that is signed ------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York", "Asia/Kolkata"])
@pytest.mark.parametrize("server", ["UTC", "Asia/Shanghai", "Pacific/Auckland"])
def test_the_signed_moment_is_the_real_one_whatever_zone_site_and_server_are_in(
	city, service, frappe_site, monkeypatch, zone, server
):
	from anshang_app.reminders import outbox

	frappe_site.db.set_single_value("System Settings", "time_zone", zone)
	monkeypatch.setenv("TZ", server)
	time.tzset()
	try:
		outbox.post(robot(service), "文字")
	finally:
		monkeypatch.undo()
		time.tzset()
	((path, _body),) = service.got
	(milliseconds,) = parse_qs(urlparse(path).query)["timestamp"]
	assert abs(int(milliseconds) / 1000 - time.time()) < 60


# --- strange answers ----------------------------------------------------------------------------------------


def hang(_handler) -> None:
	time.sleep(3)


def trickle(handler) -> None:
	"""A byte now and then: no single wait is long."""
	for _byte in range(30):
		handler.wfile.write(b" ")
		time.sleep(0.1)


def flood(handler) -> None:
	for _block in range(400):
		handler.wfile.write(b"x" * 65536)


@pytest.mark.parametrize(
	("answer", "said"),
	[
		*(
			((200, body), "不是群机器人的格式")
			for body in (b'"ok"', b"null", b"[]", b'{"errcode":"0"}', b"{}", b"ok", b"\xff\x00", flood)
		),
		((200, b"<!DOCTYPE html><html>login</html>"), "答复的是网页"),
		((200, b""), "答复是空的"),
		*(((code, b'{"errcode":0}'), f"转往别处（HTTP {code}）") for code in (301, 302, 307, 308)),
		*(((code, b'{"errcode":0}'), f"答复 HTTP {code}") for code in (403, 404, 500, 502)),
		((200, hang), "秒内无应答"),
		((200, trickle), "秒内无应答"),
	],
)
def test_a_strange_answer_is_noted_on_its_robot_in_words_and_the_next_one_gets_its_message(
	city, service, frappe_site, monkeypatch, answer, said
):
	from anshang_app.reminders import gateways, outbox

	monkeypatch.setattr(gateways, "SECONDS", 1)
	monkeypatch.setattr(gateways, "PATIENCE", 2)
	strange, sound = (
		robot(service, robot_key="strange"),
		robot(service, robot_name="另一个群", robot_key="sound"),
	)
	service.answers["strange"] = answer
	for one in (strange, sound):
		outbox.write("DingTalk", one.name, "文字", robot=one.name)
	assert outbox.send_waiting() == 1
	noted = frappe_site.db.get_value("Reminder Robot", strange.name, "last_error")
	assert said in noted and "strange" not in noted
	assert outbox.failing_robots() == [strange.name]
	assert not any("elsewhere" in path for path, _body in service.got)
	assert {row.robot: row.state for row in messages(frappe_site)} == {
		strange.name: "To Be Sent",
		sound.name: "Sent Off",
	}


def test_a_key_and_markup_said_back_by_a_service_are_not_kept(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service, robot_key="verysecret")
	service.answer = (200, {"errcode": 7, "errmsg": "<img src=x onerror=alert(1)> verysecret SECx"})
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	outbox.send_waiting()
	noted = frappe_site.db.get_value("Reminder Robot", made.name, "last_error")
	assert noted == "服务方未接收：7 img src=x onerror=alert(1) *** ***"


def test_what_nobody_thought_of_costs_only_its_own_message(city, service, frappe_site, monkeypatch):
	from anshang_app.reminders import outbox

	broken, sound = robot(service), robot(service, robot_name="另一个群")
	for one in (broken, sound):
		outbox.write("DingTalk", one.name, "文字", robot=one.name)
	# no release of Frappe writes it, a hand at the database may
	frappe_site.db.set_value("Reminder Robot", broken.name, {"service": "Carrier Pigeon", "address": None})
	# the log of errors is not undone with a test
	before = frappe_site.db.count("Error Log", {"reference_doctype": "Reminder Message"})
	assert outbox.send_waiting() == 1
	assert "错误日志" in frappe_site.db.get_value("Reminder Robot", broken.name, "last_error")
	assert frappe_site.db.count("Error Log", {"reference_doctype": "Reminder Message"}) == before + 1


# --- where an address may lead ------------------------------------------------------------------------------


@pytest.mark.parametrize(
	"host",
	[
		"127.0.0.1",
		"localhost",
		"127.1",
		"2130706433",
		"0x7f.1",
		"0",
		"[::1]",
		"[::ffff:127.0.0.1]",
		"10.1.2.3",
		"172.20.0.1",
		"192.168.1.1:8080",
		"169.254.169.254",
		"100.100.100.200",
		"[fe80::1]",
		"[fd00::1]",
	],
)
def test_an_address_inside_is_refused_unless_the_settings_name_it(city, service, frappe_site, host):
	allow(frappe_site, "10.9.9.9")
	values = {"robot_name": "群", "unit": "包保单位（测试）", "service": "DingTalk", "robot_key": "k"}
	with pytest.raises(frappe_site.ValidationError, match=r"网关地址.*指向内部地址.*允许的内网网关"):
		make("Reminder Robot", address=f"http://{host}/", **values)
	assert not frappe_site.db.exists("Reminder Robot", "群")
	allow(
		frappe_site,
		"127.0.0.0/8\n::1\n0.0.0.0/8\n10.0.0.0/8\n172.16.0.0/12\n192.168.0.0/16\n169.254.0.0/16\n100.64.0.0/10\nfe80::/10\nfc00::/7",
	)
	assert make("Reminder Robot", address=f"http://{host}/", **values).name


@pytest.mark.parametrize(
	"address",
	[
		"10.1.1.1",
		"ftp://8.8.8.8",
		"http://oapi.dingtalk.com@127.0.0.1/",
		"http://8.8.8.8/?x=",
		"http://8.8.8.8/#",
	],
)
def test_what_is_no_address_is_refused_in_chinese(city, frappe_site, address):
	with pytest.raises(frappe_site.ValidationError, match=r"网关地址.*http://"):
		make(
			"Reminder Robot",
			robot_name="群",
			unit="包保单位（测试）",
			service="DingTalk",
			robot_key="k",
			address=address,
		)


def test_an_address_stored_before_is_judged_again_before_anything_is_sent(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service)
	allow(frappe_site, "")
	outbox.write("DingTalk", made.name, "文字", robot=made.name)
	assert outbox.send_waiting() == 0 and service.got == []
	noted = frappe_site.db.get_value("Reminder Robot", made.name, "last_error")
	assert "指向内部地址 127.0.0.1" in noted and "允许的内网网关" in noted
	made.reload()
	made.is_active = 0
	made.save()


def test_a_name_that_points_elsewhere_a_moment_later_is_judged_where_it_points_then(
	city, service, frappe_site, monkeypatch
):
	from anshang_app.reminders import outbox

	allow(frappe_site, "")
	answers = iter(["93.184.216.34"])
	real = socket.getaddrinfo

	def rebinding(host, port, *args, **kwargs):
		if host != "gate.example.cn":
			return real(host, port, *args, **kwargs)
		return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), port))]

	monkeypatch.setattr(socket, "getaddrinfo", rebinding)
	made = robot(service, address=service.url.replace("127.0.0.1", "gate.example.cn"))
	with pytest.raises(frappe_site.ValidationError, match=r"指向内部地址 127\.0\.0\.1"):
		outbox.try_out(made)
	assert service.got == []


def test_a_host_nobody_knows_is_stored_with_a_hint_and_said_when_sending(city, service, frappe_site):
	from anshang_app.reminders import outbox

	made = robot(service, address="http://gate.invalid")
	assert any("找不到这个主机" in str(one) for one in frappe_site.get_message_log())
	with pytest.raises(frappe_site.ValidationError, match=r"找不到主机 gate\.invalid"):
		outbox.try_out(made)


@pytest.mark.parametrize("line", ["内网", "10.1.2", "10.1.2.0/33", "http://10.1.2.3"])
def test_a_line_of_the_setting_that_is_no_network_is_refused(city, frappe_site, line):
	with pytest.raises(frappe_site.ValidationError, match=rf"允许的内网网关.*{line}.*10\.1\.2\.0/24"):
		allow(frappe_site, f"10.0.0.0/8\n{line}")


def test_the_setting_is_the_system_administrators(city, frappe_site):
	frappe_site.set_user(make_user("platform", "Anshang Administrator"))
	settings = frappe_site.get_doc("Anshang Settings")
	settings.internal_gateways = "127.0.0.0/8"
	settings.save()
	assert (
		frappe_site.db.get_single_value("Anshang Settings", "internal_gateways", cache=False) == "127.0.0.1"
	)
