"""The enterprise's page. It holds nothing itself: the project comes to whoever has the link."""

import frappe

from anshang_app.enterprise_page.api import LARGEST
from anshang_app.enterprise_page.codes import TICKET_SECONDS
from anshang_app.enterprise_page.page_texts import translate_page_texts
from anshang_app.foundation.website import forgery_token

no_cache = 1


def get_context(context):
	"""The page's words, in Chinese whoever asks."""
	frappe.local.lang = "zh"
	context.setup = {"csrf_token": forgery_token(), "words": translate_page_texts(), "largest": LARGEST}
	context.setup["code_hours"] = TICKET_SECONDS // 3600
	context.title = context.setup["words"]["title"]
