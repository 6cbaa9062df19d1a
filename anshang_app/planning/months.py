"""A duration in months: one rule for plan, report and form."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR

#: half a month, as contracts count it (docs/norms.md)
HALF_MONTH_DAYS = 15
#: months no project lasts
LONGEST_MONTHS = 1200


def months_later(start: date, months: float) -> date | None:
	"""The day so many months after `start`: whole months first, then half a month as 15 days.

	The 31st becomes a shorter month's last day. What is not a half counts as the nearest one. None where the
	count or a day is none a plan may hold.
	"""
	if not 0 <= months <= LONGEST_MONTHS or not FIRST_YEAR <= start.year <= LAST_YEAR:
		return None
	whole, half = divmod(round(months * 2), 2)
	end: date = start + relativedelta(months=whole) + timedelta(days=HALF_MONTH_DAYS * half)
	return end if end.year <= LAST_YEAR else None
