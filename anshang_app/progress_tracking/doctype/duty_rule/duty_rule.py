from anshang_app.validation.checked_document import CheckedDocument


class DutyRule(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		entry_kind: DF.Literal[
			"Phone Contact",
			"Site Visit",
			"Leader Visit",
			"Dispatch Meeting",
			"Progress Report",
			"Early Guidance",
			"Policy Briefing",
			"Bulletin",
		]
		excused_without_working_day: DF.Check
		is_active: DF.Check
		note: DF.SmallText | None
		period: DF.Literal["Each Week", "Each Month", "Each Two Months"]
		rule_name: DF.Data
		source_text: DF.SmallText | None
		times: DF.Int
		to_verify: DF.Check
		unit_kind: DF.Literal[
			"Investment Service Center",
			"Chain Lead Unit",
			"Host Locality",
			"Development Zone",
			"Introducing Unit",
			"Government Services Bureau",
			"Approval Unit",
			"Inspection Office",
			"Economy and IT Bureau",
		]
	# end: auto-generated types

	pass
