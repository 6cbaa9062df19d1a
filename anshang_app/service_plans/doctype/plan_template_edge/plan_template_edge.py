from frappe.model.document import Document


class PlanTemplateEdge(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		edge_kind: DF.Literal["Hard", "Promise"]
		from_key: DF.Data
		from_title: DF.Data | None
		lag: DF.Int
		lag_unit: DF.Literal["Working Days", "Calendar Days"]
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		start_to_start: DF.Check
		to_key: DF.Data
		to_title: DF.Data | None
		to_verify: DF.Check
	# end: auto-generated types
	pass
