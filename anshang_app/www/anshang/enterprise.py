"""The enterprise's page. It holds nothing itself: the project comes to whoever has the link."""

import frappe

from anshang_app.enterprise_page.api import LARGEST
from anshang_app.enterprise_page.page_texts import words

no_cache = 1


def get_context(context):
	"""The page's words, and the token against forgery of whoever is logged in in the same browser."""
	frappe.local.lang = "zh"
	said = words()
	context.title = said["title"]
	is_guest = frappe.session.user == "Guest"
	context.setup = {
		"csrf_token": None if is_guest else frappe.sessions.get_csrf_token(),
		"words": said,
		"largest": LARGEST,
	}
	if not is_guest:
		# the token is new where the account has not been at the desk yet
		frappe.db.commit()
