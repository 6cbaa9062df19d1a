from frappe.model.document import Document


class RequiredResult(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		check_words: DF.SmallText | None
		checked_by: DF.Link | None
		checked_on: DF.Date | None
		paper: DF.Attach | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		report: DF.SmallText | None
		reported_by: DF.Link | None
		reported_on: DF.Date | None
		result: DF.SmallText
		state: DF.Literal["Not Reported", "Result Reported", "Result Sent Back", "Result Accepted"]
	# end: auto-generated types

	pass
