from frappe.model.document import Document


class ApprovalProxyEntry(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer_words: DF.SmallText | None
		answered_by: DF.Link | None
		answered_by_name: DF.Data | None
		answered_on: DF.Date | None
		checked_by: DF.Link | None
		checked_by_name: DF.Data | None
		checked_on: DF.Date | None
		day: DF.Date
		entered_by: DF.Link | None
		entered_by_name: DF.Data | None
		entered_on: DF.Date | None
		expires_on: DF.Date | None
		fact: DF.Literal["Application Accepted", "Granted"]
		paper: DF.Attach | None
		paper_no: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		proxy_state: DF.Literal[
			"Proxy Submitted",
			"Proxy Unconfirmed",
			"Proxy Confirmed",
			"Proxy Corrected",
			"Proxy Denied",
			"Proxy Turned Down",
			"Proxy Taken Back",
		]
		unit: DF.Link | None
	# end: auto-generated types

	pass
