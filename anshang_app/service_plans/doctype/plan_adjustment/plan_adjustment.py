from frappe.model.document import Document


class PlanAdjustment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		adopted_by: DF.Link | None
		adopted_on: DF.Date | None
		node: DF.Link
		node_title: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		predecessor: DF.Link
		predecessor_title: DF.Data | None
		reason: DF.SmallText
		way: DF.Literal["Run in Parallel"]
	# end: auto-generated types
	pass
