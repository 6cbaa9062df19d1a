"""Which dates of open drafts another calendar would move."""

import frappe

from anshang_app.foundation import constants
from anshang_app.planning.schedule import compare
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.service_plans.plan_network import PlanNetwork, PlanRecords, plan_facts


def moved_dates(calendar: WorkCalendar) -> list[dict]:
	"""[{plan, project_name, title, before, after}] of the counted dates a calendar moves; nothing is saved."""
	return [move for plan in counted_drafts() for move in moved_in(plan, calendar)]


def counted_drafts() -> list[str]:
	"""Open drafts whose dates were counted back."""
	counted = frappe.get_all(
		"Plan Date",
		filters={"parenttype": "Service Plan", "latest_date": ["is", "set"]},
		pluck="parent",
		distinct=True,
		order_by="parent",
	)
	filters = {"state": constants.PLAN_DRAFT, "name": ["in", counted or [""]]}
	return frappe.get_list(
		"Service Plan", filters=filters, pluck="name", limit_page_length=0, order_by="name"
	)


def moved_in(name: str, calendar: WorkCalendar) -> list[dict]:
	plan = frappe.get_doc("Service Plan", name)
	facts, records = plan_facts(plan), PlanRecords(plan.project)
	before = PlanNetwork(facts, None, records)
	if before.nodes_without_time():
		return []
	was = before.solve()
	records.calendar = calendar
	after = PlanNetwork(facts, None, records)
	return [
		{
			"plan": name,
			"project_name": plan.project_name,
			"title": after.titles[move.key],
			"before": move.before,
			"after": move.after,
		}
		for move in compare(calendar, was, after.solve())
	]
