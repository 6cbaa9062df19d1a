"""Projects by name, for a user who may read or write them."""

import frappe
from frappe import _

from anshang_app.access_control.row_rule import PROJECT, may_project
from anshang_app.access_control.user_context import viewer_of


def readable_project(name: str):
	"""A project the user may read, the whole of it: its base facts alone are not enough."""
	doc = frappe.get_doc(PROJECT, name)
	doc.check_permission("read")
	if not reads_whole(name):
		frappe.throw(
			_(
				"Until the application is accepted, an invited unit sees the base facts of the project and its own case."
			),
			frappe.PermissionError,
		)
	return doc


def reads_whole(name: str) -> bool:
	"""Whether the session's user reads more of a project than its base facts."""
	viewer = viewer_of()
	return viewer.sees_all or may_project(name, viewer)


def writable_project(name: str):
	"""A project the user may write."""
	doc = frappe.get_doc(PROJECT, name)
	doc.check_permission("write")
	return doc
