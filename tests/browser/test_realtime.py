"""Frappe's realtime reaches the desk, and only those who may hear it."""

import pytest


@pytest.fixture
def listening(desk_as, has_realtime):
	if not has_realtime:
		pytest.skip("the server carries no realtime")

	def listen(name: str):
		desk = desk_as(name)
		desk.open("/app/anshang")
		desk.page.wait_for_function(
			"frappe.realtime && frappe.realtime.socket && frappe.realtime.socket.connected"
		)
		desk.page.evaluate(
			"""() => { window.heard = [];
			frappe.realtime.on("test_event", (message) => window.heard.push(message)); }"""
		)
		return desk

	return listen


def publish(site_frappe, **where) -> None:
	site_frappe.publish_realtime("test_event", {"text": "到了"}, **where)


def heard(desk, seconds: float = 3) -> list:
	deadline = seconds * 10
	while deadline and not desk.page.evaluate("window.heard.length"):
		desk.page.wait_for_timeout(100)
		deadline -= 1
	return desk.page.evaluate("window.heard")


def test_a_message_to_a_user_reaches_his_desk_and_no_other(listening, accounts, db, frappe_site):
	one, other = listening("zhengshu"), listening("luohu")
	publish(frappe_site, user=accounts["zhengshu"]["user"])
	assert heard(one) == [{"text": "到了"}]
	assert heard(other, seconds=1) == []
	assert one.trouble == []


def test_a_document_room_opens_only_to_those_who_may_read_it(listening, accounts, db, frappe_site):
	"""The room of a user's own record: he may read it, another official may not."""
	reader, stranger = listening("zhengshu"), listening("luohu")
	user = accounts["zhengshu"]["user"]
	for desk in (reader, stranger):
		desk.page.evaluate("(name) => frappe.realtime.doc_subscribe('User', name)", user)
		desk.page.wait_for_timeout(800)
	publish(frappe_site, doctype="User", docname=user)
	assert heard(reader) == [{"text": "到了"}]
	assert heard(stranger, seconds=1) == []


def test_the_room_of_all_projects_is_closed_to_a_unit_and_a_foreign_projects_too(
	listening, accounts, db, frappe_site
):
	"""Every change of any project is told there, with its number: a unit hears of its own projects only."""
	bureau, host = listening("zhengshu"), listening("luohu")
	unit = accounts["luohu"]["unit"]
	foreign = frappe_site.get_all(
		"Investment Project", filters={"host_locality": ["!=", unit]}, pluck="name"
	)[0]
	for desk in (bureau, host):
		desk.page.evaluate(
			"""(name) => {
				frappe.realtime.on("list_update", (message) => window.heard.push(message));
				frappe.realtime.doctype_subscribe("Investment Project");
				frappe.realtime.doc_subscribe("Investment Project", name);
			}""",
			foreign,
		)
		desk.page.wait_for_timeout(800)
	change = {"doctype": "Investment Project", "name": foreign, "user": "Administrator"}
	frappe_site.publish_realtime("list_update", change)
	assert heard(bureau) == [change]
	publish(frappe_site, doctype="Investment Project", docname=foreign)
	assert heard(host, seconds=1) == []


def test_a_desk_gets_its_live_connection_back_however_long_it_was_away(desk_as, has_realtime):
	if not has_realtime:
		pytest.skip("the server carries no realtime")
	desk, connection = desk_as("zhengshu"), "**/socket.io/**"
	desk.page.route(connection, lambda route: route.abort())
	desk.open("/app/anshang")
	# Frappe tries three times within some ten seconds and gives up
	desk.page.wait_for_timeout(13000)
	assert desk.page.evaluate("frappe.realtime.socket.connected") is False
	desk.page.unroute(connection)
	desk.page.wait_for_function("frappe.realtime.socket.connected", timeout=60000)
	desk.trouble[:] = []
