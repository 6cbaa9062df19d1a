"""The holiday notice over REST and for the calendar list's button."""

import frappe

from anshang_app.foundation import holiday_notice
from anshang_app.foundation.endpoints import endpoint


@endpoint
def preview_notice(text: str) -> dict:
	"""What a pasted notice says and which counted dates it would move; nothing is saved."""
	frappe.has_permission("Work Calendar", "write", throw=True)
	return holiday_notice.preview(text)


@endpoint
def adopt_notice(text: str) -> dict:
	"""Take a pasted notice over into the year's calendar."""
	frappe.has_permission("Work Calendar", "write", throw=True)
	return {"name": holiday_notice.adopt(text)}
