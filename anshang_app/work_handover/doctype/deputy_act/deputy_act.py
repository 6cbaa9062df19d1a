from frappe.model.document import Document


class DeputyAct(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acted_at: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		record: DF.Data | None
		record_type: DF.Data | None
		words: DF.Data | None
	# end: auto-generated types

	pass
