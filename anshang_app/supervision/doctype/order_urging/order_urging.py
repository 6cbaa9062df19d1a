from frappe.model.document import Document


class OrderUrging(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		unit: DF.Link | None
		until: DF.Date | None
		urged_by: DF.Link | None
		urged_on: DF.Date | None
		words: DF.SmallText | None
	# end: auto-generated types

	pass
