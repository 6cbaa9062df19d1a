"""The clocks of approval cases: their records read as the pure clock reads them, figures for form and list."""

from collections.abc import Sequence
from datetime import date, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.permit_approvals.rules.proxy_entries import is_left_out
from anshang_app.planning import clock
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, WORKING
from anshang_app.validation.checks import LAST_DAY, Problem, as_date, is_blank

TABLE = "clock_events"
#: kinds of the records that the clock itself does not tell apart
GUIDANCE_KINDS = (constants.EARLY_INVITATION, constants.EARLY_ADVICE, constants.FILED)
#: records that need words beside their day
EXPLAINED = (constants.EARLY_ADVICE, constants.CLOCK_STOPPED, constants.REFUSED, constants.WITHDRAWN)
CLOCK_STATES = {
	None: constants.NOT_RUNNING_YET,
	clock.GUIDANCE: constants.NOT_RUNNING_YET,
	clock.ACCEPTED: constants.CLOCK_RUNS,
	clock.RESUMED: constants.CLOCK_RUNS,
	clock.STOPPED: constants.CLOCK_STANDS,
}
#: where a case without a running limit stands in the list, after those whose due day presses: the last days held
LISTED_AFTER = {
	constants.CLOCK_RUNS: LAST_DAY - timedelta(days=3),
	constants.CLOCK_STANDS: LAST_DAY - timedelta(days=2),
	constants.NOT_RUNNING_YET: LAST_DAY - timedelta(days=1),
	constants.CLOCK_ENDED: LAST_DAY,
}


def limit_of(case: Document | dict) -> int | None:
	"""The authority's days: the promised limit, else the statutory one; None where neither is known."""
	return clock.limit_days(
		cint(case.get("is_immediate")), cint(case.get("promised_limit")), cint(case.get("statutory_limit"))
	)


def on_working_day(case: Document | dict) -> bool:
	"""Whether a limit in calendar days that ends on a day off goes on to the next working day."""
	return case.get("day_off_rule") == clock.NEXT_WORKING_DAY


def live(rows: Sequence) -> list:
	"""The records that count: those nobody took back."""
	return [row for row in rows if not cint(row.get("taken_back"))]


def events_of(rows: Sequence) -> list[clock.ClockEvent]:
	"""Records of a case as events of the pure clock; what was taken back is none."""
	return [
		clock.ClockEvent(
			as_date(row.get("day")),
			clock.GUIDANCE if row.get("kind") in GUIDANCE_KINDS else row.get("kind"),
			row.get("owner_of_time") or None,
		)
		for row in live(rows)
	]


def read_clock(case: Document) -> clock.ApprovalClock:
	"""The clock of a case today, in its item's unit and by the counting rule of the settings."""
	return clock.read(
		load_calendar(),
		events_of(case.get(TABLE)),
		case.limit_unit or WORKING,
		limit_of(case),
		getdate(),
		bool(cint(frappe.get_cached_doc("Anshang Settings").count_from_next_day)),
		on_working_day(case),
	)


def left_out(case: Document | dict, today: date) -> bool:
	"""Whether what was entered by proxy keeps a case out of its unit's timeliness and overdue figures."""
	return is_left_out(
		cint(case.get("proxy_open")), cint(case.get("proxy_disputed")), as_date(case.get("proxy_due")), today
	)


def store_figures(case: Document) -> None:
	"""Keep on the record what lists sort and filter by."""
	read = read_clock(case)
	accepted = [row for row in live(case.get(TABLE)) if row.kind == constants.ACCEPTED]
	case.accepted_on = accepted[0].day if accepted else None
	case.due_date, case.days_used = read.due, read.used
	case.is_overdue = int(read.overdue and not left_out(case, getdate()))
	ended = read.state in clock.ENDS or case.is_back_entry
	case.clock_state = constants.CLOCK_ENDED if ended else CLOCK_STATES[read.state]
	presses = not ended and read.due
	case.listed_by = read.due if presses else LISTED_AFTER[case.clock_state]


def view(case: Document) -> dict:
	"""What the form shows of the clock: figures as of today, days in the item's unit."""
	read = read_clock(case)
	last = next(reversed(live(case.get(TABLE))), None)
	due = read.due
	return {
		"clock_state": case.clock_state,
		"unit": case.limit_unit or WORKING,
		"limit": limit_of(case),
		"elapsed": read.elapsed,
		"used": read.used,
		"remaining": read.remaining,
		"due": due,
		"overdue": read.overdue,
		"left_out": left_out(case, getdate()),
		"is_tentative": bool(due and load_calendar().is_tentative(getdate(case.accepted_on), due)),
		"charged": read.charged,
		"holder": last.owner_of_time if last and last.kind == constants.CLOCK_STOPPED else None,
		"since": last.day if last else None,
		"words": last.words if last else None,
	}


def record_problems(case: Document, today: date) -> list[Problem]:
	"""Everything that is missing or wrong in the case's records, all of it at once."""
	problems = []
	for row in live(case.get(TABLE)):
		problems += [
			Problem(field, value, rule, args, TABLE, row.idx)
			for field, value, rule, args in _row_problems(row, today)
		]
	return problems or _order_problems(case)


def _row_problems(row: Document, today: date):
	day = as_date(row.day)
	if day is None:
		yield "day", None, "day_needed", ()
	elif day > today:
		yield "day", day, "in_future", (today,)
	elif not FIRST_YEAR <= day.year <= LAST_YEAR:
		yield "day", day, "out_of_calendar", ()
	if row.kind in EXPLAINED and is_blank(row.words):
		yield "words", None, "words_needed", ()
	if row.kind == constants.CLOCK_STOPPED:
		owner = row.owner_of_time or None
		if owner not in clock.OWNERS or owner == clock.AUTHORITY:
			yield "owner_of_time", owner and frappe._(owner), "whose_time", ()
		if owner == constants.STATUTORY_EXEMPT and is_blank(row.paper):
			yield "paper", None, "paper_needed", ()


def _order_problems(case: Document) -> list[Problem]:
	"""Records out of order, or without their forerunner."""
	rows = live(case.get(TABLE))
	try:
		clock.check(events_of(rows))
	except clock.ClockError as error:
		row = rows[error.number]
		if error.rule == "before_the_last":
			before = as_date(rows[error.number - 1].day)
			return [Problem("day", as_date(row.day), error.rule, (before,), TABLE, row.idx)]
		return [Problem("kind", frappe._(row.kind), "cannot_follow", (), TABLE, row.idx)]
	return []
