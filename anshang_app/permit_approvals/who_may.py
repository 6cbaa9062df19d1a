"""Who writes an approval case: the unit that decides it, the agent and the host locality, who keeps the platform."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import units_of

#: what only the deciding unit enters; the rest is open to the agent's side too
DECIDED = ("notice_date", "notice_content", "notice_file", "expires_on", "certificate_scan")
ASSIST_ROLES = (constants.AGENT_ROLE, constants.HOST_CLERK)


def decides(case: Document, user: str) -> bool:
	"""Whether the user writes for the unit that decides the case."""
	return constants.APPROVAL_CLERK in frappe.get_roles(user) and case.unit in units_of(user)


def assists(case: Document, user: str) -> bool:
	"""Whether the user is the case's agent, or writes for the project's host locality or the helper unit."""
	if case.agent == user:
		return True
	host = frappe.db.get_value("Investment Project", case.project, "host_locality")
	sides = {host, case.helper_unit} - {None, ""}
	return bool(set(ASSIST_ROLES) & set(frappe.get_roles(user)) and sides & units_of(user))


def check_may_write(case: Document, user: str) -> None:
	"""Refuse a user who is neither of the deciding unit nor of the agent's side."""
	if not (administers(user) or decides(case, user) or assists(case, user)):
		frappe.throw(
			_("Only the deciding unit, the agent and the host locality write this approval case."),
			frappe.PermissionError,
		)


def check_writer(case: Document) -> None:
	"""Refuse who may not write the case, and of the agent's side what is not its part."""
	user = frappe.session.user
	before = case.get_doc_before_save() or case
	check_may_write(before, user)
	if administers(user) or decides(before, user):
		return
	foreign = [field for field in DECIDED if case.changed(field)]
	if case.changed("state") and case.state != constants.EARLY_GUIDANCE:
		foreign.append("state")
	if foreign:
		labels = "、".join(_(case.meta.get_label(field)) for field in foreign)
		frappe.throw(_("Only the deciding unit enters: {0}").format(labels), frappe.PermissionError)
