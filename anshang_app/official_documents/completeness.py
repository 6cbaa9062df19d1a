"""What the forms of a plan would print empty, who owes it and where it is entered (plans are complete when sealed)."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import bureau
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.units import PROJECT_FIELDS, find_platform_unit
from anshang_app.foundation.workflow_step import hold
from anshang_app.official_documents.build import live_facts
from anshang_app.official_documents.rules.facts import PlanFacts
from anshang_app.official_documents.rules.printed_gaps import (
	CONTACT,
	INVESTMENT_SERVICE,
	PLAN,
	PrintedGap,
	keys_to_leave_out,
	printed_gaps,
)
from anshang_app.service_plans.plans import proposed_rows
from anshang_app.service_plans.rules.plan_gaps import plan_gaps
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import field_label, refuse

TEAM_TABLE = "team_tasks"


def facts_to_print(plan: Document) -> PlanFacts:
	"""Today's facts of a plan; whether a number is there is seen in its masked form."""
	return live_facts(plan, lambda contact, _project: frappe.db.get_value(CONTACT, contact, "phone_masked"))


def printed_problems(plan: Document) -> list[Problem]:
	"""The empty cells as findings: the plan is refused the seals with them (a provider of `printed_gaps`)."""
	return [_problem(plan, gap) for gap in printed_gaps(facts_to_print(plan))]


def _problem(plan: Document, gap: PrintedGap) -> Problem:
	where = _row_of(plan, gap)
	if gap.doctype == PLAN:
		return Problem(gap.field, None, "cell_empty", (gap.place,), **where)
	return Problem(gap.field, None, "cell_empty", (gap.place,), doctype=gap.doctype)


def _row_of(plan: Document, gap: PrintedGap) -> dict:
	if not gap.row_cell:
		return {}
	row = next(row for row in plan.get(TEAM_TABLE) if row.annex_cell == gap.row_cell)
	return {"table": TEAM_TABLE, "row": row.idx}


def gaps_by_unit(plan: Document, facts: PlanFacts) -> list[dict]:
	"""What keeps a draft from the seals: [{unit, is_own, gaps: [{words, doctype, name, field, table, row, key, place_key, side}]}].

	The units of the user come first. `place_key` names the printed cell, `key` too where 不适用 may be said of it, `side` where a contact is to be added.
	"""
	project = frappe.get_doc("Investment Project", plan.project)
	by_unit: dict[str, list[dict]] = {}
	for unit, gap in [*_rows_lacking(plan, project), *_cells_lacking(plan, project, facts)]:
		by_unit.setdefault(unit, []).append(gap)
	own = set(viewer_of().units)
	groups = [{"unit": unit, "is_own": unit in own, "gaps": gaps} for unit, gaps in by_unit.items()]
	return sorted(groups, key=lambda group: (not group["is_own"], group["unit"] != project.chain_lead_unit))


def state_of_forms(plan: Document) -> dict:
	"""{groups: `gaps_by_unit`, left_out: [{key, place}] of the cells marked 不适用}."""
	facts = facts_to_print(plan)
	empty = {gap.key: gap.place for gap in printed_gaps(replace(facts, cells_left_out=()))}
	left_out = [{"key": key, "place": empty[key]} for key in facts.cells_left_out if key in empty]
	return {"groups": gaps_by_unit(plan, facts), "left_out": left_out}


def _rows_lacking(plan: Document, project: Document) -> list[tuple[str, dict]]:
	"""One entry for a row that lacks a person, a day or both, under the unit the row names."""
	rows = {(row["table"], row["row"]): row for row in proposed_rows(plan)}
	by_row: dict[tuple, list[Problem]] = {}
	for problem in plan_gaps(list(rows.values())):
		by_row.setdefault((problem.table, problem.row), []).append(problem)
	entries = []
	for (table, number), problems in by_row.items():
		row = rows[(table, number)]
		unit = row["unit"] or row["unit_text"] or project.chain_lead_unit or _(constants.CHAIN_LEAD)
		lacking = "、".join(field_label(_table_type(plan, table), problem.field) for problem in problems)
		sentence = _("{0}: {1} lacking").format(row["title"], lacking)
		# named first: v16's reader of strings would take a key inside `_` for a sentence
		note = row["note"]
		if note and is_blank(row["day"]):
			sentence += f"（{_(note)}）"
		where = {
			"doctype": PLAN,
			"name": plan.name,
			"field": problems[0].field,
			"table": table,
			"row": number,
		}
		entries.append((unit, {"words": sentence, **where, "key": None, "place_key": None, "side": None}))
	return entries


def _table_type(plan: Document, table: str) -> str:
	return plan.meta.get_field(table).options


def _cells_lacking(plan: Document, project: Document, facts: PlanFacts) -> list[tuple[str, dict]]:
	entries = []
	for gap in printed_gaps(facts):
		where = {"table": None, "row": None, **_row_of(plan, gap)}
		name = {PLAN: plan.name, CONTACT: _contact_to_complete(plan, gap)}.get(gap.doctype, plan.project)
		entry = {
			"words": gap.place,
			"doctype": gap.doctype,
			"name": name,
			"field": gap.field,
			"key": gap.key if gap.may_be_left_out else None,
			"place_key": gap.key,
			"side": gap.contact_side or None,
			**where,
		}
		entries.append((_unit_of(project, gap.side), entry))
	return entries


def _contact_to_complete(plan: Document, gap: PrintedGap) -> str | None:
	"""The contact in use that lacks its number; None: there is none at all."""
	filters = {"project": plan.project, "side": gap.contact_side, "is_active": 1}
	return frappe.db.get_value(CONTACT, filters, order_by="creation, name")


def _unit_of(project: Document, side: str) -> str:
	"""The unit that owes a cell; its kind in words where the project names none."""
	if side in PROJECT_FIELDS:
		return project.get(PROJECT_FIELDS[side]) or _(side)
	unit = find_platform_unit("investment_service_center") if side == INVESTMENT_SERVICE else bureau()
	return unit or _(side)


def leave_cell_out(plan: Document, cell: str, left_out: bool) -> Document:
	"""不适用 of a cell that this plan has nothing for, or taken back; only in the draft, by who drafts it."""
	hold(plan)
	problems = []
	if plan.state != constants.PLAN_DRAFT:
		problems.append(Problem("state", _(plan.state), "locked"))
	elif cell not in keys_to_leave_out(facts_to_print(plan)):
		problems.append(Problem("cells_left_out", cell, "never_left_out"))
	refuse(plan, problems)
	cells = [key for key in (plan.cells_left_out or "").split() if key != cell]
	plan.cells_left_out = "\n".join([*cells, *([cell] if left_out else [])])
	plan.flags.leaves_cells_out = True
	plan.save()
	return plan
