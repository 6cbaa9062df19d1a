"""Protects sign-ins by password against guessing: who failed too often has to wait.

Frappe's own lock is switched off, because it locks the account for everybody: anyone could lock anyone out. Here

- an account that failed too often from one address waits at that address only,
- an account that failed too often in all waits some seconds at addresses it never signed in from,
- an address waits after far more failures than an office makes by mistake.

A right password gets the same answer as a wrong one while its account has to wait, so that the answer does not tell
which it was. The limits stand in `rules/sign_in_limits` and in Anshang Settings; the counts are kept in Redis and
are lost if it restarts.
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

#: seconds without a further failure after which the count of an account or an address starts anew
FORGOTTEN_AFTER = 3600
#: Frappe's method that signs in with a password of the city's directory (LDAP)
DIRECTORY_LOGIN = "frappe.integrations.doctype.ldap_settings.ldap_settings.login"
#: days after its last sign-in from an address for which an account counts as known there
KNOWN_DAYS = 90
#: networks of proxies whose X-Forwarded-For is believed; a site names its own as `anshang_trusted_proxies`
TRUSTED_PROXIES = ["127.0.0.0/8", "::1/128"]


class SignInHeld(frappe.ValidationError):
	"""This sign-in has to wait, whether its password is right or wrong."""

	http_status_code = 429


def require_account(login_manager) -> None:
	"""Refuse a sign-in that names no account (before_login, v16).

	Frappe would refuse it too, but only after it has emptied the site's cache.
	"""
	if is_login(frappe.request) and not typed_account():
		login_manager.fail(_("Incomplete login details"))


def check_admission(login_manager) -> None:
	"""Raise `SignInHeld` if a sign-in with the right password has to wait (on_login).

	Otherwise forget the account's failures at this address, and note that it is known there.
	"""
	if not is_login(frappe.request):
		return
	address = client_address(frappe.request)
	# failures are counted under what was typed, which may be another name of the account, such as its mobile number
	accounts = {typed_account_key(), account_key(login_manager.user)}
	seconds = max(seconds_to_wait(account, address) for account in accounts)
	if seconds:
		frappe.flags.anshang_sign_in_waits = seconds
		raise SignInHeld
	for account in accounts:
		frappe.cache.delete(redis_key("pair", account, address))
		frappe.cache.set(redis_key("known", account, address), 1, ex=KNOWN_DAYS * 24 * 3600)


def note_failure(response=None, request=None) -> None:
	"""Count a failed sign-in, unless it has to wait: then its answer becomes the refusal (after_request)."""
	if response is None or not is_login(request):
		return
	# set by `check_admission`, where the password was right
	seconds = frappe.flags.anshang_sign_in_waits
	if not seconds and response.status_code == 401 and typed_account():
		account, address = typed_account_key(), client_address(request)
		seconds = seconds_to_wait(account, address)
		if not seconds:
			count_failure(account, address)
	if seconds:
		write_refusal(response, seconds)


def is_login(request) -> bool:
	"""Whether a request signs in by a password, of the platform or of the directory.

	As in Frappe, the method may be named by `cmd` or by the path; the directory's under any version of the API.
	"""
	path, command = getattr(request, "path", ""), frappe.form_dict.get("cmd")
	if command in ("login", DIRECTORY_LOGIN) or path == "/api/method/login":
		return True
	return path.rstrip("/").endswith(f"/{DIRECTORY_LOGIN}")


def write_refusal(response, seconds: int) -> None:
	"""Turn `response` into the refusal that names the minutes to wait, as Frappe would answer `SignInHeld`."""
	# rounded up
	minutes = -(-seconds // 60)
	# a failed sign-in ends before Frappe has chosen a language
	speak_chinese()
	refusal = _("Too many failed logins. Please try again in {0} minutes.").format(minutes)
	response.status_code = SignInHeld.http_status_code
	response.headers["Retry-After"] = str(seconds)
	response.mimetype = "application/json"
	message = json.dumps({"message": refusal, "title": _("Login"), "indicator": "red"})
	response.set_data(
		json.dumps({"exc_type": SignInHeld.__name__, "_server_messages": json.dumps([message])})
	)


def seconds_to_wait(account: str, address: str) -> int:
	"""Seconds the account (its key, see `account_key`) has to wait at an address; 0 lets it try."""
	settings = frappe.get_cached_doc("Anshang Settings")
	return sign_in_limits.wait(
		read_count(redis_key("pair", account, address), cint(settings.sign_in_failures)),
		read_count(redis_key("address", address), cint(settings.address_failures)),
		max(0, frappe.cache.ttl(redis_key("hold", account))),
		frappe.cache.get(redis_key("known", account, address)) is not None,
	)


def read_count(name: bytes, allowed: int) -> tuple[int, int, int]:
	"""(failures, failures allowed, seconds until they are forgotten), as `sign_in_limits.wait` takes them."""
	return cint(frappe.cache.get(name)), allowed, max(0, frappe.cache.ttl(name))


def count_failure(account: str, address: str) -> None:
	"""Count a failure of the account at the address, of the address, and of the account anywhere.

	The last count may put the account on hold at addresses where it is not known.
	"""
	minutes = cint(frappe.get_cached_doc("Anshang Settings").sign_in_wait)
	increment_count(redis_key("pair", account, address), max(1, minutes) * 60)
	increment_count(redis_key("address", address), FORGOTTEN_AFTER)
	delay = sign_in_limits.account_delay(increment_count(redis_key("account", account), FORGOTTEN_AFTER))
	if delay:
		frappe.cache.set(redis_key("hold", account), 1, ex=delay)


def increment_count(name: bytes, forgotten_after: int) -> int:
	"""Add one to a count and return it; the seconds until it is forgotten start anew."""
	count = frappe.cache.incr(name)
	frappe.cache.expire(name, forgotten_after)
	return count


def typed_account_key() -> str:
	"""The key of the account as it was typed."""
	return account_key(typed_account())


def typed_account() -> str | None:
	"""The account as it was typed; in the second step of a two-factor sign-in, as it was typed in the first."""
	return frappe.form_dict.get("usr") or get_cached_user_pass()[0]


def account_key(account: object) -> str:
	"""An account's part of a Redis key: the same for upper and lower case."""
	# a hash, because anybody may send a text of any length
	return hashlib.sha256(str(account or "").strip().casefold().encode()).hexdigest()[:32]


def redis_key(*parts: str) -> bytes:
	"""The Redis key of a count: `parts` are what is counted (pair, address, account, …) and whose it is."""
	return lasting_key("sign-in|" + "|".join(parts))


def client_address(request) -> str:
	"""The address a request comes from: as a trusted proxy names it, else that of the connection."""
	return sign_in_limits.client_address(
		request.remote_addr or "127.0.0.1",
		request.headers.get("X-Forwarded-For", ""),
		frappe.conf.get("anshang_trusted_proxies", TRUSTED_PROXIES),
	)
