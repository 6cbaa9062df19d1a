from frappe.model.document import Document


class MeetingDecision(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_date: DF.Date | None
		inspection_office: DF.Link | None
		matter: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Data | None
		supervision_order: DF.Link | None
		topic_no: DF.Int
		unit: DF.Link | None
	# end: auto-generated types

	pass
