from frappe.model.document import Document


class OrderReply(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		checked_by: DF.Link | None
		checked_on: DF.Date | None
		paper: DF.Attach | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		replied_by: DF.Link | None
		replied_on: DF.Date
		reply: DF.SmallText
		verdict: DF.Literal["", "Settled", "To Redo"]
		verdict_words: DF.SmallText | None
	# end: auto-generated types

	pass
