"""Four reports counted in plain loops over the raw tables: starts, duties of contact, agents' cases, the deadline radar.

Rules are read from their records, working days from the calendar on record; nothing of the reports' code is used.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

import frappe
from dateutil.relativedelta import relativedelta
from frappe.utils import getdate
from portfolio_world import raw

from anshang_app.foundation.work_calendar import load_calendar

SERVED = ("Planning", "Pre-construction", "Construction", "Acceptance", "Completion Handover")
EVENTS = {
	"Construction Start": ("start", "Construction"),
	"Completion": ("completion", "Completion Handover"),
}


def projects_of(chosen: set[str], *without: str) -> dict[str, dict]:
	rows = raw("Investment Project")
	return {row.name: row for row in rows if row.name in chosen and row.stage not in without}


def rules_of(doctype: str) -> list:
	return frappe.db.sql(f"select * from `tab{doctype}` where is_active = 1 order by rule_name", as_dict=True)


# --- 开竣工统计 ---------------------------------------------------------------------------------------------


def starts(chosen: set[str], year: int) -> dict[tuple[int, str], int]:
	"""(month, column of the report) -> how many, those that are none left out."""
	found, today = Counter(), getdate()
	for name, project in projects_of(chosen, "Terminated").items():
		nodes = [row for row in raw("Project Node") if row.project == name and row.applies and row.is_dated]
		for kind, (event, stage) in EVENTS.items():
			node = next(
				(row for row in sorted(nodes, key=lambda row: row.name) if row.target_kind == kind), {}
			)
			entered = [
				row.passed_on for row in raw("Stage Log") if row.project == name and row.to_stage == stage
			]
			planned = node.get("planned_date") or (project.planned_start_date if event == "start" else None)
			actual = node.get("actual_date") or next(iter(entered), None)
			if planned and planned.year == year:
				found[planned.month, f"{event}_planned"] += 1
			if actual and actual.year == year:
				found[actual.month, f"{event}_actual"] += 1
			same_days = not (
				year == today.year and actual and (actual.month, actual.day) > (today.month, today.day)
			)
			if actual and actual.year == year - 1 and same_days:
				found[actual.month, f"{event}_last_year"] += 1
	return dict(found)


# --- 联系履职 -----------------------------------------------------------------------------------------------


def duties(chosen: set[str], periods: int) -> dict[tuple[str, str], tuple]:
	"""(project, duty) -> entries of this period, its state, periods kept and missed of the `periods` before it."""
	today, is_working, found = getdate(), load_calendar().is_working, {}
	go_live = frappe.db.get_single_value("Anshang Settings", "go_live_date")
	for name, project in projects_of(chosen, "Terminated", "Suspended").items():
		spans = stretches(name, getdate(go_live) if go_live else date.min)
		for rule in rules_of("Duty Rule"):
			if rule.unit_kind != "Chain Lead Unit":
				continue
			entries = [
				row.entry_date
				for row in raw("Progress Entry")
				if (row.project, row.entry_kind, row.unit) == (name, rule.entry_kind, project.chain_lead_unit)
			]
			states, first = [], None
			for _number in range(periods + 1):
				last_day = first - timedelta(days=1) if first else today
				first, last = bounds(last_day, rule.period)
				done = sum(first <= day <= last for day in entries)
				days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
				asked = [day for day in days if is_working(day)] or (
					[] if rule.excused_without_working_day else days
				)
				runs = bool(asked) and any(
					begin <= asked[0] and asked[-1] <= (end or date.max) for begin, end in spans
				)
				if done >= rule.times:
					states.append((done, "Duty Done"))
				elif not asked:
					states.append((done, "Duty Excused"))
				elif not runs:
					states.append((done, "Not Asked"))
				else:
					states.append((done, "Duty Missed" if last < today else "Duty Open"))
			past = Counter(state for _done, state in states[1:])
			found[name, rule.rule_name] = (*states[0], past["Duty Done"], past["Duty Missed"])
	return found


def stretches(project: str, go_live: date) -> list[tuple[date, date | None]]:
	"""First and last day of each time the project was served, from go-live on; a last one of None goes on."""
	found, begin = [], None
	for row in sorted(
		(row for row in raw("Stage Log") if row.project == project), key=lambda row: row.passed_on
	):
		if row.to_stage in SERVED and begin is None:
			begin = row.passed_on
		elif row.to_stage not in SERVED and begin is not None:
			found.append((begin, row.passed_on))
			begin = None
	if begin is not None:
		found.append((begin, None))
	return [(max(first, go_live), last) for first, last in found if last is None or last >= go_live]


def bounds(day: date, period: str) -> tuple[date, date]:
	"""The week or month of a day."""
	if period == "Each Week":
		monday = day - timedelta(days=day.weekday())
		return monday, monday + timedelta(days=6)
	first = day.replace(day=1)
	return first, first + relativedelta(months=1) - timedelta(days=1)


# --- 代办与培训 ---------------------------------------------------------------------------------------------


def cases(chosen: set[str]) -> dict[str, tuple[int, int, int, int]]:
	"""Host locality -> cases, not begun, running, granted, of projects without an agent of their own."""
	events, found = defaultdict(list), defaultdict(lambda: [0, 0, 0, 0])
	for row in raw("Approval Clock Event"):
		events[row.parent].append(row)
	projects = projects_of(chosen, "Terminated")
	for case in raw("Approval Case"):
		if case.project not in projects:
			continue
		kinds = [row.kind for row in sorted(events[case.name], key=lambda row: row.idx)]
		ended = bool(kinds) and kinds[-1] in ("Granted", "Refused", "Withdrawn")
		of = found[projects[case.project].host_locality]
		of[0] += 1
		of[1] += not kinds
		of[2] += bool(kinds) and not ended
		of[3] += bool(kinds) and kinds[-1] == "Granted"
	return {unit: tuple(of) for unit, of in found.items()}


# --- 到期雷达 -----------------------------------------------------------------------------------------------


def deadlines(chosen: set[str]) -> dict[tuple[str, str], tuple[date, bool, float | None]]:
	"""(project, rule) -> last day, whether it is past, the fee; only what is past or near enough to be told."""
	today, found = getdate(), {}
	for name, project in projects_of(chosen, "Terminated").items():
		done = {
			row.row_key: row.actual_date
			for row in raw("Project Node")
			if row.project == name and row.actual_date
		}
		for rule in rules_of("Validity Rule"):
			by_share = rule.least_investment_percent or rule.least_area_percent
			begun = idle_since(project, rule, done) if by_share else running_from(project, rule, done)
			if not begun:
				continue
			end = begun + relativedelta(**{rule.valid_unit.lower(): rule.valid_for})
			while rule.day_off_rule == "Next Working Day" and not load_calendar().is_working(end):
				end += timedelta(days=1)
			past = today > end
			if past or today >= warned_from(end, rule):
				payable = past and rule.fee_percent and project.idle_cause == "Enterprise"
				fee = round(project.land_price * rule.fee_percent / 100, 2) if payable else None
				found[name, rule.rule_name] = (end, past, fee or None)
	return found


def running_from(project, rule, done: dict) -> date | None:
	"""The day the period of a rule began, None where it has not or where its aim is reached."""
	if project.stage == "Suspended" or (rule.required_row_key in done):
		return None
	agreed = project.agreed_start_date if rule.from_agreed_start else None
	return agreed or done.get(rule.row_key)


def idle_since(project, rule, done: dict) -> date | None:
	"""The day building stopped, where it had begun and less than the rule's share of money or area is there."""
	if project.stage != "Suspended" or rule.row_key not in done:
		return None
	entries = [row for row in raw("Progress Entry") if row.project == project.name]
	entries.sort(key=lambda row: row.entry_date)
	little = False
	for field, whole, percent in (
		("investment_to_date", project.total_investment, rule.least_investment_percent),
		("area_to_date", project.total_floor_area, rule.least_area_percent),
	):
		named = [row[field] for row in entries if row[field]]
		little |= bool(named and whole and percent and named[-1] / whole < percent / 100)
	stops = [
		row.passed_on
		for row in raw("Stage Log")
		if (row.project, row.to_stage) == (project.name, "Suspended")
	]
	return max(stops, default=None) if little else None


def warned_from(end: date, rule) -> date:
	"""The first day on which an end is told: so many days before it, of the rule's kind or working days of the set-up."""
	if rule.apply_days_before and rule.apply_days_unit != "Working Days":
		return end - timedelta(days=rule.apply_days_before)
	left = rule.apply_days_before
	if not left:
		calendar_days = frappe.db.get_single_value("Anshang Settings", "radar_days")
		return end - timedelta(days=int(calendar_days))
	is_working, day = load_calendar().is_working, end
	while left:
		left -= is_working(day)
		day -= timedelta(days=1)
	return day
