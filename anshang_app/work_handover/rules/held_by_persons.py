"""Every field of the app in which a person stands: what goes over to who takes his work, and what is history.

A test reads the record types and asks that each such field stands in one of the two lists.
"""

from anshang_app.foundation import constants
from anshang_app.work_handover.rules.held import LISTED, MARKED, REPLACED, SUCCEEDED, WITH_SEAL, Held

CASE_ENDED = (constants.GRANTED, constants.REFUSED, constants.WITHDRAWN)
MEETING_OPEN = {"meeting_state": ["!=", constants.DECISIONS_GIVEN]}
ORDER_OPEN = {"state": ["not in", constants.ORDER_ENDED]}
ISSUE_OPEN = {"state": ["not in", constants.ISSUE_ENDED]}
PROMISE_OPEN = {"state": ["in", (constants.NOT_DUE, constants.PAST_DUE)]}
NODE_OPEN = {"applies": 1, "actual_date": ["is", "not set"]}
#: a plan's table, its record type and the field that says what a row is about
PLAN_TABLES = (
	("team_tasks", "Service Team Task", "task_text"),
	("entity_tasks", "Entity Task", "task_text"),
	("plan_dates", "Plan Date", "title"),
)

#: in the order in which they are shown
MOVABLE = (
	Held(
		"Projects Led",
		"Investment Project",
		"city_leader",
		"project_name",
		name_field="city_leader_name",
		role=constants.LEADER_ROLE,
		project="name",
	),
	Held(
		"Chains Led",
		"Industry Chain",
		"city_leader",
		"chain_name",
		role=constants.LEADER_ROLE,
		project=None,
	),
	Held(
		"Places in Service Teams",
		"Project Role",
		"person_user",
		"role",
		name_field="person_name",
		unit_field="unit",
		parent="Investment Project",
		table="project_roles",
		project="name",
		way=SUCCEEDED,
		until="to_date",
	),
	Held(
		"Nodes of Plans in Force",
		"Project Node",
		"responsible_user",
		"title",
		open=NODE_OPEN,
		name_field="responsible_person",
		unit_field="responsible_unit",
	),
	*(
		Held(
			heading,
			doctype,
			"responsible_user",
			title_field,
			open={"state": state},
			row_open={"left_out": 0},
			name_field="responsible_person",
			unit_field="responsible_unit",
			parent="Service Plan",
			table=table,
			way=way,
		)
		for heading, state, way in (
			("Rows of Plans in Draft", constants.PLAN_DRAFT, REPLACED),
			("Rows of Plans Awaiting Seals", constants.AWAITING_SEALS, WITH_SEAL),
		)
		for table, doctype, title_field in PLAN_TABLES
	),
	Held(
		"Approvals Acted For",
		"Approval Case",
		"agent",
		"approval_item",
		open={"state": ["not in", CASE_ENDED]},
		name_field="agent_name",
		role=constants.AGENT_ROLE,
	),
	Held(
		"Orders to Carry Out",
		"Supervision Order",
		None,
		"matter",
		open=ORDER_OPEN,
		name_field="person",
		unit_field="unit",
	),
	Held(
		"Problems in Hand",
		"Coordination Issue",
		None,
		"title",
		open=ISSUE_OPEN,
		name_field="person",
		unit_field="unit",
	),
	Held(
		"Commitments Answered For",
		"Commitment",
		None,
		"words",
		open=PROMISE_OPEN,
		name_field="person",
		unit_field="unit",
	),
	Held(
		"Decisions Not Given Out",
		"Meeting Decision",
		None,
		"matter",
		open=MEETING_OPEN,
		row_open={"supervision_order": ["is", "not set"]},
		name_field="person",
		unit_field="unit",
		parent="Coordination Meeting",
		table="decisions",
		project=None,
	),
	Held(
		"Meetings Taken Part In",
		"Meeting Participant",
		"user",
		"person",
		open=MEETING_OPEN,
		name_field="person",
		unit_field="unit",
		parent="Coordination Meeting",
		table="participants",
		project=None,
	),
	Held(
		"Liaison for the Unit",
		"Unit Member",
		"user",
		"member_name",
		row_open={"is_liaison": 1},
		unit_field="parent",
		parent="Anshang Unit",
		table="members",
		project=None,
		way=MARKED,
	),
	Held(
		"Deputyships Held",
		"Deputy",
		"deputy",
		"person_name",
		open={"ended_on": ["is", "not set"]},
		name_field="deputy_name",
		unit_field="unit",
		project=None,
		until="to_date",
	),
	# Frappe's own
	Held("To-dos", "ToDo", "allocated_to", "description", open={"status": "Open"}, project=None),
	Held("Scheduled Reports Run", "Auto Email Report", "user", "report", open={"enabled": 1}, project=None),
	Held(
		"Scheduled Reports Received",
		"Auto Email Report",
		None,
		"report",
		open={"enabled": 1},
		project=None,
		way=LISTED,
	),
)

#: fields that say who did, said, saw or was told something: that stays as it was
HISTORY = frozenset(
	{
		("Approval Clock Event", "entered_by"),
		("Approval Proxy Entry", "answered_by"),
		("Approval Proxy Entry", "checked_by"),
		("Approval Proxy Entry", "entered_by"),
		("Bulletin", "checked_by"),
		("Bulletin", "distributed_by"),
		("Commitment", "answered_by"),
		("Commitment", "consented_by"),
		("Commitment", "decided_by"),
		("Commitment", "released_by"),
		("Completion Pack", "built_by"),
		("Coordination Issue", "answered_by"),
		("Coordination Issue", "confirmation_entered_by"),
		("Coordination Issue", "raised_by"),
		("Coordination Issue", "revoked_by"),
		# ends with his account
		("Deputy", "person"),
		("Enterprise Act", "code_by"),
		("Enterprise Link", "issued_by"),
		("Issue Escalation", "entered_by"),
		("Issue Extension", "asked_by"),
		("Issue Extension", "decided_by"),
		("Issue Urging", "urged_by"),
		("Ledger Import", "imported_by"),
		("Ledger Import", "undone_by"),
		("Letter Number", "issued_by"),
		("Order Extension", "asked_by"),
		("Order Extension", "decided_by"),
		("Order Reply", "checked_by"),
		("Order Reply", "replied_by"),
		("Order Urging", "urged_by"),
		("Plan Adjustment", "adopted_by"),
		# who did it and who filed it; his unit corrects it
		("Progress Entry", "done_by_user"),
		("Progress Entry", "filed_by"),
		("Project Handover", "handed_over_by"),
		("Project Handover", "received_by"),
		# a publication never changes: what the taker needs is published to him anew
		("Publication Recipient", "user"),
		("Publication", "published_by"),
		("Publication", "withdrawn_by"),
		("Reminder Log", "user"),
		("Reminder Message", "user"),
		("Required Result", "checked_by"),
		("Required Result", "reported_by"),
		("Reveal Log", "revealed_to"),
		("Stage Log", "by_user"),
		("Supervision Order", "escalated_by"),
		("Supervision Order", "ordered_by"),
		("Supervision Order", "revoked_by"),
		("Supervision Order", "settled_by"),
		("Supervision Order", "signed_for_by"),
		("Training Attendee", "user"),
		("Work Handover", "arranged_by"),
		("Work Handover", "giver"),
		("Work Handover", "signed_for_by"),
		("Work Handover", "taker"),
	}
)
