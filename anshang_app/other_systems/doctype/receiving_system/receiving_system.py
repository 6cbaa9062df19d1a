from anshang_app.reminders.gateways import check_address
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: letters of a secret that nobody guesses
SHORTEST_SECRET = 16


class ReceivingSystem(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data
		is_active: DF.Check
		last_error: DF.SmallText | None
		last_success: DF.Datetime | None
		secret: DF.Password
		system_name: DF.Data
		tells_orders: DF.Check
		tells_problems: DF.Check
		tells_stages: DF.Check
		unit: DF.Link
	# end: auto-generated types

	def validate(self):
		check_address(self)
		# a stored secret comes back as asterisks, as many as it has letters
		if self.secret and len(self.secret) < SHORTEST_SECRET:
			refuse(self, [Problem("secret", None, "secret_too_short", (SHORTEST_SECRET,))])
