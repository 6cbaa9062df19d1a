"""The State Council's holiday notice, pasted: what it says, which plan dates it would move, and taking it over."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from anshang_app.foundation.providers import ask
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.notice import Notice, NoticeError, parse
from anshang_app.planning.workdays import WorkCalendar


def read(text: str) -> Notice:
	"""The notice; refused in words when the text is not one."""
	try:
		return parse(text or "")
	except NoticeError as error:
		rules = {
			"no_year": _("the text names no year"),
			"no_holiday": _("the text has no numbered holidays"),
			"no_days": _("the days off of {0} could not be read"),
			"no_such_day": _("there is no such day: {0}"),
			"too_long": _("a holiday this long cannot be: {0}"),
			"off_and_worked": _("{0} is named as a day off and as a working day"),
		}
		rule = rules[error.rule].format(error.words)
		frappe.throw(_("The holiday notice cannot be read: {0}.").format(rule), title=_("Holiday Notice"))


def calendar_days(notice: Notice) -> list[dict]:
	"""Rows of the year's work calendar."""
	days = [(day, "Day Off", name) for day, name in notice.off.items()]
	days += [(day, "Make-up Working Day", name) for day, name in notice.make_up.items()]
	return [{"date": day, "day_kind": kind, "holiday_name": name} for day, kind, name in sorted(days)]


def with_notice(calendar: WorkCalendar, notice: Notice) -> WorkCalendar:
	"""The calendar as it would be: the notice's year replaced, everything else as it is."""

	def others(days: frozenset[date]) -> frozenset[date]:
		return frozenset(day for day in days if day.year != notice.year)

	return WorkCalendar(
		others(calendar.off) | frozenset(notice.off),
		others(calendar.make_up) | frozenset(notice.make_up),
		calendar.announced | {notice.year},
	)


def preview(text: str) -> dict:
	"""{year, days, moves}: which counted dates of open drafts would move, in working days; nothing is saved."""
	notice = read(text)
	moves = ask("dates_moved", with_notice(load_calendar(), notice))
	return {"year": notice.year, "days": calendar_days(notice), "moves": moves}


def adopt(text: str) -> str:
	"""Take the notice over into the year's work calendar, new or as it stands; the calendar's name."""
	notice = read(text)
	name = str(notice.year)
	calendar = (
		frappe.get_doc("Work Calendar", name)
		if frappe.db.exists("Work Calendar", name)
		else frappe.new_doc("Work Calendar")
	)
	calendar.update({"calendar_year": notice.year, "is_announced": 1, "to_verify": 0})
	calendar.source_text = _("Pasted notice of {0}").format(getdate().isoformat())
	calendar.set("days", calendar_days(notice))
	calendar.save()
	return calendar.name
