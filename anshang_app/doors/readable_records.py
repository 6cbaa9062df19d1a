"""Which records of any type the user may read: by our rule where the type has a wall, by Frappe's lists elsewhere."""

from collections.abc import Collection

import frappe

from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import viewer_of


def readable_names(doctype: str, names: Collection[str]) -> set[str]:
	"""Those of the names that are records the user may read; archived ones among them."""
	if not names or not is_listed(doctype):
		return set()
	is_walled = doctype in row_rule.WALLED
	# Frappe's lists of a type with a wall leave archived records out
	read = frappe.get_all if is_walled else frappe.get_list
	# the index of the search writes numbers as text
	there = {*map(str, read(doctype, filters={"name": ["in", [*names]]}, pluck="name", limit=0))}
	known, viewer = {name for name in names if str(name) in there}, viewer_of()
	return {name for name in known if row_rule.may_see(doctype, name, viewer)} if is_walled else known


def is_listed(doctype: str) -> bool:
	"""Whether there is a table of the type the user may read of."""
	if not frappe.db.exists("DocType", doctype):
		return False
	meta = frappe.get_meta(doctype)
	return not (meta.issingle or meta.get("is_virtual")) and frappe.has_permission(doctype)
