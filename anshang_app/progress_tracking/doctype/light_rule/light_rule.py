from frappe import _
from frappe.utils import flt

from anshang_app.planning.money_lights import GREATEST, threshold_is_wrong
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


class LightRule(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		is_active: DF.Check
		light: DF.Literal["Green Light", "Yellow Light", "Red Light", "No Light"]
		light_condition: DF.Literal[
			"Forecast Within Plan",
			"Float Used Up",
			"Few Working Days Left",
			"Recovered in Period",
			"Past Plan",
			"No Planned Date",
			"No Investment Plan of the Year",
			"Investment Behind by More Points",
			"Investment Behind by Points",
			"Investment Behind by Months",
			"Investment Below Share of Due",
			"Pace of Investment Known",
		]
		note: DF.SmallText | None
		rule_name: DF.Data
		rule_order: DF.Int
		source_text: DF.SmallText | None
		threshold: DF.Float
		to_verify: DF.Check
		working_days: DF.Int
	# end: auto-generated types

	def validate(self):
		"""A threshold lies above nothing and within what its condition measures."""
		if threshold_is_wrong(self.light_condition, flt(self.threshold)):
			bounds = (_(self.light_condition), GREATEST[self.light_condition])
			refuse(self, [Problem("threshold", self.threshold, "threshold_range", bounds)])
