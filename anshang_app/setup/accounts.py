"""Accounts of the platform: who may set it up, and how a person gets to log in."""

from contextlib import contextmanager

import frappe
from frappe import _
from frappe.core.doctype.user import user as frappes_user
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document

from anshang_app.setup.install import OFFICIALS_PROFILE

#: Frappe's own number of accounts an hour
USUAL_LIMIT = 60


def mail_is_ready() -> bool:
	"""Whether the site has an account that sends."""
	return bool(EmailAccount.find_default_outgoing())


def new_account(user: str, full_name: str, roles: list[str]) -> Document:
	"""An official's account, not saved yet, with the roles given and no other."""
	return frappe.get_doc(
		{
			"doctype": "User",
			"email": user,
			"first_name": full_name,
			"language": "zh",
			"time_zone": "Asia/Shanghai",
			"module_profile": OFFICIALS_PROFILE
			if frappe.db.exists("Module Profile", OFFICIALS_PROFILE)
			else None,
			"roles": [{"role": role} for role in roles],
		}
	)


def open_account(user: str, full_name: str, roles: list[str]) -> None:
	"""A new account without a password: its owner sets one by the link of Frappe's welcome mail."""
	account = new_account(user, full_name, roles)
	account.flags.no_welcome_mail = True
	with many_accounts():
		account.insert(ignore_permissions=True)
	if mail_is_ready():
		_welcome(account)


@contextmanager
def many_accounts():
	"""Save accounts by the hundred: neither stopped after sixty an hour nor emptying every cache each time."""
	# Frappe's limit is against strangers signing up; its flag for imports would leave out every default
	limit = frappe.local.conf.get("throttle_user_limit")
	frappe.local.conf["throttle_user_limit"] = float("inf")
	frappes_user.ask_pass_update = _note_awaited_passwords
	try:
		yield
	finally:
		frappe.local.conf["throttle_user_limit"] = limit or USUAL_LIMIT
		frappes_user.ask_pass_update = _frappes_note


_frappes_note = frappes_user.ask_pass_update


def _note_awaited_passwords() -> None:
	"""Frappe's note of who owes a mail password, which empties every cache: written only when it says another thing."""
	awaited = frappe.get_all(
		"User Email",
		filters={"awaiting_password": 1, "used_oauth": 0},
		pluck="parent",
		distinct=True,
		order_by="parent",
	)
	noted = frappe.db.get_default("email_user_password") or ""
	if set(awaited) != set(filter(None, noted.split(","))):
		_frappes_note()


def _welcome(account: Document) -> None:
	"""Queue the mail with which the owner sets a password."""
	account.flags.delay_emails = True
	account.send_welcome_mail_to_user()


def add_roles(user: str, roles: list[str]) -> None:
	"""Give an account the roles it lacks; none is taken away."""
	have = frappe.get_all("Has Role", filters={"parenttype": "User", "parent": user}, pluck="role")
	lacking = [role for role in roles if role not in have]
	if lacking:
		doc = frappe.get_doc("User", user)
		doc.extend("roles", [{"role": role} for role in lacking])
		doc.save(ignore_permissions=True)


def without_password() -> list[str]:
	"""Enabled accounts of current members that have no password yet."""
	members = frappe.get_all(
		"Unit Member",
		filters={"parenttype": "Anshang Unit", "user": ["is", "set"]},
		pluck="user",
		distinct=True,
		order_by="user",
	)
	enabled = frappe.get_all(
		"User", filters={"name": ["in", [*members, ""]], "enabled": 1}, pluck="name", order_by="name"
	)
	auth = frappe.qb.Table("__Auth")
	have = (
		frappe.qb.from_(auth)
		.select(auth.name)
		.where((auth.doctype == "User") & (auth.fieldname == "password") & auth.name.isin([*enabled, ""]))
		.run(pluck=True)
	)
	return [user for user in enabled if user not in have]


def invite(users: list[str]) -> int:
	"""Send each account the mail with which its owner sets a password; how many were sent."""
	if not mail_is_ready():
		frappe.throw(_("No outgoing mail account: reminders, and links to set a password, are not sent."))
	for user in users:
		_welcome(frappe.get_doc("User", user))
	return len(users)
