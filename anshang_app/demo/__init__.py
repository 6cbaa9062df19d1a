"""The demo: a made-up city at work, marked 演示; reversible."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from anshang_app.demo.city import FIRST_LOOK, tell_city
from anshang_app.demo.city.cast import city_units
from anshang_app.demo.clearing import clear_all
from anshang_app.demo.projects import tell_all
from anshang_app.demo.units import accounts, make_units, shipped_units


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


@contextmanager
def no_actions_to_approve() -> Iterator[None]:
	"""Frappe's own list of steps somebody may approve, which no page of the app shows, is not kept of the past.

	It asks for every account of a role at every step, a seventh of the story's time.
	"""
	hooks = frappe.get_doc_hooks()
	of_all = hooks["*"]
	frappe.local.doc_events_hooks = {
		**hooks,
		"*": {
			event: [path for path in paths if "workflow_action" not in path]
			for event, paths in of_all.items()
		},
	}
	try:
		yield
	finally:
		frappe.local.doc_events_hooks = hooks


def clear() -> None:
	"""Remove every record of the demo and what Frappe wrote about them."""
	clear_all()
