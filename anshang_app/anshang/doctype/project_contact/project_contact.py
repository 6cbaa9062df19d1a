from frappe.model.document import Document


class ProjectContact(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contact_name: DF.Data
		is_active: DF.Check
		is_demo: DF.Check
		phone_full: DF.Password | None
		phone_masked: DF.Data | None
		project: DF.Link
		side: DF.Literal["Enterprise", "Host Locality", "Chain Lead Unit"]
	# end: auto-generated types
	pass
