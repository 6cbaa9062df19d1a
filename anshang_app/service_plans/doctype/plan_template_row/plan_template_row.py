from frappe.model.document import Document


class PlanTemplateRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		annex_cell: DF.Data | None
		approval_item: DF.Link | None
		authority_name: DF.Data | None
		default_rhythm: DF.Data | None
		default_target: DF.SmallText | None
		due_with_plan: DF.Check
		duration: DF.Int
		duration_unit: DF.Literal["Working Days", "Calendar Days"]
		helper_kind: DF.Literal[
			"",
			"Chain Lead Unit",
			"Host Locality",
			"Introducing Unit",
			"Enterprise",
			"Approval Unit",
			"Utility Provider",
			"Government Services Bureau",
		]
		is_dated: DF.Check
		needed_before: DF.Literal["", "Start Construction", "Apply for Acceptance", "Hand Over as Completed"]
		only_eia_kinds: DF.Data | None
		only_energy_review: DF.Check
		only_safety_review: DF.Check
		only_special_building: DF.Check
		only_with_construction: DF.Check
		only_with_land: DF.Check
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
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal[
			"Service Team List",
			"Entity List",
			"Approval Schedule",
			"Construction Schedule",
			"Beyond the Annex",
		]
		rhythm_allowed: DF.Check
		reference_duration: DF.Int
		reference_unit: DF.Literal["Working Days", "Calendar Days"]
		row_key: DF.Data
		sub_item_of: DF.Data | None
		title: DF.SmallText
		to_verify: DF.Check
	# end: auto-generated types
	pass
