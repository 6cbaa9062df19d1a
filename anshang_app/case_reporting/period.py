"""Stretches of days a report speaks about, and the ones they are compared with. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Period:
	"""Days `first` to `last`, both included."""

	first: date
	last: date

	def holds(self, day: date | None) -> bool:
		return day is not None and self.first <= day <= self.last


def month_of(day: date) -> Period:
	"""The calendar month a day lies in."""
	first = day.replace(day=1)
	return Period(first, first + relativedelta(months=1, days=-1))


def week_of(day: date) -> Period:
	"""Monday to Sunday of the week a day lies in."""
	first = day - timedelta(days=day.weekday())
	return Period(first, first + timedelta(days=6))


def two_months_before(day: date) -> Period:
	"""The last whole pair of months (January and February, …) before a day: what a bulletin reports."""
	first = date(day.year, (day.month - 1) // 2 * 2 + 1, 1)
	return Period(first - relativedelta(months=2), first - timedelta(days=1))


def year_to(day: date) -> Period:
	"""From the first of January to the day."""
	return Period(date(day.year, 1, 1), day)


def before(period: Period) -> Period:
	"""The period just before: whole months are compared with as many months, other stretches with as many days."""
	months = whole_months(period)
	last = period.first - timedelta(days=1)
	if months:
		return Period(period.first - relativedelta(months=months), last)
	return Period(last - (period.last - period.first), last)


def whole_months(period: Period) -> int:
	"""How many calendar months the period consists of; 0 where it is cut elsewhere."""
	after = period.last + timedelta(days=1)
	if period.first.day != 1 or after.day != 1 or after <= period.first:
		return 0
	return (after.year - period.first.year) * 12 + after.month - period.first.month


def year_before(day: date) -> date:
	"""The same day of the year before (29 February: the 28th), for 同比."""
	earlier: date = day - relativedelta(years=1)
	return earlier
