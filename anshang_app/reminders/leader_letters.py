"""市领导每周一页: five figures of the week and the link to his screen, only to who holds the leader's role."""

from functools import partial

import frappe
from frappe import _
from frappe.utils import get_url, getdate

from anshang_app.access_control.user_context import viewer_of
from anshang_app.case_reporting import desk, tables
from anshang_app.case_reporting.indicators import figures
from anshang_app.case_reporting.indicators.figure import Figure
from anshang_app.case_reporting.period import before, week_of
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.foundation import constants
from anshang_app.reminders import mailings
from anshang_app.reminders.digests import is_office_time, mails_are_on, tell_at_desk
from anshang_app.reminders.dispatch import first_working_day
from anshang_app.reminders.recipients import session_of
from anshang_app.reminders.rules.mail_letter import Letter, to_html
from anshang_app.rendering.wording import day as day_words

SCREEN = "/app/anshang-leader"
#: the week's five figures
TOLD = ("projects", "invested_rate", "nodes_red", "issues_at_meeting", "orders_late")


def send_due() -> int:
	"""Send this week's page to every leader who has none yet; how many.

	Due as the units' dispatch: from the first working day of the week on, in office hours.
	"""
	today = getdate()
	first = first_working_day(today)
	if first is None or today < first or not is_office_time():
		return 0
	monday, sent = week_of(today).first, 0
	for leader in leaders():
		if not mailings.is_done(mailings.LEADER, leader, monday):
			outcome = mailings.once(mailings.LEADER, leader, monday, partial(tell, leader))
			sent += outcome == mailings.MAILED
	return sent


def leaders() -> list[str]:
	"""Accounts in use that hold the leader's role."""
	filters = {"role": constants.LEADER_ROLE, "parenttype": "User"}
	holders = frappe.get_all("Has Role", filters=filters, pluck="parent", order_by="parent")
	in_use = {"name": ["in", [*holders, ""]], "enabled": 1}
	return frappe.get_all("User", filters=in_use, pluck="name", order_by="name")


def tell(leader: str) -> list[str]:
	"""In-app, by mail too where mails are on; nobody where he has no project. Read as the leader himself."""
	with session_of(leader):
		portfolio = Portfolio(viewer=viewer_of(leader))
		if not len(portfolio.projects):
			return []
		letter = letter_of(portfolio)
	html = to_html(letter)
	tell_at_desk(leader, letter.title, html, SCREEN)
	if not mails_are_on():
		return []
	return mailings.send_each(
		[frappe.db.get_value("User", leader, "email")],
		subject=letter.title,
		message=html,
		reference_doctype=mailings.LOG,
		reference_name=mailings.key_of(mailings.LEADER, leader, week_of(getdate()).first),
	)


def letter_of(portfolio: Portfolio) -> Letter:
	"""The five figures as of today, and the link."""
	last = before(week_of(portfolio.today))
	figure_by_key = figures(portfolio, last)
	title = _("Key projects this week, as of {0}").format(day_words(portfolio.today))
	return Letter(
		title,
		[format_figure(figure_by_key[key]) for key in TOLD],
		(),
		(_("Open the leaders' screen"), get_url(SCREEN)),
		_("Sent by the platform; the figures are those of the projects you may see."),
	)


def format_figure(figure: Figure) -> tuple[str, str]:
	label = _("{0} (10k Yuan)").format(figure.label) if figure.kind == tables.AMOUNT else figure.label
	return label, desk.format_figure(figure.value, figure.kind)
