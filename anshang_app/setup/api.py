"""Setting up a site over REST and for the desk: readiness, units and accounts."""

import frappe
from frappe import _

from anshang_app.foundation.administrators import require_administrator
from anshang_app.foundation.endpoints import endpoint, parse_argument, sent_file
from anshang_app.reminders import outbox
from anshang_app.reminders import report_mails as scheduled
from anshang_app.setup import accounts, data_check, readiness_facts, readiness_texts, unit_import
from anshang_app.setup.accounts import mail_is_ready
from anshang_app.setup.rules import readiness


@frappe.whitelist()
def tiles() -> dict:
	"""Every part of the set-up in order: [{key, title, state, state_text, sentence, route}]."""
	require_administrator()
	return {
		"tiles": [readiness_texts.tile_values(tile) for tile in readiness_facts.tiles()],
		"without_password": len(accounts.without_password()),
	}


@frappe.whitelist(methods=["GET"])
def status() -> dict:
	"""Whether the platform is at work, for a monitor: {ok, failing: [{key, title, sentence}], tiles: [{key, state}]}.

	Answers 503 while something fails. A monitor asks with the API key of an account that keeps the platform.
	"""
	require_administrator()
	tiles = readiness_facts.monitored()
	failing = readiness.troubles(tiles)
	if failing:
		frappe.local.response.http_status_code = 503
	return {
		"ok": not failing,
		"failing": [
			{field: tile_shown[field] for field in ("key", "title", "sentence")}
			for tile_shown in map(readiness_texts.tile_values, failing)
		],
		"tiles": [{"key": tile.key, "state": tile.state} for tile in tiles],
	}


@endpoint
def send_test_mail() -> str:
	"""Send a mail to the caller's own address at once; what the mail server says goes to the caller."""
	require_administrator()
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
	require_administrator()
	outbox.try_out(frappe.get_doc(outbox.ROBOT, robot))
	return _("The chat group has received the test message.")


@frappe.whitelist()
def report_mails() -> list[dict]:
	"""The scheduled reports offered, whom each may run as and go to: see `reminders.report_mails.offers`."""
	require_administrator()
	return scheduled.offers()


@endpoint
def switch_report_mail_on(report: str, user: str | None = None, addresses: list | str | None = None) -> str:
	"""Send a report on schedule, run as a named person, to the addresses; as proposed where nothing is given. A word on it."""
	require_administrator()
	mail = scheduled.switch_on(
		report, user, None if addresses is None else parse_argument(addresses, list, str)
	)
	count = len(mail.email_to.split())
	form = _("“{0}” goes to {1} receivers from now on, run as {2}.")
	sentence = form.format(_(report), count, frappe.utils.get_fullname(mail.user))
	return sentence if mail_is_ready() else f"{sentence} {_('It waits for an outgoing mail account.')}"


@endpoint
def switch_report_mail_off(report: str) -> None:
	"""Send a scheduled report no more."""
	require_administrator()
	scheduled.switch_off(report)


@endpoint
def set_back_runs() -> int:
	"""Let what is said to have run in the future run again; how many jobs. Put the server's clock right before."""
	require_administrator()
	return readiness_facts.set_back_runs()


@endpoint
def check_data() -> int:
	"""Hold every record against the rules of the model now; how many are not what they must be."""
	require_administrator()
	data_check.keep()
	return len(data_check.read_last_check()[1])


@endpoint
def invite_accounts() -> int:
	"""Send every member's account without a password the mail to set one; how many."""
	require_administrator()
	return accounts.invite(accounts.without_password())


@frappe.whitelist()
def download_template() -> None:
	"""Answer the workbook to fill in."""
	require_administrator()
	frappe.local.response.filename = "单位和用户导入模板.xlsx"
	frappe.local.response.filecontent = unit_import.template()
	frappe.local.response.type = "binary"


@endpoint
def preview() -> dict:
	"""What the uploaded workbook (form field `file`) would do, and all its problems; nothing is saved."""
	require_administrator()
	return {**unit_import.preview(sent_file(unit_import.LARGEST)), "mail_is_ready": mail_is_ready()}


@endpoint
def import_units() -> dict:
	"""Write the uploaded workbook: {created, updated, opened, left}; refused as a whole if anything is wrong.

	While `left` is not 0, send the same workbook again.
	"""
	require_administrator()
	return unit_import.apply(sent_file(unit_import.LARGEST))
