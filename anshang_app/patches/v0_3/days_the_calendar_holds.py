"""Days that stood for none: cases listed last by a day of 9999, validities that say 长期 by one."""

import frappe

from anshang_app.permit_approvals.clocks import LISTED_AFTER
from anshang_app.validation.checks import ENDLESS_DAY

OPEN_ENDED = (
	("Approval Case", "expires_on"),
	("Unit Member", "to_date"),
	("Project Role", "to_date"),
)


def execute():
	for clock_state, day in LISTED_AFTER.items():
		frappe.db.set_value(
			"Approval Case",
			{"clock_state": clock_state, "listed_by": [">", day]},
			"listed_by",
			day,
			update_modified=False,
		)
	for doctype, field in OPEN_ENDED:
		frappe.db.set_value(doctype, {field: ENDLESS_DAY}, field, None, update_modified=False)
