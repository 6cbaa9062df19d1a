from frappe.model.document import Document


class TrainingAttendee(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agent_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		unit: DF.Link | None
		user: DF.Link
	# end: auto-generated types

	#: shown on the form as soon as the agent is chosen, and found anew at the save
	RECOMPUTED = ("agent_name", "unit")
