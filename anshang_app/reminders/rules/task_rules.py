"""What waits for whom: one line per kind of next step, as data.

Each line names the records it is about, whose step it is, and when it is due. `mine` asks the lines of a
person's own units and roles; nothing here reads a record.
"""

from dataclasses import dataclass, field

from anshang_app.coordination.rules import ladder
from anshang_app.foundation import constants
from anshang_app.planning.lights import RED

#: whose step it is: a unit named on the record, a unit's role in its project, an account, or who sees all
UNIT, PROJECT, USER, SEEN = "unit", "project", "user", "seen"
#: stands in a filter for the days up to the last one that counts as near
SOON = "soon"
#: stand in a filter for today, and for the number of earlier misses with which a further one proposes escalation
TODAY, MISSED_BEFORE = "today", "missed before"
#: stand in a filter for the projects that already have a handover, or a plan
WITH_HANDOVER, WITH_PLAN = "with handover", "with plan"

LEAD, HOST, INTRODUCER = "chain_lead_unit", "host_locality", "introducing_unit"
CENTER, BUREAU = "is_investment_service_center", "is_government_services_bureau"
APPROVAL = "is_approval_unit"
UNDER_WAY = ["not in", [constants.HANDED_OVER, *constants.STANDSTILLS]]


@dataclass(frozen=True)
class Wait:
	"""Steps of one kind: `heading` tells what is to be done with records of `doctype` under `filters`.

	`whose` is (UNIT, its field), (PROJECT, the role's field), (USER, its field) or (SEEN, None); `kinds`
	limits it to members of such units, `role` to holders of a role. `words` names the field that says what
	it is about, `due` the field of its last day.
	"""

	heading: str
	doctype: str
	whose: tuple[str, str | None]
	filters: dict[str, object] = field(default_factory=dict)
	words: str | None = None
	due: str | None = None
	kinds: tuple[str, ...] = ()
	role: str | None = None


NODE_SOON = {"applies": 1, "actual_date": ["is", "not set"], "approval_item": ["is", "not set"]}
UNFILED = ["in", [constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE]]
ORDER_OPEN = ["in", [constants.SIGNED_FOR, constants.IN_HAND, constants.TO_REDO]]
ISSUE_OPEN = ["in", [constants.TAKEN_UP, constants.IN_HAND]]
ASKED = {"state": ISSUE_OPEN, "extension_wanted": ["is", "set"]}
PROMISED = {"state": ["in", [constants.NOT_DUE, constants.PAST_DUE]], "due_date": ["between", SOON]}
HANDOVER, PLAN, CASE, NODE = "Project Handover", "Service Plan", "Approval Case", "Project Node"
ISSUE, ORDER, PROMISE = "Coordination Issue", "Supervision Order", "Commitment"
MEETING, HOME = "Coordination Meeting", "Investment Project"

#: in the order in which a person should take them up
WAITS = (
	# 督办与协调
	Wait("Orders to Sign For", ORDER, (UNIT, "unit"), {"state": constants.ORDERED}, "matter", "due_date"),
	Wait(
		"Orders Urged",
		ORDER,
		(UNIT, "unit"),
		{"state": ORDER_OPEN, "urged_on": ["is", "set"]},
		"matter",
		"running_limit",
	),
	Wait(
		"Orders to Report Back On",
		ORDER,
		(UNIT, "unit"),
		{"state": ORDER_OPEN, "urged_on": ["is", "not set"]},
		"matter",
		"due_date",
	),
	*(
		Wait(heading, ORDER, (UNIT, unit), {**filters, **more}, "matter", "due_date")
		for heading, filters in (
			("Extensions to Decide", {"extension_wanted": ["is", "set"]}),
			(
				"Results to Check",
				{"results_waiting": [">", 0], "state": ["in", [*ORDER_OPEN[1], constants.REPORTED_BACK]]},
			),
		)
		for unit, more in (
			("inspection_office", {}),
			("issuing_unit", {"inspection_office": ["is", "not set"]}),
		)
	),
	Wait(
		"Escalations Proposed",
		ORDER,
		(SEEN, None),
		{
			"state": ["in", [constants.ORDERED, *ORDER_OPEN[1]]],
			"escalation": ["is", "not set"],
			"limits_missed": [">=", MISSED_BEFORE],
			"running_limit": ["<", TODAY],
		},
		"matter",
		"running_limit",
		kinds=(BUREAU,),
	),
	Wait(
		"Replies to Check",
		ORDER,
		(UNIT, "inspection_office"),
		{"state": constants.REPORTED_BACK},
		"matter",
		"due_date",
	),
	Wait(
		"Replies to Check",
		ORDER,
		(UNIT, "issuing_unit"),
		{"state": constants.REPORTED_BACK, "inspection_office": ["is", "not set"]},
		"matter",
		"due_date",
	),
	Wait(
		"Orders Being Watched",
		ORDER,
		(UNIT, "inspection_office"),
		{"state": ["in", [constants.ORDERED, *ORDER_OPEN[1]]]},
		"matter",
		"due_date",
	),
	Wait(
		"Problems to Assign",
		ISSUE,
		(PROJECT, LEAD),
		{"state": constants.RAISED, "unit": ["is", "not set"]},
		"title",
		"assign_by",
	),
	Wait(
		"Problems Urged",
		ISSUE,
		(UNIT, "unit"),
		{"state": ISSUE_OPEN, "urged_on": ["is", "set"]},
		"title",
		"due_date",
	),
	*(
		Wait(
			"Problem Extensions to Decide", ISSUE, whose, {**ASKED, **more}, "title", "due_date", kinds=kinds
		)
		for whose, more, kinds in (
			((PROJECT, LEAD), {"level": ladder.TEAM}, ()),
			((SEEN, None), {"level": ["!=", ladder.TEAM]}, (BUREAU,)),
		)
	),
	Wait("Problems to Take Up", ISSUE, (UNIT, "unit"), {"state": constants.RAISED}, "title", "due_date"),
	Wait(
		"Problems to Answer",
		ISSUE,
		(UNIT, "unit"),
		{"state": ISSUE_OPEN, "urged_on": ["is", "not set"]},
		"title",
		"due_date",
	),
	Wait("Answers to Confirm", ISSUE, (PROJECT, LEAD), {"state": constants.ANSWERED}, "title", "due_date"),
	Wait("Problems Sent Back", ISSUE, (PROJECT, LEAD), {"state": constants.SENT_BACK}, "title", "due_date"),
	Wait("Problems Sent Back", ISSUE, (PROJECT, HOST), {"state": constants.SENT_BACK}, "title", "due_date"),
	Wait(
		"Problems for the Bureau to Coordinate",
		ISSUE,
		(SEEN, None),
		{"state": ["not in", [*constants.ISSUE_ENDED]], "level": ladder.BUREAU},
		"title",
		"level_due_on",
		kinds=(BUREAU,),
	),
	Wait(
		"Problems for the Special Meeting",
		ISSUE,
		(SEEN, None),
		{"state": ["not in", [*constants.ISSUE_ENDED]], "level": ladder.MEETING},
		"title",
		"level_due_on",
		kinds=(BUREAU,),
	),
	Wait(
		"Meetings to Hold",
		MEETING,
		(UNIT, "unit"),
		{"meeting_state": ["in", [constants.BEING_PREPARED, constants.AGENDA_SENT]]},
		"title",
		"meeting_date",
	),
	# 移交
	Wait(
		"Projects to Hand Over",
		HANDOVER,
		(UNIT, "from_unit"),
		{"state": ["in", [constants.TO_HAND_OVER, constants.SENT_BACK]]},
		"kind",
	),
	Wait(
		"Projects to Hand Over",
		HOME,
		(SEEN, None),
		{"stage": constants.HANDOVER, "name": ["not in", WITH_HANDOVER]},
		"stage",
		kinds=(CENTER,),
	),
	Wait(
		"Completed Projects to Hand Over",
		HOME,
		(SEEN, None),
		{"stage": constants.COMPLETION_HANDOVER},
		"stage",
		kinds=(BUREAU,),
	),
	Wait(
		"Handovers to Sign For",
		HANDOVER,
		(UNIT, "to_unit"),
		{"state": constants.HANDED_OVER},
		"kind",
		"due_date",
	),
	# 两单一表
	Wait(
		"Plans to Draft",
		HOME,
		(UNIT, LEAD),
		{"stage": constants.PLANNING, "name": ["not in", WITH_PLAN]},
		"stage",
	),
	Wait("Plans to Draft", PLAN, (PROJECT, LEAD), {"state": constants.PLAN_DRAFT}, None, "due_date"),
	Wait("Plans to Fill In", PLAN, (PROJECT, HOST), {"state": constants.PLAN_DRAFT}, None, "due_date"),
	Wait(
		"Plans to Seal",
		PLAN,
		(PROJECT, HOST),
		{"state": constants.AWAITING_SEALS, "host_signed_on": ["is", "not set"]},
		None,
		"due_date",
	),
	Wait("Seals to Record", PLAN, (PROJECT, LEAD), {"state": constants.AWAITING_SEALS}, None, "due_date"),
	Wait(
		"Leaders to Be Named",
		HOME,
		(SEEN, None),
		{"stage": UNDER_WAY, "city_leader": ["is", "not set"]},
		"stage",
		kinds=(BUREAU,),
	),
	# 审批
	Wait(
		"Proxy Entries to Confirm",
		CASE,
		(UNIT, "unit"),
		{"proxy_open": 1},
		"approval_item",
		"proxy_due",
		kinds=(APPROVAL,),
	),
	Wait(
		"Proxy Entries to Check",
		CASE,
		(SEEN, None),
		{"proxy_submitted": 1},
		"approval_item",
		None,
		kinds=(BUREAU,),
	),
	Wait(
		"Applications to Accept",
		CASE,
		(UNIT, "unit"),
		{"state": constants.FILED},
		"approval_item",
		None,
		kinds=(APPROVAL,),
	),
	Wait(
		"Applications to Decide",
		CASE,
		(UNIT, "unit"),
		{"state": constants.ACCEPTED},
		"approval_item",
		"due_date",
		kinds=(APPROVAL,),
	),
	Wait(
		"Early Guidance Asked For",
		CASE,
		(UNIT, "unit"),
		{"state": constants.EARLY_GUIDANCE},
		"approval_item",
		None,
		kinds=(APPROVAL,),
	),
	Wait(
		"Clocks Standing Still",
		CASE,
		(UNIT, "unit"),
		{"state": constants.CLOCK_STOPPED},
		"approval_item",
		None,
		kinds=(APPROVAL,),
	),
	Wait(
		"Materials to Complete",
		CASE,
		(USER, "agent"),
		{"state": UNFILED, "materials_ready_on": ["is", "not set"]},
		"approval_item",
	),
	Wait(
		"Applications Ready to File",
		CASE,
		(USER, "agent"),
		{"state": UNFILED, "materials_ready_on": ["is", "set"]},
		"approval_item",
	),
	Wait(
		"Cases I Act For",
		CASE,
		(USER, "agent"),
		{"state": ["in", [constants.FILED, constants.ACCEPTED, constants.CLOCK_STOPPED]]},
		"approval_item",
		"due_date",
	),
	# 节点与承诺
	Wait(
		"Red Nodes to Explain",
		NODE,
		(UNIT, "responsible_unit"),
		{"light": RED, "applies": 1, "late_reason": ["is", "not set"], "actual_date": ["is", "not set"]},
		"title",
		"planned_date",
	),
	Wait(
		"Nodes Due Soon",
		NODE,
		(UNIT, "responsible_unit"),
		{**NODE_SOON, "light": ["!=", RED], "planned_date": ["between", SOON]},
		"title",
		"planned_date",
	),
	Wait(
		"Commitments to Keep",
		PROMISE,
		(UNIT, "unit"),
		{"state": PROMISED["state"], "answered_on": ["is", "not set"]},
		"words",
		"due_date",
	),
	Wait(
		"Answers on Commitments to Confirm",
		PROMISE,
		(UNIT, "supervised_by"),
		{"state": PROMISED["state"], "answered_on": ["is", "set"]},
		"words",
		"due_date",
	),
	Wait(
		"Contracts to Watch",
		PROMISE,
		(UNIT, "supervised_by"),
		{**PROMISED, "kind": constants.CONTRACT_PERFORMANCE, "answered_on": ["is", "not set"]},
		"words",
		"due_date",
	),
	Wait(
		"Commitments to Watch",
		PROMISE,
		(UNIT, "supervised_by"),
		{**PROMISED, "kind": ["!=", constants.CONTRACT_PERFORMANCE], "answered_on": ["is", "not set"]},
		"words",
		"due_date",
	),
	Wait("Policies to Fulfil", PROMISE, (PROJECT, INTRODUCER), PROMISED, "words", "due_date"),
	# 市领导
	Wait(
		"Problems Brought Before the Leaders",
		ISSUE,
		(SEEN, None),
		{"state": ["not in", [*constants.ISSUE_ENDED]], "level": ["!=", ladder.TEAM]},
		"title",
		"level_due_on",
		role=constants.LEADER_ROLE,
	),
	Wait(
		"Red Nodes of My Projects",
		NODE,
		(SEEN, None),
		{"light": RED, "applies": 1, "actual_date": ["is", "not set"]},
		"title",
		"planned_date",
		role=constants.LEADER_ROLE,
	),
	Wait(
		"Escalated Orders",
		ORDER,
		(SEEN, None),
		{"state": ["not in", [*constants.ORDER_ENDED]], "escalation": constants.ESCALATED},
		"matter",
		"running_limit",
		role=constants.LEADER_ROLE,
	),
	Wait(
		"Orders in My Projects",
		ORDER,
		(SEEN, None),
		{"state": ["not in", [*constants.ORDER_ENDED]]},
		"matter",
		"due_date",
		role=constants.LEADER_ROLE,
	),
)
