"""The page of one project: where it stands, whose step is next, what is open; each part through the row rule."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control import grounds, row_rule
from anshang_app.foundation import archived, constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day
from anshang_app.planning.lights import RED, YELLOW
from anshang_app.project_lifecycle.transitions import times_of
from anshang_app.reminders.my_work import NEAR_DAYS, WITHOUT_PROJECT, Mine
from anshang_app.reminders.project_actions import actions_of
from anshang_app.reminders.rules.task_rules import WAITS
from anshang_app.reminders.rules.waits import (
	CASE,
	HANDOVER,
	HOME,
	ISSUE,
	MEETING,
	NODE,
	ORDER,
	PLAN,
	PROMISE,
	SEEN,
	UNIT,
	USER,
	Wait,
)
from anshang_app.reminders.whose_step import acting_unit
from anshang_app.validation.messages import sentence

#: steps, nodes, records and files shown of each kind; the rest is behind the list's link
MOST_STEPS, MOST_NODES, MOST_RECORDS, MOST_FILES = 6, 3, 3, 6
#: record type -> its field of words, of the last day, and the states in which it is over
MATTERS = {
	ISSUE: ("title", "due_date", constants.ISSUE_ENDED),
	ORDER: ("matter", "running_limit", constants.ORDER_ENDED),
	PROMISE: ("words", "due_date", (constants.FULFILLED, constants.WAIVED)),
}
#: stages a project leaves by a step of its own; the others end with a receipt
OWN_STEPS = (constants.PLANNING, constants.PRE_CONSTRUCTION, constants.CONSTRUCTION, constants.ACCEPTANCE)
#: whose files are the project's documents
WITH_FILES = (HOME, PLAN, HANDOVER, CASE, PROMISE, ORDER, ISSUE)


@dataclass(frozen=True)
class WaitingStep:
	"""One step that waits: what is to be done with which record, by whom, until when."""

	heading: str
	doctype: str
	name: str
	words: str
	unit: str
	mine: bool
	due: object
	days_left: int | None


class ProjectStory:
	"""What the session's user may read of one project, as its page tells it."""

	def __init__(self, project: Document):
		self.project, self.mine = project, Mine()
		viewer = self.mine.viewer
		# who reads the project by a ground of the project reads each record of it: asked once, not for every list
		by_project = viewer.sees_all or row_rule.project_matches(project.name, grounds.READ, viewer)
		self.rows = frappe.get_all if by_project else frappe.get_list

	@archived.shown()
	def list_parts(self) -> dict:
		"""Every part: see `api.project_story`."""
		return {
			"actions": actions_of(self.project),
			"near_days": NEAR_DAYS,
			"stages": self.stages(),
			"stopped": self.project.stage if self.project.stage in constants.STANDSTILLS else None,
			"lacking": self.lacking(),
			"steps": [vars(step) for step in self.steps()],
			"nodes": self.nodes(),
			"lights": self.lights(),
			"matters": [
				self.matters(doctype) for doctype in MATTERS if frappe.has_permission(doctype, "read")
			],
			"meetings": self.meetings() if frappe.has_permission(MEETING, "read") else [],
			"files": self.files(),
		}

	def stages(self) -> list[dict]:
		"""The seven stages in order: passed with their days, the present one, those ahead."""
		times = {row.stage: row for row in times_of(self.project.name)}
		now = self.project.stage_before or self.project.stage
		place = constants.STAGE_ORDER.index(now) if now in constants.STAGE_ORDER else -1
		return [
			{
				"stage": stage,
				"state": "past" if at < place else "now" if at == place else "ahead",
				"entered": times[stage].entered if stage in times and at <= place else None,
			}
			for at, stage in enumerate(constants.STAGE_ORDER)
		]

	def lacking(self) -> dict | None:
		"""What the next stage still asks for, as {stage, sentences}; None where there is no next one."""
		if self.project.stage not in OWN_STEPS:
			return None
		following = constants.STAGE_ORDER[constants.STAGE_ORDER.index(self.project.stage) + 1]
		# the requirements are those of a project about to be in the stage
		about_to_be = frappe.get_doc(HOME, self.project.name)
		about_to_be.stage = following
		problems = ask("stage_requirements", about_to_be)
		return {"stage": following, "sentences": [sentence(about_to_be, problem) for problem in problems]}

	# --- whose step is next -------------------------------------------------------------------------------

	def steps(self) -> list[WaitingStep]:
		"""Open steps of the project, the viewer's own first, then the most urgent; of an archived one nobody's."""
		if self.project.archived_on:
			return []
		steps = [
			step
			for wait in WAITS
			if not wait.watches and not wait.role and wait.whose[0] != USER
			for step in self.waiting(wait)
		]
		by_record = {(step.doctype, step.name, step.unit): step for step in reversed(steps)}
		urgent = lambda step: (not step.mine, step.due is None, str(step.due), step.heading)  # noqa: E731
		return sorted(by_record.values(), key=urgent)[:MOST_STEPS]

	def waiting(self, wait: Wait) -> list[WaitingStep]:
		"""The steps of one line in this project."""
		if wait.doctype in WITHOUT_PROJECT or not frappe.has_permission(wait.doctype, "read"):
			return []
		whose, field = wait.whose
		of_unit = [field] if whose == UNIT else []
		filters = [[wait.doctype, key, *self.condition(value)] for key, value in wait.filters.items()] + [
			[wait.doctype, "name" if wait.doctype == HOME else "project", "=", self.project.name]
		]
		rows = self.rows(
			wait.doctype,
			filters=filters,
			fields=list(dict.fromkeys(["name", *filter(None, (wait.title_field, wait.due)), *of_unit])),
			order_by=f"{wait.due or 'modified'}, name",
			limit_page_length=MOST_STEPS,
		)
		return [self.step(wait, row) for row in rows if acting_unit(wait, row, self.project)]

	def condition(self, value: object) -> tuple[str, object]:
		"""A line's filter as (operator, value)."""
		value = self.mine.resolved(value)
		return tuple(value) if isinstance(value, list) else ("=", value)

	def step(self, wait: Wait, row: frappe._dict) -> WaitingStep:
		unit = acting_unit(wait, row, self.project)
		due = known_day(wait.doctype, row.name, row.get(wait.due)) if wait.due else None
		text = _(row[wait.title_field] or "") if wait.title_field else ""
		mine = unit in self.mine.viewer.units or bool(
			self.mine.kinds & set(wait.kinds) and wait.whose[0] == SEEN
		)
		return WaitingStep(
			_(wait.heading), wait.doctype, row.name, text, unit, mine, due, self.mine.days_left(due)
		)

	# --- what is open -------------------------------------------------------------------------------------

	def nodes(self) -> list[dict]:
		"""The next nodes of the plan: [{name, title, unit, planned_date, forecast_date, light, days_left}]."""
		if self.project.archived_on:
			return []
		rows = self.rows(
			NODE,
			filters={**self.open_nodes, "planned_date": ["is", "set"]},
			fields=[
				"name",
				"title",
				"responsible_unit",
				"unit_text",
				"planned_date",
				"forecast_date",
				"light",
			],
			order_by="planned_date, sequence, name",
			limit_page_length=MOST_NODES,
		)
		for row in rows:
			row.unit = row.pop("responsible_unit") or row.pop("unit_text", None)
			row.days_left = self.mine.days_left(known_day(NODE, row.name, row.planned_date))
		return rows

	@property
	def open_nodes(self) -> dict:
		return {"project": self.project.name, "applies": 1, "actual_date": ["is", "not set"]}

	def lights(self) -> dict[str, int]:
		"""How many open nodes are red and yellow."""
		return {
			light: len(self.rows(NODE, filters={**self.open_nodes, "light": light}, pluck="name", limit=0))
			for light in (RED, YELLOW)
		}

	def matters(self, doctype: str) -> dict:
		"""Open records of a type: {doctype, open, rows: [{name, words, unit, due, days_left}]}."""
		title_field, due, ended = MATTERS[doctype]
		rows = self.rows(
			doctype,
			filters={"project": self.project.name, "state": ["not in", [*ended]]},
			fields=["name", f"{title_field} as words", "unit", f"{due} as due", "state"],
			order_by=f"{due}, name",
			limit_page_length=0,
		)
		for row in rows[:MOST_RECORDS]:
			row.days_left = self.mine.days_left(known_day(doctype, row.name, row.due))
		return {"doctype": doctype, "open": len(rows), "rows": rows[:MOST_RECORDS]}

	def meetings(self) -> list[dict]:
		"""The latest meetings with the project on their agenda: [{name, title, meeting_date, meeting_state}]."""
		# no ground of the project opens a meeting: it is its convener's, and whom its agenda is published to
		return frappe.get_list(
			MEETING,
			filters=[["Agenda Item", "project", "=", self.project.name]],
			fields=["name", "title", "meeting_date", "meeting_state"],
			distinct=True,
			order_by="meeting_date desc",
			limit_page_length=MOST_RECORDS,
		)

	def files(self) -> list[dict]:
		"""The latest files of the project and its records: [{file_name, file_url, doctype, name, creation}]."""
		rows: list[dict] = []
		for doctype in WITH_FILES:
			if not frappe.has_permission(doctype, "read"):
				continue
			field = "name" if doctype == HOME else "project"
			names = self.rows(doctype, filters={field: self.project.name}, pluck="name", limit=0)
			rows += frappe.get_all(
				"File",
				filters={"attached_to_doctype": doctype, "attached_to_name": ["in", [*names, ""]]},
				fields=[
					"name as file",
					"file_name",
					"file_url",
					"attached_to_doctype as doctype",
					"attached_to_name as name",
					"creation",
				],
				order_by="creation desc",
				limit_page_length=MOST_FILES * 2,
			)
		latest = sorted(rows, key=lambda row: row["creation"], reverse=True)[: MOST_FILES * 2]
		# one with full telephone numbers is for those who may know them
		return [row for row in latest if frappe.has_permission("File", "read", doc=row["file"])][:MOST_FILES]
