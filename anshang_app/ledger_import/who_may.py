"""Who imports which kind of ledger, for which unit, and who sees the imports and mappings of it."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from anshang_app.access_control.grounds import listed
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.members import units_of
from anshang_app.ledger_import.rules import headings

#: kind of ledger -> roles that enter it, beside who keeps the platform
WHO = {
	headings.PROJECTS: (constants.INVESTMENT_CLERK, constants.BUREAU_CLERK),
	headings.PROBLEMS: (constants.BUREAU_CLERK, constants.LEAD_CLERK),
	headings.APPROVALS: (constants.BUREAU_CLERK, constants.APPROVAL_CLERK),
	headings.CONTACTS: (),
}


def check_may(kind: str) -> None:
	"""Refuse a kind nobody enters, and who does not enter it."""
	if kind not in WHO:
		frappe.throw(_("There is no ledger {0}.").format(escape_html(kind)))
	if not may(kind):
		frappe.throw(refusals()[kind], frappe.PermissionError)


def may(kind: str) -> bool:
	"""Whether the session's user enters ledgers of a kind."""
	return administers() or bool({*WHO[kind]} & {*frappe.get_roles()})


def kinds_of_user() -> list[str]:
	"""The kinds the session's user enters, the usual one first."""
	return [kind for kind in WHO if may(kind)]


def refusals() -> dict[str, str]:
	return {
		headings.PROJECTS: _("A project ledger is entered by the investment service center and the bureau."),
		headings.PROBLEMS: _("A problem list is entered by the bureau and the chain lead units."),
		headings.APPROVALS: _("An approval list is entered by the bureau and the deciding units."),
		headings.CONTACTS: _("A list of contacts is entered by the platform's administrator."),
	}


def unit_of_user() -> str | None:
	"""The unit an import is made for; None for an administrator without one."""
	return min(units_of(frappe.session.user), default=None)


# --- the wall ---------------------------------------------------------------------------------------------


def visible_imports(user: str | None = None) -> str:
	"""SQL condition of the imports a user may see: those of his units (permission_query_conditions)."""
	return _of_units("Ledger Import", user)


def visible_mappings(user: str | None = None) -> str:
	"""SQL condition of the mappings a user may see: those of his units (permission_query_conditions)."""
	return _of_units("Ledger Mapping", user)


def _of_units(doctype: str, user: str | None) -> str:
	viewer = viewer_of(user)
	return "" if viewer.administers else f"`tab{doctype}`.unit in {listed(viewer.units)}"


def may_see(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same rule for one record (has_permission)."""
	viewer = viewer_of(user)
	return viewer.administers or doc.get("unit") in viewer.units
