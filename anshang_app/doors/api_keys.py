"""API keys: one that is nobody's is told so, and the key of an account that was switched off opens nothing (auth_hooks)."""

import frappe
from frappe import _

#: how a key is sent: `token key:secret`, or the same as Basic
KINDS = ("token", "basic")


def check() -> None:
	"""Refuse a request whose key signed nobody in, or an account out of use: Frappe asks for the secret only."""
	if not is_sent():
		return
	user = frappe.session.user
	if user == "Guest" or not (user == "Administrator" or frappe.db.get_value("User", user, "enabled")):
		frappe.set_user("Guest")
		frappe.throw(no_account(), frappe.AuthenticationError)


def is_sent() -> bool:
	"""Whether the request came with a key, right or wrong."""
	return (frappe.get_request_header("Authorization") or "").split(" ")[0].lower() in KINDS


def no_account() -> str:
	return _("The API key and secret are those of no account in use.")
