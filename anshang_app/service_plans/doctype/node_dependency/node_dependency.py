from frappe.model.document import Document


class NodeDependency(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		edge_kind: DF.Literal["Hard", "Promise"]
		lag: DF.Int
		lag_unit: DF.Literal["Working Days", "Calendar Days"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		predecessor: DF.Link
	# end: auto-generated types
	pass
