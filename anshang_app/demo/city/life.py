"""One made-up project from its entry to where it has come: the steps of its officials, day by day."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe.utils import cint, flt, getdate

from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.city import course, works
from anshang_app.demo.city.cast import BUREAU, HERE, INVESTMENT, account_of, unit_named
from anshang_app.demo.city.clock import DemoClock
from anshang_app.demo.projects import BUILDINGS, Story, acting_as
from anshang_app.demo.units import LEADER, LEADER_NAME
from anshang_app.planning.workdays import WORKING, WorkCalendar
from anshang_app.project_lifecycle import api as lifecycle_api
from anshang_app.service_plans import api as plans_api

#: days since the city works on the platform: what was signed before entered under way
GO_LIVE = 300
#: days since the projects already in production were entered, for 经信局
FINISHED_AGO = 45
#: working days between the steps of an intake
PAUSES = {"hand over": 2, "sign for": 1, "fill": 6, "send": 3, "seal": 4}
#: how far a project comes by itself: those that go on to building carry their plan out
TO_PLAN = ("entered", "handed over", "sent back", "draft", "half-filled draft", "awaiting seals")
FINISHED = "production"


def read_projects() -> list[dict]:
	"""The rows of `projects.csv`."""
	with (HERE / "projects.csv").open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


class Life(Story):
	"""A row of `projects.csv` with its events, told in steps."""

	def __init__(self, row: dict, events: dict, number: int, calendar: WorkCalendar, clock: DemoClock):
		self.row, self.events, self.calendar, self.clock = row, events, calendar, clock
		self.signed_on = clock.last_day - timedelta(days=int(row["signed"]))
		self.start_on = clock.last_day + timedelta(days=int(row["start"]))
		self.live_on = clock.last_day - timedelta(days=GO_LIVE)
		self.until, self.key, self.pace = row["until"], row["key"], int(row["pace"])
		self.done: dict[str, date] = {}
		super().__init__(self.press_facts(), self.base_story(), number)
		self.lead_account = "baobao"

	# --- what the base's story reads --------------------------------------------------------------------

	def press_facts(self) -> dict:
		row = self.row
		return {
			"项目名称": row["title"] + MADE_UP,
			"企业名称": row["firm"] + MADE_UP,
			"产业": row["chain"],
			"总投资(万元)": row["total"],
			"一期投资(万元)": "",
			"占地面积(亩)": row["land"],
			"建设内容": row["content"],
		}

	def base_story(self) -> dict:
		row = self.row
		return {
			"lead": unit_named(row["lead"]) if row["lead"] else None,
			"host": unit_named(row["host"]),
			"mode": row["mode"],
			"months": int(row["months"]),
			"buildings": [int(row[name]) for name in BUILDINGS],
			"floor_area": int(row["floor"]),
			"eia_kind": row["eia"],
			"is_special_building": row["special"],
			"needs_energy_review": row["energy"],
			"needs_safety_review": row["safety"],
			"leader": int(row["leader"]),
			"year_share": 0,
			# as of the day of entry
			"signed_days_ago": (self.entered_on - self.signed_on).days,
			"start_in_days": (self.start_on - self.entered_on).days,
		}

	def values(self) -> dict:
		"""The year of today has its plan too, where the project was entered in the year before."""
		values = super().values()
		year, plan = self.clock.last_day.year, dict(zip(BUILDINGS, self.story["buildings"], strict=True))
		if year != getdate().year:
			values["annual_plans"].append(self.year_row(year, plan))
		return values

	def year_row(self, year: int, plan: dict) -> dict:
		"""What the plan of the course has for a year."""
		new_year, old_year = date(year - 1, 12, 31), date(year, 12, 31)
		done = self.share_invested(old_year) - self.share_invested(new_year)
		return super().year_row(year, plan) | {
			"year_investment": round(flt(self.row["total"]) * done),
			"year_floor_area": round(
				flt(self.row["floor"]) * (self.share_built(old_year) - self.share_built(new_year))
			),
		}

	@property
	def is_under_way(self) -> bool:
		return self.signed_on <= self.live_on

	@property
	def is_finishing(self) -> bool:
		"""Whether its certificates will be handed over with it."""
		return self.until in ("acceptance", "completion")

	@property
	def entered_on(self) -> date:
		"""The day of entry: soon after signing, or when the platform went live."""
		if self.until == FINISHED:
			return self.on(self.clock.last_day - timedelta(days=FINISHED_AGO))
		if self.is_under_way:
			return self.on(self.live_on + timedelta(days=int(self.row["signed"]) % 12))
		return self.on(self.signed_on + timedelta(days=2))

	# --- days -------------------------------------------------------------------------------------------

	def on(self, day: date) -> date:
		"""The day itself, or the next working day."""
		return self.calendar.step(day - timedelta(days=1), 1, WORKING)

	def later(self, days: int, day: date | None = None) -> date:
		"""So many working days after a day, by default after today."""
		return self.calendar.step(day or getdate(), days, WORKING) if days else (day or getdate())

	def earlier(self, days: int, day: date) -> date:
		"""The working day from which so many end by a day."""
		return self.on(self.calendar.back(day, days, WORKING))

	# --- the path ---------------------------------------------------------------------------------------

	def tell(self) -> Iterator[date]:
		"""The steps; each day named is gone on with on that day."""
		yield self.entered_on
		with acting_as(INVESTMENT):
			self.enter()
			self.add_contacts()
		project = frappe.get_doc("Investment Project", self.name)
		self.lead_account = account_of(project.chain_lead_unit)
		self.host_account = account_of(project.host_locality)
		yield from self.back_entered() if self.is_under_way else self.intake()
		if self.until in TO_PLAN or (self.is_under_way and self.until == FINISHED):
			return
		yield from works.carry_out(self)

	def back_entered(self) -> Iterator[date]:
		"""补录 by the bureau on the day the platform goes live, then the plan of what is still to come."""
		finished = self.until == FINISHED
		days = course.days_by_share(self)
		stage, passed = course.stages_by(self, days, finished)
		self.done = {key: day for key, day in days.items() if finished or day <= self.live_on}
		with acting_as(BUREAU):
			self.plan = lifecycle_api.enter_under_way(
				self.name,
				stage,
				f"平台上线前已开展的项目{MADE_UP}",
				{name: str(day) for name, day in passed.items()},
				{key: str(day) for key, day in course.applying(self, self.done).items()},
			)["plan"]
			if cint(self.row["leader"]):
				self.name_leader()
		if not finished:
			yield from self.planned()

	def name_leader(self) -> None:
		"""包保市领导 of a project entered under way."""
		project = frappe.get_doc("Investment Project", self.name)
		project.update({"city_leader": LEADER, "city_leader_name": LEADER_NAME})
		project.save()

	def intake(self) -> Iterator[date]:
		"""移交, 签收, and the plan."""
		if self.until == "entered":
			return
		yield self.later(PAUSES["hand over"])
		self.hand_over()
		if self.until == "handed over":
			return
		yield self.later(PAUSES["sign for"])
		if self.until == "sent back":
			self.send_back()
			return
		self.sign_for()
		if self.until == "draft":
			return
		yield from self.planned()

	def planned(self) -> Iterator[date]:
		"""两单一表 drafted, sealed, and in force."""
		yield self.later(PAUSES["fill"])
		if self.until == "half-filled draft":
			self.fill_half()
			return
		self.fill_plan()
		yield self.later(PAUSES["send"])
		self.send_for_seals()
		if self.until == "awaiting seals":
			return
		yield self.later(PAUSES["seal"])
		self.record_seals()
		if not self.is_under_way:
			with acting_as(self.lead_account):
				lifecycle_api.finalise_plan(self.name)

	def count_back(self) -> None:
		"""倒排, with the template's reference time for the steps nobody has a limit for."""
		steps_without_time = plans_api.count_back(self.plan)["missing_durations"]
		times = {row["node"]: self.time_of(row) for row in steps_without_time}
		plans_api.apply_count_back(self.plan, {"durations": times})

	def time_of(self, row: dict) -> dict:
		if self.key_of(row["node"]) == "works-complete":
			return {"duration": self.days_to_build(), "duration_unit": "Calendar Days"}
		return {
			"duration": min(row["reference"] or works.USUAL_DAYS, works.LONGEST_DAYS),
			"duration_unit": row["reference_unit"],
		}

	def days_to_build(self) -> int:
		"""Calendar days that building still takes at least: the plan leaves time to spare."""
		whole = int(self.row["months"]) * 30
		finished = self.start_on + timedelta(days=round(whole * works.BUILDING_SHARE))
		return max(round((finished - max(getdate(), self.start_on)).days * works.AT_LEAST), 20)

	def past_day(self, row) -> date | None:
		"""The day of what was done before the plan; else that of the usual course, where it leaves time to spare."""
		key = self.key_of(row.node)
		if key in self.done:
			return self.done[key]
		latest = getdate(row.get("proposed_date")) if row.get("proposed_date") else None
		usual = course.days_by_share(self).get(key)
		if not latest or not usual or self.is_under_way:
			return None
		soonest = getdate() + timedelta(days=9 + round(course.SHARES[key] * 12))
		day = self.on(max(usual, soonest))
		return day if day < latest else None

	# --- figures ----------------------------------------------------------------------------------------

	def share_built(self, day: date) -> float:
		"""Share of building that is done by a day: slow at first and at the end."""
		share = min(max((day - self.start_on).days / (int(self.row["months"]) * 30), 0.0), 1.0)
		return share * share * (3 - 2 * share)

	def share_invested(self, day: date) -> float:
		"""Share of the investment that is planned by a day: land and design before building."""
		before = (self.start_on - self.signed_on).days
		prepared = min(max((day - self.signed_on).days / before, 0.0), 1.0)
		return 0.05 * prepared + 0.92 * self.share_built(day)

	def reported(self, day: date) -> tuple[float, float]:
		"""万元 and square metres done by a day, as far behind as the project's pace."""
		then = day - timedelta(days=9 * self.pace)
		return round(flt(self.row["total"]) * self.share_invested(then)), round(
			flt(self.row["floor"]) * self.share_built(then)
		)
