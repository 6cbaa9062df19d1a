"""The demo's first account had become an administrator of the system, for Frappe gives that role unasked."""

import frappe

from anshang_app.demo.units import DOMAIN


def execute():
	demo = frappe.get_all("User", filters={"name": ["like", f"%@{DOMAIN}"]}, pluck="name")
	frappe.db.delete(
		"Has Role", {"parent": ["in", [*demo, ""]], "parenttype": "User", "role": "System Manager"}
	)
	frappe.clear_cache()
