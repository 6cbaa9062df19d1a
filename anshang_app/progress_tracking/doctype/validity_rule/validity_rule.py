from anshang_app.validation.checked_document import CheckedDocument


class ValidityRule(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		apply_days_before: DF.Int
		apply_days_unit: DF.Literal["Working Days", "Calendar Days"]
		approval_item: DF.Link | None
		consequence: DF.SmallText | None
		extension_length: DF.Int
		extension_unit: DF.Literal["Days", "Months", "Years"]
		extensions_allowed: DF.Int
		is_active: DF.Check
		note: DF.SmallText | None
		required_row_key: DF.Data | None
		row_key: DF.Data | None
		rule_name: DF.Data
		source_text: DF.SmallText | None
		to_verify: DF.Check
		valid_for: DF.Int
		valid_unit: DF.Literal["Days", "Months", "Years"]
	# end: auto-generated types

	pass
