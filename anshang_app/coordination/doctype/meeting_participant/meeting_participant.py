from frappe.model.document import Document


class MeetingParticipant(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attendance: DF.Literal["Invited", "Attended", "Excused"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Data | None
		unit: DF.Link | None
		user: DF.Link | None
	# end: auto-generated types

	pass
