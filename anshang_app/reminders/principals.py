"""第一责任人的每月提示 (scheme §四(一)): once a month each unit's principals are told what their unit owes.

The letter has at most five lines (`rules/principal_letter`). It appears in the app, and goes by mail too where
reminders by mail are switched on.
"""

from collections import Counter, defaultdict
from datetime import date
from functools import partial

import frappe
from frappe import _
from frappe.utils import get_url, getdate

from anshang_app.access_control.user_context import viewer_of_unit
from anshang_app.foundation.language import CHINESE
from anshang_app.foundation.members import members_today
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.key_projects.responsibility_check import COLUMNS, check_projects
from anshang_app.planning.duties import SERVED
from anshang_app.planning.lights import RED
from anshang_app.progress_tracking.findings import DueItems, Finding
from anshang_app.reminders import mailings
from anshang_app.reminders.digests import is_office_time, keep_readable, mails_are_on, tell_at_desk
from anshang_app.reminders.recipients import session_of
from anshang_app.reminders.rules.mail_letter import Letter, to_html
from anshang_app.reminders.rules.principal_letter import (
	BEHIND,
	LACKING,
	Line,
	describe_line,
	group_into_lines,
)

PROJECT = "Investment Project"


def send_due() -> int:
	"""Send this month's letter for every unit that has not had it; returns the number of units a mail went to.

	Sends nothing before the month's first working day, nor outside office hours.
	"""
	today = getdate()
	month = today.replace(day=1)
	if not is_office_time() or today < first_working_day(month):
		return 0
	principals_to_tell = {
		unit: users
		for unit, users in sorted(read_principals().items())
		if not mailings.is_done(mailings.MONTHLY, unit, month)
	}
	if not principals_to_tell:
		return 0
	with session_of("Administrator"):
		frappe.local.lang = CHINESE
		owed, mailed_units = OwedMatters(), 0
		for unit, users in principals_to_tell.items():
			compose = partial(notify_principals, unit, users, owed)
			mailed_units += mailings.once(mailings.MONTHLY, unit, month, compose) == mailings.MAILED
	return mailed_units


def first_working_day(month: date) -> date:
	"""The first working day of the month whose first day is `month`."""
	calendar, day = load_calendar(), month
	while not calendar.is_working(day):
		day = day.fromordinal(day.toordinal() + 1)
	return day


def read_principals() -> dict[str, list[str]]:
	"""Unit -> the enabled accounts of its present 主要负责人; a unit without one is left out."""
	enabled = set(frappe.get_all("User", filters={"enabled": 1}, pluck="name", order_by="name"))
	users_by_unit: dict[str, list[str]] = {}
	for row in members_today():
		if row.is_principal and row.user in enabled:
			users = users_by_unit.setdefault(row.name, [])
			if row.user not in users:
				users.append(row.user)
	return users_by_unit


class OwedMatters:
	"""What all units owe today, read once for all of them: each unit's count then needs one more query."""

	def __init__(self):
		self.findings = DueItems().all()
		#: unit -> accounts of its present members
		self.members = defaultdict(set)
		for row in members_today():
			self.members[row.name].add(row.user)
		filters = {"stage": ["in", SERVED]}
		fields = [*COLUMNS, "investment_light"]
		self.projects = frappe.get_all(PROJECT, filters=filters, fields=fields, order_by="name")
		#: project name -> its six responsibilities (六个一)
		self.six_ones = check_projects(self.projects)

	def count_for_unit(self, unit: str) -> Counter[str]:
		"""How many matters of each kind the unit owes: kind of finding, `BEHIND` or `LACKING` -> count.

		Counted are the findings that concern the unit and that it may read; of the projects it leads, those with a
		red investment light (`BEHIND`) and those with a gap in 六个一 (`LACKING`).
		"""
		findings = [finding for finding in self.findings if self.concerns(unit, finding)]
		counts = Counter(finding.kind for finding in keep_readable(viewer_of_unit(unit), findings))
		for project in self.projects:
			if project.chain_lead_unit == unit:
				counts[BEHIND] += project.investment_light == RED
				counts[LACKING] += not all(item.is_there for item in self.six_ones[project.name])
		return counts

	def concerns(self, unit: str, finding: Finding) -> bool:
		"""Whether a finding is put to the unit or to one of its present members."""
		return unit in finding.units or bool(finding.user and finding.user in self.members[unit])


def notify_principals(unit: str, users: list[str], owed: OwedMatters) -> list[str]:
	"""Send one unit's letter to its principals `users`; returns the addresses of the mails queued.

	Sends nothing if the unit owes nothing. The list is empty, too, if reminders by mail are switched off.
	"""
	owed_lines = group_into_lines(owed.count_for_unit(unit))
	if not owed_lines:
		return []
	letter = compose_letter(unit, owed_lines)
	html = to_html(letter)
	for user in users:
		tell_at_desk(user, letter.title, html, "/app/anshang-work")
	if not mails_are_on():
		return []
	addresses = frappe.get_all("User", filters={"name": ["in", users]}, pluck="email", order_by="name")
	return mailings.send_each(
		addresses,
		subject=letter.title,
		message=html,
		reference_doctype=mailings.LOG,
		reference_name=mailings.key_of(mailings.MONTHLY, unit, getdate().replace(day=1)),
	)


def compose_letter(unit: str, owed_lines: list[Line]) -> Letter:
	"""The letter to one unit's principals: a title with the total, the lines, and a link to 我的工作."""
	total = sum(line.count for line in owed_lines)
	title = _("{0}: {1} matters your unit owes this month").format(unit, total)
	return Letter(
		title,
		[describe_line(line, _) for line in owed_lines],
		(),
		(_("Open My Work"), get_url("/app/anshang-work")),
		_("Told to the unit's principal once a month; figures are of the unit, never of persons."),
	)
