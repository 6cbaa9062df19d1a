"""The holiday notice over REST and for the calendar list's button; amounts as they are typed."""

import frappe
from frappe import _

from anshang_app.foundation import holiday_notice
from anshang_app.foundation.endpoints import endpoint
from anshang_app.validation import amounts
from anshang_app.validation.rule_texts import rule_text


@endpoint
def read_amount(kind: str, text: str) -> dict:
	"""What an amount as typed is understood as: {figure, words}, or {problem}; nothing is saved."""
	if kind not in amounts.UNITS:
		frappe.throw(_("{0} is no kind of amount.").format(frappe.utils.escape_html(kind)))
	try:
		figure = amounts.parse(kind, text)
	except amounts.BadAmount:
		return {"problem": rule_text(f"amount_{kind}")}
	return {"figure": figure, "words": amounts.shown(kind, figure)}


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
