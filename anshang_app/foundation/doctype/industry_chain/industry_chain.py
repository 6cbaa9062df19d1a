from frappe.model.document import Document


class IndustryChain(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		chain_name: DF.Data
		city_leader: DF.Link | None
		counts_for_admission: DF.Check
		lead_unit: DF.Link | None
		note: DF.SmallText | None
		source_text: DF.SmallText | None
		to_verify: DF.Check
	# end: auto-generated types
	pass
