"""Figures of the workspace that a plain count or sum does not give."""

import frappe
from frappe.utils import flt

from anshang_app.foundation import constants

WAN_PER_YI = 10000


@frappe.whitelist()
def planned_investment(filters: str | list | dict | None = None) -> dict:
	"""Total planned investment of the projects the user may see, in 亿元 with two decimals."""
	amounts = frappe.get_list(
		"Investment Project",
		filters={"stage": ["!=", constants.TERMINATED]},
		pluck="total_investment",
		limit_page_length=0,
		order_by="name",
	)
	total = sum(flt(amount) for amount in amounts)
	return {
		"value": round(total / WAN_PER_YI, 2),
		"fieldtype": "Float",
		"precision": 2,
		"route": ["List", "Investment Project"],
	}
