from frappe.model.document import Document


class SearchEntry(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		readings: DF.LongText | None
		record_name: DF.Data | None
		record_type: DF.Data | None
		texts: DF.LongText | None
	# end: auto-generated types
