from anshang_app.validation.checked_document import CheckedDocument


class LightRule(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		is_active: DF.Check
		light: DF.Literal["Green Light", "Yellow Light", "Red Light", "No Light"]
		light_condition: DF.Literal[
			"Forecast Within Plan",
			"Float Used Up",
			"Few Working Days Left",
			"Recovered in Period",
			"Past Plan",
			"No Planned Date",
		]
		note: DF.SmallText | None
		rule_name: DF.Data
		rule_order: DF.Int
		source_text: DF.SmallText | None
		to_verify: DF.Check
		working_days: DF.Int
	# end: auto-generated types

	pass
