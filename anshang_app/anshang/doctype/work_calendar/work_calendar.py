from frappe.model.document import Document


class WorkCalendar(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.anshang.doctype.work_calendar_day.work_calendar_day import WorkCalendarDay

		calendar_year: DF.Int
		days: DF.Table[WorkCalendarDay]
		is_announced: DF.Check
		source_text: DF.SmallText | None
		to_verify: DF.Check
	# end: auto-generated types
	pass
