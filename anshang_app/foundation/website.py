"""What the pages outside the desk (login, 404) say in English without asking for a translation."""

import frappe
from frappe import _
from frappe.utils import cint


def translate_title(context) -> dict:
	"""Frappe's login page gives its title as plain English."""
	return {"title": _(context.title)} if context.get("title") else {}


def tell_status(response=None, request=None) -> None:
	"""Give a page that says "not found" or "not allowed" its status; Frappe sends it as 200 (after_request)."""
	status = cint((frappe.local.response or {}).get("http_status_code"))
	if getattr(response, "status_code", None) == 200 and status >= 400:
		response.status_code = status
