from frappe.model.document import Document


class AgendaItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		days_blocked: DF.Int
		discussion: DF.SmallText | None
		enterprise_attended: DF.Check
		issue: DF.Link | None
		on_site: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		project: DF.Link | None
		title: DF.Data
	# end: auto-generated types

	pass
