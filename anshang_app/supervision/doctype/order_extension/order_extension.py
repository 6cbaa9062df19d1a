from frappe.model.document import Document


class OrderExtension(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approved_on: DF.Date | None
		approver: DF.Data | None
		asked_by: DF.Link | None
		asked_on: DF.Date | None
		decided_by: DF.Link | None
		decided_on: DF.Date | None
		document_no: DF.Data | None
		due_before: DF.Date | None
		due_wanted: DF.Date | None
		paper: DF.Attach | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		verdict: DF.Literal["", "Extension Granted", "Extension Refused"]
		words: DF.SmallText | None
	# end: auto-generated types

	pass
