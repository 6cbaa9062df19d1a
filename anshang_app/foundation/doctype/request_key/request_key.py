from frappe.model.document import Document


class RequestKey(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.LongText | None
		body_hash: DF.Data | None
		method: DF.Data | None
	# end: auto-generated types

	pass
