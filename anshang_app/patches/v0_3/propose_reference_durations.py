"""Rows of a site's plan templates get the shipped 参考工期 and know the rows due with the plan.

The fields are new, so nobody's entry is touched.
"""

import frappe

from anshang_app.setup.install import read_seed


def execute() -> None:
	for template in read_seed("plan_templates.json"):
		for row in template["template_rows"]:
			if row.get("reference_duration"):
				propose(row)
			if row.get("due_with_plan"):
				shipped = {"parenttype": "Plan Template", "row_key": row["row_key"]}
				frappe.db.set_value("Plan Template Row", shipped, "due_with_plan", 1, update_modified=False)


def propose(row: dict) -> None:
	"""The reference of one shipped row, wherever the site's templates have it without one."""
	lacking = {
		"parenttype": "Plan Template",
		"row_key": row["row_key"],
		"reference_duration": ["in", [0, None]],
	}
	unit = row.get("reference_unit") or "Working Days"
	values = {"reference_duration": row["reference_duration"], "reference_unit": unit}
	frappe.db.set_value("Plan Template Row", lacking, values, update_modified=False)
