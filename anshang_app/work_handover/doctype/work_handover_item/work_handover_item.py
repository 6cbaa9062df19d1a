from frappe.model.document import Document


class WorkHandoverItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		for_unit: DF.Data | None
		heading: DF.Data | None
		node: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project_name: DF.Data | None
		record: DF.Data | None
		record_type: DF.Data | None
		row_name: DF.Data | None
		title: DF.Data | None
	# end: auto-generated types

	pass
