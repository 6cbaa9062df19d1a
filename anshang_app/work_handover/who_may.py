"""Who sees a hand-over: giver and taker while they are of their units, the units' principals, the bureau, administrators."""

import frappe
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import coordinates
from anshang_app.access_control.grounds import escaped, listed
from anshang_app.foundation.members import units_of
from anshang_app.work_handover.people import units_headed

TABLE = "`tabWork Handover`"


def visible(user: str | None = None) -> str:
	"""SQL condition of the hand-overs a user may see (permission_query_conditions)."""
	user = user or frappe.session.user
	if coordinates(user):
		return ""
	own = listed([*units_of(user)])
	headed = listed([*units_headed(user)])
	return (
		f"({TABLE}.taker = {escaped(user)}"
		f" or ({TABLE}.giver = {escaped(user)} and {TABLE}.giver_unit in {own})"
		f" or {TABLE}.giver_unit in {headed} or {TABLE}.taker_unit in {headed})"
	)


def may_see(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same rule for one record, by the same SQL on the stored row (has_permission)."""
	return stands_in("Work Handover", doc, visible(user))


def visible_deputies(user: str | None = None) -> str:
	"""SQL condition of the deputyships a user may see: his own, and those of units he heads (permission_query_conditions)."""
	user = user or frappe.session.user
	if coordinates(user):
		return ""
	headed = listed([*units_headed(user)])
	me = escaped(user)
	return f"(`tabDeputy`.person = {me} or `tabDeputy`.deputy = {me} or `tabDeputy`.unit in {headed})"


def may_see_deputy(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same rule for one deputyship (has_permission)."""
	return stands_in("Deputy", doc, visible_deputies(user))


def stands_in(doctype: str, doc: Document, condition: str) -> bool:
	"""Whether a condition holds for the stored row of a record."""
	if doc.is_new():
		return False
	where = f"name = {escaped(doc.name)} and {condition or '1 = 1'}"
	return bool(frappe.db.sql(f"select 1 from `tab{doctype}` where {where} limit 1"))
