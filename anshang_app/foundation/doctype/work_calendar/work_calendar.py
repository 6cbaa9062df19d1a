from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem, as_date
from anshang_app.validation.messages import refuse


class WorkCalendar(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.foundation.doctype.work_calendar_day.work_calendar_day import WorkCalendarDay

		calendar_year: DF.Int
		days: DF.Table[WorkCalendarDay]
		is_announced: DF.Check
		source_text: DF.SmallText | None
		to_verify: DF.Check
	# end: auto-generated types

	def validate(self):
		days_read, problems = set(), []
		for row in self.days:
			day = as_date(row.date)
			if day in days_read:
				problems.append(Problem("date", day, "twice", table="days", row=row.idx))
			elif day.year != int(self.calendar_year):
				problems.append(Problem("date", day, "other_year", table="days", row=row.idx))
			days_read.add(day)
		refuse(self, problems)
