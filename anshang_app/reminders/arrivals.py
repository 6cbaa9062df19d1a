"""到件提醒: who is told the moment a record needs him, in-app at once, by mail, chat group and phone in office hours.

A save tells whom it newly addresses. Who made the change is not told, nor who may not read the record; a failure
to tell keeps nobody from saving.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import md5

import frappe
from frappe import _
from frappe.desk.doctype.notification_settings.notification_settings import is_email_notifications_enabled
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document
from frappe.utils import cint, escape_html, formatdate, get_url_to_form, now_datetime

from anshang_app import compat
from anshang_app.access_control import row_rule
from anshang_app.access_control.user_context import Viewer, viewer_of, viewer_of_unit
from anshang_app.foundation.members import members_today
from anshang_app.foundation.providers import ask
from anshang_app.foundation.standing_in import deputies_of
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.reminders import outbox
from anshang_app.reminders.rules.arrival_rules import (
	Addressee,
	addressees_on,
	holds,
	next_office_moment,
	told_at_once,
)
from anshang_app.reminders.rules.waits import HOME, PROJECT, SEEN, UNIT, USER, Wait
from anshang_app.validation.plain_text import mask_phones

SAVE = "arrival"
LINES = told_at_once()


def follow(doc: Document, method: str | None = None) -> None:
	"""Tell whom the record newly addresses (on_update of every type a line is about)."""
	tell_news(doc, doc.get_doc_before_save())


def follow_stage(project: Document, stage_before: str) -> None:
	"""Tell whom a project newly addresses that a step of another record moved (provider `stage_moved`)."""
	tell_news(project, {**project.as_dict(), "stage": stage_before})


def tell_news(doc: Document, before: Mapping | None) -> None:
	if frappe.flags.in_import or frappe.flags.in_migrate or frappe.flags.in_story:
		return
	news = arrived(doc, before)
	if not news:
		return
	frappe.db.savepoint(SAVE)
	try:
		tell(doc, news)
	except Exception as error:
		if compat.is_conflict(error):
			raise
		frappe.db.rollback(save_point=SAVE)
		frappe.log_error(_("An arrival was not told"), reference_doctype=doc.doctype, reference_name=doc.name)


def arrived(doc: Document, before: Mapping | None) -> list[tuple[Wait, set[Addressee]]]:
	"""The lines of a changed record with those each newly addresses; `before` is what it was, None where it is new."""
	of_type = [wait for wait in LINES if wait.doctype == doc.doctype and holds(doc, wait.filters)]
	newly_addressed = [
		(
			wait,
			addressed(doc, wait)
			- (addressed(before, wait) if before is not None and still(before, wait) else set()),
		)
		for wait in of_type
	]
	return [(wait, addressees) for wait, addressees in newly_addressed if addressees]


def still(before: Mapping | None, wait: Wait) -> bool:
	"""Whether the line held before the save as well."""
	return before is not None and holds(before, wait.filters)


def addressed(record: Mapping, wait: Wait) -> set[Addressee]:
	"""Whose step a line says it is."""
	whose, field = wait.whose
	if whose == PROJECT:
		unit = frappe.db.get_value(HOME, record.get("project"), field)
		return {(UNIT, unit)} if unit else set()
	if whose == SEEN:
		of_kind = {kind: 1 for kind in wait.kinds}
		units = frappe.get_all(
			"Anshang Unit", filters={**of_kind, "is_active": 1}, pluck="name", order_by="name"
		)
		return {(UNIT, unit) for unit in units}
	return addressees_on(record, wait)


def tell(doc: Document, news: list[tuple[Wait, set[Addressee]]]) -> None:
	"""Tell each person who may read the record, and each chat group, the first line that is his."""
	event = md5(f"{doc.name}|{doc.modified}".encode()).hexdigest()
	told_people: set[str] = set()
	told_groups: set[str] = set()
	for wait, addressees in news:
		line = line_of(doc, wait)
		for user in sorted(readers(doc, addressees) - told_people):
			tell_person(user, doc, event, wait, line)
			told_people.add(user)
		for robot in groups(doc, addressees):
			if robot.name not in told_groups:
				outbox.write_to_robot(robot, line, event=event, not_before=office_hours())
				told_groups.add(robot.name)


def readers(doc: Document, addressees: set[Addressee]) -> set[str]:
	"""Those addressed, and members in office of units, with an account in use, who may read the record.

	Who took over the work of one addressed is told too, and who stands in for him. Whoever saved it is not told.
	"""
	members = {row.user for row in members_today() if row.user and (UNIT, row.name) in addressees}
	named = {name for kind, name in addressees if kind == USER and name}
	named |= {successor for name in named for successor in ask("successors", name)}
	named |= {deputy for name in named for deputy in deputies_of(name)}
	users = frappe.get_all(
		"User", filters={"name": ["in", [*members, *named, ""]], "enabled": 1}, pluck="name", order_by="name"
	)
	return {user for user in users if user != frappe.session.user and may_see(doc, viewer_of(user))}


def groups(doc: Document, addressees: set[Addressee]) -> list[frappe._dict]:
	"""The chat groups of the units addressed that may read the record."""
	robots = [robot for robot in outbox.active_robots() if (UNIT, robot.unit) in addressees]
	return [robot for robot in robots if may_see(doc, viewer_of_unit(robot.unit))]


def may_see(doc: Document, viewer: Viewer) -> bool:
	return row_rule.may_see(doc.doctype, doc.name, viewer)


def line_of(doc: Document, wait: Wait) -> str:
	"""What arrived, of which project, until when: one line, phones masked."""
	what = str(doc.get(wait.title_field) or "") if wait.title_field else ""
	due = doc.get(wait.due) if wait.due else None
	parts = [doc.get("project_name"), _(what), due and _("until {0}").format(formatdate(due))]
	matter = "，".join(part for part in parts if part)
	return mask_phones(_("{0}: {1}").format(_(wait.heading), matter) if matter else _(wait.heading))


def tell_person(user: str, doc: Document, event: str, wait: Wait, line: str) -> None:
	"""In-app at once; by mail and phone where settings and the person let it, in office hours."""
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": user,
			"from_user": frappe.session.user,
			"document_type": doc.doctype,
			"document_name": doc.name,
			"subject": escape_html(line),
		}
	).insert(ignore_permissions=True)
	mail(user, doc, line)
	if outbox.receivers_by_phone([user]):
		# a short message leaves the platform's hands: it says what kind of thing arrived and nothing of it
		short = _("{0}: one has arrived, see the platform").format(_(wait.heading))
		outbox.write(outbox.SHORT_MESSAGE, user, short, user=user, event=event, not_before=office_hours())


def mail(user: str, doc: Document, line: str) -> None:
	"""Queue the line as a mail, unless the settings or the person (Frappe's 通知设置) want none."""
	wanted = cint(frappe.get_cached_doc("Anshang Settings").digest_by_mail)
	account = EmailAccount.find_default_outgoing()
	if not (wanted and account and account.email_id and is_email_notifications_enabled(user)):
		return
	link = f'<p><a href="{get_url_to_form(doc.doctype, doc.name)}">{_("Open on the platform")}</a></p>'
	frappe.sendmail(
		recipients=[frappe.db.get_value("User", user, "email")],
		subject=line,
		message=f"<p>{escape_html(line)}</p>{link}",
		reference_doctype=doc.doctype,
		reference_name=doc.name,
		add_unsubscribe_link=0,
		send_after=office_hours(),
	)


def office_hours() -> datetime:
	"""Now, if people are reminded at this hour (settings), else the next moment at which they are."""
	settings = frappe.get_cached_doc("Anshang Settings")
	hours = (cint(settings.digest_from_hour), cint(settings.digest_until_hour))
	return next_office_moment(now_datetime(), hours, load_calendar().is_working)
