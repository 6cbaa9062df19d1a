"""The stories of the demo's projects, each told through the same steps an official takes."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import add_days, add_months, cint, flt, getdate, today

from anshang_app.demo.approvals import tell_cases
from anshang_app.demo.bulletins import tell_bulletins
from anshang_app.demo.coordination import tell_coordination
from anshang_app.demo.units import LEADER, LEADER_NAME, mail
from anshang_app.foundation import constants
from anshang_app.key_projects import api as projects_api
from anshang_app.official_documents import api as documents_api
from anshang_app.project_lifecycle import api as lifecycle_api
from anshang_app.service_plans import api as plans_api
from anshang_app.service_plans.nodes import record_actual_dates
from anshang_app.setup.install import DATA

HERE = Path(__file__).parent
BUILDINGS = ("plants", "offices", "dormitories", "labs", "complexes")
#: share of the total investment that is taken as fixed-asset investment where the press names only the total
FIXED_SHARE = 0.85
#: share of the whole period that building itself takes, and working days of a step without a limit
BUILDING_SHARE, USUAL_WORKING_DAYS = 0.75, 8
DEFAULT_DAYS_AHEAD = 14
MADE_UP = "（演示）"
MADE_UP_NAMES = ("周明", "吴芳", "郑强", "王丽", "冯涛", "陈静", "褚亮", "卫兰")


def tell_all() -> None:
	facts = {row["项目名称"]: row for row in read_facts()}
	for number, story in enumerate(json.loads((HERE / "stories.json").read_text(encoding="utf-8"))):
		Story(facts[story["project"]], story, number).tell()
	tell_coordination(acting_as)
	tell_bulletins(acting_as)


def read_facts() -> list[dict]:
	with (DATA / "tianmen_projects.csv").open(encoding="utf-8-sig", newline="") as file:
		return list(csv.DictReader(file))


@contextmanager
def acting_as(user: str):
	"""The demo's records have the owners they would have in life."""
	before = frappe.session.user
	frappe.set_user(mail(user))
	try:
		yield
	finally:
		frappe.set_user(before)


class Story:
	"""One project: what the press says of it, and how far it has come."""

	def __init__(self, facts: dict, story: dict, number: int):
		self.facts, self.story, self.number = facts, story, number
		#: the record's, from its entry on
		self.name = ""
		#: the account that works for the project's lead unit
		self.lead_account = story.get("lead_account", "baobao")

	def tell(self) -> Iterator[date] | None:
		with acting_as("zhaoshang"):
			self.enter()
			self.add_contacts()
		if self.story.get("under_way"):
			self.back_enter()
			return None
		for chapter, action in self.chapters():
			action()
			if self.story["until"] == chapter:
				break
		return None

	def chapters(self):
		"""The path in order; a story ends with its own chapter."""
		if self.story["until"] == "sent back":
			return [("", self.hand_over), ("sent back", self.send_back)]
		if self.story["until"] == "half-filled draft":
			return [("", self.hand_over), ("", self.sign_for), ("half-filled draft", self.fill_half)]
		return [
			("entered", lambda: None),
			("handed over", self.hand_over),
			("signed for", self.sign_for),
			("filled", self.fill_plan),
			("awaiting seals", self.send_for_seals),
			("sealed", self.seal),
		]

	def enter(self) -> None:
		"""Enter by chain and investment; what is refused there goes by the special meeting."""
		values = {**self.values(), "enterprise": self.enterprise()}
		refusal = None
		frappe.db.savepoint("first_ground")
		try:
			project = self.insert(values, constants.GROUND_CHAIN)
		except frappe.ValidationError as error:
			# the number the refused record drew is given back
			frappe.db.rollback(save_point="first_ground")
			# several reasons are one list
			(reasons,) = error.args
			refusal = reasons if isinstance(reasons, str) else "；".join(reasons)
			frappe.clear_messages()
			project = self.insert({**values, **self.meeting()}, constants.GROUND_MEETING)
		self.name = project.name
		if refusal:
			project.add_comment("Info", _("Refused on the first ground: {0}").format(refusal))

	def insert(self, values: dict, ground: str):
		return frappe.get_doc(
			{"doctype": "Investment Project", "is_demo": 1, "admission_ground": ground, **values}
		).insert()

	def meeting(self) -> dict:
		return {
			"meeting_minutes_no": f"专题会议纪要〔{getdate().year}〕{self.number + 1}号{MADE_UP}",
			"meeting_date": add_days(today(), -self.story["signed_days_ago"] - 5),
		}

	def enterprise(self) -> str:
		name = self.facts["企业名称"] or f"{self.facts['项目名称']}{MADE_UP}"
		if not frappe.db.exists("Enterprise", name):
			frappe.get_doc({"doctype": "Enterprise", "enterprise_name": name, "is_demo": 1}).insert()
		return name

	def total(self) -> float:
		"""Total investment of this record in 万元: the first phase's where the project has phases."""
		phase = flt(self.facts["一期投资(万元)"]) if self.story.get("phased") else 0
		return phase or flt(self.facts["总投资(万元)"]) or flt(self.story.get("amount_if_unknown"))

	def fixed(self) -> float:
		total = self.total()
		floor = flt(frappe.get_cached_doc("Anshang Settings").admission_floor)
		return total if total <= floor else round(total * FIXED_SHARE, 2)

	def values(self) -> dict:
		story = self.story
		start = getdate(add_days(today(), story["start_in_days"]))
		chain = self.facts["产业"]
		plan = {field: count for field, count in zip(BUILDINGS, story["buildings"], strict=True)}
		return {
			"project_name": self.facts["项目名称"],
			"industry_chain": chain if frappe.db.exists("Industry Chain", chain) else None,
			"chain_lead_unit": story.get("lead"),
			"landing_mode": story["mode"],
			"host_locality": story["host"],
			"introducing_unit": "天门市商务局（演示）",
			"total_investment": self.total(),
			"fixed_asset_investment": self.fixed(),
			"whole_fixed_asset_investment": round(flt(self.facts["总投资(万元)"]) * FIXED_SHARE, 2)
			if story.get("phased")
			else 0,
			"land_area": flt(self.facts["占地面积(亩)"]) or flt(story.get("land_area")),
			"construction_content": self.facts["建设内容"] + MADE_UP,
			"signing_date": add_days(today(), -story["signed_days_ago"]),
			"planned_start_date": start,
			"planned_duration_months": story["months"],
			"production_target_date": add_months(start, story["months"] + 2),
			"total_floor_area": story["floor_area"],
			"eia_kind": story["eia_kind"],
			**{field: cint(story.get(field)) for field in ATTRIBUTES},
			**{f"planned_{field}": count for field, count in plan.items()},
			"annual_plans": [self.year_row(getdate().year, plan)],
		}

	def year_row(self, year: int, plan: dict) -> dict:
		share = self.story["year_share"]
		return {
			"plan_year": year,
			"year_investment": round(self.total() * share),
			"year_floor_area": round(self.story["floor_area"] * share),
			**{f"year_{field}": round(count * share) for field, count in plan.items()},
		}

	def add_contacts(self) -> None:
		for side, who, number in (
			("Enterprise", "企业负责人", 1),
			("Host Locality", "落户地联络员", 2),
			("Chain Lead Unit", "包保联络员", 3),
		):
			phone = f"138{self.number:04d}{number:04d}"
			projects_api.add_contact(self.name, side, f"{who}{MADE_UP}", phone)

	def back_enter(self) -> None:
		story = self.story
		with acting_as("zhengshu"):
			passed = {stage: days_ago(days) for stage, days in story["passed_days_ago"].items()}
			actual = {key: days_ago(days) for key, days in story["done_days_ago"].items()}
			lifecycle_api.enter_under_way(
				self.name, story["under_way"], f"平台上线前已开展的项目{MADE_UP}", passed, actual
			)
		tell_cases(self.name, acting_as)

	def hand_over(self) -> None:
		with acting_as("zhaoshang"):
			mode = frappe.get_cached_doc("Landing Mode", self.story["mode"])
			signed = days_ago(self.story["signed_days_ago"] - 2)
			rows = [{"evidence_name": e.evidence_name, "evidence_date": signed} for e in mode.evidence]
			rows = rows or [{"evidence_name": f"落地协议{MADE_UP}", "evidence_date": signed}]
			self.handover = lifecycle_api.hand_over(self.name, rows)["name"]

	def send_back(self) -> None:
		with acting_as("zhengshu"):
			lifecycle_api.send_back(self.handover, f"改造合同缺附件，请补齐后再移交{MADE_UP}")

	def sign_for(self) -> None:
		with acting_as("zhengshu"):
			leader = LEADER if self.story.get("leader") else None
			answer = lifecycle_api.sign_for(self.handover, leader, LEADER_NAME if leader else None)
			self.plan = answer["plan"]

	def fill_plan(self) -> None:
		"""Dates counted back from the project's targets, a person in every row."""
		with acting_as(self.lead_account):
			self.count_back()
			plan = frappe.get_doc("Service Plan", self.plan)
			for row, field in self.open_rows(plan):
				row.responsible_person = person_for(row)
				past = self.past_day(row)
				if past or not (row.get(field) or row.get("rhythm")):
					row.set(field, past or add_days(today(), DEFAULT_DAYS_AHEAD))
			plan.save()

	def count_back(self) -> None:
		"""倒排, with made-up times for the steps nobody has a limit for."""
		steps_without_time = plans_api.count_back(self.plan)["missing_durations"]
		building = {
			"duration": round(self.story["months"] * 30 * BUILDING_SHARE),
			"duration_unit": "Calendar Days",
		}
		usual = {"duration": USUAL_WORKING_DAYS, "duration_unit": "Working Days"}
		times = {
			row["node"]: building if self.key_of(row["node"]) == "works-complete" else usual
			for row in steps_without_time
		}
		plans_api.apply_count_back(self.plan, {"durations": times})

	def key_of(self, node: str) -> str:
		return node.removeprefix(f"{self.name}-")

	def past_day(self, row) -> date | str | None:
		"""Steps the story has done, or is late with, were planned for days gone by."""
		key = self.key_of(row.node)
		if key in self.story.get("late", []):
			return days_ago(3)
		done = self.story.get("done", [])
		return days_ago(12 - 3 * done.index(key)) if key in done else None

	def open_rows(self, plan) -> list[tuple]:
		"""(row, its day's field) of every row that applies, in the order of the forms."""
		return [
			(row, field) for table, field in DAY_FIELDS.items() for row in plan.get(table) if not row.left_out
		]

	def fill_half(self) -> None:
		"""A draft somebody is still at: persons and days in the first rows only."""
		with acting_as(self.lead_account):
			plan = frappe.get_doc("Service Plan", self.plan)
			rows = self.open_rows(plan)
			for number, (row, field) in enumerate(rows[: len(rows) * 2 // 5]):
				row.responsible_person = person_for(row)
				if not row.get("rhythm"):
					row.set(field, add_days(today(), DEFAULT_DAYS_AHEAD + 7 * number))
			plan.save()

	def send_for_seals(self) -> None:
		"""What the press does not tell of a project is marked 不适用."""
		with acting_as(self.lead_account):
			lacking = documents_api.plan_gaps(self.plan)["groups"]
			for gap in (gap for group in lacking for gap in group["gaps"] if gap["key"]):
				documents_api.leave_cell_out(self.plan, gap["key"])
			plans_api.send_for_seals(self.plan)

	def seal(self) -> None:
		self.record_seals()
		with acting_as(self.lead_account):
			lifecycle_api.finalise_plan(self.name)
		self.mark_done()
		tell_cases(self.name, acting_as)
		if self.story.get("phased"):
			self.enter_next_phase()

	def record_seals(self) -> None:
		with acting_as(self.lead_account):
			day = today()
			plans_api.record_seals(
				self.plan,
				enterprise_signed_by=f"企业负责人{MADE_UP}",
				enterprise_signed_on=day,
				host_signed_by=f"落户地负责人{MADE_UP}",
				host_signed_on=day,
				lead_signed_by=f"包保单位负责人{MADE_UP}",
				lead_signed_on=day,
				signed_scan=self.scan(),
			)

	def scan(self) -> str:
		"""A page that stands for the signed paper."""
		return (
			frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "两单一表签章扫描件（演示）.txt",
					"content": "演示：此处为签章后的扫描件。",
					"is_private": 1,
					"attached_to_doctype": "Service Plan",
					"attached_to_name": self.plan,
					"attached_to_field": "signed_scan",
				}
			)
			.insert(ignore_permissions=True)
			.file_url
		)

	def mark_done(self) -> None:
		"""Steps done before the platform was there, those with an approval case too."""
		with acting_as(self.lead_account):
			done = self.story.get("done", [])
			dates = {key: days_ago(12 - 3 * number) for number, key in enumerate(done)}
			record_actual_dates(frappe.get_doc("Investment Project", self.name), dates)

	def enter_next_phase(self) -> None:
		with acting_as("zhaoshang"):
			phase = frappe.get_doc("Investment Project", projects_api.new_phase(self.name))
			rest = flt(self.facts["总投资(万元)"]) - self.total()
			phase.update({"total_investment": rest, "fixed_asset_investment": round(rest * FIXED_SHARE, 2)})
			phase.save()


ATTRIBUTES = ("is_special_building", "needs_energy_review", "needs_safety_review")
DAY_FIELDS = {"team_tasks": "time_point", "entity_tasks": "completion_date", "plan_dates": "proposed_date"}


def days_ago(days: int) -> str:
	return add_days(today(), -days)


def person_for(row) -> str:
	"""A person of the row's unit: its liaison, or somebody made up."""
	liaison = frappe.db.get_value(
		"Unit Member", {"parent": row.responsible_unit, "parenttype": "Anshang Unit"}, "member_name"
	)
	return (
		liaison
		or MADE_UP_NAMES[len(row.unit_text or row.responsible_unit or "") % len(MADE_UP_NAMES)] + MADE_UP
	)
