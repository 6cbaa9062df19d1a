"""每周调度: to each unit's members, on the first working day of the week, how its projects stand and what is due."""

from datetime import date, timedelta
from functools import partial

import frappe
from frappe import _
from frappe.utils import get_url, getdate

from anshang_app.access_control.user_context import viewer_of_unit
from anshang_app.case_reporting import desk, export, reports, tables
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import Figure
from anshang_app.case_reporting.period import Period, before, week_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.case_reporting.tables import Report
from anshang_app.foundation.language import CHINESE
from anshang_app.foundation.members import addresses_by_unit
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.planning.duties import MISSED, OPEN
from anshang_app.progress_tracking.duty_reports import DutyData
from anshang_app.reminders import mailings
from anshang_app.reminders.digests import is_office_time
from anshang_app.reminders.recipients import session_of
from anshang_app.reminders.rules.mail_letter import Letter, cut, to_html
from anshang_app.rendering import sheet
from anshang_app.rendering.wording import day as day_words

#: figures told at the head of the mail, in this order
TOLD = (
	"projects",
	"invested_to_date",
	"invested_rate",
	"nodes_done",
	"nodes_red",
	"nodes_yellow",
	"issues_open",
	"issues_late",
	"orders_open",
	"orders_late",
	"promises_late",
	"cases_late",
)
#: reports in the attached workbook
ATTACHED = ("Project Ledger", "Node Alerts", "Issue Ledger", "Supervision Ledger")
WEEK = 7


def send_due() -> int:
	"""Send this week's dispatch to every unit that has none yet; how many units.

	Due from the first working day of the week on, in office hours; a week without a working day has none.
	"""
	today = getdate()
	first = first_working_day(today)
	if first is None or today < first or not is_office_time():
		return 0
	monday, sent = week_of(today).first, 0
	for unit, addresses in sorted(addresses_by_unit().items()):
		if not mailings.is_done(mailings.WEEKLY, unit, monday):
			outcome = mailings.once(mailings.WEEKLY, unit, monday, partial(mail, unit, addresses))
			sent += outcome == mailings.MAILED
	return sent


def first_working_day(today: date) -> date | None:
	"""The first working day of the week of a day; None in a week without one."""
	calendar, monday = load_calendar(), week_of(today).first
	days = (monday + timedelta(days=number) for number in range(WEEK))
	return next((day for day in days if calendar.is_working(day)), None)


def mail(unit: str, addresses: list[str]) -> list[str]:
	"""Queue the unit's dispatch for its members; nobody where it has no project to speak of."""
	with session_of("Administrator"):
		frappe.local.lang = CHINESE
		viewer = viewer_of_unit(unit)
		portfolio = Portfolio(viewer=viewer)
		if not len(portfolio.projects):
			return []
		letter, books = letter_and_books(unit, portfolio)
		attachment = {
			"fname": f"{_('Weekly Dispatch')}-{getdate():%Y%m%d}.xlsx",
			"fcontent": sheet.build_book(books),
		}
		return mailings.send_each(
			addresses,
			subject=letter.title,
			message=to_html(letter),
			attachments=[attachment],
			reference_doctype=mailings.LOG,
			reference_name=mailings.key_of(mailings.WEEKLY, unit, week_of(getdate()).first),
		)


def letter_and_books(unit: str, portfolio: Portfolio) -> tuple[Letter, list]:
	"""The letter of a unit and the lists of its workbook, out of the same figures and reports."""
	week = week_of(portfolio.today)
	last = before(week)
	built = {name: reports.build(name, SHOWN.get(name), portfolio.viewer) for name in ATTACHED}
	figure_by_key = figures(portfolio, last)
	more = _("{0} more in the attached workbook or on the platform.")
	parts = [
		cut(_("Red and Yellow Nodes, and Those to Be Done Soon"), node_lines(built["Node Alerts"]), more),
		cut(_("Open Problems"), matter_lines(built["Issue Ledger"], "title"), more),
		cut(_("Open Orders"), matter_lines(built["Supervision Ledger"], "matter"), more),
		*duty_parts(unit, portfolio, more),
	]
	letter = Letter(
		_("Weekly Dispatch of {0}, {1} to {2}").format(unit, day_words(week.first), day_words(week.last)),
		[format_figure(figure_by_key[key]) for key in TOLD],
		[part for part in parts if part.lines],
		(_("Open on the platform"), get_url("/app/anshang")),
		_("Sent by the platform; the figures are those your unit may see.") + told_of(last),
	)
	return letter, [export.sheet_of(_(name), report) for name, report in built.items()]


#: a dispatch speaks of what is open
SHOWN = {"Issue Ledger": {"shown": "Open Only"}, "Supervision Ledger": {"shown": "Open Only"}}


def format_figure(figure: Figure) -> tuple[str, str]:
	"""A figure's words and value; amounts name their unit."""
	label = _("{0} (10k Yuan)").format(figure.label) if figure.kind == tables.AMOUNT else figure.label
	return label, desk.format_figure(figure.value, figure.kind)


def told_of(last: Period) -> str:
	return _("“Nodes Done” are those of {0} to {1}.").format(day_words(last.first), day_words(last.last))


def node_lines(report: Report) -> list[tuple[str, str]]:
	form = _("{0}, planned {1}, {2}")
	return [
		(
			f"{row['project_title']}·{row['title']}",
			form.format(row["light"] or _("to be done"), day_words(row["planned_date"]), row["owner"] or "—"),
		)
		for row in report.rows
	]


def matter_lines(report: Report, key: str) -> list[tuple[str, str]]:
	form = _("{0}, {1}, due {2}, {3}")
	return [
		(
			row[key],
			form.format(
				row["project_title"],
				row["unit"] or "—",
				day_words(row["due_date"]) if row["due_date"] else "—",
				row["state"],
			),
		)
		for row in report.rows
	]


def duty_parts(unit: str, portfolio: Portfolio, more: str):
	"""Duties of the unit itself: those still open this period, those missed in the last one."""
	mine = [
		report
		for report in DutyData(portfolio.names(), 2, portfolio.calendar).reports()
		if report.unit == unit
	]
	until = _("{0}, until {1}")
	still_open = [
		(
			duty_report.project_name,
			until.format(duty_report.duty.name, day_words(duty_report.standings[0].due)),
		)
		for duty_report in mine
		if duty_report.standings[0].state == OPEN
	]
	missed = [
		(duty_report.project_name, duty_report.duty.name)
		for duty_report in mine
		if duty_report.standings[1].state == MISSED
	]
	yield cut(_("Duties of This Period"), still_open, more)
	yield cut(_("Duties Missed Last Period"), missed, more)
