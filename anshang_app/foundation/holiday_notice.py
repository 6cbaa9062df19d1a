"""The State Council's holiday notice, pasted: what it says, which plan dates it would move, and taking it over."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.foundation.providers import ask
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.notice import NEW_YEAR, NOVEMBER, Notice, NoticeError, parse
from anshang_app.planning.workdays import WorkCalendar

DAY_OFF, MAKE_UP = "Day Off", "Make-up Working Day"
#: between the names of two holidays that fall together
AND = "、"


def read(text: str) -> Notice:
	"""The notice; refused in words when the text is not one."""
	try:
		return parse(text or "")
	except NoticeError as error:
		rules = {
			"no_year": _("the text does not say which year's holidays it is about"),
			"years_differ": _("the text speaks of the holidays of several years: {0}"),
			"no_holiday": _(
				"the text has no numbered holidays; open the year's work calendar and enter the days by hand, each with its kind"
			),
			"gap": _("the numbers of the holidays have a gap before “{0}”"),
			"no_days": _("the days off of {0} could not be read"),
			"no_such_day": _("there is no such day: {0}"),
			"too_long": _("a holiday this long cannot be: {0}"),
			"off_and_worked": _("{0} is named as a day off and as a working day"),
			"not_understood": _("this was not understood: {0}"),
			"wrong_weekday": _("day and weekday do not agree: {0}"),
			"wrong_count": _("the number of days does not agree with the days: {0}"),
			"no_weekend": _("a working day of {0} to be made up for is no weekend day"),
			"apart": _("the days of {0} lie too far apart"),
			"not_its_day": _("the days off of {0} do not hold the day itself"),
			"out_of_order": _("{0} lies before the holiday named before it"),
		}
		rule = rules[error.rule].format(error.quote)
		frappe.throw(_("The holiday notice cannot be read: {0}.").format(rule), title=_("Holiday Notice"))


def calendar_days(notice: Notice) -> list[dict]:
	"""Rows of the work calendars, by day."""
	days = [(day, DAY_OFF, name) for day, name in notice.off.items()]
	days += [(day, MAKE_UP, name) for day, name in notice.make_up.items()]
	return [{"date": day, "day_kind": kind, "holiday_name": name} for day, kind, name in sorted(days)]


def years_of(notice: Notice) -> list[int]:
	"""The years whose calendars a notice writes: its own, and the one its 元旦 begins in."""
	return sorted({notice.year, *(day.year for day in (*notice.off, *notice.make_up))})


def stored_days(notice: Notice) -> list[frappe._dict]:
	"""The rows on record of those years."""
	calendars = frappe.get_all(
		"Work Calendar", filters={"calendar_year": ["in", years_of(notice)]}, pluck="name", order_by="name"
	)
	return frappe.get_all(
		"Work Calendar Day",
		filters={"parenttype": "Work Calendar", "parent": ["in", [*calendars, ""]]},
		fields=["date", "day_kind", "holiday_name"],
		order_by="date",
	)


def days_with(notice: Notice, stored: list[frappe._dict]) -> list[dict]:
	"""The rows of those years as they would be: the holidays the notice names anew, all others as they are."""
	new = calendar_days(notice)
	names = {part for holiday in notice.holidays for part in holiday.name.split(AND)}
	taken = {row["date"] for row in new}
	rows_left = [
		dict(row)
		for row in stored
		if row.date not in taken
		and not (announced_for(row) == notice.year and names & {*(row.holiday_name or "").split(AND)})
	]
	return sorted([*rows_left, *new], key=lambda row: row["date"])


def announced_for(row: frappe._dict) -> int:
	"""The year in whose notice a stored day stands: that of 元旦 holds days of the year before."""
	of_next = NEW_YEAR in (row.holiday_name or "") and row.date.month >= NOVEMBER
	return row.date.year + int(of_next)


def with_notice(calendar: WorkCalendar, notice: Notice, days: list[dict]) -> WorkCalendar:
	"""The calendar as it would be: the years of the notice as `days` say, everything else as it is."""
	years = years_of(notice)

	def beside(marked_days: frozenset[date], kind: str) -> frozenset[date]:
		others = {day for day in marked_days if day.year not in years}
		return frozenset(others | {row["date"] for row in days if row["day_kind"] == kind})

	return WorkCalendar(
		beside(calendar.off, DAY_OFF),
		beside(calendar.make_up, MAKE_UP),
		calendar.announced | {notice.year},
	)


def differing(some: list, others: list) -> list[dict]:
	"""Rows of `some` whose day is not of the same kind in `others`."""
	day_kinds = {(row["date"], row["day_kind"]) for row in others}
	return [dict(row) for row in some if (row["date"], row["day_kind"]) not in day_kinds]


def preview(text: str) -> dict:
	"""{year, days, comes, goes, moves, stays}: nothing is saved.

	`comes` and `goes` are days of the calendars, `moves` counted dates of open drafts in working days, `stays` says
	which running limits do not move.
	"""
	notice = read(text)
	stored = stored_days(notice)
	days = days_with(notice, stored)
	return {
		"year": notice.year,
		"days": calendar_days(notice),
		"comes": differing(days, stored),
		"goes": differing(stored, days),
		"moves": ask("dates_moved", with_notice(load_calendar(), notice, days)),
		"stays": _(
			"Limits of approvals follow the calendar from the next night on. Limits already given for problems, plans and hand-overs keep their day."
		),
	}


def adopt(text: str) -> str:
	"""Take the notice over into the work calendars of its years, new or as they stand; the name of its own year's."""
	notice = read(text)
	days = days_with(notice, stored_days(notice))
	for year in years_of(notice):
		calendar = calendar_of(year)
		if year == notice.year:
			calendar.update({"is_announced": 1, "to_verify": 0})
			calendar.source_text = _("Pasted notice of {0}").format(getdate().isoformat())
		calendar.set("days", [row for row in days if row["date"].year == year])
		calendar.save()
	return calendar_of(notice.year).name


def calendar_of(year: int) -> Document:
	"""The year's work calendar, stored or new."""
	name = frappe.db.get_value("Work Calendar", {"calendar_year": year})
	if name:
		return frappe.get_doc("Work Calendar", name)
	return frappe.get_doc({"doctype": "Work Calendar", "calendar_year": year})
