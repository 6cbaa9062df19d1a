from frappe.model.document import Document


class ReminderMessage(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		channel: DF.Literal["DingTalk", "WeCom", "Short Message"]
		day: DF.Date | None
		is_demo: DF.Check
		last_error: DF.SmallText | None
		message_key: DF.Data | None
		message_text: DF.LongText | None
		next_try: DF.Datetime | None
		robot: DF.Link | None
		sent_at: DF.Datetime | None
		state: DF.Literal["To Be Sent", "Sent Off", "Given Up"]
		user: DF.Link | None
	# end: auto-generated types

	pass
