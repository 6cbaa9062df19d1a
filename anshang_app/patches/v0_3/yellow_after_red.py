"""The shipped rule kept a node that was red yellow for 0 days, which is none: five working days where nobody changed it."""

import frappe

from anshang_app.planning.lights import RECOVERED

SHIPPED, DAYS = "本期补上亮黄灯", 5


def execute():
	rule = frappe.db.get_value(
		"Light Rule",
		{"name": SHIPPED, "light_condition": RECOVERED, "working_days": 0},
		["creation", "modified"],
		as_dict=True,
	)
	if rule and rule.creation == rule.modified:
		frappe.db.set_value("Light Rule", SHIPPED, "working_days", DAYS, update_modified=False)
