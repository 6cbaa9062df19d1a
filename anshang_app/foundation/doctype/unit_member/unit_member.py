from frappe.model.document import Document


class UnitMember(Document):
	open_ended = ("to_date",)

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date | None
		is_agent: DF.Check
		is_liaison: DF.Check
		is_principal: DF.Check
		member_name: DF.Data
		office_phone: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		post: DF.Data | None
		to_date: DF.Date | None
		user: DF.Link | None
	# end: auto-generated types
	pass
