from anshang_app.reminders.gateways import check_address
from anshang_app.validation.checked_document import CheckedDocument


class ReminderRobot(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		is_active: DF.Check
		last_error: DF.SmallText | None
		last_success: DF.Datetime | None
		robot_key: DF.Password
		robot_name: DF.Data
		robot_secret: DF.Password | None
		service: DF.Literal["DingTalk", "WeCom"]
		unit: DF.Link
	# end: auto-generated types

	def validate(self):
		check_address(self)
