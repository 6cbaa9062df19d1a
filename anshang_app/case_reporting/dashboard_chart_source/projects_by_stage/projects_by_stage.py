"""How many projects stand in each stage, among those the user may see."""

import frappe
from frappe import _

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
	"""A chart of counts in the order of the stages; stages without a project show 0."""
	stages = frappe.get_list("Investment Project", pluck="stage", limit_page_length=0, order_by="name")
	order = [*constants.STAGE_ORDER, constants.SUSPENDED]
	return {
		"labels": [_(stage) for stage in order],
		"datasets": [{"name": _("Number of Projects"), "values": [stages.count(stage) for stage in order]}],
	}
