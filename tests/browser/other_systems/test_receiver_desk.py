"""A receiving system is entered at the desk and tried: its server gets one signed message, and the form says so."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from anshang_app.other_systems.rules.notice_rules import ID_HEADER, SIGNATURE_HEADER, TIME_HEADER

NAME, SECRET = "市综合平台（浏览器测试）", "browser-test-secret-of-the-signature"
SETTING = "internal_gateways"


class Receiver(BaseHTTPRequestHandler):
	"""The other system: keeps what it is sent."""

	got: list[tuple[dict, bytes]] = []

	def do_POST(self) -> None:
		self.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
		self.send_response(204)
		self.end_headers()

	def log_message(self, *_words) -> None:
		"""Nothing: the test tells what matters."""


@pytest.fixture
def receiver(frappe_site):
	"""Its address, which the settings let messages go to meanwhile; what was entered goes with it."""
	server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
	threading.Thread(target=server.serve_forever, daemon=True).start()
	Receiver.got.clear()
	frappe_site.set_user("Administrator")
	frappe_site.db.rollback()
	before = frappe_site.db.get_single_value("Anshang Settings", SETTING, cache=False)
	keep(frappe_site, "\n".join(filter(None, (before, "127.0.0.1"))))
	yield f"http://127.0.0.1:{server.server_port}/notices"
	server.shutdown()
	server.server_close()
	frappe_site.db.rollback()
	for name in frappe_site.get_all("Receiving System", {"system_name": NAME}, pluck="name"):
		frappe_site.db.delete("System Notice", {"receiver": name})
		frappe_site.delete_doc("Receiving System", name, force=True)
	keep(frappe_site, before)


def keep(frappe_site, networks: str | None) -> None:
	frappe_site.db.set_single_value("Anshang Settings", SETTING, networks)
	frappe_site.db.commit()
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")


def test_a_system_is_entered_and_tried(desk_as, receiver, frappe_site):
	unit = frappe_site.get_all("Anshang Unit", {"is_government_services_bureau": 1}, pluck="name")[0]
	admin = desk_as("pingtai")
	admin.open("/app/receiving-system/new", ".form-layout")
	page = admin.page
	page.locator("[data-fieldname=system_name] input:visible").fill(NAME)
	page.locator("[data-fieldname=address] input:visible").fill(receiver)
	page.locator("[data-fieldname=secret] input:visible").fill(SECRET)
	page.evaluate("unit => cur_frm.set_value('unit', unit)", unit)
	page.evaluate("cur_frm.set_value('is_active', 1)")
	page.keyboard.press("Control+s")
	page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
	page.locator(
		".page-actions button:visible, .inner-group-button button:visible", has_text="测试"
	).first.click()
	page.wait_for_function("cur_frm.doc.last_success")
	((headers, body),) = Receiver.got
	assert json.loads(body)
	signed = b".".join((headers[ID_HEADER].encode(), headers[TIME_HEADER].encode(), body))
	assert (
		headers[SIGNATURE_HEADER] == "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
	)
	assert admin.trouble == []
