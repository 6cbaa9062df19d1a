"""What the pages outside the desk (login, 404) say in English without asking for a translation."""

from frappe import _


def translate_title(context) -> dict:
	"""Frappe's login page gives its title as plain English."""
	return {"title": _(context.title)} if context.get("title") else {}
