import frappe
from frappe.model import optional_fields
from frappe.utils import flt, getdate

from anshang_app.access_control.projects import reads_whole
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.foundation.providers import ask
from anshang_app.key_projects.phases import whole_investment
from anshang_app.key_projects.roles import keep_roles
from anshang_app.key_projects.rules.admission import admission_problems
from anshang_app.key_projects.stages import log_entry
from anshang_app.key_projects.titles import carry_title
from anshang_app.planning.months import LONGEST_MONTHS, months_later
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR
from anshang_app.validation.amounts import MONEY, MONTHS, MU, SQUARE_METRES
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import (
	Problem,
	as_date,
	future_problem,
	money_hint,
	mu_to_m2,
	order_problems,
	project_code_hint,
	row_order_problems,
)
from anshang_app.validation.messages import hint, refuse

DATES_IN_ORDER = (
	("signing_date", "planned_start_date"),
	("planned_start_date", "production_target_date"),
)
#: facts, which cannot lie in the future
PAST_DATES = ("meeting_date", "signing_date")
#: start, duration and the production after them
COURSE = ("planned_start_date", "planned_duration_months", "production_target_date")
#: fields whose units and persons hold a role of the project
UNIT_FIELDS = ("chain_lead_unit", "host_locality", "introducing_unit", "city_leader")
#: how the money stands: written by the nightly task, and when a figure or a plan of the year changes
RECKONED = (
	"investment_light",
	"investment_points_behind",
	"investment_months_behind",
	"investment_year_done",
	"investment_reported",
	"investment_reported_on",
	"investment_entry",
)
#: written by 归档 alone
ARCHIVE = ("archived_on", "archive_reason", "archive_hindrance", "archive_lifted_on")
GROUNDS = (constants.GROUND_CHAIN, constants.GROUND_MEETING)


class InvestmentProject(CheckedDocument):
	RECOMPUTED = RECKONED
	amounts = {
		"fixed_asset_investment": MONEY,
		"total_investment": MONEY,
		"whole_fixed_asset_investment": MONEY,
		"land_price": MONEY,
		"land_area": MU,
		"total_floor_area": SQUARE_METRES,
		"planned_duration_months": MONTHS,
	}

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.key_projects.doctype.annual_plan.annual_plan import AnnualPlan
		from anshang_app.key_projects.doctype.project_role.project_role import ProjectRole

		admission_ground: DF.Literal["Chain and Investment", "Special Meeting"]
		annual_plans: DF.Table[AnnualPlan]
		archive_hindrance: DF.SmallText | None
		archive_lifted_on: DF.Date | None
		archive_reason: DF.SmallText | None
		archived_on: DF.Date | None
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
		investment_entry: DF.Data | None
		investment_light: DF.Literal["No Light", "Green Light", "Yellow Light", "Red Light"]
		investment_months_behind: DF.Float
		investment_points_behind: DF.Float
		investment_reported: DF.Float
		investment_reported_on: DF.Date | None
		investment_year_done: DF.Float
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
		stage_before: DF.Link | None
		stage_reason: DF.SmallText | None
		total_floor_area: DF.Float
		total_investment: DF.Float
		whole_fixed_asset_investment: DF.Float
	# end: auto-generated types

	@property
	def land_area_m2(self):
		"""Land area in square metres, for display beside the mu as entered."""
		return mu_to_m2(self.land_area)

	def apply_fieldlevel_read_permissions(self):
		"""As Frappe's, before a record is sent; who reads the base facts gets none of the tags and hearts on it."""
		super().apply_fieldlevel_read_permissions()
		if not reads_whole(self.name):
			self.update(dict.fromkeys(optional_fields))

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("stage", constants.HANDOVER)

	def validate(self):
		self.keep_reckoned(*RECKONED)
		self.refuse_by_hand("phase_of", "phase_no", "is_back_entry", "stage_before", "stage_reason", *ARCHIVE)
		self.check_passage("stage")
		self.name_city_leader()
		self.default_lead_unit()
		self.check_values()
		self.check_units()
		if self.stage_changed():
			ask("stage_passage", self, self.get_doc_before_save().stage)
		keep_roles(self)
		self.give_hints()

	def after_insert(self):
		log_entry(self)

	def on_update(self):
		if self.get_doc_before_save() and self.changed("project_name", "phase_no"):
			carry_title(self)

	def default_lead_unit(self):
		"""包保单位 is the chain's lead unit unless another one is entered."""
		if not self.chain_lead_unit and self.industry_chain:
			self.chain_lead_unit = frappe.get_cached_value("Industry Chain", self.industry_chain, "lead_unit")

	def name_city_leader(self):
		"""A leader with an account is named as the account, unless a name is entered."""
		if self.city_leader and not self.city_leader_name:
			self.city_leader_name = frappe.get_cached_value("User", self.city_leader, "full_name")

	def check_values(self):
		"""Refuse everything about the entered values that cannot stand, at once."""
		refuse(
			self,
			[
				*order_problems(self.as_dict(), DATES_IN_ORDER),
				*(future_problem(field, self.get(field), getdate()) for field in PAST_DATES),
				*self.months_problems(),
				*self.admission(),
				*self.annual_plan_problems(),
				*row_order_problems("project_roles", self.project_roles, "from_date", "to_date"),
			],
		)

	def months_problems(self) -> list[Problem]:
		"""Months nobody counts in, and a production before the completion they give."""
		months = flt(self.planned_duration_months)
		if self.changed("planned_duration_months") and (months > LONGEST_MONTHS or months * 2 % 1):
			return [Problem("planned_duration_months", months, "months", (LONGEST_MONTHS,))]
		start, target = as_date(self.planned_start_date), as_date(self.production_target_date)
		completion = months_later(start, months) if start and months else None
		if self.changed(*COURSE) and target and completion and target < completion:
			return [Problem("production_target_date", target, "before_completion", (completion,))]
		return []

	def admission(self) -> list[Problem]:
		"""What keeps the project from being admitted on the ground it names."""
		floor = flt(frappe.get_cached_doc("Anshang Settings").admission_floor)
		counts = self.industry_chain and frappe.get_cached_value(
			"Industry Chain", self.industry_chain, "counts_for_admission"
		)
		return admission_problems(self.as_dict(), floor, bool(counts), whole_investment(self), GROUNDS)

	def annual_plan_problems(self) -> list[Problem]:
		"""Years entered twice or not as four digits."""
		years, problems = set(), []
		for row in self.annual_plans:
			year = int(row.plan_year or 0)
			where = {"table": "annual_plans", "row": row.idx}
			if not FIRST_YEAR <= year <= LAST_YEAR:
				problems.append(Problem("plan_year", row.plan_year, "year", **where))
			elif year in years:
				problems.append(Problem("plan_year", row.plan_year, "twice", **where))
			years.add(year)
		return problems

	def stage_changed(self) -> bool:
		"""Whether this save is a passage to another stage."""
		before = self.get_doc_before_save()
		return bool(before) and before.stage != self.stage

	def check_units(self):
		"""Who sees the project hangs on its units and roles: not every writer changes them."""
		problems = []
		for row in self.project_roles:
			person = (row.person_user or row.person_name) and row.role != constants.CITY_LEADER
			if person and not row.unit:
				problems.append(Problem("unit", None, "unit_of_person", table="project_roles", row=row.idx))
		if not self.is_new() and not viewer_of().writes_all:
			changed = [field for field in UNIT_FIELDS if self.changed(field)]
			problems += [Problem(field, None, "not_your_side") for field in changed]
			if roles_by_hand(self) != roles_by_hand(self.get_doc_before_save()):
				problems.append(Problem("project_roles", None, "not_your_side"))
		refuse(self, problems)

	def give_hints(self):
		"""Ask back what may be right but looks wrong."""
		settings = frappe.get_cached_doc("Anshang Settings")
		problems = [project_code_hint(self.project_code)] if self.changed("project_code") else []
		for field in ("fixed_asset_investment", "total_investment"):
			if self.changed(field):
				problems.append(
					money_hint(
						field, self.get(field), flt(settings.plausible_low), flt(settings.plausible_high)
					)
				)
		agreed, signed = as_date(self.agreed_start_date), as_date(self.signing_date)
		# land bought for an earlier project has an earlier contract
		if agreed and signed and agreed < signed and self.changed("agreed_start_date", "signing_date"):
			problems.append(Problem("agreed_start_date", agreed, "before_signing", (signed,)))
		fixed, total = flt(self.fixed_asset_investment), flt(self.total_investment)
		if total and fixed > total and self.changed("fixed_asset_investment", "total_investment"):
			problems.append(Problem("fixed_asset_investment", fixed, "more_than_total", (total,)))
		hint(self, problems)


def roles_by_hand(project) -> list[tuple]:
	"""The rows of the roles as they compare."""
	return [
		(
			row.role,
			row.unit or "",
			row.person_user or "",
			row.person_name or "",
			str(row.from_date or ""),
			str(row.to_date or ""),
		)
		for row in project.project_roles
	]
