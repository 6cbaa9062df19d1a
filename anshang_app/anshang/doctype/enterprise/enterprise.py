from frappe.model.document import Document


class Enterprise(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enterprise_name: DF.Data
		is_demo: DF.Check
		legal_representative: DF.Data | None
		note: DF.SmallText | None
		registered_address: DF.Data | None
		registered_on: DF.Date | None
		uscc: DF.Data | None
	# end: auto-generated types
	pass
