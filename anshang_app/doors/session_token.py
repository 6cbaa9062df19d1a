"""The token against forged requests, for every session of a cookie.

Frappe gives a session its token when the desk opens and asks for it from then on; a session that never opened the
desk would pass without. Here the token is there from the sign-in, whose answer tells it as `csrf_token`. Who calls
with an API key needs none: no other page can send his key.
"""

import frappe
from frappe import _
from frappe.auth import UNSAFE_HTTP_METHODS


def check() -> None:
	"""Give a session its token, and refuse what would write before it had one (auth_hooks)."""
	session = frappe.session
	# an API key signs in under its user's name, without a session
	if session.user == "Guest" or session.sid == session.user or frappe.conf.ignore_csrf:
		return
	signs_in = not frappe.local.login_manager.resume
	if not session.data.csrf_token:
		frappe.sessions.get_csrf_token()
		if frappe.request.method in UNSAFE_HTTP_METHODS and not signs_in:
			frappe.throw(
				_("Your session has no token yet: please load the page anew."), frappe.CSRFTokenError
			)
	if signs_in:
		frappe.local.response["csrf_token"] = session.data.csrf_token
