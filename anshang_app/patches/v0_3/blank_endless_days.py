"""Validities that said 长期 by the day 9999-12-31 are blank, as they are stored from now on."""

import frappe

from anshang_app.validation.checks import ENDLESS_DAY

OPEN_ENDED = (("Approval Case", "expires_on"), ("Unit Member", "to_date"), ("Project Role", "to_date"))


def execute():
	for doctype, field in OPEN_ENDED:
		frappe.db.set_value(doctype, {field: ENDLESS_DAY}, field, None, update_modified=False)
