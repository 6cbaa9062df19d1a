from frappe.utils import getdate

from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import clean_code, future_problem, uscc_problem
from anshang_app.validation.messages import refuse


class Enterprise(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enterprise_name: DF.Data
		is_demo: DF.Check
		legal_representative: DF.Data | None
		note: DF.SmallText | None
		registered_address: DF.Data | None
		registered_on: DF.Date | None
		uscc: DF.Data | None
	# end: auto-generated types

	def validate(self):
		self.uscc = clean_code(self.uscc)
		refuse(
			self, [uscc_problem(self.uscc), future_problem("registered_on", self.registered_on, getdate())]
		)
