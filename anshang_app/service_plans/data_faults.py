"""What would be wrong with plans and nodes on record, and found by nobody: seals, dates in force, the network."""

import frappe
from frappe import _
from frappe.utils import today

from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import MOST, Fault, is_reckoned_today, list_faults
from anshang_app.service_plans import forecasts
from anshang_app.service_plans.plans import LISTS, OPEN_STATES

PLAN, NODE, PROJECT = "Service Plan", "Project Node", "Investment Project"
TWO_PLANS = """
	select project, count(*) from `tabService Plan` where state in %(states)s group by project having count(*) > 1
"""
NO_PLAN = """
	select project.name, project.stage from `tabInvestment Project` project
	where project.stage in %(stages)s and project.is_back_entry = 0 and not exists (
		select 1 from `tabService Plan` plan where plan.project = project.name and plan.state = %(sealed)s
	)
"""
#: a sealed plan is signed by three sides, on days that have come, before it is sealed
SEALS = """
	select name from `tabService Plan` where state in %(states)s and not ifnull(
		sealed_on <= %(today)s and enterprise_signed_on <= sealed_on and host_signed_on <= sealed_on
			and lead_signed_on <= sealed_on and printed_facts is not null, 0)
"""
IN_FORCE = """
	select node.name, plan.name, row.{day}, node.planned_date from `tab{table}` row
	join `tabService Plan` plan on plan.name = row.parent and plan.state = %(sealed)s
	join `tabProject Node` node on node.name = row.node
	where row.parentfield = %(table)s and row.left_out = 0 and not (row.{day} <=> node.planned_date)
"""
ELSEWHERE = """
	select node.name, edge.predecessor from `tabNode Dependency` edge
	join `tabProject Node` node on node.name = edge.parent
	left join `tabProject Node` earlier on earlier.name = edge.predecessor
	where edge.parenttype = 'Project Node' and not (earlier.project <=> node.project)
"""
TO_COME = "select name, actual_date from `tabProject Node` where actual_date > %(today)s"


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	sealed = {"sealed": constants.SEALED}
	wrong = [
		*list_faults(PROJECT, _("has {0} plans under way at once"), TWO_PLANS, {"states": OPEN_STATES}),
		*list_faults(
			PROJECT, _("has {0} sealed plans in force at once"), TWO_PLANS, {"states": (constants.SEALED,)}
		),
		*list_faults(
			PROJECT,
			_("stands at “{0}” without a sealed plan"),
			NO_PLAN,
			{**sealed, "stages": forecasts.CARRIED_OUT},
		),
		*list_faults(
			PLAN,
			_("is sealed without the days of all three seals, or without what was printed"),
			SEALS,
			{"states": (constants.SEALED, constants.SUPERSEDED), "today": today()},
		),
		*list_faults(NODE, _("comes after {0}, which is no node of its project"), ELSEWHERE),
		*list_faults(NODE, _("counts as done on {0}, a day to come"), TO_COME, {"today": today()}),
	]
	for table, (_part, _text, day) in LISTS.items():
		wrong += plan_rows_faults(table, day)
	return [*wrong, *forecast_faults()]


def plan_rows_faults(table: str, day: str) -> list[Fault]:
	"""Nodes whose planned day is not the one the plan in force was sealed with."""
	query = IN_FORCE.format(table=frappe.get_meta(PLAN).get_field(table).options, day=day)
	message = _("is planned otherwise than plan {0} was sealed: {1} there, {2} here")
	return list_faults(NODE, message, query, {"sealed": constants.SEALED, "table": table})


def forecast_faults() -> list[Fault]:
	"""Nodes whose forecast is not the one today's facts give."""
	if not is_reckoned_today():
		return []
	message = _("has another forecast than its facts give")
	return [Fault(NODE, name, message) for name in forecasts.find_changed()][:MOST]
