"""The holiday notice over REST and for the calendar list's button."""

import frappe

from anshang_app.case import notices
from anshang_app.endpoints import endpoint


@endpoint
def preview_notice(text: str) -> dict:
	"""What a pasted notice says and which counted dates it would move; nothing is saved."""
	frappe.has_permission("Work Calendar", "write", throw=True)
	return notices.preview(text)


@endpoint
def adopt_notice(text: str) -> dict:
	"""Take a pasted notice over into the year's calendar."""
	frappe.has_permission("Work Calendar", "write", throw=True)
	return {"name": notices.adopt(text)}
