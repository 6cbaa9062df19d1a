"""Each rule of the data check broken once, past the app, on records of a told city."""

import re
from dataclasses import dataclass

import frappe


@dataclass(frozen=True)
class Break:
	"""How a rule is broken: `pick` answers a record, `statement` (several, separated by “; ”) spoils it; the fault then names that record."""

	room: str
	sentence: str
	record_type: str
	pick: str
	statement: str


PROJECT, NODE, CASE, PLAN = "Investment Project", "Project Node", "Approval Case", "Service Plan"
ISSUE, ORDER, HANDOVER = "Coordination Issue", "Supervision Order", "Project Handover"
OPEN_PROJECT = "select name from `tabInvestment Project` where stage = 'Pre-construction' limit 1"
SEALED = "select name from `tabService Plan` where state = 'Sealed' limit 1"
GRANTED = "select name from `tabApproval Case` where state = 'Granted' and is_back_entry = 0 limit 1"
ANY = "select name from `tab{}` limit 1"

BREAKS = (
	Break(
		"key_projects",
		"stands at “{0}”, but its stage log leads to “{1}”",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set stage = 'Construction' where name = %(name)s",
	),
	Break(
		"key_projects",
		"role {0}: the project names {1}, the roles name {2}",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set host_locality = chain_lead_unit where name = %(name)s",
	),
	Break(
		"key_projects",
		"role {0} has two holders on {1}",
		PROJECT,
		OPEN_PROJECT,
		"insert into `tabProject Role` (name, parent, parenttype, parentfield, role, unit, from_date) select 'twice',"
		" parent, parenttype, parentfield, role, unit, from_date from `tabProject Role` where parent = %(name)s and role ="
		" 'Host Locality' limit 1",
	),
	Break(
		"key_projects",
		"role {0} ends before it begins: {1} to {2}",
		PROJECT,
		OPEN_PROJECT,
		"update `tabProject Role` set to_date = '2020-01-01' where parent = %(name)s limit 1",
	),
	Break(
		"key_projects",
		"is no further phase of project {0}",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set phase_of = 'none' where name = %(name)s",
	),
	Break(
		"key_projects",
		"is phase {0} a second time",
		PROJECT,
		"select max(name) from `tabInvestment Project`",
		"update `tabInvestment Project` set phase_of = 'one', phase_no = 2",
	),
	Break(
		"key_projects",
		"shows the project's name as “{0}”, it is “{1}”",
		ISSUE,
		ANY.format(ISSUE),
		"update `tabCoordination Issue` set project_name = '别的' where name = %(name)s",
	),
	Break(
		"key_projects",
		"is marked as demo otherwise than its project",
		NODE,
		ANY.format(NODE),
		"update `tabProject Node` set is_demo = 1 - is_demo where name = %(name)s",
	),
	Break(
		"service_plans",
		"has {0} plans under way at once",
		PROJECT,
		"select project from `tabService Plan` where state = 'Sealed' limit 1",
		"insert into `tabService Plan` (name, project, state) values ('d1', %(name)s, 'Plan Draft'), ('d2', %(name)s,"
		" 'Awaiting Seals')",
	),
	Break(
		"service_plans",
		"has {0} sealed plans in force at once",
		PROJECT,
		"select project from `tabService Plan` where state = 'Sealed' limit 1",
		"insert into `tabService Plan` (name, project, state) values ('d1', %(name)s, 'Sealed')",
	),
	Break(
		"service_plans",
		"stands at “{0}” without a sealed plan",
		PROJECT,
		OPEN_PROJECT,
		"update `tabService Plan` set state = 'Superseded' where project = %(name)s",
	),
	Break(
		"service_plans",
		"is sealed without the days of all three seals, or without what was printed",
		PLAN,
		SEALED,
		"update `tabService Plan` set host_signed_on = null where name = %(name)s",
	),
	Break(
		"service_plans",
		"comes after {0}, which is no node of its project",
		NODE,
		"select parent from `tabNode Dependency` limit 1",
		"update `tabNode Dependency` set predecessor = 'none' where parent = %(name)s limit 1",
	),
	Break(
		"service_plans",
		"counts as done on {0}, a day to come",
		NODE,
		"select name from `tabProject Node` where actual_date is not null limit 1",
		"update `tabProject Node` set actual_date = '2099-01-01' where name = %(name)s",
	),
	Break(
		"service_plans",
		"is planned otherwise than plan {0} was sealed: {1} there, {2} here",
		NODE,
		"select row.node from `tabPlan Date` row join `tabService Plan` plan on plan.name = row.parent where plan.state ="
		" 'Sealed' and row.left_out = 0 limit 1",
		"update `tabProject Node` set planned_date = '2020-01-01' where name = %(name)s",
	),
	Break(
		"service_plans",
		"has another forecast than its facts give",
		NODE,
		"select node.name from `tabProject Node` node join `tabInvestment Project` project on project.name = node.project"
		" where project.stage = 'Pre-construction' and node.is_dated = 1 limit 1",
		"update `tabProject Node` set forecast_date = '2020-01-01' where name = %(name)s",
	),
	Break(
		"permit_approvals",
		"is a second case of node {0}",
		CASE,
		"select max(name) from `tabApproval Case` where state not in ('Refused', 'Withdrawn')",
		"update `tabApproval Case` set node = 'one'",
	),
	Break(
		"permit_approvals",
		"names a node of another project: {0}",
		CASE,
		ANY.format(CASE),
		"update `tabApproval Case` set project = 'none' where name = %(name)s",
	),
	Break(
		"permit_approvals",
		"is granted on {0}, its node is done on {1}",
		CASE,
		GRANTED,
		"update `tabApproval Case` set issued_on = '2020-01-01' where name = %(name)s",
	),
	Break(
		"permit_approvals",
		"stands at “{0}”, its records lead to “{1}”",
		CASE,
		GRANTED,
		"update `tabApproval Case` set state = 'Application Accepted' where name = %(name)s",
	),
	Break(
		"permit_approvals",
		"has records that cannot follow each other: number {0}",
		CASE,
		GRANTED,
		"update `tabApproval Clock Event` set day = '2099-01-01' where parent = %(name)s and kind = 'Application Accepted'",
	),
	Break(
		"permit_approvals",
		"has a record without a day",
		CASE,
		GRANTED,
		"update `tabApproval Clock Event` set day = null where parent = %(name)s and kind = 'Application Accepted'",
	),
	Break(
		"permit_approvals",
		"stores other figures than its records give: due {0}, days used {1}",
		CASE,
		GRANTED,
		# under way again, with the figures of a case that is decided
		"update `tabApproval Case` kept join `tabApproval Clock Event` event on event.parent = kept.name and event.kind ="
		" 'Granted' set event.taken_back = 1, kept.state = 'Application Accepted', kept.days_used = 99 where kept.name ="
		" %(name)s",
	),
	Break(
		"progress_tracking",
		"shows “{0}”, its log of changes leads to “{1}”",
		NODE,
		"select node from `tabLight Log` where to_light = 'Red Light' and node is not null limit 1",
		"delete from `tabLight Log` where node = %(name)s and to_light = 'Red Light'",
	),
	Break(
		"progress_tracking",
		"shows another light than the rules give: {0}",
		NODE,
		"select name from `tabProject Node` where light = 'Red Light' limit 1",
		"update `tabProject Node` set light = 'Green Light' where name = %(name)s",
	),
	Break(
		"progress_tracking",
		"keeps other figures of its investment than its entries give",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set investment_reported = 7 where name = %(name)s",
	),
	Break(
		"coordination",
		"stands at “{0}”, its escalations lead to “{1}”",
		ISSUE,
		ANY.format(ISSUE),
		"update `tabCoordination Issue` set level = 'At Inspection Office' where name = %(name)s",
	),
	Break(
		"coordination",
		"stands at “{0}”, but its day says otherwise",
		ISSUE,
		ANY.format(ISSUE),
		"update `tabCoordination Issue` set state = 'Cleared', cleared_on = null where name = %(name)s",
	),
	Break(
		"coordination",
		"names a step of another project: {0}",
		ISSUE,
		"select name from `tabCoordination Issue` where blocked_node is not null limit 1",
		"update `tabCoordination Issue` set project = 'none' where name = %(name)s",
	),
	Break(
		"coordination",
		"stands at “{0}”, its day is {1}",
		"Commitment",
		"select 'CT-broken'",
		"insert into `tabCommitment` (name, state, due_date) values (%(name)s, 'Not Due', '2020-01-01')",
	),
	Break(
		"coordination",
		"gave out order {0}, which names another meeting",
		"Coordination Meeting",
		"select 'CM-broken'",
		"insert into `tabMeeting Decision` (name, parent, parenttype, supervision_order) select 'MD-broken', %(name)s,"
		" 'Coordination Meeting', name from `tabSupervision Order` limit 1",
	),
	Break(
		"supervision",
		"stands at “{0}”, but its day says otherwise",
		ORDER,
		ANY.format(ORDER),
		"update `tabSupervision Order` set state = 'Settled', settled_on = null where name = %(name)s",
	),
	Break(
		"supervision",
		"says that {0} results wait to be checked; it is {1}",
		ORDER,
		ANY.format(ORDER),
		"update `tabSupervision Order` set results_waiting = 9 where name = %(name)s",
	),
	Break(
		"supervision",
		"is settled though result {0} is not accepted",
		ORDER,
		ANY.format(ORDER),
		"update `tabSupervision Order` set state = 'Settled' where name = %(name)s; insert into `tabRequired Result` (name,"
		" parent, parenttype, idx, state) values ('RR-broken', %(name)s, 'Supervision Order', 1, 'Not Reported')",
	),
	Break(
		"supervision",
		"names a problem of another project: {0}",
		ORDER,
		ANY.format(ORDER),
		"update `tabSupervision Order` set project = 'none', issue = (select name from `tabCoordination Issue` limit 1) where"
		" name = %(name)s",
	),
	Break(
		"official_documents",
		"is made of other parts: {0}",
		"Letter Number",
		"select 'LN-broken'",
		"insert into `tabLetter Number` (name, code, letter_year, sequence) values (%(name)s, '天招', 2026, 1)",
	),
	Break(
		"official_documents",
		"is the same number as {0}",
		"Letter Number",
		"select '天招〔2026〕7号'",
		"insert into `tabLetter Number` (name, code, letter_year, sequence) values (%(name)s, '天招', 2026, 7), ('0', '天招',"
		" 2026, 7)",
	),
	Break(
		"official_documents",
		"was drawn for {0}, which carries the number {1}",
		"Letter Number",
		"select '天招〔2026〕9号'",
		"insert into `tabLetter Number` (name, code, letter_year, sequence, number_state, origin, reference_doctype,"
		" reference_name) select %(name)s, '天招', 2026, 9, 'In Use', 'Drawn by the Platform', 'Project Handover', name from"
		" `tabProject Handover` limit 1",
	),
	Break(
		"project_lifecycle",
		"stands at “{0}”, but its day says otherwise",
		HANDOVER,
		"select name from `tabProject Handover` where state = 'Signed For' limit 1",
		"update `tabProject Handover` set received_on = null where name = %(name)s",
	),
	Break(
		"project_lifecycle",
		"is a second hand-over of one project: {0}",
		HANDOVER,
		"select max(name) from `tabProject Handover` where kind = 'Intake'",
		"update `tabProject Handover` set project = 'one'",
	),
	Break(
		"project_lifecycle",
		"was handed over on {0} and signed for before, on {1}",
		HANDOVER,
		"select name from `tabProject Handover` where state = 'Signed For' limit 1",
		"update `tabProject Handover` set received_on = '2020-01-01' where name = %(name)s",
	),
	Break(
		"project_lifecycle",
		"is archived though it stands at “{0}”",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set archived_on = '2026-01-05' where name = %(name)s",
	),
	Break(
		"project_lifecycle",
		"is archived though this is open: {0}",
		PROJECT,
		"select project from `tabCoordination Issue` where state not in ('Cleared', 'Revoked') limit 1",
		"update `tabInvestment Project` set archived_on = '2026-01-05' where name = %(name)s",
	),
	Break(
		"bulletins",
		"is “{0}” without its day, its files or their hashes",
		"Bulletin",
		"select name from `tabBulletin` where state = 'Distributed' limit 1",
		"update `tabBulletin` set pdf_sha256 = null where name = %(name)s",
	),
	Break(
		"record_search",
		"is not found by the search",
		PROJECT,
		OPEN_PROJECT,
		"delete from `tabSearch Entry` where record_name = %(name)s",
	),
	Break(
		"record_search",
		"leads the search to {0}, which is gone",
		"Search Entry",
		"select 'SE-broken'",
		"insert into `tabSearch Entry` (name, record_type, record_name) values (%(name)s, 'Investment Project', 'none')",
	),
	Break(
		"setup.file_faults",
		"names a file it does not have: {0}",
		PLAN,
		SEALED,
		"update `tabService Plan` set signed_scan = '/private/files/none.pdf' where name = %(name)s",
	),
	Break(
		"setup.file_faults",
		"has a file whose content is gone: {0}",
		PLAN,
		SEALED,
		"insert into `tabFile` (name, file_url, attached_to_doctype, attached_to_name, is_folder) values ('F-broken',"
		" '/private/files/none.pdf', 'Service Plan', %(name)s, 0)",
	),
	Break(
		"setup.data_check",
		"{0} leads to {1} “{2}”, which is not there",
		PROJECT,
		OPEN_PROJECT,
		"update `tabInvestment Project` set landing_mode = 'none' where name = %(name)s",
	),
	Break(
		"setup.data_check",
		"is a row of {0} {1}, which is not there",
		"Plan Date",
		"select name from `tabPlan Date` limit 1",
		"update `tabPlan Date` set parent = 'none' where name = %(name)s",
	),
)


def faults_of(room: str) -> list:
	"""What a room's own check finds."""
	module = room if "." in room else f"{room}.data_faults"
	return frappe.get_attr(f"anshang_app.{module}.faults")()


def not_found() -> list[tuple[str, str]]:
	"""Break one rule after the other; the rules whose fault does not name the record."""
	return [(one.room, one.sentence) for one in BREAKS if not is_found(one)]


def is_found(one: Break) -> bool:
	"""Whether a rule's fault is new once it is broken."""
	before = set(faults_of(one.room))
	picked = frappe.db.sql(one.pick)
	if not picked:
		return False
	name = picked[0][0]
	frappe.db.savepoint("broken")
	for statement in one.statement.split("; "):
		frappe.db.sql(statement, {"name": name})
	new = set(faults_of(one.room)) - before
	frappe.db.rollback(save_point="broken")
	named = [fault for fault in new if (fault.record_type, fault.record_name) == (one.record_type, name)]
	return any(pattern_of(one.sentence).fullmatch(fault.sentence) for fault in named)


def pattern_of(sentence: str) -> re.Pattern:
	"""A sentence in Chinese, whatever stands in its places."""
	return re.compile(re.sub(r"\\\{\d\\\}", ".*", re.escape(frappe._(sentence))))
