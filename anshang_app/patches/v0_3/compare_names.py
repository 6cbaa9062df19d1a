"""Enterprises and units get the print of their name by which two of them compare."""

import frappe

from anshang_app.validation.checks import name_key

NAMED = {"Enterprise": "enterprise_name", "Anshang Unit": "unit_name"}


def execute():
	for doctype, title in NAMED.items():
		taken = set()
		for row in frappe.get_all(doctype, fields=["name", title], order_by="creation, name"):
			key = name_key(row[title])
			# two that were let in before stay two; the first one holds the name
			if key and key not in taken:
				frappe.db.set_value(doctype, row.name, "name_key", key, update_modified=False)
				taken.add(key)
