from frappe.model.document import Document


class PlanDate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		annex_cell: DF.Data | None
		left_out: DF.Check
		node: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal[
			"Service Team List",
			"Entity List",
			"Approval Schedule",
			"Construction Schedule",
			"Beyond the Annex",
		]
		proposed_date: DF.Date | None
		remark: DF.SmallText | None
		responsible_person: DF.Data | None
		responsible_unit: DF.Link | None
		responsible_user: DF.Link | None
		schedule_note: DF.Literal[
			"",
			"Time Unknown",
			"Later Time Unknown",
			"Earlier Time Unknown",
			"By the Nearer Target",
			"Target Missed",
		]
		title: DF.SmallText
		unit_text: DF.Data | None
	# end: auto-generated types
	pass
