"""挂图大屏: the page of a published wall chart. It holds nothing itself: the chart comes to whoever has the link."""

import frappe

from anshang_app.foundation.website import forgery_token
from anshang_app.progress_tracking.wall_texts import translate_wall_texts

no_cache = 1


def get_context(context):
	"""The page's words, and the token against forgery of whoever is logged in in the same browser."""
	frappe.local.lang = "zh"
	said = translate_wall_texts()
	context.title = said["title"]
	context.setup = {
		"csrf_token": forgery_token(),
		"ended": said["ended"],
		"no_answer": said["no_answer"],
		"open_until": said["open_until"],
		"title": said["title"],
	}
