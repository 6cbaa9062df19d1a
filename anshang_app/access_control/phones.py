"""Who may know full phone numbers, and which files carry them."""

import frappe

from anshang_app.access_control import grounds, row_rule
from anshang_app.access_control.user_context import Viewer

#: record type -> its fields whose files show phone numbers in full, as the official forms do
CARRIERS = {"Service Plan": ("signed_scan",), "Project Handover": ("pack_file",)}
#: earlier packs of a handover stand in rows of their own
EARLIER_PACKS = "Completion Pack"


def may_know(project: str, viewer: Viewer) -> bool:
	"""Whether the viewer is of the project's team, or of a unit that coordinates all of them."""
	return viewer.sees_all or row_rule.project_matches(project, grounds.TEAM, viewer)


def may_open(file, viewer: Viewer) -> bool:
	"""Whether a file carries no phone numbers, or the viewer may know them.

	The economy bureau takes the contacts over with the completed project's pack.
	"""
	kind, name = file.attached_to_doctype, file.attached_to_name
	if viewer.sees_all or kind not in CARRIERS or file.file_url not in carried(kind, name):
		return True
	taken_over = kind == "Project Handover" and viewer.in_economy_bureau
	return taken_over or may_know(frappe.db.get_value(kind, name, "project"), viewer)


def carried(doctype: str, name: str) -> set[str]:
	"""Addresses of the files of a record that carry phone numbers."""
	row = frappe.db.get_value(doctype, name, CARRIERS[doctype], as_dict=True)
	addresses = set(row.values()) if row else set()
	if doctype == "Project Handover":
		addresses |= set(frappe.get_all(EARLIER_PACKS, filters={"parent": name}, pluck="pack_file"))
	return addresses - {None, ""}
