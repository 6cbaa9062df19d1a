"""The three forms beside the plan's grid: as they would print now, each cell with the place where it is entered."""

from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.official_documents.completeness import facts_to_print, state_of_forms
from anshang_app.official_documents.rules import fill, printed_gaps
from anshang_app.official_documents.rules.frozen import thaw
from anshang_app.rendering.grid import Form
from anshang_app.rendering.html import render_forms_part


def forms_beside(plan: Document) -> dict:
	"""{html, cells: {cell of the forms: {node, column}}, keys: {cell: [key of its gap]}, groups, left_out}.

	Of a plan that is past its draft the forms are the frozen ones, without telephone numbers. `groups` and
	`left_out`, of a draft only, as in `completeness.state_of_forms`.
	"""
	is_draft = plan.state == constants.PLAN_DRAFT
	facts = thaw(plan.printed_facts, {}) if plan.printed_facts else facts_to_print(plan)
	forms = fill.plan_forms(facts)
	return {
		"html": render_forms_part(forms.values()),
		"cells": entered_in_grid(plan, forms),
		"keys": {cell: list(keys) for cell, keys in printed_gaps.keys_by_cell().items()},
		**(state_of_forms(plan) if is_draft else {"groups": [], "left_out": []}),
	}


def entered_in_grid(plan: Document, forms: dict[str, Form]) -> dict[str, dict]:
	"""Cell of the forms -> the node and the column of the grid it is printed from."""
	rows = {
		"team_tasks": lambda label: fill.cells_of_row(label, fill.TEAM_COLUMNS),
		"entity_tasks": lambda label: fill.cells_of_row(label, fill.ENTITY_COLUMNS),
		"plan_dates": lambda label: {"day": fill.day_cell(forms, label)},
	}
	return {
		cell: {"node": row.node, "column": column}
		for table, cells_of in rows.items()
		for row in plan.get(table)
		if row.annex_cell
		for column, cell in cells_of(row.annex_cell).items()
	}
