"""The page of one project: where it stands, whose step is next, what is open.

Every part holds only records the session's user may read. The page stands in this room because its next steps come
from the same table as 我的工作 (`rules/task_rules`), read here for one project instead of one person.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control import grounds, row_rule
from anshang_app.foundation import archived, constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.spared import known_day
from anshang_app.planning.lights import RED, YELLOW
from anshang_app.project_lifecycle.transitions import read_stage_times
from anshang_app.reminders.my_work import NEAR_DAYS, WITHOUT_PROJECT, MyWork
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

#: how many steps, nodes, records of a type and files the page shows; the lists it links to hold all of them
MOST_STEPS, MOST_NODES, MOST_RECORDS, MOST_FILES = 6, 3, 3, 6
#: record type -> (field with its title, field with its due date, states in which it is no longer open)
MATTER_FIELDS = {
	ISSUE: ("title", "due_date", constants.ISSUE_ENDED),
	ORDER: ("matter", "running_limit", constants.ORDER_ENDED),
	PROMISE: ("words", "due_date", (constants.FULFILLED, constants.WAIVED)),
}
#: stages a project leaves by a workflow step, which can be refused with what is lacking; it leaves the hand-over
#: stages when the receiving unit signs
STAGES_LEFT_BY_STEP = (
	constants.PLANNING,
	constants.PRE_CONSTRUCTION,
	constants.CONSTRUCTION,
	constants.ACCEPTANCE,
)
#: record types whose attached files the page lists
TYPES_WITH_FILES = (HOME, PLAN, HANDOVER, CASE, PROMISE, ORDER, ISSUE)


@dataclass(frozen=True)
class WaitingStep:
	"""A step of the project that waits for somebody; its fields are the keys of `steps` in the page.

	`heading` says what is to be done, `words` is the record's title, `unit` the unit (or person) whose step it is,
	`mine` whether it is the user's own. `days_left` are working days until `due`, negative when it is past.
	"""

	heading: str
	doctype: str
	name: str
	words: str
	unit: str
	mine: bool
	due: date | None
	days_left: int | None


class ProjectStory:
	"""What the session's user may read of one project, part by part."""

	def __init__(self, project: Document):
		self.project, self.my_work = project, MyWork()
		viewer = self.my_work.viewer
		# a user with access to the whole project may read all its records: checked once instead of in every query
		reads_whole_project = viewer.sees_all or row_rule.project_matches(project.name, grounds.READ, viewer)
		self.get_rows = frappe.get_all if reads_whole_project else frappe.get_list

	@archived.shown()
	def build(self) -> dict:
		"""The whole page; its keys are described at `api.project_story`."""
		return {
			"actions": actions_of(self.project),
			"near_days": NEAR_DAYS,
			"stages": self.list_stages(),
			"stopped": self.project.stage if self.project.stage in constants.STANDSTILLS else None,
			"lacking": self.check_next_stage(),
			"steps": [vars(step) for step in self.list_waiting_steps()],
			"nodes": self.list_next_nodes(),
			"lights": self.count_lights(),
			"matters": [
				self.list_open_matters(doctype)
				for doctype in MATTER_FIELDS
				if frappe.has_permission(doctype, "read")
			],
			"meetings": self.list_meetings() if frappe.has_permission(MEETING, "read") else [],
			"files": self.list_files(),
		}

	def list_stages(self) -> list[dict]:
		"""The seven stages in order, as {stage, state: past|now|ahead, entered}; `entered` is None for those ahead.

		While the project is suspended or terminated, the stage it was stopped in counts as the present one.
		"""
		times = {row.stage: row for row in read_stage_times(self.project.name)}
		present_stage = self.project.stage_before or self.project.stage
		present = constants.STAGE_ORDER.index(present_stage) if present_stage in constants.STAGE_ORDER else -1
		return [
			{
				"stage": stage,
				"state": "past" if number < present else "now" if number == present else "ahead",
				"entered": times[stage].entered if stage in times and number <= present else None,
			}
			for number, stage in enumerate(constants.STAGE_ORDER)
		]

	def check_next_stage(self) -> dict | None:
		"""What the project still lacks for its next stage, as {stage, sentences}.

		None where the project does not reach its next stage by a step of its own.
		"""
		if self.project.stage not in STAGES_LEFT_BY_STEP:
			return None
		next_stage = constants.STAGE_ORDER[constants.STAGE_ORDER.index(self.project.stage) + 1]
		# requirements are written for a project whose field `stage` already names the new stage; nothing is saved
		project_in_next_stage = frappe.get_doc(HOME, self.project.name)
		project_in_next_stage.stage = next_stage
		problems = ask("stage_requirements", project_in_next_stage)
		return {
			"stage": next_stage,
			"sentences": [sentence(project_in_next_stage, problem) for problem in problems],
		}

	# --- whose step is next -------------------------------------------------------------------------------

	def list_waiting_steps(self) -> list[WaitingStep]:
		"""The first `MOST_STEPS` open steps: the user's own first, then by due date.

		An archived project has no open steps. Left out are lines of 我的工作 that only watch another one's step, and
		lines addressed to a role or an account instead of a unit.
		"""
		if self.project.archived_on:
			return []
		open_steps = [
			step
			for wait in WAITS
			if not wait.watches and not wait.role and wait.whose[0] != USER
			for step in self.steps_of_wait(wait)
		]
		# two lines may ask the same unit about the same record: the first line counts
		first_step = {(step.doctype, step.name, step.unit): step for step in reversed(open_steps)}

		def urgency(step: WaitingStep) -> tuple:
			return not step.mine, step.due is None, str(step.due), step.heading

		return sorted(first_step.values(), key=urgency)[:MOST_STEPS]

	def steps_of_wait(self, wait: Wait) -> list[WaitingStep]:
		"""The open steps of this project that one line of the table `WAITS` describes, at most `MOST_STEPS`."""
		if wait.doctype in WITHOUT_PROJECT or not frappe.has_permission(wait.doctype, "read"):
			return []
		whose, field = wait.whose
		unit_field = [field] if whose == UNIT else []
		filters = [[wait.doctype, key, *self.to_condition(value)] for key, value in wait.filters.items()] + [
			[wait.doctype, "name" if wait.doctype == HOME else "project", "=", self.project.name]
		]
		rows = self.get_rows(
			wait.doctype,
			filters=filters,
			fields=list(dict.fromkeys(["name", *filter(None, (wait.title_field, wait.due)), *unit_field])),
			order_by=f"{wait.due or 'modified'}, name",
			limit_page_length=MOST_STEPS,
		)
		return [self.build_step(wait, row) for row in rows if acting_unit(wait, row, self.project)]

	def to_condition(self, value: object) -> tuple[str, object]:
		"""A filter's value as (operator, value), with placeholders such as `SOON` replaced by their days or names."""
		value = self.my_work.resolve_placeholders(value)
		return tuple(value) if isinstance(value, list) else ("=", value)

	def build_step(self, wait: Wait, row: frappe._dict) -> WaitingStep:
		"""The step that one record of a line waits for; `row` holds the fields the line names."""
		unit = acting_unit(wait, row, self.project)
		due = known_day(wait.doctype, row.name, row.get(wait.due)) if wait.due else None
		title = _(row[wait.title_field] or "") if wait.title_field else ""
		# a step that names no unit belongs to every unit of the line's kinds
		is_mine = unit in self.my_work.viewer.units or (
			wait.whose[0] == SEEN and bool(self.my_work.kinds & set(wait.kinds))
		)
		return WaitingStep(
			_(wait.heading), wait.doctype, row.name, title, unit, is_mine, due, self.my_work.days_left(due)
		)

	# --- what is open -------------------------------------------------------------------------------------

	def list_next_nodes(self) -> list[dict]:
		"""The first open nodes by planned date: [{name, title, unit, planned_date, forecast_date, light, days_left}].

		An archived project has no next nodes.
		"""
		if self.project.archived_on:
			return []
		rows = self.get_rows(
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
			row.days_left = self.my_work.days_left(known_day(NODE, row.name, row.planned_date))
		return rows

	@property
	def open_nodes(self) -> dict:
		"""Filters for the project's nodes that apply to it and are not done."""
		return {"project": self.project.name, "applies": 1, "actual_date": ["is", "not set"]}

	def count_lights(self) -> dict[str, int]:
		"""{light: number of open nodes} for the red and the yellow light."""
		return {
			light: len(
				self.get_rows(NODE, filters={**self.open_nodes, "light": light}, pluck="name", limit=0)
			)
			for light in (RED, YELLOW)
		}

	def list_open_matters(self, doctype: str) -> dict:
		"""Open records of one type of `MATTER_FIELDS`: {doctype, open, rows: [{name, words, unit, due, state, days_left}]}.

		`open` counts all of them, `rows` holds the `MOST_RECORDS` that are due first.
		"""
		title_field, due_field, ended_states = MATTER_FIELDS[doctype]
		rows = self.get_rows(
			doctype,
			filters={"project": self.project.name, "state": ["not in", [*ended_states]]},
			fields=["name", f"{title_field} as words", "unit", f"{due_field} as due", "state"],
			order_by=f"{due_field}, name",
			limit_page_length=0,
		)
		for row in rows[:MOST_RECORDS]:
			row.days_left = self.my_work.days_left(known_day(doctype, row.name, row.due))
		return {"doctype": doctype, "open": len(rows), "rows": rows[:MOST_RECORDS]}

	def list_meetings(self) -> list[dict]:
		"""The latest meetings with the project on their agenda: [{name, title, meeting_date, meeting_state}]."""
		# not `get_rows`: access to a project gives no access to a meeting, which is its convener's and of the units its
		# agenda is published to
		return frappe.get_list(
			MEETING,
			filters=[["Agenda Item", "project", "=", self.project.name]],
			fields=["name", "title", "meeting_date", "meeting_state"],
			distinct=True,
			order_by="meeting_date desc",
			limit_page_length=MOST_RECORDS,
		)

	def list_files(self) -> list[dict]:
		"""The latest files of the project and its records: [{file_name, file_url, doctype, name, creation}]."""
		rows: list[dict] = []
		for doctype in TYPES_WITH_FILES:
			if not frappe.has_permission(doctype, "read"):
				continue
			field = "name" if doctype == HOME else "project"
			names = self.get_rows(doctype, filters={field: self.project.name}, pluck="name", limit=0)
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
		# files with full telephone numbers have a permission check of their own, so twice as many are read as shown
		return [row for row in latest if frappe.has_permission("File", "read", doc=row["file"])][:MOST_FILES]
