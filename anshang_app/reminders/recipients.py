"""Scheduled report mail, run as its record's user and sent to his unit's members only."""

from contextlib import contextmanager

import frappe
from frappe import _
from frappe.email.doctype.auto_email_report.auto_email_report import AutoEmailReport

from anshang_app.access_control.publications import published_addresses
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation.acting import acting_as
from anshang_app.foundation.language import CHINESE
from anshang_app.foundation.members import units_of


class WalledAutoEmailReport(AutoEmailReport):
	"""Frappe runs a scheduled report as Administrator; here it runs as the record's user."""

	def validate(self):
		super().validate()
		refused = [mail for mail in self.email_to.split() if not self.may_receive(mail)]
		if refused:
			frappe.throw(
				_("Not a member of the unit of {0}, and nothing is published to: {1}").format(
					frappe.utils.get_fullname(self.user), ", ".join(refused)
				),
				title=_("Please Check"),
			)

	def get_report_content(self):
		with session_of(self.user):
			return super().get_report_content()

	def allowed_addresses(self) -> list[str]:
		"""The addresses that may still receive it; who has left since is left out and logged."""
		if not frappe.db.get_value("User", self.user, "enabled"):
			frappe.log_error(title=_("The account of a scheduled report is disabled"), message=self.name)
			return []
		addresses = self.email_to.split()
		allowed = [mail for mail in addresses if self.may_receive(mail)]
		if len(allowed) < len(addresses):
			left_out = ", ".join(mail for mail in addresses if mail not in allowed)
			frappe.log_error(
				title=_("Addresses left out of a scheduled report"), message=f"{self.name}: {left_out}"
			)
		return allowed

	def may_receive(self, mail: str) -> bool:
		"""Whether the address is the user's own, a colleague's, or one the report is published to."""
		account = frappe.db.get_value("User", {"email": mail, "enabled": 1})
		if account == self.user or mail in published_addresses(self.doctype, self.name):
			return True
		if not account:
			return False
		viewer = viewer_of(self.user)
		if viewer.sees_all and viewer_of(account).sees_all:
			return True
		return bool(set(viewer.units) & units_of(account))


@contextmanager
def session_of(user: str):
	"""Act as `user` for a while, in his language, and be who one was afterwards."""
	language = frappe.local.lang
	# the scheduler speaks English where nothing else is said, and this platform's users Chinese
	frappe.local.lang = frappe.db.get_value("User", user, "language") or CHINESE
	try:
		with acting_as(user):
			yield
	finally:
		frappe.local.lang = language
