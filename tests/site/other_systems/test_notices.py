"""Other systems are told of their unit's records, signed, in order, again after a failure, and of nothing else."""

import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler

import factories as make
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today
from listening import listening

SECRET = "a secret of the city"
HOST, LEAD, HOUSING = "落户地（测试）", "包保单位（测试）", "住建局（测试）"
NOTICE, RECEIVER = "System Notice", "Receiving System"


class Platform(BaseHTTPRequestHandler):
	"""Another platform: notes what arrives, answers the status the test wants."""

	def do_POST(self):
		body = self.rfile.read(int(self.headers["Content-Length"]))
		self.server.got.append((dict(self.headers), body))
		self.send_response(self.server.status)
		if self.server.status == 302:
			self.send_header("Location", "/elsewhere")
		self.end_headers()

	def log_message(self, *_args):
		pass


@pytest.fixture
def platform():
	with listening(Platform, got=[], status=200) as server:
		yield server


@pytest.fixture
def queued(world, monkeypatch):
	"""Receivers whose notices a job was asked to send."""
	import frappe

	from anshang_app.other_systems import notices as sending

	asked = []
	monkeypatch.setattr(sending, "send_soon", asked.append)
	settings = frappe.get_doc("Anshang Settings")
	settings.internal_gateways = "127.0.0.1"
	settings.save(ignore_permissions=True)
	yield asked
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")


def receiver(platform, unit: str, **values):
	address = f"{platform.url}/anshang"
	name = values.pop("system_name", f"{unit}平台")
	return make.make(
		RECEIVER, system_name=name, unit=unit, **{"address": address, "secret": SECRET, **values}
	)


@pytest.fixture
def project(world):
	import frappe

	name = make.make_planned_project().name
	frappe.db.delete(NOTICE)
	return name


def give(project: str, unit: str = HOST):
	values = {"matter": "便道", "requirement": "移交", "person": "张三", "source": "Found by the Bureau"}
	return make.make("Supervision Order", project=project, unit=unit, due_date=add_days(today(), 9), **values)


def notices(**filters):
	import frappe

	fields = [
		"name",
		"receiver",
		"kind",
		"record_name",
		"stage",
		"state",
		"attempts",
		"last_error",
		"next_try",
	]
	return frappe.get_all(NOTICE, filters=filters, fields=fields, order_by="creation, name")


def test_a_unit_is_told_of_what_it_may_see_and_of_nothing_foreign(queued, platform, project, world):
	make.make("Anshang Unit", unit_name="水务局（测试）", is_approval_unit=1)
	for unit in (HOST, "水务局（测试）"):
		receiver(platform, unit)
	order = give(project)
	assert [(row.receiver, row.kind, row.record_name) for row in notices()] == [
		(f"{HOST}平台", "order_changed", order.name)
	]
	order.save()
	assert len(notices()) == 1
	assert {*queued} == {f"{HOST}平台"}


def test_a_notice_is_signed_and_says_no_more_than_it_must(queued, platform, project):
	from anshang_app.other_systems import notices as sending

	told = receiver(platform, HOST)
	order = give(project)
	assert sending.send_to(told.name) == 1
	((headers, body),) = platform.got
	assert {*json.loads(body)} == {"id", "kind", "record_type", "record", "stage", "happened_at"}
	assert json.loads(body)["record"] == order.name and json.loads(body)["stage"] == "Ordered"
	assert json.loads(body)["happened_at"].endswith("+08:00")
	signed = f"{headers['X-Anshang-Notice']}.{headers['X-Anshang-Timestamp']}.".encode() + body
	assert (
		headers["X-Anshang-Signature"]
		== f"sha256={hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()}"
	)
	assert [row.state for row in notices()] == ["Sent Off"]
	assert sending.send_to(told.name) == 0 and len(platform.got) == 1


def test_each_step_of_an_order_and_a_stage_is_told_in_order(queued, platform, project, world):
	import frappe

	from anshang_app.other_systems import notices as sending
	from anshang_app.supervision import api

	told = receiver(platform, HOST)
	order = give(project)
	world.act("host")
	api.sign_for_order(order.name)
	frappe.set_user("Administrator")
	doc = frappe.get_doc("Investment Project", project)
	sending.follow_stage(doc, "Handover")
	sending.send_to(told.name)
	assert [(json.loads(body)["kind"], json.loads(body)["stage"]) for _headers, body in platform.got] == [
		("order_changed", "Ordered"), ("order_changed", "Signed For"), ("stage_changed", "Planning"),
	]  # fmt: skip


def test_a_dead_receiver_rests_and_costs_only_itself(queued, platform, project):
	import frappe

	from anshang_app.other_systems import notices as sending

	dead = receiver(platform, HOST, address="http://127.0.0.1:9/anshang", system_name="死")
	alive = receiver(platform, LEAD)
	frappe.db.set_value("Investment Project", project, "chain_lead_unit", LEAD)
	give(project)
	give(project)
	assert (sending.send_to(dead.name), sending.send_to(alive.name)) == (0, 2)
	first, second = notices(receiver="死")
	assert (first.attempts, second.attempts) == (1, 0) and first.last_error
	assert first.next_try > now_datetime()
	# it rests: the next run does not even try
	assert sending.send_to(dead.name) == 0 and notices(receiver="死")[0].attempts == 1
	frappe.db.set_value(NOTICE, first.name, {"next_try": now_datetime(), "attempts": 15})
	sending.send_to(dead.name)
	assert [row.state for row in notices(receiver="死")] == ["Given Up", "To Be Sent"]
	assert "死" in sending.failing_receivers() and alive.name not in sending.failing_receivers()


@pytest.mark.parametrize("status", [302, 404, 500])
def test_anything_but_a_2xx_is_tried_again(queued, platform, project, status):
	import frappe

	from anshang_app.other_systems import notices as sending

	told, platform.status = receiver(platform, HOST), status
	give(project)
	assert sending.send_to(told.name) == 0 and len(platform.got) == 1
	platform.status = 204
	frappe.db.set_value(NOTICE, {"receiver": told.name}, "next_try", add_to_date(None, minutes=-1))
	assert sending.send_to(told.name) == 1
	assert [(row.state, row.attempts) for row in notices()] == [("Sent Off", 2)]


def test_what_the_unit_may_not_see_any_more_is_not_told_late(queued, platform, project):
	import frappe

	from anshang_app.other_systems import notices as sending

	told = receiver(platform, HOST)
	order = give(project)
	frappe.db.set_value("Supervision Order", order.name, "unit", HOUSING)
	frappe.db.set_value("Investment Project", project, "host_locality", LEAD)
	sending.send_to(told.name)
	assert platform.got == [] and [row.state for row in notices()] == ["Given Up"]


@pytest.mark.parametrize(
	"wrong",
	[
		{"address": "http://127.0.0.2:80/x"},
		{"address": "http://10.0.0.7/x"},
		{"address": "http://[::1]/x"},
		{"address": "ftp://example.com/x"},
		{"address": "http://user@127.0.0.1/x"},
		{"secret": "short"},
	],
)
def test_an_address_inside_and_a_short_secret_are_refused(queued, platform, wrong):
	make.refused("接收地址|签名密钥", receiver, platform, HOST, **wrong)


def test_only_who_runs_the_platform_tries_a_receiver(queued, platform, world):
	import frappe

	from anshang_app.other_systems import api

	told = receiver(platform, HOST)
	world.act("host")
	make.denied("管理员", api.send_test_notice, told.name)
	frappe.set_user("Administrator")
	assert "已收到" in api.send_test_notice(told.name)
	assert json.loads(platform.got[0][1])["kind"] == "test"
	platform.status = 500
	make.refused("500", api.send_test_notice, told.name)


def test_the_secret_is_stored_encrypted_and_old_notices_go(queued, platform, project):
	import frappe

	from anshang_app.other_systems import notices as sending

	told = receiver(platform, HOST)
	give(project)
	sending.send_to(told.name)
	assert SECRET not in str(frappe.db.sql("select * from `tabReceiving System`"))
	frappe.db.sql("update `tabSystem Notice` set creation = %s", add_days(None, -91))
	sending.forget_old()
	assert notices() == []
