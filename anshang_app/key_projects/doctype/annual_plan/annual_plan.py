from frappe.model.document import Document

from anshang_app.validation.amounts import MONEY, SQUARE_METRES


class AnnualPlan(Document):
	amounts = {
		"year_investment": MONEY,
		"year_floor_area": SQUARE_METRES,
	}

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		plan_year: DF.Int
		year_complexes: DF.Int
		year_dormitories: DF.Int
		year_floor_area: DF.Float
		year_investment: DF.Float
		year_labs: DF.Int
		year_offices: DF.Int
		year_plants: DF.Int
	# end: auto-generated types
	pass
