"""Figures of running approval clocks that grow old overnight: read and written for all cases at once."""

import json
from collections import defaultdict

import frappe
from frappe.utils import cint, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.spared import spared
from anshang_app.permit_approvals.clocks import LISTED_AFTER, events_of, left_out, limit_of, on_working_day
from anshang_app.planning import clock
from anshang_app.planning.workdays import WORKING, WorkCalendar
from anshang_app.validation.checks import LAST_DAY

RUNNING = (constants.ACCEPTED, constants.CLOCK_STOPPED)
COLUMNS = (
	"name",
	"limit_unit",
	"day_off_rule",
	"is_immediate",
	"promised_limit",
	"statutory_limit",
	"clock_state",
	"due_date",
	"days_used",
	"is_overdue",
	"listed_by",
	"proxy_open",
	"proxy_disputed",
	"proxy_due",
)
#: MariaDB reads the new figures out of one argument, so that one statement writes any number of cases
WRITE = """
	update `tabApproval Case` stale
	join json_table(%(rows)s, '$[*]' columns (
		name varchar(140) path '$.name', due_date date path '$.due_date', days_used int path '$.days_used',
		is_overdue int path '$.is_overdue', listed_by date path '$.listed_by'
	)) fresh on stale.name = convert(fresh.name using utf8mb4) collate utf8mb4_unicode_ci
	set stale.due_date = fresh.due_date, stale.days_used = fresh.days_used,
		stale.is_overdue = fresh.is_overdue, stale.listed_by = fresh.listed_by
"""


def refresh(calendar: WorkCalendar) -> int:
	"""Bring the stored figures of every running case up to today; how many changed. The same few statements always."""
	list_within_the_calendar()
	fresh = stale(calendar)
	if fresh:
		frappe.db.sql(WRITE, {"rows": json.dumps(fresh, default=str)})
	return len(fresh)


def stale(calendar: WorkCalendar) -> list[dict]:
	"""The figures of running cases that are not today's: {name, due_date, days_used, is_overdue, listed_by}."""
	cases = frappe.get_all(
		"Approval Case", filters={"state": ["in", RUNNING]}, fields=list(COLUMNS), order_by="name"
	)
	rows = event_rows()
	today = getdate()
	from_next_day = bool(cint(frappe.get_cached_doc("Anshang Settings").count_from_next_day))
	outdated = []
	for case in cases:
		with spared("Approval Case", case.name):
			read = clock.read(
				calendar,
				events_of(rows[case.name]),
				case.limit_unit or WORKING,
				limit_of(case),
				today,
				from_next_day,
				on_working_day(case),
			)
			fresh = {
				"name": case.name,
				"due_date": read.due,
				"days_used": read.used,
				"is_overdue": int(read.overdue and not left_out(case, today)),
				"listed_by": read.due or LISTED_AFTER[case.clock_state],
			}
			if any(fresh[field] != case[field] for field in fresh):
				outdated.append(fresh)
	return outdated


def list_within_the_calendar() -> None:
	"""Cases listed last by a day of the year 9999, as before, stand by one the platform holds."""
	for clock_state, day in LISTED_AFTER.items():
		beyond = {"clock_state": clock_state, "listed_by": [">", LAST_DAY]}
		frappe.db.set_value("Approval Case", beyond, "listed_by", day, update_modified=False)


def event_rows() -> dict[str, list]:
	"""The records of the clocks of running cases, in order: one query."""
	event, case = frappe.qb.DocType("Approval Clock Event"), frappe.qb.DocType("Approval Case")
	rows = (
		frappe.qb.from_(event)
		.join(case)
		.on((case.name == event.parent) & (event.parenttype == "Approval Case"))
		.select(event.parent, event.day, event.kind, event.owner_of_time)
		.where(case.state.isin(RUNNING))
		.where(event.taken_back == 0)
		.orderby(event.parent)
		.orderby(event.idx)
		.run(as_dict=True)
	)
	rows_by_case = defaultdict(list)
	for row in rows:
		rows_by_case[row.parent].append(row)
	return rows_by_case
