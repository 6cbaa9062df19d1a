"""印发 of a bulletin: files kept, publication recorded, each address mailed once; and the duty to issue one."""

from collections.abc import Iterable
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document
from frappe.utils import cint, get_url_to_form, getdate, today

from anshang_app import states
from anshang_app.case.bulletins import BULLETIN
from anshang_app.documents.bulletin_files import file_name, keep_files, kept_file
from anshang_app.documents.downloads import PDF
from anshang_app.documents.words import day as day_words
from anshang_app.mailing.issues import send_each
from anshang_app.mailing.letter import Letter, to_html
from anshang_app.planning import duties
from anshang_app.walls.members import members_today
from anshang_app.walls.publications import publish


def close(bulletin: Document) -> None:
	"""Write the files and who distributed it when, in the save that makes it distributed."""
	bulletin.update({"distributed_on": today(), "distributed_by": frappe.session.user})
	keep_files(bulletin)


def send_out(bulletin: Document) -> None:
	"""Record the publication and queue the mails, in the transaction of 印发."""
	units = list(dict.fromkeys(row.unit for row in bulletin.recipients if row.unit))
	typed = list(dict.fromkeys(row.address for row in bulletin.recipients if row.address))
	publication = publish(
		"Issued Bulletin",
		BULLETIN,
		bulletin.name,
		[],
		units=units,
		addresses=typed,
		purpose=f"{file_name(bulletin)}：{bulletin.title}",
	)
	sent = mail(bulletin, addresses(units, typed))
	for field, value in (("publication", publication.name), ("mails", len(sent))):
		bulletin.db_set(field, value, update_modified=False)


def addresses(units: Iterable[str], typed: Iterable[str]) -> list[str]:
	"""Members in office of the units with an enabled account, then typed addresses; each once."""
	mails = dict(frappe.get_all("User", filters={"enabled": 1}, fields=["name", "email"], as_list=True))
	wanted = set(units)
	found = [mails.get(row.user) for row in members_today() if row.name in wanted]
	once: dict[str, str] = {}
	for address in (*found, *typed):
		if address:
			once.setdefault(address.casefold(), address)
	return list(once.values())


def mail(bulletin: Document, to: list[str]) -> list[str]:
	"""Queue one mail per address with the distributed PDF; none where the site sends no mail."""
	account = EmailAccount.find_default_outgoing()
	if not (account and account.email_id):
		return []
	name = file_name(bulletin)
	letter = Letter(
		f"{name}：{bulletin.title}",
		[
			(_("Period of the Bulletin"), f"{day_words(getdate(bulletin.period_from))}—{day_words(getdate(bulletin.period_to))}"),
			(_("Editing Unit"), bulletin.unit or ""),
		],
		link=(_("Open on the platform"), get_url_to_form(BULLETIN, bulletin.name)),
		foot=_("The bulletin is attached as PDF."),
	)
	return send_each(
		to,
		subject=letter.title,
		message=to_html(letter),
		# the queue reads the kept file when it sends: the bytes mailed are the bytes archived
		attachments=[{"fid": kept_file(bulletin, PDF).name}],
		reference_doctype=BULLETIN,
		reference_name=bulletin.name,
	)


# --- the duty to issue one (seed §四(三)) -------------------------------------------------------------------


def owed(today_: date) -> list[str]:
	"""In words each active duty to issue a bulletin that is due soon or was missed; two questions."""
	rules = frappe.get_all(
		"Duty Rule",
		filters={"is_active": 1, "entry_kind": BULLETIN},
		fields=["rule_name", "times", "period"],
		order_by="name",
	)
	rows = frappe.get_all(
		BULLETIN, {"state": states.DISTRIBUTED}, pluck="distributed_on", order_by="distributed_on desc", limit=50
	)
	return [words for rule in rules if (words := owed_by(rule, [getdate(day) for day in rows], today_))]


def owed_by(rule, days: list[date], today_: date) -> str | None:
	"""What is owed of one duty, judged from the days of 印发; None while nothing is.

	Missed: the period before had none (from go-live on) and neither has this one. Due: this one has none and ends
	within the days of the settings.
	"""
	settings = frappe.get_cached_doc("Anshang Settings")
	current = duties.period_of(today_, rule.period)
	before = duties.period_of(current.first - timedelta(days=1), rule.period)
	if sum(current.holds(day) for day in days) >= rule.times:
		return None
	begun = getdate(settings.go_live_date) if settings.go_live_date else None
	last = (
		_("The last one was distributed on {0}").format(day_words(days[0]))
		if days
		else _("None was distributed yet")
	)
	missed = begun is not None and begun <= before.first and not any(before.holds(day) for day in days)
	if missed:
		form = _("{0}: none was distributed from {1} to {2}. {3}.")
		return form.format(rule.rule_name, day_words(before.first), day_words(before.last), last)
	if (current.last - today_).days <= cint(settings.radar_days):
		return _("{0}: due by {1}. {2}.").format(rule.rule_name, day_words(current.last), last)
	return None
