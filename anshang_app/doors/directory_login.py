"""目录登录 (LDAP): a password checked by the city's directory logs in the account it names; none is ever made.

Set up by Frappe's own LDAP Settings. Of the directory nothing but who somebody is comes over: no account, no role, no name,
no number. An account is known as at the single sign-on (`single_sign_on.account_of`): by the directory's own name of the
person, kept from the first time, else by its address.
"""

import frappe
from frappe import _
from frappe.integrations.doctype.ldap_settings import ldap_settings as of_frappe
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

from anshang_app.doors.single_sign_on import LINK, NotSignedOn, account_of

#: in whose name a link of an account is kept
DIRECTORY = "ldap"


class NoAnswer(frappe.ValidationError):
	"""The directory does not answer: nobody's guess, so it is not counted as one."""

	http_status_code = 503


class MatchingLDAPSettings(of_frappe.LDAPSettings):
	"""Frappe's makes accounts, copies names and numbers, and gives and takes roles; this one finds the account."""

	def validate(self):
		self.do_not_create_new_user = 1
		super().validate()

	def authenticate(self, username: str, password: str):
		"""The account behind a name and a password of the directory; what is typed is no part of the filter."""
		self.flags.signing_on = True
		return super().authenticate(escape_filter_chars(username), password)

	def connect_to_ldap(self, *args, **kwargs):
		"""As Frappe's; who logs in is not told of addresses and certificates, and what is wrong is in the error log."""
		try:
			return super().connect_to_ldap(*args, **kwargs)
		except frappe.ValidationError as error:
			if not self.flags.signing_on:
				raise
			frappe.log_error(_("The directory does not answer"))
			frappe.clear_messages()
			raise LDAPException(str(error)) from error

	def create_or_update_user(self, user_data: dict, groups: list | None = None):
		"""The account of the person the directory has confirmed, as it stands."""
		number, address = (
			value[0] if isinstance(value, list) and value else value
			for value in (user_data.get("username"), user_data.get("email"))
		)
		account = account_of(DIRECTORY, {"sub": number, "email": address})
		keep_link(account, str(number))
		return frappe.get_doc("User", account)

	def sync_roles(self, user, additional_groups: list | None = None) -> None:
		"""Nothing: roles are given here, by administrators."""

	def reset_password(self, user: str, password: str, logout_sessions: bool = False) -> None:
		"""A password of the directory is changed there."""
		raise frappe.DoesNotExistError


def keep_link(account: str, number: str) -> None:
	"""Know the person by his name in the directory from now on, whatever his address becomes."""
	if frappe.db.exists(LINK, {"parent": account, "provider": DIRECTORY}):
		return
	row = {"parent": account, "parenttype": "User", "parentfield": "social_logins"}
	place = frappe.db.count(LINK, row) + 1
	frappe.get_doc(
		{"doctype": LINK, **row, "idx": place, "provider": DIRECTORY, "userid": number}
	).db_insert()


@frappe.whitelist(allow_guest=True, methods=["POST"])
def login():
	"""Log in by the directory, in place of Frappe's; a wrong name and a wrong password have one answer, counted as at any login."""
	frappe.local.lang = "zh"
	if not frappe.get_cached_doc("LDAP Settings").enabled:
		raise frappe.DoesNotExistError
	try:
		return of_frappe.login()
	except NotSignedOn as error:
		frappe.throw(str(error), frappe.PermissionError, title=_("Login"))
	except LDAPException:
		frappe.throw(
			_("The directory does not answer just now. Please try again, or log in with your password here."),
			NoAnswer,
		)
	except frappe.ValidationError as error:
		# 401 and 429 are answers of the login itself
		if getattr(error, "http_status_code", 417) != 417:
			raise
		frappe.clear_messages()
		frappe.throw(_("Invalid Login. Try again."), frappe.AuthenticationError)


@frappe.whitelist(methods=["POST"])
def closed(user: str | None = None, password: str | None = None, logout: str | None = None) -> None:
	"""In place of Frappe's change of anybody's password in the directory."""
	raise frappe.DoesNotExistError
