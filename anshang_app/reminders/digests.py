"""每日提醒: one digest per person and working day, in office hours, on the desk, by mail, in a unit's chat group.

Log, notification and mail of a person are written in one transaction under one key of person and day, so
each exists once; the mail's own queue sends it at least once, always under the same Message-ID.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import (
	add_days,
	add_to_date,
	cint,
	escape_html,
	get_url_to_form,
	getdate,
	now_datetime,
	today,
)

from anshang_app.access_control import row_rule
from anshang_app.access_control.acting_unit import bureau
from anshang_app.access_control.user_context import Viewer, viewer_of, viewer_of_unit
from anshang_app.foundation.members import members_today
from anshang_app.foundation.providers import ask
from anshang_app.foundation.standing_in import deputies_of
from anshang_app.foundation.units import find_excluded_zone
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.progress_tracking.findings import DueItems, Finding
from anshang_app.progress_tracking.rules.finding_kinds import KINDS, SUPERVISED
from anshang_app.progress_tracking.sweep import alone
from anshang_app.reminders import outbox
from anshang_app.validation.plain_text import mask_phones

LOG = "Reminder Log"
LOCK = "anshang-digests"
SAVE = "one_digest"
#: whose mails are looked after: digests, and reports sent on a schedule
MAILED = (LOG, "Auto Email Report")
#: a mail that is being sent for longer was lost with its sender
STUCK_MINUTES = 15
#: a mail Frappe gave up is begun anew as long as it is of today: mail servers are down for hours
FAILED_MINUTES = 30


def send_due() -> int:
	"""Write today's digests that are not written yet, if it is time for them; how many."""
	retry_mails()
	if not is_office_time():
		return 0
	with alone(LOCK) as first:
		if not first or digested_on() == getdate():
			return 0
		findings = DueItems().all()
		written = sum(write_each(findings))
		write_to_robots(findings)
		frappe.db.set_single_value("Anshang Settings", "digested_on", today(), update_modified=False)
	return written


def is_office_time() -> bool:
	"""Whether it is a working day and an hour in which people are reminded (settings)."""
	settings, now = frappe.get_cached_doc("Anshang Settings"), now_datetime()
	hours = range(cint(settings.digest_from_hour), cint(settings.digest_until_hour))
	return now.hour in hours and load_calendar().is_working(now.date())


def last_due(now: datetime) -> date:
	"""The last day whose digests should be out by now: a working day whose office hours began an hour ago."""
	calendar = load_calendar()
	begins = cint(frappe.get_cached_doc("Anshang Settings").digest_from_hour)
	day = now.date() if now.hour > begins else add_days(now.date(), -1)
	while not calendar.is_working(day):
		day = add_days(day, -1)
	return day


def digested_on():
	"""The last day all digests of which are written."""
	day = frappe.db.get_single_value("Anshang Settings", "digested_on", cache=False)
	return getdate(day) if day else None


def write_each(findings: list[Finding]) -> Iterable[int]:
	"""One digest after the other, each committed by itself; 1 for each that was written."""
	already = set(frappe.get_all(LOG, filters={"day": today()}, pluck="user", order_by="name"))
	for user, matters in by_person(findings).items():
		if user not in already and matters and is_written(user, matters):
			if not frappe.flags.in_test:
				frappe.db.commit()
			yield 1


def is_written(user: str, matters: list[Finding]) -> bool:
	"""Write one person's digest; what fails is undone and logged, and stops nobody else's."""
	frappe.db.savepoint(SAVE)
	try:
		write(user, matters)
	except Exception:
		frappe.db.rollback(save_point=SAVE)
		frappe.log_error(title=f"{LOG}: {user}"[:140], reference_doctype="User", reference_name=user)
		return False
	return True


def by_person(findings: list[Finding]) -> dict[str, list[Finding]]:
	"""What each person in office is told: matters of his units and his own, of projects he may see."""
	members, of_bureau = people()
	others = {user: standing_for(user) for user in {matter.user for matter in findings if matter.user}}
	matters_of_user: dict[str, dict[Finding, None]] = defaultdict(dict)
	for finding in findings:
		users = {user for unit in finding.units for user in members[unit]}
		users |= {finding.user, *others.get(finding.user or "", ())} & members[None]
		if finding.kind in SUPERVISED and is_supervised(finding):
			users |= of_bureau
		for user in users:
			matters_of_user[user][finding] = None
	return {user: readable(user, list(matters)) for user, matters in sorted(matters_of_user.items())}


def standing_for(user: str) -> set[str]:
	"""Who is told a person's own matters too: who took over his work, and the deputies of both."""
	holders = {user, *ask("successors", user)}
	return holders | {deputy for holder in holders for deputy in deputies_of(holder)}


def people() -> tuple[dict[str | None, set[str]], set[str]]:
	"""Unit -> its members with an account in use today (None: all of them), and the bureau's."""
	enabled = set(frappe.get_all("User", filters={"enabled": 1}, pluck="name"))
	members, of_bureau = defaultdict(set), set()
	for row in members_today():
		if row.user in enabled:
			members[row.name].add(row.user)
			members[None].add(row.user)
			if row.is_government_services_bureau:
				of_bureau.add(row.user)
	return members, of_bureau


def is_supervised(finding: Finding) -> bool:
	"""Whether the bureau is told: the development zone's projects are left out where the settings say so."""
	zone = find_excluded_zone()
	return not (zone and finding.host == zone)


def readable(user: str, matters: list[Finding]) -> list[Finding]:
	"""Those findings the person may read: one query per person."""
	return keep_readable(viewer_of(user), matters)


def keep_readable(viewer: Viewer, matters: list[Finding]) -> list[Finding]:
	"""Those findings whose project the viewer may read, or that are put to a unit of his by a record he may read."""
	if viewer.sees_all:
		return matters
	names = {name for (name,) in frappe.db.sql(row_rule.projects_query(viewer))}
	return [finding for finding in matters if finding.project in names or is_own(viewer, finding)]


def is_own(viewer: Viewer, finding: Finding) -> bool:
	"""Whether a matter is put to the viewer's unit by a record it may read, though the project is not open to it."""
	if not finding.record or not set(viewer.units) & set(finding.units):
		return False
	return row_rule.may_see(*finding.record, viewer)


def write(user: str, matters: list[Finding]) -> None:
	"""One person's digest: log, notification and mail; the notification is the person's own copy."""
	text, key = text_of(matters), f"{user}|{today()}"
	log = frappe.get_doc(
		{
			"doctype": LOG,
			"user": user,
			"day": today(),
			"item_count": len(matters),
			"digest_text": text,
			"digest_key": key,
			"message_id": f"anshang-{frappe.generate_hash(length=20)}@{frappe.local.site}",
		}
	).insert(ignore_permissions=True)
	subject = _("Reminder of today: {0} matters").format(len(matters))
	html = html_of(text)
	notification = tell_at_desk(user, subject, html)
	mail(log, subject, html, get_url_to_form("Notification Log", notification.name))
	if outbox.receivers_by_phone([user]):
		outbox.write(outbox.SHORT_MESSAGE, user, subject, user=user)


def tell_at_desk(user: str, subject: str, html: str, link: str | None = None):
	"""A notification at the desk, the person's own copy."""
	values = {"type": "Alert", "for_user": user, "subject": subject, "email_content": html, "link": link}
	return frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)


def write_to_robots(findings: list[Finding]) -> None:
	"""Each robot's group is told the matters of its unit, of projects the unit may see; all in one transaction."""
	for robot in outbox.active_robots():
		own = [finding for finding in findings if concerns_unit(robot.unit, finding)]
		matters = keep_readable(viewer_of_unit(robot.unit), own)
		if matters:
			title = _("{0}: reminder of today, {1} matters").format(robot.unit, len(matters))
			outbox.write_to_robot(robot, f"{title}\n{text_of(matters)}")


def concerns_unit(unit: str, finding: Finding) -> bool:
	"""Whether a matter is the unit's own, or the bureau's to supervise."""
	supervised = unit == bureau() and finding.kind in SUPERVISED and is_supervised(finding)
	return unit in finding.units or supervised


def mail(log, subject: str, html: str, address: str) -> None:
	"""Queue the digest as a mail, where the settings and an outgoing account let it."""
	if not mails_are_on():
		return
	link = f'<p><a href="{address}">{_("Open on the platform")}</a></p>'
	frappe.sendmail(
		recipients=[frappe.db.get_value("User", log.user, "email")],
		subject=subject,
		message=html + link,
		reference_doctype=LOG,
		reference_name=log.name,
		message_id=log.message_id,
		add_unsubscribe_link=0,
	)


def mails_are_on() -> bool:
	"""Whether the settings let reminders go by mail, and an account sends them."""
	account = EmailAccount.find_default_outgoing()
	by_mail = cint(frappe.get_cached_doc("Anshang Settings").digest_by_mail)
	return bool(by_mail and account and account.email_id)


def text_of(matters: list[Finding]) -> str:
	"""The digest as plain text: kind by kind, project by project, phones masked."""
	lines = []
	for kind in KINDS:
		of_kind = [finding for finding in matters if finding.kind == kind]
		if of_kind:
			lines.append(f"【{_(kind)}】{len(of_kind)}")
			lines += [f"· {finding.project_name}：{finding.sentence}" for finding in of_kind]
	return mask_phones("\n".join(lines))


def html_of(text: str) -> str:
	"""The digest for a mail and a notification."""
	return "<br>".join(escape_html(line) for line in text.splitlines())


def retry_mails(doctypes: Iterable[str] = MAILED, since: str | None = None) -> None:
	"""Put mails back in the queue whose sender died while sending, and those that Frappe gave up, of today or `since`.

	At least once, with the same Message-ID: a mail that did go off before its sender died goes off twice.
	"""
	for status, minutes in (("Sending", STUCK_MINUTES), ("Error", FAILED_MINUTES)):
		lost = {
			"status": status,
			"reference_doctype": ["in", list(doctypes)],
			"creation": [">=", since or today()],
			"modified": ["<", add_to_date(now_datetime(), minutes=-minutes)],
		}
		names = frappe.get_all("Email Queue", filters=lost, pluck="name", order_by="name")
		if names:
			frappe.db.set_value("Email Queue", {"name": ["in", names]}, {"status": "Not Sent", "retry": 0})
