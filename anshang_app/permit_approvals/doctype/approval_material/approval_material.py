from frappe.model.document import Document


class ApprovalMaterial(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		bring_until: DF.Date | None
		brought_by: DF.Data | None
		is_present: DF.Check
		material_name: DF.Data
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types

	pass
