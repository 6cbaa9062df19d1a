"""印发 of a bulletin: files kept, publication recorded, each address mailed once."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document
from frappe.utils import get_url_to_form, getdate, today

from anshang_app.access_control.publications import publish
from anshang_app.bulletins.bulletin_files import file_name, keep_files, kept_file
from anshang_app.bulletins.bulletins import BULLETIN
from anshang_app.foundation.members import addresses_by_unit
from anshang_app.official_documents.downloads import PDF
from anshang_app.reminders.mailings import send_each
from anshang_app.reminders.rules.mail_letter import Letter, to_html
from anshang_app.rendering.wording import day as day_words


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
	by_unit = addresses_by_unit()
	once: dict[str, str] = {}
	for address in (*(member_address for unit in units for member_address in by_unit.get(unit, ())), *typed):
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
			(
				_("Period of the Bulletin"),
				f"{day_words(getdate(bulletin.period_from))}—{day_words(getdate(bulletin.period_to))}",
			),
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
