from anshang_app.validation.checked_document import CheckedDocument


class DeferralExclusion(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approval_item: DF.Link | None
		category_name: DF.Data
		industry_chain: DF.Link | None
		is_active: DF.Check
		landing_mode: DF.Link | None
		source_text: DF.SmallText | None
		to_verify: DF.Check
	# end: auto-generated types

	pass
