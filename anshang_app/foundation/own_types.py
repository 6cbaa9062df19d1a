"""Which record types are this app's own."""

import frappe

APP = "anshang_app"


def is_own(meta) -> bool:
	"""Whether a record type (its meta) stands in a module of this app."""
	return frappe.local.module_app.get(frappe.scrub(meta.module)) == APP
