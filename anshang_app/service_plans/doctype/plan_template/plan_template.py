import re

import frappe

from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

ROW_KEY = re.compile(r"[a-z0-9-]+", re.ASCII)


class PlanTemplate(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.service_plans.doctype.plan_template_edge.plan_template_edge import PlanTemplateEdge
		from anshang_app.service_plans.doctype.plan_template_row.plan_template_row import PlanTemplateRow

		is_default: DF.Check
		note: DF.SmallText | None
		template_edges: DF.Table[PlanTemplateEdge]
		template_name: DF.Data
		template_rows: DF.Table[PlanTemplateRow]
		template_version: DF.Data | None
		to_verify: DF.Check
	# end: auto-generated types

	def validate(self):
		self._check_rows()
		self._check_edges()
		self._title_edges()

	def on_update(self):
		if self.is_default:
			others = {"name": ["!=", self.name], "is_default": 1}
			for name in frappe.get_all("Plan Template", filters=others, pluck="name", order_by="name"):
				frappe.db.set_value("Plan Template", name, "is_default", 0)

	def _check_rows(self):
		row_keys, problems = set(), []
		for row in self.template_rows:
			if not ROW_KEY.fullmatch(row.row_key or ""):
				problems.append(
					Problem("row_key", row.row_key, "row_key", table="template_rows", row=row.idx)
				)
			elif row.row_key in row_keys:
				problems.append(Problem("row_key", row.row_key, "twice", table="template_rows", row=row.idx))
			row_keys.add(row.row_key)
		refuse(self, problems)

	def _check_edges(self):
		keys = {row.row_key for row in self.template_rows}
		refuse(
			self,
			[
				Problem(field, edge.get(field), "edge_unknown", table="template_edges", row=edge.idx)
				for edge in self.template_edges
				for field in ("from_key", "to_key")
				if edge.get(field) not in keys
			],
		)

	def _title_edges(self):
		"""An order is read by its steps' names; the keys are for the machine."""
		titles = {row.row_key: row.title for row in self.template_rows}
		for edge in self.template_edges:
			edge.from_title, edge.to_title = titles[edge.from_key], titles[edge.to_key]
