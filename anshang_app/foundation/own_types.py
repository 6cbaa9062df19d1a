"""Which record types are this app's own."""

import frappe

APP = "anshang_app"


def is_own(meta) -> bool:
	"""Whether a record type (its meta) stands in a module of this app."""
	return frappe.local.module_app.get(frappe.scrub(meta.module)) == APP


def with_tables() -> list[str]:
	"""The record types of this app that have a table, by name."""
	filters = {"module": ["in", frappe.get_module_list(APP)], "issingle": 0, "is_virtual": 0}
	return frappe.get_all("DocType", filters=filters, pluck="name", order_by="name")
