"""A plan being carried out: permits on their clocks, steps entered by the locality, and the passages they open."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.city.cast import BUREAU, ECONOMY, deciding_account
from anshang_app.demo.city.course import OF_LIST
from anshang_app.demo.projects import acting_as
from anshang_app.foundation import constants
from anshang_app.permit_approvals import api as permits_api
from anshang_app.progress_tracking import api as progress_api
from anshang_app.project_lifecycle import api as lifecycle_api

if TYPE_CHECKING:
	from anshang_app.demo.city.life import Life

BUILDING_SHARE, AT_LEAST, USUAL_DAYS, LONGEST_DAYS = 0.76, 0.4, 8, 30
#: working days of a step of a permit without a limit, and the share of a limit an authority takes
NO_LIMIT, SHARE_TAKEN = 8, 0.6
#: steps that making the plan itself is
WITH_PLAN = ("team-01", "entity-01")
LATE_REASON = "设计修改和材料补正占用时间，已加派人员赶上"
# --- the plan in force --------------------------------------------------------------------------------------


def carry_out(life: "Life") -> Iterator[date]:
	"""Every step at its planned day and the project's pace; what is stuck, and waits for it, stays open."""
	steps, today = PlannedWorks(life), life.clock.last_day
	for day, actions in sorted(steps.by_day().items()):
		if day > today:
			return
		if steps.ended(day):
			yield from stand_still(life)
			return
		if day > getdate():
			yield day
		for action in actions:
			action()
		yield from pass_gates(life)
	yield from stand_still(life)


class PlannedWorks:
	"""What is to be done of a sealed plan, as day -> actions in their order."""

	def __init__(self, life: "Life"):
		self.life, self.sealed_on = life, getdate()
		self.stuck, self.late = life.events.get("stuck", {}), life.events.get("late", {})
		self.stops = life.events.get("stops", {})
		self.nodes = {
			row.row_key: row
			for row in frappe.get_all(
				"Project Node",
				filters={
					"project": life.name,
					"applies": 1,
					"planned_date": ["is", "set"],
					"actual_date": ["is", "not set"],
				},
				fields=["name", "row_key", "planned_date", "approval_item", "responsible_unit"],
				order_by="planned_date, sequence",
			)
		}
		self.waiting = self.kept_waiting()
		self.days: dict[date, list] = defaultdict(list)

	def kept_waiting(self) -> set[str]:
		"""The stuck steps and everything behind them."""
		edges = frappe.get_all(
			"Node Dependency",
			filters={"parenttype": "Project Node", "parent": ["like", f"{self.life.name}-%"]},
			fields=["parent", "predecessor"],
			order_by="parent, idx",
		)
		after = defaultdict(list)
		for edge in edges:
			after[self.life.key_of(edge.predecessor)].append(self.life.key_of(edge.parent))
		for key, of in OF_LIST.items():
			after[key].append(of)
		waiting, open_keys = set(), list(self.stuck)
		while open_keys:
			key = open_keys.pop()
			if key not in waiting:
				waiting.add(key)
				open_keys += after[key]
		return waiting

	def by_day(self) -> dict[date, list]:
		entries = defaultdict(list)
		for key, node in self.nodes.items():
			day = self.day_of(key, node)
			if node.approval_item:
				self.add_permit(key, node, day)
			elif key not in self.waiting:
				# a week's steps are one entry
				friday = day + timedelta(days=max(4 - day.weekday(), 0))
				entries[self.life.on(friday)].append((node, day))
		for day, rows in entries.items():
			self.days[day].append(lambda rows=rows: enter_steps(self.life, rows))
		return self.days

	def day_of(self, key: str, node) -> date:
		"""The plan's day at the project's pace, never before the plan was sealed."""
		planned = node.planned_date
		if planned <= self.sealed_on or key in WITH_PLAN:
			return self.life.later(2, self.sealed_on)
		shift = self.life.pace + self.late.get(key, 0)
		day = self.life.later(shift, planned) if shift >= 0 else self.life.earlier(-shift, planned)
		return max(day, self.life.later(1, self.sealed_on))

	def add_permit(self, key: str, node, day: date) -> None:
		permit = Permit(self.life, node, day, self.stops.get(key))
		stays_open = key in self.waiting
		if stays_open and key not in self.stops:
			return
		for when, action in permit.steps():
			self.days[max(when, self.life.later(1, self.sealed_on))].append(action)

	def ended(self, day: date) -> bool:
		"""Whether the project stood still by then."""
		end = self.life.events.get("ends")
		return end is not None and day >= self.life.clock.last_day - timedelta(days=end["ago"])


class Permit:
	"""One approval on its clock: accepted, perhaps stopped, granted."""

	def __init__(self, life: "Life", node, day: date, stop: dict | None):
		self.life, self.node, self.day, self.stop = life, node, day, stop or {}
		#: blank: the office has no account
		self.account = deciding_account(node.responsible_unit) or ""
		self.case, limit, promised = frappe.db.get_value(
			"Approval Case", {"node": node.name}, ["name", "statutory_limit", "promised_limit"]
		)
		self.taken = max(1, round((promised or limit or NO_LIMIT) * SHARE_TAKEN))

	def steps(self) -> Iterator[tuple[date, object]]:
		if not self.account:
			yield self.day, self.grant_by_paper
			return
		accepted = self.life.earlier(min(self.taken, 18), self.day)
		yield accepted, self.accept
		if self.stop:
			stopped = self.life.later(2, accepted)
			yield stopped, self.stop_clock
			if not self.stop.get("days"):
				return
			yield self.life.later(self.stop["days"], stopped), self.resume
			yield self.life.later(self.stop["days"] + 2, self.day), self.grant
		else:
			yield self.day, self.grant

	def accept(self) -> None:
		with acting_as(self.account):
			permits_api.accept(self.case, str(getdate()))

	def stop_clock(self) -> None:
		with acting_as(self.account):
			permits_api.stop_clock(
				self.case, str(getdate()), self.stop["whose"], self.stop["words"] + MADE_UP
			)

	def resume(self) -> None:
		with acting_as(self.account):
			permits_api.resume_clock(self.case, str(getdate()), f"材料已补正{MADE_UP}")

	def grant(self) -> None:
		with acting_as(self.account):
			permits_api.grant(self.case, str(getdate()), number_of(self.node), scan=self.scan())

	def grant_by_paper(self) -> None:
		"""代登记: an office without an account sent its paper."""
		accepted = self.life.earlier(3, getdate())
		with acting_as(BUREAU):
			permits_api.enter_grant_by_proxy(
				self.case, str(getdate()), number_of(self.node), self.scan(), accepted_on=str(accepted)
			)

	def scan(self) -> str | None:
		"""The certificate's scan, of a project that will be handed over with its papers."""
		return paper_of("Approval Case", self.case, "证照扫描件") if self.life.is_finishing else None


def number_of(node) -> str:
	"""A made-up number of a certificate."""
	return f"天审〔{getdate().year}〕{abs(hash_of(node.name)) % 900 + 100}号{MADE_UP}"


def hash_of(text: str) -> int:
	"""The same number for the same text in every run."""
	return sum(ord(letter) * place for place, letter in enumerate(text, 1))


def paper_of(doctype: str, name: str, title: str) -> str:
	"""The address of a page that stands for a paper."""
	return (
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{title}（演示）{name}.txt",
				"content": f"演示：此处为{title}。",
				"is_private": 1,
				"attached_to_doctype": doctype,
				"attached_to_name": name,
			}
		)
		.insert(ignore_permissions=True)
		.file_url
	)


def enter_steps(life: "Life", rows: list[tuple]) -> None:
	"""进展填报 of the locality: the steps of a week, typed once."""
	today = getdate()
	late = {"late_cause": "Enterprise", "late_reason": f"{LATE_REASON}{MADE_UP}"}
	steps = [
		{"node": node.name, "actual_date": str(day), **(late if day > node.planned_date else {})}
		for node, day in rows
	]
	values = {"entry_kind": "Progress Report", "entry_date": str(today), "node_dates": steps}
	with acting_as(life.host_account):
		progress_api.file_entry(life.name, values, confirmed=1)


# --- passages -----------------------------------------------------------------------------------------------


def pass_gates(life: "Life") -> Iterator[date]:
	"""The steps from stage to stage, as soon as what they ask for is there."""
	done = done_keys(life)
	stage = frappe.db.get_value("Investment Project", life.name, "stage")
	if stage == constants.PRE_CONSTRUCTION and "start-construction" in done:
		with acting_as(life.lead_account):
			lifecycle_api.start_construction(life.name)
	elif stage == constants.CONSTRUCTION and "works-complete" in done:
		with acting_as(life.lead_account):
			cases = [
				row["case"]
				for row in permits_api.units_to_invite(life.name)
				if row["approval_item"] in INVITED and not row["invited"]
			]
			if cases:
				permits_api.invite_units(life.name, cases, str(getdate()), f"请到现场指导竣工验收{MADE_UP}")
			lifecycle_api.apply_for_acceptance(life.name)
	elif stage == constants.ACCEPTANCE and not left_before(life, constants.ACTION_COMPLETE):
		with acting_as(BUREAU):
			lifecycle_api.hand_over_as_completed(life.name)
		yield life.later(3)
		if life.events.get("handed_over"):
			hand_to_economy(life)


INVITED = ("规划核实", "消防验收", "联合验收", "人防验收")


def hand_to_economy(life: "Life") -> None:
	"""竣工移交 to 经信局, and its receipt."""
	with acting_as(BUREAU):
		name = lifecycle_api.hand_over(life.name, kind=constants.COMPLETION)["name"]
	if life.events["handed_over"] == "signed for":
		with acting_as(ECONOMY):
			lifecycle_api.sign_for(name)


def left_before(life: "Life", action: str) -> int:
	"""How many steps a passage still waits for."""
	waited_for = {
		"project": life.name,
		"applies": 1,
		"needed_before": action,
		"actual_date": ["is", "not set"],
	}
	return frappe.db.count("Project Node", waited_for)


def done_keys(life: "Life") -> set[str]:
	"""The steps done so far."""
	return set(
		frappe.get_all("Project Node", {"project": life.name, "actual_date": ["is", "set"]}, pluck="row_key")
	)


def stand_still(life: "Life") -> Iterator[date]:
	"""暂停 or 终止, where the story ends so."""
	end = life.events.get("ends")
	if not end:
		return
	yield life.on(life.clock.last_day - timedelta(days=end["ago"]))
	step = lifecycle_api.suspend if end["how"] == "suspended" else lifecycle_api.terminate
	with acting_as(BUREAU):
		step(life.name, end["words"] + MADE_UP)
