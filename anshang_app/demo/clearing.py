"""Removing the demo: its records, and everything Frappe wrote about them or for its users."""

import frappe
from frappe.utils.global_search import sync_global_search

from anshang_app.access_control import audited
from anshang_app.demo.units import DOMAIN
from anshang_app.foundation.removals import remove, remove_rows

AUDITED_TYPES = audited.types()
#: from the records that point to those they point at
DEMO_DOCTYPES = (
	"Work Handover",
	"Deputy",
	"Ledger Import Row",
	"Ledger Import",
	"Ledger Mapping",
	"Publication",
	"Bulletin",
	"Supervision Order",
	"Coordination Meeting",
	"Coordination Issue",
	"Commitment",
	"Enterprise Act",
	"Enterprise Link",
	"Reveal Log",
	"Progress Entry",
	"Light Log",
	"Reminder Log",
	"Report Mailing",
	"Agent Training",
	"Approval Case",
	"Service Plan",
	"Project Node",
	"Letter Number",
	"Project Handover",
	"Project Contact",
	"Stage Log",
	"Investment Project",
	"Enterprise",
	"Anshang Unit",
)
#: what belongs to a user: DocType -> field
BELONGINGS = {
	"Activity Log": "user",
	"Access Log": "user",
	"Notification Log": "for_user",
	"Document Follow": "user",
	"DocShare": "user",
	"ToDo": "allocated_to",
	"List Filter": "for_user",
	"Route History": "user",
	"View Log": "viewed_by",
}


def clear_all() -> None:
	"""Remove the demo, and what was entered through its accounts: those go, and their records with them.

	What they did to a real project stays where the audit recorded it.
	"""
	frappe.flags.clearing_demo = True
	# words still on their way to the desk's search would come in after their records are gone
	sync_global_search()
	users = frappe.get_all("User", filters={"name": ["like", f"%@{DOMAIN}"]}, pluck="name", order_by="name")
	free_chains(demo_records("Anshang Unit", users))
	for doctype in DEMO_DOCTYPES:
		remove(doctype, demo_records(doctype, users))
	remove_users(users)
	frappe.flags.clearing_demo = False
	frappe.clear_cache()


def demo_records(doctype: str, users: list[str]) -> list[str]:
	own = [] if doctype in AUDITED_TYPES else [["owner", "in", users or [""]]]
	return frappe.get_all(
		doctype,
		or_filters=[["is_demo", "=", 1], *own],
		pluck="name",
		order_by="name",
	)


def free_chains(units: list[str]) -> None:
	"""A chain keeps a lead unit an administrator named; the demo's own goes."""
	for chain in frappe.get_all("Industry Chain", filters={"lead_unit": ["in", units or [""]]}, pluck="name"):
		frappe.db.set_value("Industry Chain", chain, "lead_unit", None, update_modified=False)


def remove_users(users: list[str]) -> None:
	if not users:
		return
	for belonging, field in BELONGINGS.items():
		if frappe.db.table_exists(belonging):
			remove_rows(belonging, {field: ["in", users]})
	contacts = frappe.get_all(
		"Contact",
		or_filters=[["user", "in", users], ["email_id", "like", f"%@{DOMAIN}"]],
		pluck="name",
		order_by="name",
	)
	remove("Contact", contacts)
	remove("Notification Settings", users)
	for table, field in (("Sessions", "user"), ("__UserSettings", "user")):
		rows = frappe.qb.Table(f"tab{table}" if not table.startswith("__") else table)
		frappe.qb.from_(rows).delete().where(rows[field].isin(users)).run()
	frappe.db.delete("DefaultValue", {"parent": ["in", users]})
	remove("User", users)
