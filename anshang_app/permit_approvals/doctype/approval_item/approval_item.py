from anshang_app.validation.checked_document import CheckedDocument


class ApprovalItem(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		authority_name: DF.Data | None
		extra_limit: DF.Int
		invite_before_acceptance: DF.Check
		is_active: DF.Check
		is_immediate: DF.Check
		item_key: DF.Data | None
		item_name: DF.Data
		limit_text: DF.SmallText | None
		limit_unit: DF.Literal["Working Days", "Calendar Days"]
		note: DF.SmallText | None
		owner_kind: DF.Literal[
			"",
			"Chain Lead Unit",
			"Host Locality",
			"Introducing Unit",
			"Enterprise",
			"Approval Unit",
			"Utility Provider",
			"Government Services Bureau",
		]
		promised_limit: DF.Int
		source_text: DF.SmallText | None
		statutory_limit: DF.Int
		to_verify: DF.Check
	# end: auto-generated types

	pass
