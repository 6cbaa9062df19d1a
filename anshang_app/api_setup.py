"""The set-up page: how ready the site is, a test mail, and mails for accounts without a password."""

import frappe
from frappe import _

from anshang_app.case import accounts, outbox
from anshang_app.endpoints import endpoint
from anshang_app.readiness import facts, words


@frappe.whitelist()
def tiles() -> dict:
	"""Every part of the set-up in order: [{key, title, state, state_text, sentence, route}]."""
	accounts.check_may_set_up()
	return {
		"tiles": [words.tile_values(tile) for tile in facts.tiles()],
		"without_password": len(accounts.without_password()),
	}


@endpoint
def send_test_mail() -> str:
	"""Send a mail to the caller's own address at once; what the mail server says goes to the caller."""
	accounts.check_may_set_up()
	if not accounts.mail_is_ready():
		frappe.throw(_("No outgoing mail account: reminders, and links to set a password, are not sent."))
	address = frappe.db.get_value("User", frappe.session.user, "email")
	frappe.sendmail(
		recipients=[address],
		subject=_("Test mail of the platform"),
		message=_("This mail arrived: the platform can send reminders."),
		now=True,
	)
	return address


@endpoint
def send_test_message(robot: str) -> str:
	"""Post a test to a robot's chat group at once; what the service says goes to the caller."""
	accounts.check_may_set_up()
	outbox.try_out(frappe.get_doc(outbox.ROBOT, robot))
	return _("The chat group has received the test message.")


@endpoint
def invite_accounts() -> int:
	"""Send every member's account without a password the mail to set one; how many."""
	accounts.check_may_set_up()
	return accounts.invite(accounts.without_password())
