"""What waits for whom: one line per kind of next step, as data.

Each line names the records it is about, whose step it is, and when it is due. `mine` asks the lines of a
person's own units and roles; nothing here reads a record.
"""

from dataclasses import dataclass, field

from anshang_app import states
from anshang_app.coordination import ladder
from anshang_app.planning.lights import RED

#: whose step it is: a unit named on the record, a unit's role in its project, an account, or who sees all
UNIT, PROJECT, USER, SEEN = "unit", "project", "user", "seen"
#: stands in a filter for the days up to the last one that counts as near
SOON = "soon"
#: stand in a filter for the projects that already have a handover, or a plan
WITH_HANDOVER, WITH_PLAN = "with handover", "with plan"

LEAD, HOST, INTRODUCER = "chain_lead_unit", "host_locality", "introducing_unit"
CENTER, BUREAU = "is_investment_service_center", "is_government_services_bureau"
APPROVAL = "is_approval_unit"
UNDER_WAY = ["not in", [states.HANDED_OVER, *states.STANDSTILLS]]


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
	filters: dict = field(default_factory=dict)
	words: str | None = None
	due: str | None = None
	kinds: tuple[str, ...] = ()
	role: str | None = None


NODE_SOON = {"applies": 1, "actual_date": ["is", "not set"], "approval_item": ["is", "not set"]}
ORDER_OPEN = ["in", [states.SIGNED_FOR, states.IN_HAND, states.TO_REDO]]
ISSUE_OPEN = ["in", [states.TAKEN_UP, states.IN_HAND]]
PROMISED = {"state": ["in", [states.NOT_DUE, states.PAST_DUE]], "due_date": ["between", SOON]}
HANDOVER, PLAN, CASE, NODE = "Project Handover", "Service Plan", "Approval Case", "Project Node"
ISSUE, ORDER, PROMISE = "Coordination Issue", "Supervision Order", "Commitment"
MEETING, HOME = "Coordination Meeting", "Investment Project"

#: in the order in which a person should take them up
WAITS = (
	# 督办与协调
	Wait("Orders to Sign For", ORDER, (UNIT, "unit"), {"state": states.ORDERED}, "matter", "due_date"),
	Wait("Orders to Report Back On", ORDER, (UNIT, "unit"), {"state": ORDER_OPEN}, "matter", "due_date"),
	Wait(
		"Replies to Check",
		ORDER,
		(UNIT, "inspection_office"),
		{"state": states.REPORTED_BACK},
		"matter",
		"due_date",
	),
	Wait(
		"Replies to Check",
		ORDER,
		(UNIT, "issuing_unit"),
		{"state": states.REPORTED_BACK, "inspection_office": ["is", "not set"]},
		"matter",
		"due_date",
	),
	Wait(
		"Orders Being Watched",
		ORDER,
		(UNIT, "inspection_office"),
		{"state": ["in", [states.ORDERED, *ORDER_OPEN[1]]]},
		"matter",
		"due_date",
	),
	Wait("Problems to Take Up", ISSUE, (UNIT, "unit"), {"state": states.RAISED}, "title", "due_date"),
	Wait("Problems to Answer", ISSUE, (UNIT, "unit"), {"state": ISSUE_OPEN}, "title", "due_date"),
	Wait("Answers to Confirm", ISSUE, (PROJECT, LEAD), {"state": states.ANSWERED}, "title", "due_date"),
	Wait("Problems Sent Back", ISSUE, (PROJECT, LEAD), {"state": states.SENT_BACK}, "title", "due_date"),
	Wait("Problems Sent Back", ISSUE, (PROJECT, HOST), {"state": states.SENT_BACK}, "title", "due_date"),
	Wait(
		"Problems for the Bureau to Coordinate",
		ISSUE,
		(SEEN, None),
		{"state": ["!=", states.CLEARED], "level": ladder.BUREAU},
		"title",
		"level_due_on",
		kinds=(BUREAU,),
	),
	Wait(
		"Problems for the Special Meeting",
		ISSUE,
		(SEEN, None),
		{"state": ["!=", states.CLEARED], "level": ladder.MEETING},
		"title",
		"level_due_on",
		kinds=(BUREAU,),
	),
	Wait(
		"Meetings to Hold",
		MEETING,
		(UNIT, "unit"),
		{"meeting_state": ["in", [states.BEING_PREPARED, states.AGENDA_SENT]]},
		"title",
		"meeting_date",
	),
	# 移交
	Wait(
		"Projects to Hand Over",
		HANDOVER,
		(UNIT, "from_unit"),
		{"state": ["in", [states.TO_HAND_OVER, states.SENT_BACK]]},
		"kind",
	),
	Wait(
		"Projects to Hand Over",
		HOME,
		(SEEN, None),
		{"stage": states.HANDOVER, "name": ["not in", WITH_HANDOVER]},
		"stage",
		kinds=(CENTER,),
	),
	Wait(
		"Completed Projects to Hand Over",
		HOME,
		(SEEN, None),
		{"stage": states.COMPLETION_HANDOVER},
		"stage",
		kinds=(BUREAU,),
	),
	Wait(
		"Handovers to Sign For",
		HANDOVER,
		(UNIT, "to_unit"),
		{"state": states.HANDED_OVER},
		"kind",
		"due_date",
	),
	# 两单一表
	Wait(
		"Plans to Draft",
		HOME,
		(UNIT, LEAD),
		{"stage": states.PLANNING, "name": ["not in", WITH_PLAN]},
		"stage",
	),
	Wait("Plans to Draft", PLAN, (PROJECT, LEAD), {"state": states.PLAN_DRAFT}, None, "due_date"),
	Wait("Plans to Fill In", PLAN, (PROJECT, HOST), {"state": states.PLAN_DRAFT}, None, "due_date"),
	Wait("Seals to Record", PLAN, (PROJECT, LEAD), {"state": states.AWAITING_SEALS}, None, "due_date"),
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
		"Applications to Decide",
		CASE,
		(UNIT, "unit"),
		{"state": states.ACCEPTED},
		"approval_item",
		"due_date",
		kinds=(APPROVAL,),
	),
	Wait(
		"Early Guidance Asked For",
		CASE,
		(UNIT, "unit"),
		{"state": states.EARLY_GUIDANCE},
		"approval_item",
		None,
		kinds=(APPROVAL,),
	),
	Wait(
		"Clocks Standing Still",
		CASE,
		(UNIT, "unit"),
		{"state": states.CLOCK_STOPPED},
		"approval_item",
		None,
		kinds=(APPROVAL,),
	),
	Wait(
		"Cases I Act For",
		CASE,
		(USER, "agent"),
		{"clock_state": ["!=", states.CLOCK_ENDED]},
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
	Wait("Commitments to Keep", PROMISE, (UNIT, "unit"), PROMISED, "words", "due_date"),
	Wait("Contracts to Watch", PROMISE, (UNIT, "supervised_by"), PROMISED, "words", "due_date"),
	Wait("Policies to Fulfil", PROMISE, (PROJECT, INTRODUCER), PROMISED, "words", "due_date"),
	# 市领导
	Wait(
		"Problems Brought Before the Leaders",
		ISSUE,
		(SEEN, None),
		{"state": ["!=", states.CLEARED], "level": ["!=", ladder.TEAM]},
		"title",
		"level_due_on",
		role=states.LEADER_ROLE,
	),
	Wait(
		"Red Nodes of My Projects",
		NODE,
		(SEEN, None),
		{"light": RED, "applies": 1, "actual_date": ["is", "not set"]},
		"title",
		"planned_date",
		role=states.LEADER_ROLE,
	),
	Wait(
		"Orders in My Projects",
		ORDER,
		(SEEN, None),
		{"state": ["!=", states.SETTLED]},
		"matter",
		"due_date",
		role=states.LEADER_ROLE,
	),
)
