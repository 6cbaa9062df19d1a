"""单点登录 (OIDC) and 目录登录 (LDAP) against services of this machine: accounts are matched and never made, roles stay ours."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import directory_server as directory
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


# --- the city's directory (LDAP) ----------------------------------------------------------------------------

METHOD = "frappe.integrations.doctype.ldap_settings.ldap_settings.login"
SECRET = "Directory-7f3a"
SETTINGS = {
	"enabled": 1,
	"ldap_directory_server": "OpenLDAP",
	"base_dn": directory.ROOT,
	"password": directory.ROOT_PASSWORD,
	"ldap_search_path_user": "ou=people,dc=city",
	"ldap_search_path_group": "ou=groups,dc=city",
	"ldap_search_string": "(uid={0})",
	"ldap_email_field": "mail",
	"ldap_username_field": "uid",
	"ldap_first_name_field": "cn",
	"ldap_mobile_field": "mobile",
	"default_user_type": "System User",
	"default_role": "System Manager",
	"ssl_tls_mode": "Off",
	"require_trusted_certificate": "No",
}


@pytest.fixture(scope="module")
def server(walled):
	"""The directory runs, and the site knows it, with a role for everybody that nobody must get."""
	served = directory.Directory()
	frappe.db.rollback()
	before = frappe.db.get_singles_dict("LDAP Settings")
	settings = frappe.get_doc("LDAP Settings")
	settings.update({**SETTINGS, "ldap_server_url": served.address})
	settings.append("ldap_groups", {"ldap_group": "bosses", "erpnext_role": "System Manager"})
	settings.save()
	assert settings.do_not_create_new_user == 1
	frappe.db.commit()
	yield served
	served.shutdown()
	served.server_close()
	frappe.db.rollback()
	frappe.db.delete("Singles", {"doctype": "LDAP Settings"})
	for field, value in before.items():
		frappe.db.set_single_value("LDAP Settings", field, value)
	frappe.db.delete("LDAP Group Mapping", {"parent": "LDAP Settings"})
	frappe.db.delete("__Auth", {"doctype": "LDAP Settings"})
	frappe.db.commit()
	frappe.clear_document_cache("LDAP Settings", "LDAP Settings")


@pytest.fixture
def log_in(server, url):
	"""`log_in(name, password, **entry)`: what the directory knows of the name, the browser and the answer."""

	def tried(name: str = "zhangsan", password: str = SECRET, asked: str | None = None, **entry):
		directory.PEOPLE.clear()
		if entry:
			directory.PEOPLE[name] = (
				{"uid": name, "cn": "别的名字", "mobile": "13800138999", **entry},
				SECRET,
			)
		browser = requests.Session()
		browser.trust_env = False
		# as the login page of Frappe sends it
		browser.headers["X-Requested-With"] = "XMLHttpRequest"
		given = {"cmd": METHOD, "usr": name if asked is None else asked, "pwd": password}
		return browser, browser.post(f"{url}/", data=given, timeout=60)

	yield tried
	frappe.db.rollback()
	frappe.db.delete("User Social Login", {"provider": "ldap"})
	frappe.db.commit()


def told(answer) -> str:
	"""What the login page shows."""
	(message,) = frappe.parse_json(answer.json()["_server_messages"])
	return frappe.parse_json(message)["message"]


def account_as_stored(account: str) -> tuple:
	frappe.db.rollback()
	fields = ["first_name", "full_name", "username", "mobile_no", "phone", "enabled", "user_type"]
	roles = frappe.get_all("Has Role", {"parent": account}, pluck="role", order_by="role")
	return frappe.db.get_value("User", account, fields), roles, frappe.db.count("User")


def test_an_account_is_matched_by_its_address_then_by_its_name_and_stays_as_it_is(log_in, url):
	account = world.mail("HOST")
	before = account_as_stored(account)
	browser, answer = log_in(mail=account)
	assert (answer.status_code, who(browser, url)) == (200, account), answer.text
	browser, _answer = log_in(mail="renamed@elsewhere.example")
	assert who(browser, url) == account
	# somebody else with the address of one who is known already
	browser, answer = log_in("lisi", mail=account)
	assert (answer.status_code, who(browser, url)) == (403, "Guest")
	assert account_as_stored(account) == before


@pytest.mark.parametrize("address", ["nobody@anshang.example", "Administrator", "admin@example.com"])
def test_whom_the_directory_knows_alone_gets_no_account(log_in, url, address):
	before = account_as_stored(world.mail("HOST"))
	browser, answer = log_in(mail=address)
	assert (answer.status_code, told(answer)) == (403, "平台上没有您的账号，请与平台管理员联系。")
	assert who(browser, url) == "Guest"
	assert account_as_stored(world.mail("HOST")) == before


def test_an_account_out_of_use_stays_out(log_in, url):
	account = world.mail("AGENT")
	frappe.db.rollback()
	frappe.db.set_value("User", account, "enabled", 0)
	frappe.db.commit()
	try:
		browser, answer = log_in(mail=account)
		assert (answer.status_code, who(browser, url)) == (403, "Guest")
	finally:
		frappe.db.set_value("User", account, "enabled", 1)
		frappe.db.commit()


@pytest.mark.parametrize(
	("name", "password"),
	[("zhangsan", "wrong"), ("zhangsan", ""), ("nobody", SECRET), ("*", SECRET), ("zhangsan)(uid=*", SECRET)],
)
def test_wrong_names_and_passwords_have_one_answer(log_in, url, name, password):
	browser, answer = log_in(password=password, asked=name, mail=world.mail("HOST"))
	assert (answer.status_code, who(browser, url)) == (401, "Guest")
	assert told(answer) == "用户名或密码不正确，请重试。"


def test_guesses_are_counted_as_at_any_login(log_in, url):
	from factories import forget_lasting

	try:
		codes = [log_in(password="wrong", mail=world.mail("HOST"))[1].status_code for _turn in range(7)]
		assert codes[0] == 401 and codes[-1] == 429
		browser, answer = log_in(mail=world.mail("HOST"))
		assert (answer.status_code, who(browser, url)) == (429, "Guest")
	finally:
		forget_lasting("sign-in|")


def test_a_directory_that_does_not_answer_is_nobodys_guess(log_in, server, url):
	frappe.db.rollback()
	frappe.db.set_single_value("LDAP Settings", "ldap_server_url", "ldap://127.0.0.1:9")
	frappe.db.commit()
	frappe.clear_document_cache("LDAP Settings", "LDAP Settings")
	try:
		_browser, answer = log_in(mail=world.mail("HOST"))
		assert answer.status_code == 503 and "127.0.0.1" not in answer.text
	finally:
		frappe.db.set_single_value("LDAP Settings", "ldap_server_url", server.address)
		frappe.db.commit()
		frappe.clear_document_cache("LDAP Settings", "LDAP Settings")


def test_a_password_of_the_directory_is_not_changed_here_and_none_is_sent_in_an_address(
	server, url, sessions
):
	reset = METHOD.replace(".login", ".reset_password")
	asked = {"user": "zhangsan", "password": "x", "logout": "1"}
	answer = sessions["ADMIN"].http.post(f"{url}/api/method/{reset}", data=asked, timeout=60)
	assert answer.status_code in (403, 404)
	answer = requests.get(f"{url}/api/method/{METHOD}", params={"usr": "a", "pwd": "b"}, timeout=60)
	assert answer.status_code == 403
