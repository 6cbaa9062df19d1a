from frappe.model.document import Document


class InvestmentProject(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.annual_plan.annual_plan import AnnualPlan
		from anshang_app.anshang.doctype.project_role.project_role import ProjectRole

		admission_ground: DF.Literal["Chain and Investment", "Special Meeting"]
		annual_plans: DF.Table[AnnualPlan]
		chain_lead_unit: DF.Link | None
		city_leader: DF.Link | None
		city_leader_name: DF.Data | None
		construction_content: DF.SmallText | None
		eia_kind: DF.Literal["", "EIA Report", "EIA Form", "No EIA Needed"]
		enterprise: DF.Link
		fixed_asset_investment: DF.Float
		host_locality: DF.Link | None
		industry_chain: DF.Link | None
		introducing_unit: DF.Link | None
		is_back_entry: DF.Check
		is_demo: DF.Check
		is_special_building: DF.Check
		land_area: DF.Float
		landing_mode: DF.Link
		meeting_date: DF.Date | None
		meeting_minutes_no: DF.Data | None
		needs_energy_review: DF.Check
		needs_safety_review: DF.Check
		phase_no: DF.Int
		phase_of: DF.Link | None
		planned_complexes: DF.Int
		planned_dormitories: DF.Int
		planned_duration_months: DF.Float
		planned_labs: DF.Int
		planned_offices: DF.Int
		planned_plants: DF.Int
		planned_start_date: DF.Date | None
		production_target_date: DF.Date | None
		project_code: DF.Data | None
		project_name: DF.Data
		project_roles: DF.Table[ProjectRole]
		signing_date: DF.Date | None
		stage: DF.Link | None
		total_floor_area: DF.Float
		total_investment: DF.Float
		whole_fixed_asset_investment: DF.Float
	# end: auto-generated types
	pass
