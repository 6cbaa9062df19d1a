from frappe.model.document import Document


class PlanTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.plan_template_edge.plan_template_edge import PlanTemplateEdge
		from anshang_app.anshang.doctype.plan_template_row.plan_template_row import PlanTemplateRow

		is_default: DF.Check
		note: DF.SmallText | None
		template_edges: DF.Table[PlanTemplateEdge]
		template_name: DF.Data
		template_rows: DF.Table[PlanTemplateRow]
		template_version: DF.Data | None
		to_verify: DF.Check
	# end: auto-generated types
	pass
