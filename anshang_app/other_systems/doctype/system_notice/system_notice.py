from frappe.model.document import Document


class SystemNotice(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		happened_at: DF.Datetime | None
		kind: DF.Literal["stage_changed", "order_changed", "problem_changed"]
		last_error: DF.SmallText | None
		next_try: DF.Datetime | None
		receiver: DF.Link | None
		record_name: DF.Data | None
		record_type: DF.Link | None
		sent_at: DF.Datetime | None
		stage: DF.Link | None
		state: DF.Literal["To Be Sent", "Sent Off", "Given Up"]
	# end: auto-generated types

	pass
