"""Passwords: a mail for who forgot his is answered alike, and as fast, whether the account exists or not.

The mail is sent by a job, so that its time tells nothing either.
"""

import inspect

import frappe
from frappe import _
from frappe.core.doctype.user import user as user_methods
from frappe.rate_limiter import rate_limit
from frappe.utils.password import get_password_reset_limit
from frappe.www import login


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(key="user", limit=get_password_reset_limit, seconds=60 * 60)
def reset_password(user: str) -> None:
	"""Send a link for a new password to an account that may have one."""
	frappe.enqueue(send_reset, queue="short", account=user)
	say_the_same()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(key="email", limit=get_password_reset_limit, seconds=60 * 60)
def send_login_link(email: str) -> None:
	"""Send a link that signs in, where the site offers it."""
	if frappe.get_system_settings("login_with_email_link"):
		frappe.enqueue(send_link, queue="short", account=email)
	say_the_same()


@frappe.whitelist(allow_guest=True, methods=["POST"])
def update_password(
	new_password: str, logout_all_sessions: int = 0, key: str | None = None, old_password: str | None = None
) -> str:
	"""Set a new password by the mailed key or the old password; Frappe fails where neither is given."""
	if not key and not old_password:
		frappe.throw(_("The argument {0} is missing.").format("old_password"))
	return user_methods.update_password(new_password, logout_all_sessions, key, old_password)


def say_the_same() -> None:
	frappe.msgprint(_("If there is such an account, a mail with the next step is on its way to it."))


def send_reset(account: str) -> None:
	if may_have_mail(account):
		inspect.unwrap(user_methods.reset_password)(account)


def send_link(account: str) -> None:
	if may_have_mail(account):
		inspect.unwrap(login.send_login_link)(account)


def may_have_mail(account: str) -> bool:
	return account not in frappe.STANDARD_USERS and bool(
		frappe.db.exists("User", {"name": account, "enabled": 1})
	)
