"""What the desk is told of the manual and the tours when it starts."""

import frappe

from anshang_app.foundation.own_types import with_tables
from anshang_app.manual.chapters import pages_told

STEP = ("fieldname", "title", "description", "position")


def add_manual(bootinfo) -> None:
	"""Page -> address in the manual: {"anshang-wall": …, "Form/Service Plan": …}; and the tours."""
	bootinfo.anshang_manual = pages_told(frappe.get_roles())
	bootinfo.anshang_tours = tours()


def tours() -> dict[str, list[dict]]:
	"""Record type -> steps of its Form Tour, as they stand on this site."""
	names = dict(
		frappe.get_all(
			"Form Tour",
			filters={"reference_doctype": ["in", with_tables()], "ui_tour": 0},
			fields=["name", "reference_doctype"],
			order_by="creation",
			as_list=True,
		)
	)
	steps_by_type: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"Form Tour Step",
		filters={"parenttype": "Form Tour", "parent": ["in", [*names, ""]]},
		fields=["parent", *STEP],
		order_by="parent, idx",
	):
		steps_by_type.setdefault(names[row.parent], []).append({field: row[field] for field in STEP})
	return steps_by_type
