"""Guessed passwords: who failed too often waits, and nobody can lock another out.

Frappe locks the account, whoever failed; that setting is off. Here one account waits for one address, the account
for all new addresses only seconds, an address only after far more failures than an office makes by mistake. A
right password meets the same answer as a wrong one while it has to wait. The counts are in Redis: a restart of it
forgets them.
"""

import hashlib
import json

import frappe
from frappe import _
from frappe.twofactor import get_cached_user_pass
from frappe.utils import cint

from anshang_app.access_control.rules import sign_in_limits
from anshang_app.foundation.language import speak_chinese
from anshang_app.foundation.lasting_keys import lasting_key

#: seconds after which failures of an account or an address are forgotten
FORGOTTEN_AFTER = 3600
#: what a request calls that logs in by a name and a password: Frappe's own, and that of the directory (LDAP)
DIRECTORY_LOGIN = "frappe.integrations.doctype.ldap_settings.ldap_settings.login"
#: days an account stays known at an address
KNOWN_DAYS = 90
#: proxies whose word on the address counts; a site sets its own as `anshang_trusted_proxies`
PROXIES = ["127.0.0.0/8", "::1/128"]


class SignInHeld(frappe.ValidationError):
	"""Failed too often: wait."""

	http_status_code = 429


def check_named(login_manager) -> None:
	"""Refuse a sign-in that names no account: Frappe would empty the site's cache first (before_login, v16)."""
	if is_login(frappe.request) and not typed_account():
		login_manager.fail(_("Incomplete login details"))


def admit(login_manager) -> None:
	"""Refuse a right password that has to wait, otherwise forget the failures (on_login)."""
	if not is_login(frappe.request):
		return
	address = client_address(frappe.request)
	accounts = {named_account(), account_key(login_manager.user)}
	waits = max(wait_of(account, address) for account in accounts)
	if waits:
		frappe.flags.anshang_sign_in_waits = waits
		raise SignInHeld
	for account in accounts:
		frappe.cache.delete(key("pair", account, address))
		frappe.cache.set(key("known", account, address), 1, ex=KNOWN_DAYS * 24 * 3600)


def note_failure(response=None, request=None) -> None:
	"""Count a failed sign-in; one that has to wait is answered as any that does, and not counted (after_request)."""
	if response is None or not is_login(request):
		return
	waits = frappe.flags.anshang_sign_in_waits
	if not waits and response.status_code == 401 and typed_account():
		account, address = named_account(), client_address(request)
		waits = wait_of(account, address)
		if not waits:
			count_failure(account, address)
	if waits:
		answer(response, waits)


def is_login(request) -> bool:
	"""Whether a request is a sign-in by password, as Frappe tells it."""
	path, command = getattr(request, "path", ""), frappe.form_dict.get("cmd")
	by_name = command in ("login", DIRECTORY_LOGIN) or path == "/api/method/login"
	return by_name or path.rstrip("/").endswith(f"/{DIRECTORY_LOGIN}")


def answer(response, seconds: int) -> None:
	"""Tell to wait, in the same words whatever the password was."""
	minutes = -(-seconds // 60)
	# a sign-in that fails ends before Frappe has chosen a language
	speak_chinese()
	refusal = _("Too many failed logins. Please try again in {0} minutes.").format(minutes)
	response.status_code = SignInHeld.http_status_code
	response.headers["Retry-After"] = str(seconds)
	response.mimetype = "application/json"
	message = json.dumps({"message": refusal, "title": _("Login"), "indicator": "red"})
	response.set_data(
		json.dumps({"exc_type": SignInHeld.__name__, "_server_messages": json.dumps([message])})
	)


def wait_of(account: str, address: str) -> int:
	"""Seconds the account has to wait at an address."""
	settings = frappe.get_cached_doc("Anshang Settings")
	return sign_in_limits.wait(
		counted(key("pair", account, address), cint(settings.sign_in_failures)),
		counted(key("address", address), cint(settings.address_failures)),
		max(0, frappe.cache.ttl(key("hold", account))),
		frappe.cache.get(key("known", account, address)) is not None,
	)


def counted(name: bytes, allowed: int) -> tuple[int, int, int]:
	return cint(frappe.cache.get(name)), allowed, max(0, frappe.cache.ttl(name))


def count_failure(account: str, address: str) -> None:
	minutes = cint(frappe.get_cached_doc("Anshang Settings").sign_in_wait)
	raise_count(key("pair", account, address), max(1, minutes) * 60)
	raise_count(key("address", address), FORGOTTEN_AFTER)
	delay = sign_in_limits.account_delay(raise_count(key("account", account), FORGOTTEN_AFTER))
	if delay:
		frappe.cache.set(key("hold", account), 1, ex=delay)


def raise_count(name: bytes, forgotten_after: int) -> int:
	"""One more under a name; the time until it is forgotten begins anew."""
	count = frappe.cache.incr(name)
	frappe.cache.expire(name, forgotten_after)
	return count


def named_account() -> str:
	return account_key(typed_account())


def typed_account() -> str | None:
	"""The account as it was typed; with the code of a second factor Frappe remembers it from the first step."""
	return frappe.form_dict.get("usr") or get_cached_user_pass()[0]


def account_key(account: object) -> str:
	"""An account as it is typed, whatever the case; shortened, for anybody may send anything."""
	return hashlib.sha256(str(account or "").strip().casefold().encode()).hexdigest()[:32]


def key(*parts: str) -> bytes:
	return lasting_key("sign-in|" + "|".join(parts))


def client_address(request) -> str:
	"""The address a request comes from, told by a proxy we trust or else who is connected."""
	return sign_in_limits.client_address(
		request.remote_addr or "127.0.0.1",
		request.headers.get("X-Forwarded-For", ""),
		frappe.conf.get("anshang_trusted_proxies", PROXIES),
	)
