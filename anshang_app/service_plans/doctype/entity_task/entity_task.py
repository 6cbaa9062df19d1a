from frappe.model.document import Document


class EntityTask(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		annex_cell: DF.Data | None
		completion_date: DF.Date | None
		left_out: DF.Check
		node: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		responsible_person: DF.Data | None
		responsible_unit: DF.Link | None
		responsible_user: DF.Link | None
		rhythm: DF.Data | None
		rhythm_allowed: DF.Check
		task_text: DF.SmallText
		unit_text: DF.Data | None
	# end: auto-generated types
	pass
