"""单点登录: back from the city's identity provider (OIDC), the account it names is logged in; none is ever made.

Set up by Frappe's own Social Login Key. An account is known by the provider's own number of the person (entered on the
user beforehand, or kept from the first time), else by its address, unless the provider says that nobody checked it.
"""

import base64
import binascii
import json
from collections.abc import Mapping

import frappe
import requests
from frappe import _
from frappe.integrations.oauth2_logins import decoder_compat
from frappe.utils.oauth import get_info_via_oauth, login_oauth_user

KEY, LINK = "Social Login Key", "User Social Login"
#: where an answer of the provider leads that names no page of this site
FIRST_PAGE = "/app"


class NotSignedOn(Exception):
	"""Nobody is logged in: what the page says."""


@frappe.whitelist(allow_guest=True)
def custom(code: str, state: str) -> None:
	"""Log in whom the provider of the address (…/custom/<provider>) names, and go on to the page he came for."""
	frappe.local.lang = "zh"
	try:
		provider, going_on = provider_asked(), read_state(state)
		info = told_by(provider, code)
		account = account_of(provider, info)
	except NotSignedOn as error:
		frappe.respond_as_web_page(
			_("Single Sign-On"),
			str(error),
			success=False,
			http_status_code=403,
			primary_action="/login",
			primary_label=_("Back to the Login Page"),
		)
		return
	login_oauth_user({**info, "email": account}, provider=provider, state=going_on)


@frappe.whitelist(allow_guest=True)
def closed(code: str | None = None, state: str | None = None) -> None:
	"""In place of the ways back from providers that no city signs on by."""
	raise frappe.DoesNotExistError


def refuse_self_made(user, method: str | None = None) -> None:
	"""Accounts are opened by whoever keeps the platform, never by somebody who is not logged in (User.before_insert)."""
	if frappe.session.user == "Guest" and getattr(frappe.local, "request", None):
		frappe.throw(_("Accounts are opened by the platform administrator."), frappe.PermissionError)


def provider_asked() -> str:
	"""The provider at the end of the address."""
	name = frappe.request.path.rstrip("/").rpartition("/")[2]
	if not frappe.db.get_value(KEY, {"name": name, "enable_social_login": 1}):
		raise NotSignedOn(_("This way of signing on is not set up."))
	return name


def read_state(state: str) -> dict[str, str]:
	"""What the provider gave back of what it was sent, its page only if it is one of this site."""
	try:
		sent_state = json.loads(base64.b64decode(state, validate=True))
		token = sent_state["token"]
	except (binascii.Error, ValueError, KeyError, TypeError) as error:
		raise NotSignedOn(
			_("This address is not complete. Please sign on again from the login page.")
		) from error
	page = sent_state.get("redirect_to")
	return {"token": str(token), "redirect_to": page if is_own_page(page) else FIRST_PAGE}


def is_own_page(page: object) -> bool:
	"""Whether an address is a path of this site: of //host and /\\host a browser makes another site."""
	return isinstance(page, str) and page[:1] == "/" and page[1:2] not in ("/", "\\") and page.isprintable()


def told_by(provider: str, code: str) -> Mapping:
	"""What the provider says of the person behind a code."""
	try:
		info = get_info_via_oauth(provider, code, decoder_compat)
	except (
		requests.RequestException,
		ValueError,
		LookupError,
		AttributeError,
		TypeError,
		frappe.ValidationError,
	) as error:
		# whatever else an answer that is none of OIDC makes of Frappe's reading of it
		raise NotSignedOn(
			_("The sign-on service did not confirm this. Please try again, or log in with your password.")
		) from error
	return info


def account_of(provider: str, info: Mapping) -> str:
	"""The enabled account of the person: by his number with the provider, else by his checked address."""
	number = info.get(frappe.db.get_value(KEY, provider, "user_id_property") or "sub")
	if not number:
		raise NotSignedOn(
			_("The sign-on service does not say who you are. Please tell the platform administrator.")
		)
	linked_account = frappe.db.get_value(LINK, {"provider": provider, "userid": str(number)}, "parent")
	account = linked_account or by_address(provider, info)
	enabled = account and frappe.db.get_value("User", {"name": account, "enabled": 1})
	if not account or not enabled or account in frappe.STANDARD_USERS:
		raise NotSignedOn(_("There is no account for you here. Please ask the platform administrator."))
	return account


def by_address(provider: str, info: Mapping) -> str | None:
	"""The account of an address, unless nobody checked the address, or the account is another person's already."""
	address = info.get("email")
	if not isinstance(address, str) or not address or info.get("email_verified") is False:
		return None
	account: str | None = frappe.db.get_value("User", {"email": address})
	taken = account and frappe.db.exists(LINK, {"parent": account, "provider": provider})
	return None if taken else account
