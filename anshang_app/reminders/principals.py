"""第一责任人的每月提示: each unit's principal is told once a month what his unit owes, in five lines at most (scheme §四(一))."""

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
from anshang_app.key_projects.responsibility_check import COLUMNS, of_projects
from anshang_app.planning.duties import SERVED
from anshang_app.planning.lights import RED
from anshang_app.progress_tracking.findings import DueItems, Finding
from anshang_app.reminders import mailings
from anshang_app.reminders.digests import is_time, mails_are_on, tell_at_desk, within
from anshang_app.reminders.recipients import session_of
from anshang_app.reminders.rules.mail_letter import Letter, to_html
from anshang_app.reminders.rules.principal_letter import BEHIND, LACKING, Line, in_words, lines

PROJECT = "Investment Project"


def send_due() -> int:
	"""Tell the principals of every unit that were not told this month; how many units.

	Due from the first working day of the month on, in office hours.
	"""
	today = getdate()
	month = today.replace(day=1)
	if not is_time() or today < first_working_day(month):
		return 0
	waiting = {
		unit: users
		for unit, users in sorted(principals().items())
		if not mailings.is_done(mailings.MONTHLY, unit, month)
	}
	if not waiting:
		return 0
	with session_of("Administrator"):
		frappe.local.lang = CHINESE
		owed, sent = Owed(), 0
		for unit, users in waiting.items():
			compose = partial(tell, unit, users, owed)
			sent += mailings.once(mailings.MONTHLY, unit, month, compose) == mailings.MAILED
	return sent


def first_working_day(month: date) -> date:
	"""The first working day from a day on."""
	calendar, day = load_calendar(), month
	while not calendar.is_working(day):
		day = day.fromordinal(day.toordinal() + 1)
	return day


def principals() -> dict[str, list[str]]:
	"""Unit -> the accounts in use of its 主要负责人 in office."""
	enabled = set(frappe.get_all("User", filters={"enabled": 1}, pluck="name", order_by="name"))
	users_by_unit: dict[str, list[str]] = {}
	for row in members_today():
		if (
			row.is_principal
			and row.user in enabled
			and row.user not in users_by_unit.setdefault(row.name, [])
		):
			users_by_unit[row.name].append(row.user)
	return {unit: users for unit, users in users_by_unit.items() if users}


class Owed:
	"""What the units owe today: read once for all of them."""

	def __init__(self):
		self.findings = DueItems().all()
		self.members = defaultdict(set)
		for row in members_today():
			self.members[row.name].add(row.user)
		filters = {"stage": ["in", SERVED]}
		fields = [*COLUMNS, "investment_light"]
		self.projects = frappe.get_all(PROJECT, filters=filters, fields=fields, order_by="name")
		self.six = of_projects(self.projects)

	def of_unit(self, unit: str) -> Counter[str]:
		"""Kind -> how many: findings of the unit or of a member of it, and projects it leads that lack something."""
		viewer = viewer_of_unit(unit)
		counts = Counter(
			finding.kind
			for finding in within(viewer, [finding for finding in self.findings if self.is_of(unit, finding)])
		)
		for project in self.projects:
			if project.chain_lead_unit == unit:
				counts[BEHIND] += project.investment_light == RED
				counts[LACKING] += not all(item.is_there for item in self.six[project.name])
		return counts

	def is_of(self, unit: str, finding: Finding) -> bool:
		return unit in finding.units or bool(finding.user and finding.user in self.members[unit])


def tell(unit: str, users: list[str], owed: Owed) -> list[str]:
	"""In-app to each principal, by mail too where mails are on; whom mails went to."""
	owed_lines = lines(owed.of_unit(unit))
	if not owed_lines:
		return []
	letter = letter_of(unit, owed_lines)
	html = to_html(letter)
	for user in users:
		tell_at_desk(user, letter.title, html, "/app/anshang-work")
	if not mails_are_on():
		return []
	mails = frappe.get_all("User", filters={"name": ["in", users]}, pluck="email", order_by="name")
	return mailings.send_each(
		mails,
		subject=letter.title,
		message=html,
		reference_doctype=mailings.LOG,
		reference_name=mailings.key_of(mailings.MONTHLY, unit, getdate().replace(day=1)),
	)


def letter_of(unit: str, owed_lines: list[Line]) -> Letter:
	"""At most five lines, and where to go on."""
	count = sum(line.count for line in owed_lines)
	title = _("{0}: {1} matters your unit owes this month").format(unit, count)
	return Letter(
		title,
		[in_words(line, _) for line in owed_lines],
		(),
		(_("Open My Work"), get_url("/app/anshang-work")),
		_("Told to the unit's principal once a month; figures are of the unit, never of persons."),
	)
