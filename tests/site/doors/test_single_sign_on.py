"""单点登录 against an identity provider of this machine: accounts are matched and never made, roles stay ours."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import frappe
import pytest
import requests
import walled_world as world

PROVIDER = "city_identity"
#: code -> what the provider says of the person behind it
PEOPLE: dict[str, object] = {}


class Provider(BaseHTTPRequestHandler):
	"""An OIDC provider as far as Frappe asks one: a code becomes a token, a token a profile."""

	def do_POST(self) -> None:
		body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
		code = body["code"][0]
		known = {"access_token": code, "token_type": "bearer"}
		self.answer(*((known, 200) if code in PEOPLE else ({"error": "invalid_grant"}, 400)))

	def do_GET(self) -> None:
		self.answer(PEOPLE[self.headers["Authorization"].removeprefix("Bearer ")])

	def answer(self, told: object, status: int = 200) -> None:
		self.send_response(status)
		self.send_header("Content-Type", "application/json")
		self.end_headers()
		self.wfile.write(json.dumps(told).encode())

	def log_message(self, *_words) -> None:
		"""Nothing: the test tells what matters."""


@pytest.fixture(scope="module")
def provider(walled):
	"""The provider runs, and the site knows it; what people linked goes with it."""
	server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
	threading.Thread(target=server.serve_forever, daemon=True).start()
	base = f"http://127.0.0.1:{server.server_port}"
	frappe.db.rollback()
	frappe.get_doc(
		{
			"doctype": "Social Login Key",
			"name": PROVIDER,
			"provider_name": PROVIDER,
			"enable_social_login": 1,
			"social_login_provider": "Custom",
			"client_id": "anshang",
			"client_secret": "secret",
			"base_url": base,
			"custom_base_url": 1,
			"authorize_url": "/authorize",
			"access_token_url": "/token",
			"redirect_url": f"/api/method/frappe.integrations.oauth2_logins.custom/{PROVIDER}",
			"api_endpoint": f"{base}/userinfo",
			"user_id_property": "sub",
		}
	).insert()
	frappe.db.commit()
	yield PROVIDER
	server.shutdown()
	server.server_close()
	frappe.db.rollback()
	frappe.db.delete("User Social Login", {"provider": PROVIDER})
	frappe.db.delete("Social Login Key", {"name": PROVIDER})
	frappe.db.delete("__Auth", {"doctype": "Social Login Key", "name": PROVIDER})
	frappe.db.commit()
	frappe.clear_cache()


@pytest.fixture
def sign_on(provider, url):
	"""`sign_on(person)`: back from the provider with a code of that person; the browser and the answer."""

	def back(person: object = None, code: str = "code", page: object = "/app/investment-project", **more):
		PEOPLE.clear()
		if person is not None:
			PEOPLE[code] = person
		state = more.get(
			"state", base64.b64encode(json.dumps({"token": "t", "redirect_to": page}).encode()).decode()
		)
		browser = requests.Session()
		browser.trust_env = False
		address = (
			f"{url}/api/method/frappe.integrations.oauth2_logins.custom/{more.get('provider', provider)}"
		)
		params = {"code": code, "state": state}
		return browser, browser.get(address, params=params, allow_redirects=False, timeout=60)

	yield back
	frappe.db.rollback()
	frappe.db.delete("User Social Login", {"provider": provider})
	frappe.db.commit()


def who(browser, url: str) -> str:
	return (
		browser.get(f"{url}/api/method/frappe.auth.get_logged_user", timeout=60)
		.json()
		.get("message", "Guest")
	)


def roles_of(account: str) -> set[str]:
	frappe.db.rollback()
	return {row.role for row in frappe.get_all("Has Role", filters={"parent": account}, fields=["role"])}


def users() -> int:
	frappe.db.rollback()
	return frappe.db.count("User")


def test_an_account_is_matched_by_its_address_and_then_by_its_number(sign_on, url):
	account = world.mail("HOST")
	before, roles = users(), roles_of(account)
	browser, answer = sign_on({"sub": "P-1", "email": account, "email_verified": True})
	assert answer.status_code == 302, answer.text
	assert (answer.status_code, answer.headers["Location"]) == (302, "/app/investment-project")
	assert who(browser, url) == account
	# the address changed at the provider: the number is still his
	browser, _answer = sign_on({"sub": "P-1", "email": "renamed@elsewhere.example"})
	assert who(browser, url) == account
	assert (users(), roles_of(account)) == (before, roles)
	assert browser.get(f"{url}/api/resource/Investment Project", timeout=60).status_code == 200


@pytest.mark.parametrize(
	"person",
	[
		{"sub": "P-9", "email": "nobody@anshang.example"},
		{"sub": "P-9", "email": "{HOST}", "email_verified": False},
		{"sub": "P-9", "email": "Administrator"},
		{"sub": "P-9", "email": "admin@example.com"},
		{"sub": "P-9", "email": ["{HOST}"]},
		{"sub": "P-9"},
	],
)
def test_whom_nobody_opened_an_account_for_gets_none(sign_on, url, person):
	before = users()
	person = json.loads(json.dumps(person).replace("{HOST}", world.mail("HOST")))
	browser, answer = sign_on(person)
	assert answer.status_code == 403
	assert "平台上没有您的账号" in answer.text or "统一身份认证没有确认" in answer.text
	assert (who(browser, url), users()) == ("Guest", before)


def test_an_account_that_is_another_persons_already_is_not_given_away(sign_on, url):
	account = world.mail("HOST")
	browser, _answer = sign_on({"sub": "P-1", "email": account})
	assert who(browser, url) == account
	browser, answer = sign_on({"sub": "P-2", "email": account})
	assert (answer.status_code, who(browser, url)) == (403, "Guest")


def test_a_disabled_account_is_answered_as_none(sign_on, url):
	account = world.mail("INTRODUCER")
	_browser, unknown = sign_on({"sub": "P-9", "email": "nobody@anshang.example"})
	frappe.db.set_value("User", account, "enabled", 0)
	frappe.db.commit()
	try:
		browser, answer = sign_on({"sub": "P-3", "email": account})
		assert (answer.status_code, who(browser, url)) == (403, "Guest")
		assert "平台上没有您的账号" in answer.text and "平台上没有您的账号" in unknown.text
		assert account not in answer.text
	finally:
		frappe.db.set_value("User", account, "enabled", 1)
		frappe.db.commit()


@pytest.mark.parametrize(
	("more", "words"),
	[
		({"person": {"sub": "P-1"}, "code": "code", "provider": "no_such"}, "没有设置这种登录方式"),
		({"person": None}, "统一身份认证没有确认"),
		({"person": {"email": "{HOST}"}}, "没有给出您的身份编号"),
		({"person": []}, "统一身份认证没有确认"),
		({"person": "x"}, "统一身份认证没有确认"),
		({"person": {"sub": "P-1", "email": "{HOST}"}, "state": "no base64!"}, "地址不完整"),
		(
			{"person": {"sub": "P-1", "email": "{HOST}"}, "state": base64.b64encode(b"[1]").decode()},
			"地址不完整",
		),
		({"person": {"sub": "P-1", "email": "{HOST}"}, "state": ""}, "地址不完整"),
	],
)
def test_what_is_no_sign_on_is_said_in_chinese(sign_on, url, more, words):
	more = json.loads(json.dumps(more).replace("{HOST}", world.mail("HOST")))
	browser, answer = sign_on(**more)
	assert answer.status_code == 403 and words in answer.text
	assert who(browser, url) == "Guest"


@pytest.mark.parametrize(
	"page",
	[
		"https://evil.example/",
		"//evil.example",
		"/\\evil.example",
		"javascript:alert(1)",
		7,
		None,
		"/a\r\nb: c",
	],
)
def test_no_other_site_is_gone_on_to(sign_on, page):
	_browser, answer = sign_on({"sub": "P-1", "email": world.mail("HOST")}, page=page)
	assert (answer.status_code, answer.headers["Location"]) == (302, "/app")


def test_ways_back_nobody_uses_are_closed(url, walled):
	for provider in ("google", "github", "facebook", "frappe", "office365", "salesforce", "fairlogin"):
		address = f"{url}/api/method/frappe.integrations.oauth2_logins.login_via_{provider}"
		assert requests.get(address, params={"code": "x", "state": "x"}, timeout=60).status_code == 404


def test_nobody_who_is_not_logged_in_opens_an_account(frappe_site, db):
	frappe_site.set_user("Guest")
	frappe_site.local.request = object()
	try:
		with pytest.raises(frappe_site.PermissionError, match="账号由平台管理员开立"):
			frappe_site.get_doc({"doctype": "User", "email": "self@made.example", "first_name": "自"}).insert(
				ignore_permissions=True
			)
	finally:
		del frappe_site.local.request
