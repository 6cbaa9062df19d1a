"""Who writes an approval case: the unit that decides it, the agent and the host locality, who keeps the platform."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import coordinates
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import units_of
from anshang_app.foundation.standing_in import persons_of

#: what only the deciding unit enters; the rest is open to the agent's side too
DECIDED = ("notice_date", "notice_content", "notice_file", "expires_on", "certificate_scan")
ASSIST_ROLES = (constants.AGENT_ROLE, constants.HOST_CLERK)


#: states to which a step of the agent's side leads
AGENTS_STATES = (constants.EARLY_GUIDANCE, constants.FILED)
#: who may hand a proxy entry to the bureau, for a unit that has a part in the project
SUBMITTING_ROLES = (constants.LEAD_CLERK, constants.INTRODUCER_CLERK, *ASSIST_ROLES)


def decides(case: Document, user: str) -> bool:
	"""Whether the user writes for the unit that decides the case."""
	return constants.APPROVAL_CLERK in frappe.get_roles(user) and case.unit in units_of(user)


def assists(case: Document, user: str) -> bool:
	"""Whether the user is the case's agent, or writes for the project's host locality or the helper unit."""
	if case.agent in persons_of(user):
		return True
	host = frappe.db.get_value("Investment Project", case.project, "host_locality")
	sides = {host, case.helper_unit} - {None, ""}
	return bool(set(ASSIST_ROLES) & set(frappe.get_roles(user)) and sides & units_of(user))


def invites(case: Document, user: str) -> bool:
	"""Whether the user invites the deciding unit: a clerk of the chain lead unit, the agent's side, an administrator."""
	lead = frappe.db.get_value("Investment Project", case.project, "chain_lead_unit")
	leads = constants.LEAD_CLERK in frappe.get_roles(user) and lead in units_of(user)
	return leads or administers(user) or assists(case, user)


def enters_by_proxy(case: Document, user: str) -> bool:
	"""Whether the user puts on record what the deciding unit's own paper proves: the bureau, or an agent (代办员)."""
	if administers(user) or coordinates(user):
		return True
	if not (constants.AGENT_ROLE in frappe.get_roles(user) or case.agent in persons_of(user)):
		return False
	return bool(agents_units(case) & units_of(user))


def answers_proxy(case: Document, user: str) -> bool:
	"""Whether the user answers for the deciding unit."""
	return decides(case, user) or administers(user)


def agents_units(case: Document) -> set[str]:
	"""The host locality, and a helper unit that is a locality or the zone: whose agents enter by proxy."""
	host = frappe.db.get_value("Investment Project", case.project, "host_locality")
	helps = case.helper_unit and frappe.get_cached_value(
		"Anshang Unit", case.helper_unit, ["is_host_locality", "is_development_zone"]
	)
	return {host, case.helper_unit if helps and any(helps) else None} - {None, ""}


def submits_proxy(case: Document, user: str) -> bool:
	"""Whether the user hands such a fact to the bureau: lead unit, introducing unit, locality, helper unit."""
	if not set(SUBMITTING_ROLES) & set(frappe.get_roles(user)):
		return False
	parts = ("chain_lead_unit", "introducing_unit", "host_locality")
	project = frappe.db.get_value("Investment Project", case.project, parts)
	return bool({*project, case.helper_unit} & units_of(user))


def check_may_write(case: Document, user: str) -> None:
	"""Refuse a user who is neither of the deciding unit nor of the agent's side."""
	if not (administers(user) or decides(case, user) or assists(case, user)):
		frappe.throw(
			_("Only the deciding unit, the agent and the host locality write this approval case."),
			frappe.PermissionError,
		)


def check_writer(case: Document) -> None:
	"""Refuse who may not write the case, and of the agent's side what is not its part."""
	if case.flags.side_asked:
		# the step itself asked whose it is
		return
	user = frappe.session.user
	before = case.get_doc_before_save() or case
	check_may_write(before, user)
	if administers(user) or decides(before, user):
		return
	foreign = [field for field in DECIDED if case.changed(field)]
	if case.changed("state") and case.state not in AGENTS_STATES:
		foreign.append("state")
	if foreign:
		labels = "、".join(_(case.meta.get_label(field)) for field in foreign)
		frappe.throw(_("Only the deciding unit enters: {0}").format(labels), frappe.PermissionError)
