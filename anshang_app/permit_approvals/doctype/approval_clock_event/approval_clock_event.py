from frappe.model.document import Document


class ApprovalClockEvent(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day: DF.Date
		entered_by: DF.Link | None
		entered_by_name: DF.Data | None
		kind: DF.Literal[
			"Early Invitation",
			"Early Advice",
			"Application Accepted",
			"Clock Stopped",
			"Clock Resumed",
			"Granted",
			"Refused",
			"Withdrawn",
		]
		owner_of_time: DF.Literal[
			"", "Enterprise", "Authority", "Intermediary", "Service Team", "Statutory Exempt"
		]
		paper: DF.Attach | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		words: DF.SmallText | None
	# end: auto-generated types

	pass
