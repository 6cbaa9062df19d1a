"""Signing in: guessed passwords wait, nobody locks another out, no answer tells accounts apart, sessions have tokens."""

import json

import factories as make
import pytest
import requests
import walled_world as world
from walled_sessions import Session

#: addresses of this machine that stand for two places
OFFICE, CAFE = "127.0.20.40", "127.0.113.9"
RIGHT, WRONG = world.PASSWORD, "no-such-password"


@pytest.fixture(autouse=True)
def forgotten(frappe_site):
	"""Each test begins with nobody's failures."""
	yield
	make.forget_lasting("sign-in|")


@pytest.fixture
def sign_in(walled, url):
	"""`sign_in(account, password, address)`: each address is one of this machine's own."""
	assert walled

	def send(account: str, password: str, address: str = OFFICE, **headers):
		with requests.Session() as http:
			http.trust_env = False
			http.mount("http://", From(address))
			data = {"usr": account, "pwd": password}
			return http.post(f"{url}/api/method/login", data=data, headers=headers, timeout=60)

	return send


class From(requests.adapters.HTTPAdapter):
	"""Connections that come from one address."""

	def __init__(self, address: str):
		self.address = address
		super().__init__()

	def init_poolmanager(self, *arguments, **options):
		super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


def said(answer) -> str:
	return json.loads(json.loads(answer.json()["_server_messages"])[0])["message"]


def test_who_fails_five_times_waits_at_his_address_only(sign_in):
	account = world.mail("HOST")
	assert [sign_in(account, WRONG, CAFE).status_code for _try in range(5)] == [401] * 5
	wrong, right = sign_in(account, WRONG, CAFE), sign_in(account, RIGHT, CAFE)
	assert (wrong.status_code, right.status_code) == (429, 429)
	# the answer does not tell that the password was right
	assert wrong.json() == right.json()
	assert said(right) == "登录失败次数过多，请 10 分钟后再试。"
	assert int(right.headers["Retry-After"]) in range(590, 601)
	assert "sid" not in right.cookies or right.cookies["sid"] == "Guest"
	assert sign_in(account, RIGHT, OFFICE).status_code == 200


def test_an_account_that_does_not_exist_waits_in_the_same_words(sign_in):
	answers = {}
	for account in ("nobody@anshang.example", world.mail("HOST")):
		answers[account] = [sign_in(account, WRONG, CAFE) for _try in range(7)]
	unknown, known = answers.values()
	assert [answer.status_code for answer in unknown] == [answer.status_code for answer in known]
	assert unknown[-1].json() == known[-1].json()


def test_a_sign_in_forgets_the_failures(sign_in):
	account = world.mail("HOST")
	for _round in range(3):
		assert [sign_in(account, WRONG).status_code for _try in range(4)] == [401] * 4
		assert sign_in(account, RIGHT).status_code == 200


def test_a_whole_office_may_mistype(sign_in):
	"""Thirty accounts that fail twice at one address cost nobody a wait."""
	for number in range(30):
		for _try in range(2):
			assert sign_in(f"clerk{number}@anshang.example", WRONG).status_code == 401
	assert sign_in(world.mail("HOST"), RIGHT).status_code == 200


def test_one_address_cannot_try_every_account(sign_in, frappe_site):
	settings = frappe_site.get_single("Anshang Settings")
	before = settings.address_failures
	frappe_site.db.set_single_value("Anshang Settings", "address_failures", 8)
	frappe_site.db.commit()
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	codes = [sign_in(f"clerk{number}@anshang.example", WRONG, CAFE).status_code for number in range(10)]
	frappe_site.db.set_single_value("Anshang Settings", "address_failures", before)
	frappe_site.db.commit()
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	assert codes == [401] * 8 + [429] * 2


def test_guesses_from_many_addresses_slow_down_but_lock_nobody_out(sign_in):
	account = world.mail("HOST")
	assert sign_in(account, RIGHT, OFFICE).status_code == 200
	codes = [sign_in(account, WRONG, f"127.0.113.{number}").status_code for number in range(30)]
	assert codes[:11] == [401] * 11
	assert 429 in codes[11:]
	# meanwhile he works at his own desk
	assert sign_in(account, RIGHT, OFFICE).status_code == 200


def test_no_visitor_invents_his_address(sign_in):
	account = world.mail("HOST")
	invented = [{"X-Forwarded-For": f"1.1.1.{number}"} for number in range(7)]
	codes = [sign_in(account, WRONG, CAFE, **headers).status_code for headers in invented]
	assert codes == [401] * 5 + [429] * 2


def test_case_and_blanks_are_no_other_account(sign_in):
	account = world.mail("HOST")
	for typed in (account, account.upper(), f" {account}", f"{account} ", account.title()):
		assert sign_in(typed, WRONG, CAFE).status_code == 401
	assert sign_in(account, WRONG, CAFE).status_code == 429


def test_what_is_typed_may_be_anything(sign_in):
	for account in ("", "x" * 5000, "a|b", "'; drop", "\u0000", "＠"):
		assert 400 <= sign_in(account, WRONG, CAFE).status_code < 500, account


def test_a_sign_in_without_an_account_forgets_nobodys_failures(sign_in, url):
	account = world.mail("HOST")
	for _try in range(5):
		assert sign_in(account, WRONG, CAFE).status_code == 401
		for nameless in ({}, {"usr": ""}, {"tmp_id": "invented", "otp": "000000"}):
			answer = requests.post(f"{url}/api/method/login", data=nameless, timeout=60)
			assert answer.status_code == 401, nameless
	assert sign_in(account, RIGHT, CAFE).status_code == 429


# --- a forgotten password -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
	"method", ["frappe.core.doctype.user.user.reset_password", "frappe.www.login.send_login_link"]
)
def test_no_answer_tells_accounts_apart(walled, url, method):
	assert walled
	argument = "user" if method.endswith("reset_password") else "email"
	answers = [
		requests.post(f"{url}/api/method/{method}", data={argument: account}, timeout=60)
		for account in (world.mail("HOST"), "nobody@anshang.example", "Administrator", "Guest")
	]
	assert {answer.status_code for answer in answers} == {200}
	assert len({answer.text for answer in answers}) == 1
	assert said(answers[0]) == "如果该账号存在，说明下一步的邮件已在发送途中。"


def test_only_an_account_that_may_sign_in_gets_mail(db):
	import factories as make
	import frappe

	from anshang_app.doors import passwords

	user = make.make_user("forgetful", "Host Locality Clerk")
	assert passwords.may_have_mail(user)
	frappe.db.set_value("User", user, "enabled", 0)
	assert not passwords.may_have_mail(user)
	assert not passwords.may_have_mail("Administrator")
	assert not passwords.may_have_mail("nobody@anshang.example")


def test_a_password_is_changed_by_the_old_one_only(walled, url, frappe_site):
	"""The page of a new password, signed in: without proof, with a wrong one, with the right one."""
	session, path = Session(url, "HOST"), "frappe.core.doctype.user.user.update_password"
	new = "Another-7f1c-Canary-78"
	without = session.http.post(f"{url}/api/method/{path}", json={"new_password": new}, timeout=60)
	assert without.status_code == 417 and said(without) == "缺少参数“old_password”。"
	wrong = session.http.post(
		f"{url}/api/method/{path}", json={"new_password": new, "old_password": WRONG}, timeout=60
	)
	assert wrong.status_code == 401
	guest = requests.post(f"{url}/api/method/{path}", json={"new_password": new}, timeout=60)
	assert guest.status_code == 417
	for key in ("", "no-such-key"):
		data = {"new_password": new, "key": key}
		assert 400 <= requests.post(f"{url}/api/method/{path}", json=data, timeout=60).status_code < 500
	for old, next_one in ((RIGHT, new), (new, RIGHT)):
		data = {"new_password": next_one, "old_password": old}
		assert session.http.post(f"{url}/api/method/{path}", json=data, timeout=60).status_code == 200
		session = Session(url, "HOST", next_one)


def test_codes_of_a_second_factor_are_counted_for_their_account(sign_in, url, frappe_site):
	"""The second step names the account by a token only; guessed codes wait like guessed passwords."""
	token, account = "second-step-of-a-test", world.mail("HOST")
	codes = []
	for _try in range(7):
		# Frappe empties the cache at each of them, and with it what it remembers of the first step
		frappe_site.cache.set(token + "_usr", account)
		frappe_site.cache.set(token + "_pwd", WRONG)
		data = {"otp": "000000", "tmp_id": token}
		codes.append(requests.post(f"{url}/api/method/login", data=data, timeout=60).status_code)
	frappe_site.cache.delete(token + "_usr", token + "_pwd")
	assert codes == [401] * 5 + [429] * 2


# --- tokens against forged requests -------------------------------------------------------------------------


@pytest.fixture
def signed_in(walled, url):
	assert walled
	http = requests.Session()
	data = {"usr": world.mail("HOST"), "pwd": RIGHT}
	answer = http.post(f"{url}/api/method/login", data=data, timeout=60)
	assert answer.status_code == 200
	return http, answer.json()["csrf_token"]


def write(http, url: str, **headers):
	path = f"{url}/api/method/frappe.core.doctype.user.user.switch_theme"
	return http.post(path, json={"theme": "Light"}, headers=headers, timeout=60)


def test_a_session_that_never_opened_the_desk_writes_with_its_token_only(signed_in, url):
	http, token = signed_in
	assert write(http, url).status_code == 400
	assert write(http, url, **{"X-Frappe-CSRF-Token": "0" * 40}).status_code == 400
	assert write(http, url, **{"X-Frappe-CSRF-Token": token}).status_code == 200


def test_the_desk_goes_on_with_the_token_of_the_sign_in(signed_in, url):
	http, token = signed_in
	assert token in http.get(f"{url}/app", timeout=60).text


def test_a_session_from_before_gets_its_token_when_it_reads(signed_in, url, frappe_site):
	"""A session made without a token (from before this version) may not write, and goes on after one page."""
	http, _token = signed_in
	session = frappe_site.cache.hget("session", http.cookies["sid"])
	session["data"].pop("csrf_token")
	frappe_site.cache.hset("session", http.cookies["sid"], session)
	assert write(http, url).status_code == 400
	frappe_site.local.cache.clear()
	token = frappe_site.cache.hget("session", http.cookies["sid"])["data"]["csrf_token"]
	assert write(http, url, **{"X-Frappe-CSRF-Token": token}).status_code == 200


def test_an_api_key_needs_no_token(walled, url, frappe_site):
	assert walled
	from frappe.utils.password import set_encrypted_password

	user = world.mail("HOST")
	frappe_site.db.set_value("User", user, "api_key", "sign-in-test")
	set_encrypted_password("User", user, "a-secret", "api_secret")
	frappe_site.db.commit()
	answer = write(requests, url, Authorization="token sign-in-test:a-secret")
	frappe_site.db.set_value("User", user, "api_key", None)
	frappe_site.db.commit()
	assert answer.status_code == 200


def test_every_sign_in_is_told_by_what_frappe_calls_one(walled, url):
	"""`cmd=login` is the same door by another name."""
	assert walled
	data, headers = {"cmd": "login", "usr": "x", "pwd": "y"}, {"Accept": "application/json"}
	codes = [requests.post(url, data=data, headers=headers, timeout=60).status_code for _try in range(6)]
	assert codes == [401] * 5 + [429]
