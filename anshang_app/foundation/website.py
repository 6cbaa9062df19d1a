"""What the pages outside the desk (login, 404, own account) say in English without asking, and their status."""

import frappe
from frappe import _
from frappe.utils import cint

#: on the page of one's account v15 and v16 write Python's "None" where the picture's name is not given
WITHOUT_NONE = """
document.querySelectorAll('.avatar[title=None], .avatar-frame[title=None]').forEach((it) => it.removeAttribute('title'));
"""


def correct(context) -> dict:
	"""Titles given as plain English, names not given, and pages that are not to be kept for others."""
	corrected = {}
	if context.get("title"):
		corrected["title"] = _(context.title)
	if context.get("current_user"):
		corrected["colocated_js"] = (context.get("colocated_js") or "") + WITHOUT_NONE
	if context.get("http_status_code") == 404:
		# the page names the address that was not found, and Frappe would show the first one to every guest
		corrected["no_cache"] = 1
	return corrected


def forgery_token() -> str | None:
	"""The token against forgery of whoever is logged in in the same browser as a page for everybody; None for a guest."""
	if frappe.session.user == "Guest":
		return None
	token: str = frappe.sessions.get_csrf_token()
	# it is new where the account has not been at the desk yet
	frappe.db.commit()
	return token


def tell_status(response=None, request=None) -> None:
	"""Give a page that says "not found" or "not allowed" its status; Frappe sends it as 200 (after_request)."""
	status = cint((frappe.local.response or {}).get("http_status_code"))
	if getattr(response, "status_code", None) == 200 and status >= 400:
		response.status_code = status
