"""The demo: a made-up city at work, marked 演示; reversible."""

import frappe

from anshang_app.demo.city import FIRST_LOOK, tell_city
from anshang_app.demo.city.cast import city_units
from anshang_app.demo.clearing import clear_all
from anshang_app.demo.projects import tell_all
from anshang_app.demo.units import accounts, make_units, shipped_units
from anshang_app.foundation.actions_to_approve import no_actions_to_approve


def load(base: bool = False, first_look: bool = False) -> list[dict]:
	"""Load the demo unless it is there; the accounts as {user, full_name, unit, unit_kinds}.

	`base`: the small demo the tests build on, with stories of projects known to the public. `first_look`: some of the
	city's projects, told in a minute. Passwords are not set: whoever loads the demo sets them.
	"""
	units = shipped_units() if base else city_units()
	if not frappe.db.exists("Anshang Unit", {"is_demo": 1}):
		# refusals and steps are written into the records' history: in the language of its readers
		spoken, frappe.local.lang = frappe.local.lang, "zh"
		# what the story tells happened long ago: nobody is told of it as if it arrived now
		frappe.flags.in_story = True
		make_units(units)
		with no_actions_to_approve():
			tell_all() if base else tell_city(FIRST_LOOK if first_look else ())
		frappe.flags.in_story = False
		frappe.local.lang = spoken
		frappe.set_user("Administrator")
		frappe.clear_cache()
	return accounts(units)


def clear() -> None:
	"""Remove every record of the demo and what Frappe wrote about them."""
	clear_all()
