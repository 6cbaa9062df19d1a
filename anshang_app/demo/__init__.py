"""The demo: real projects known to the public, everything else made up and marked 演示; reversible."""

import frappe

from anshang_app.demo.clearing import clear_all
from anshang_app.demo.projects import tell_all
from anshang_app.demo.units import accounts, make_units


def load() -> list[dict]:
	"""Load the demo unless it is there; the accounts as {user, full_name, unit, unit_kinds}.

	Passwords are not set: whoever loads the demo sets them.
	"""
	if not frappe.db.exists("Anshang Unit", {"is_demo": 1}):
		# refusals and steps are written into the records' history: in the language of its readers
		spoken, frappe.local.lang = frappe.local.lang, "zh"
		# what the story tells happened long ago: nobody is told of it as if it arrived now
		frappe.flags.in_story = True
		make_units()
		tell_all()
		frappe.flags.in_story = False
		frappe.local.lang = spoken
		frappe.set_user("Administrator")
		frappe.clear_cache()
	return accounts()


def clear() -> None:
	"""Remove every record of the demo and what Frappe wrote about them."""
	clear_all()
