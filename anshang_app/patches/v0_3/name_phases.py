"""Records of projects in phases say which phase they are of."""

import frappe

from anshang_app.key_projects.titles import carry_title


def execute():
	for name in frappe.get_all("Investment Project", {"phase_no": [">", 0]}, pluck="name", order_by="name"):
		carry_title(frappe.get_doc("Investment Project", name))
