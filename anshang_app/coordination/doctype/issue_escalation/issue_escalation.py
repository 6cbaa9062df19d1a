from frappe.model.document import Document


class IssueEscalation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_on: DF.Date | None
		entered_by: DF.Link | None
		entered_by_name: DF.Data | None
		entered_on: DF.Date | None
		level: DF.Literal["At Service Team", "At Bureau", "At Special Meeting", "At Inspection Office"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
	# end: auto-generated types

	pass
