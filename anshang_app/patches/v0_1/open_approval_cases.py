"""Sites set up before there were approval cases: a case for every node that has an approval item."""

import frappe

from anshang_app.permit_approvals.approvals import open_cases
from anshang_app.setup.install import read_seed


def execute() -> None:
	"""Mark the items to be invited for, as a fresh site has them, and open the cases of all projects."""
	marked = [
		row["item_key"] for row in read_seed("approval_items.json") if row.get("invite_before_acceptance")
	]
	frappe.db.set_value("Approval Item", {"item_key": ["in", marked]}, "invite_before_acceptance", 1)
	open_cases(frappe.get_all("Investment Project", pluck="name", order_by="name"))
