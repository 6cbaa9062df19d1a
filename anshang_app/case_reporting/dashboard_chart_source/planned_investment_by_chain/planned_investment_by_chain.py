"""Planned investment of each industry chain, among the projects the user may see."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import flt

from anshang_app.case_reporting.workspace_cards import WAN_PER_YI
from anshang_app.foundation import constants


@frappe.whitelist()
def get(
	chart_name: str | None = None,
	chart: str | None = None,
	no_cache: str | int | None = None,
	filters: str | dict | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: str | None = None,
) -> dict:
	"""A chart in 100 million yuan, largest first; projects without a chain are named so."""
	total: Counter = Counter()
	for project in frappe.get_list(
		"Investment Project",
		filters={"stage": ["!=", constants.TERMINATED]},
		fields=["industry_chain", "total_investment"],
		limit_page_length=0,
		order_by="name",
	):
		total[project.industry_chain or _("Outside the Chains")] += flt(project.total_investment) / WAN_PER_YI
	ranked = total.most_common()
	return {
		"labels": [chain for chain, _sum in ranked],
		"datasets": [
			{"name": _("100 Million Yuan"), "values": [round(value, 2) for _chain, value in ranked]}
		],
	}
