"""The plan as one grid: the rows of the three forms as cells to read, and cells saved as they are typed or pasted."""

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.members import people_by_unit
from anshang_app.foundation.workflow_step import steps_of
from anshang_app.key_projects.titles import title_of
from anshang_app.planning.workdays import WORKING
from anshang_app.service_plans import plans
from anshang_app.service_plans.known_persons import persons_of_units
from anshang_app.service_plans.plan_network import PlanNetwork, plan_facts
from anshang_app.service_plans.rules import plan_cells
from anshang_app.service_plans.rules.plan_cells import KnownNames, PlanCell, PlanRow, Taken
from anshang_app.service_plans.rules.plan_gaps import plan_gaps
from anshang_app.validation.checks import Problem, as_date, name_key
from anshang_app.validation.messages import refuse, rule_words

PLAN = "Service Plan"
#: what a cell holds of its row in plain text
PLAIN = {
	plan_cells.PERSON: "responsible_person",
	plan_cells.REMARK: "remark",
	plan_cells.TARGET: "work_target",
}


def grid_of(plan: Document) -> dict:
	"""The whole plan for its page.

	{plan, project, project_name, state, revision, plan_year, modified, may_write, why_not, may_send, rows: see `rows_of`,
	units: [name], persons: {unit: [name]}}; units and persons only for who may write.
	"""
	why_not = reason_against(plan)
	return {
		"plan": plan.name,
		"project": plan.project,
		"project_name": title_of(plan.project),
		"state": plan.state,
		"revision": plan.revision,
		"plan_year": plan.plan_year,
		"modified": str(plan.modified),
		"may_write": not why_not,
		"why_not": why_not,
		"may_send": not why_not and constants.ACTION_SEND_FOR_SEALS in steps_of(plan, lambda state: True),
		"rows": rows_of(plan),
		"units": [] if why_not else sorted(units_in_use()),
		"persons": {} if why_not else persons_of_units(plan),
	}


def reason_against(plan: Document) -> str:
	"""Why the session's user may not enter rows, in a sentence; blank if he may."""
	if plan.state != constants.PLAN_DRAFT:
		sealed = frappe.utils.formatdate(plan.sealed_on) if plan.sealed_on else None
		if sealed:
			return _(
				"Sealed on {0}: the three forms stay as they were sealed; changes need a revision."
			).format(sealed)
		return _("The plan is in the state {0}: its rows are locked as they are.").format(_(plan.state))
	if not plan.has_permission("write"):
		return _("The plan is filled in by its lead unit and its host locality; you may read it.")
	if not plans.enters_rows():
		return _("The bureau coordinates and may return the plan, but does not edit it.")
	return ""


def rows_of(plan: Document) -> list[dict]:
	"""The rows of the three tables in the order of the forms.

	[{node, table, part, title, left_out, cells: {column: text}, fixed, about, critical, reference, lacking: [column]}]:
	`reference` is a proposed time in words where nobody gave one.
	"""
	gaps = gaps_by_row(plan)
	times_by_node = times_known(plan)
	references = plans.reference_times()
	rows = []
	for table, (part, text, day) in plans.LISTS.items():
		for row in plan.get(table):
			cells = {column: shown(row, column, day) for column in plan_cells.columns_of(table)}
			reference = references.get(row.node.removeprefix(f"{plan.project}-"))
			open_time = table == "plan_dates" and row.node not in times_by_node
			rows.append(
				{
					"node": row.node,
					"table": table,
					"part": part or row.part,
					"title": row.get(text),
					"left_out": int(row.left_out or 0),
					"cells": cells,
					"fixed": int(row.get("date_is_fixed") or 0),
					"about": _(row.get("schedule_note") or ""),
					"critical": int(row.get("is_critical") or 0),
					"timeless": int(open_time),
					"reference": time_words(*reference) if reference and open_time else "",
					"known_time": "" if open_time else times_by_node.get(row.node, ""),
					"lacking": [] if row.left_out else gaps.get(row.node, []),
				}
			)
	return rows


def gaps_by_row(plan: Document) -> dict[str, list[str]]:
	"""Node -> the columns of its row that keep the plan from the seals."""
	rows = plans.proposed_rows(plan)
	nodes = {(row["table"], row["row"]): row["node"] for row in rows}
	columns_by_node: dict[str, list[str]] = {}
	for gap in plan_gaps(rows):
		column = plan_cells.PERSON if gap.field == "responsible_person" else plan_cells.DAY
		columns_by_node.setdefault(nodes[(gap.table, gap.row)], []).append(column)
	for row in plan.team_tasks:
		if not row.left_out and not (row.work_target or "").strip():
			columns_by_node.setdefault(row.node, []).append(plan_cells.TARGET)
	return columns_by_node


def times_known(plan: Document) -> dict[str, str]:
	"""Node -> its time in words where counting back knows one, whoever gave it; blank for an event."""
	board = PlanNetwork(plan_facts(plan))
	return {
		node.key: time_words(node.duration, node.unit) if node.duration else ""
		for node in board.nodes
		if node.duration is not None or node.finished
	}


def time_words(days: int | None, unit: str | None) -> str:
	"""20工作日: a time as the grid shows and takes it."""
	return f"{days}{_(unit or WORKING)}" if days else ""


def shown(row: Document, column: str, day_field: str) -> str:
	"""A cell's text as the grid shows it and compares it."""
	if column == plan_cells.UNIT:
		return row.responsible_unit or row.unit_text or ""
	if column == plan_cells.DURATION:
		return time_words(row.duration, row.duration_unit)
	if column == plan_cells.DAY:
		day = as_date(row.get(day_field))
		return day.isoformat() if day else row.get("rhythm") or ""
	return row.get(PLAIN[column]) or ""


def units_in_use() -> list[str]:
	"""The units a row may name."""
	return frappe.get_all("Anshang Unit", filters={"is_active": 1}, pluck="name", order_by="name")


# --- saving ------------------------------------------------------------------------------------------------


def save_cells(plan: Document, sent: Sequence[Mapping[str, Any]]) -> dict:
	"""Put cells into the draft; one that cannot be read, or that somebody else changed, stays out and is told.

	Returns `grid_of` without units and persons, with refused: [{node, column, text, words}], asked: the same for
	a day of which a part was supplied, conflicts: [{node, column, text, theirs, by, on}].
	"""
	cells = cells_sent(sent)
	why_not = reason_against(plan)
	if why_not:
		frappe.throw(why_not, title=_("Please Check"))
	saver = Saver(plan)
	for cell in cells:
		saver.take(cell)
	if saver.is_changed:
		plan.save()
	rows = rows_of(plan)
	return {"modified": str(plan.modified), "rows": rows, **saver.notes_by_outcome}


def cells_sent(sent: Sequence[Mapping[str, Any]]) -> list[PlanCell]:
	"""The cells of a request: each names its step, a column and a text; anything else is refused."""
	if len(sent) > plan_cells.MOST_CELLS:
		doc = frappe.new_doc(PLAN)
		refuse(doc, [Problem("plan_dates", None, "too_many_cells", (plan_cells.MOST_CELLS, len(sent)))])
	cells = []
	for cell in sent:
		node, column, text = cell.get("node"), cell.get("column"), cell.get("text")
		was, fixed = cell.get("was"), cell.get("fixed")
		if not (
			isinstance(node, str)
			and isinstance(column, str)
			and isinstance(text, str)
			and isinstance(was, str | None)
		):
			frappe.throw(_("Each cell names its step (node), its column, and the text as typed."))
		cells.append(PlanCell(node, column, text, was=was, fixed=bool(fixed) if fixed in (0, 1) else None))
	return cells


class Saver:
	"""Cells put into a plan one by one; `notes_by_outcome` lists those refused, to be asked about, or in conflict."""

	def __init__(self, plan: Document):
		self.plan, self.is_changed = plan, False
		self.notes_by_outcome: dict[str, list[dict]] = {"refused": [], "asked": [], "conflicts": []}
		self.rows = {row.node: (table, row) for table in plans.LISTS for row in plan.get(table)}
		units = units_in_use()
		short = frappe.get_all("Anshang Unit", filters={"is_active": 1}, fields=["name", "short_name"])
		keyed = {name_key(row.short_name) or "": row.name for row in short if row.short_name}
		keyed.update({name_key(unit) or "": unit for unit in units})
		parties = {row.unit_text for _table, row in self.rows.values() if row.unit_text}
		self.known_names = KnownNames(plan.plan_year or getdate().year, keyed, parties)
		self.people = people_by_unit()

	def take(self, cell: PlanCell) -> None:
		"""Put one cell into its row, or note why it was not."""
		place = self.rows.get(cell.node)
		if place is None:
			problem = Problem("node", cell.text, "no_such_step", doctype="Plan Date")
			self.tell("refused", cell, words=rule_words(self.plan, problem))
			return
		table, row = place
		day_field = plans.LISTS[table][2]
		about = PlanRow(
			table,
			row.idx,
			day_field,
			bool(row.get("rhythm_allowed")),
			bool(row.left_out),
			row.get("duration_unit"),
		)
		reading = plan_cells.read_cell(cell, about, self.known_names)
		if isinstance(reading, Problem):
			self.tell("refused", cell, words=rule_words(self.plan, reading))
		else:
			self.put(cell, row, day_field, reading)

	def put(self, cell: PlanCell, row: Document, day_field: str, taken: Taken) -> None:
		"""Write a readable cell, unless somebody else wrote it meanwhile."""
		stands = shown(row, cell.column, day_field)
		trial = frappe.get_doc(row.as_dict())
		trial.update(taken.values)
		wanted = shown(trial, cell.column, day_field)
		if wanted != stands and plan_cells.is_conflict(cell, stands):
			by = (
				_("you, in another window")
				if self.plan.modified_by == frappe.session.user
				else full_name(self.plan)
			)
			self.tell(
				"conflicts", cell, theirs=stands, by=by, on=format_datetime(self.plan.modified, "HH:mm")
			)
			return
		if taken.is_about:
			sentence = rule_words(self.plan, Problem(day_field, None, "day_about", (wanted,)))
			self.tell("asked", cell, words=sentence)
		self.write(cell, row, day_field, taken, wanted != stands)

	def write(self, cell: PlanCell, row: Document, day_field: str, taken: Taken, differs: bool) -> None:
		"""The row's fields, and what follows from them: a day by hand stays, a person's account goes with the name."""
		values = dict(taken.values)
		if cell.column == plan_cells.PERSON and differs:
			values["responsible_user"] = self.account_of(row.responsible_unit, values["responsible_person"])
		if cell.column == plan_cells.DAY and row.meta.has_field("date_is_fixed"):
			by_hand = bool(values[day_field]) if differs else bool(row.date_is_fixed)
			values["date_is_fixed"] = int(by_hand if cell.fixed is None else cell.fixed)
			differs = differs or values["date_is_fixed"] != int(row.date_is_fixed or 0)
		if differs:
			row.update(values)
			self.is_changed = True

	def account_of(self, unit: str | None, name: object) -> str | None:
		"""The account of the unit's only member of that name."""
		accounts = {
			row.user for row in self.people.get(unit or "", []) if row.member_name == name and row.user
		}
		return accounts.pop() if len(accounts) == 1 else None

	def tell(self, kind: str, cell: PlanCell, **more: str) -> None:
		self.notes_by_outcome[kind].append(
			{"node": cell.node, "column": cell.column, "text": cell.text, **more}
		)


def full_name(plan: Document) -> str:
	"""Who saved the plan last."""
	return frappe.get_cached_value("User", plan.modified_by, "full_name") or plan.modified_by
