"""The twelve reports as SQL written by hand: the rule's WHERE and the report's columns, `{rule}` on the project.

What a report looks up in many rows of another table stands as a statement of its own, as anybody would write it.
"""

PROJECTS = """
	select project.name, project.project_name, project.phase_no, project.stage, project.enterprise,
		project.industry_chain, project.host_locality, project.chain_lead_unit, project.introducing_unit,
		project.city_leader_name, project.fixed_asset_investment, project.total_investment, project.signing_date,
		project.planned_start_date, project.planned_duration_months, project.is_back_entry
	from `tabInvestment Project` project where {rule} and project.stage <> 'Terminated' order by project.project_name
"""
MINE = "in (select project.name from `tabInvestment Project` project where {rule} and project.stage <> 'Terminated')"
NODES = f"""
	select project, count(*), sum(actual_date is not null), sum(light = 'Red Light'), sum(light = 'Yellow Light'),
		sum(actual_date is null and planned_date < curdate())
	from `tabProject Node` where applies = 1 and is_dated = 1 and project {MINE} group by project
"""
TARGETS = f"""
	select project, target_kind, planned_date, actual_date from `tabProject Node`
	where applies = 1 and target_kind in ('Construction Start', 'Completion', 'Production') and project {MINE}
"""
PASSAGES = (
	f"select project, to_stage, passed_on from `tabStage Log` where project {MINE} order by project, creation"
)
INVESTED = f"""
	select project, entry_date, investment_to_date from (
		select project, entry_date, investment_to_date, row_number() over (
			partition by project, (entry_date > '{{year}}-12-31') order by entry_date desc, creation desc) place
		from `tabProgress Entry` where investment_to_date > 0 and project {MINE}) figures where place = 1
"""
PLANS = f"select parent, year_investment from `tabAnnual Plan` where plan_year = year(curdate()) and parent {MINE}"
ISSUES = f"select project, count(*) from `tabCoordination Issue` where state <> 'Cleared' and project {MINE} group by project"
ORDERS = f"select project, count(*) from `tabSupervision Order` where state <> 'Settled' and project {MINE} group by project"
ENTRIES = f"select project, max(entry_date) from `tabProgress Entry` where project {MINE} group by project"
ALL_NODES = f"""
	select name, project, title, part, light, planned_date, actual_date, responsible_unit, unit_text, late_reason,
		late_cause, responsible_person
	from `tabProject Node` where applies = 1 and is_dated = 1 and project {MINE} order by name
"""
ALERTED = f"""
	select name, project, title, part, light, planned_date, actual_date, responsible_unit, unit_text, late_reason,
		late_cause, responsible_person
	from `tabProject Node` where applies = 1 and is_dated = 1 and project {MINE} and (light in ('Red Light', 'Yellow Light')
		or (actual_date is null and planned_date between curdate() and curdate() + interval 14 day)) order by name
"""
LIGHTS = f"select node, to_light, changed_on from `tabLight Log` where to_light in ('Red Light', 'Yellow Light') and changed_on >= curdate() - interval 366 day and project {MINE}"
WHOLE_ISSUES = f"""
	select name, project, project_name, title, state, level, unit, person, raised_on, due_date, answered_on, cleared_on,
		satisfaction from `tabCoordination Issue` where project {MINE} order by raised_on desc
"""
WHOLE_ORDERS = f"""
	select name, project, project_name, matter, source, state, unit, person, issuing_unit, inspection_office, ordered_on,
		due_date, settled_on from `tabSupervision Order` where project {MINE} order by ordered_on desc
"""
PROMISES = f"""
	select name, project, project_name, kind, factor, words, state, owed_by, unit, owed_to, due_date, fulfilled_on
	from `tabCommitment` where project {MINE} order by due_date
"""
CASES = f"""
	select name, project, project_name, approval_item, state, unit, agent, helper_unit, limit_unit, promised_limit,
		statutory_limit, is_back_entry from `tabApproval Case` where project {MINE} order by name
"""
EVENTS = f"""
	select event.parent, event.day, event.kind, event.owner_of_time from `tabApproval Clock Event` event
	where event.parent in (select name from `tabApproval Case` where project {MINE}) order by event.parent, event.idx
"""
DUTY_ENTRIES = f"""
	select project, unit, entry_kind, entry_date from `tabProgress Entry`
	where entry_date >= curdate() - interval 9 month and project {MINE}
"""
ROLES = f"select parent, role, unit from `tabProject Role` where parent {MINE}"
DATED = f"""
	select project, row_key, actual_date from `tabProject Node` where actual_date is not null and project {MINE}
"""
AREA = INVESTED.replace("investment_to_date", "area_to_date")
STATISTICS = f"select project, min(entry_date) from `tabProgress Entry` where in_statistics = 1 and project {MINE} group by project"

QUERIES = {
	"Project Ledger": (PROJECTS, NODES, TARGETS, PASSAGES, INVESTED, PLANS, ISSUES, ORDERS, ENTRIES),
	"Wall Chart Progress": (PROJECTS, ALL_NODES),
	"Node Alerts": (PROJECTS, ALERTED, LIGHTS),
	"Issue Ledger": (PROJECTS, WHOLE_ISSUES),
	"Supervision Ledger": (PROJECTS, WHOLE_ORDERS),
	"Contact Duties": (PROJECTS, PASSAGES, DUTY_ENTRIES, ROLES),
	"Approval Timeliness": (CASES, EVENTS),
	"Investment Progress": (PROJECTS, INVESTED, AREA, PLANS, STATISTICS),
	"Factors and Policies": (PROJECTS, PROMISES),
	"Deadline Radar": (PROJECTS, DATED),
	"Starts and Completions": (PROJECTS, TARGETS, PASSAGES),
	"Agents and Training": (PROJECTS, CASES, EVENTS),
}
