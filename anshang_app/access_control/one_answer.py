"""One answer for a record that is not there and one behind the wall, found out by the same question."""

from typing import NoReturn

import frappe
from frappe import _

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import Viewer, viewer_of


def raise_unknown(name: object = "") -> NoReturn:
	"""Refuse with one sentence for a record that is not there and one hidden from the user.

	`name` is the name as the request sent it.
	"""
	# the trail of operations keeps it as a refusal
	frappe.flags.anshang_unknown = True
	# v16 says of a record that is there which right was missing
	frappe.clear_messages()
	shown_name = frappe.utils.escape_html(str(name)[:140])
	frappe.throw(_("There is no record “{0}” that you may see.").format(shown_name), frappe.DoesNotExistError)


def check_visible(doctype: str | None, name: str, viewer: Viewer | None = None) -> None:
	"""Refuse a walled record the viewer (default: the user) may not see, or that is not there; rows by their record."""
	sent_name = name
	if doctype in row_rule.PARENT:
		doctype, name = row_rule.PARENT[doctype], frappe.db.get_value(doctype, name, "parent") or ""
	if doctype not in row_rule.WALLED or is_new_name(doctype, name):
		return
	if not row_rule.holds(doctype, name, viewer or viewer_of()):
		raise_unknown(sent_name)


def check_readable(doctype: str | None, name: str, viewer: Viewer | None = None) -> None:
	"""Refuse the record a request is about, of whatever type, unless it is there and the user may read or choose it."""
	check_visible(doctype, name, viewer)
	if not doctype or doctype in (*row_rule.WALLED, *row_rule.PARENT) or is_new_name(doctype, name):
		return
	if not is_open(doctype, name):
		raise_unknown(name)


def is_open(doctype: str, name: str) -> bool:
	"""Whether there is a record of a type without rows behind the wall, and the user may read or choose it."""
	if frappe.get_meta(doctype).get("is_virtual"):
		return True
	return bool(frappe.db.exists(doctype, name)) and any(
		frappe.has_permission(doctype, right, name) for right in ("read", "select")
	)


def is_new_name(doctype: str, name: str) -> bool:
	"""Whether a name is the desk's for a record that was not saved yet."""
	# the address of a new form ends in the first
	return name == "new" or name.startswith(f"new-{doctype.lower().replace(' ', '-')}")
