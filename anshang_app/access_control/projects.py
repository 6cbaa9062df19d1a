"""Projects by name, for a user who may read or write them."""

import frappe


def readable_project(name: str):
	"""A project the user may read."""
	doc = frappe.get_doc("Investment Project", name)
	doc.check_permission("read")
	return doc


def writable_project(name: str):
	"""A project the user may write."""
	doc = frappe.get_doc("Investment Project", name)
	doc.check_permission("write")
	return doc
