"""Persons' pictures that lie at a service abroad: every page that shows the person would ask there."""

import frappe

FOREIGN = "%gravatar.com/%"


def execute() -> None:
	for doctype, field in (("User", "user_image"), ("Contact", "image")):
		for name in frappe.get_all(
			doctype, filters={field: ["like", FOREIGN]}, pluck="name", order_by="name", limit=0
		):
			frappe.db.set_value(doctype, name, field, None, update_modified=False)
