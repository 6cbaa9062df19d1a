"""What waits for whom: one line per kind of next step, as data.

Each line names the records it is about, whose step it is, and when it is due. `mine` asks the lines of a
person's own units and roles; nothing here reads a record.
"""

from anshang_app.coordination.rules import ladder
from anshang_app.foundation import constants
from anshang_app.planning.lights import RED
from anshang_app.reminders.rules.matter_waits import MATTERS
from anshang_app.reminders.rules.waits import (
	APPROVAL,
	BEGUN,
	BULLETIN,
	BUREAU,
	CASE,
	CENTER,
	COMPLETED,
	HANDOVER,
	HOME,
	HOST,
	INTRODUCER,
	ISSUE,
	LEAD,
	NODE,
	ORDER,
	PLAN,
	PROJECT,
	PROMISE,
	SEEN,
	SOON,
	UNIT,
	USER,
	WITH_HANDOVER,
	WITH_PLAN,
	WITH_SEAL,
	WORK_HANDOVER,
	Wait,
)

UNDER_WAY = ["not in", [constants.HANDED_OVER, *constants.STANDSTILLS]]
NODE_SOON = {"applies": 1, "actual_date": ["is", "not set"], "approval_item": ["is", "not set"]}
UNFILED = ["in", [constants.NOT_APPLIED_FOR, constants.EARLY_GUIDANCE]]
PROMISED = {"state": ["in", [constants.NOT_DUE, constants.PAST_DUE]], "due_date": ["between", SOON]}

#: in the order in which a person should take them up
WAITS = (
	*MATTERS,
	# 工作交接
	Wait(
		"Work Handed Over to Sign For",
		WORK_HANDOVER,
		(USER, "taker"),
		{"state": constants.HANDED_OVER},
		"summary",
		since="day",
	),
	# 移交
	Wait(
		"Projects to Hand Over",
		HANDOVER,
		(UNIT, "from_unit"),
		{"state": ["in", [constants.TO_HAND_OVER, constants.SENT_BACK]]},
		"kind",
		# the last day is the one for handing over: a late hand-over is the giver's, never the receiver's
		"due_date",
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
		since="handed_over_on",
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
	# the stages a project leaves by a step of its own, once what it waits for is there
	*(
		Wait(heading, HOME, (UNIT, LEAD), {"stage": stage, "name": ["in", there]}, "stage")
		for heading, stage, there in (
			("Plans to Finalise", constants.PLANNING, WITH_SEAL),
			("Starts to Record", constants.PRE_CONSTRUCTION, BEGUN),
			("Acceptances to Apply For", constants.CONSTRUCTION, COMPLETED),
		)
	),
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
		"Promises to Consent To",
		PROMISE,
		(UNIT, "consent_unit"),
		{
			"state": PROMISED["state"],
			"kind": constants.DEFERRED_MATERIAL,
			"promise_letter": ["is", "set"],
			"consented_on": ["is", "not set"],
		},
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
		watches=True,
	),
	Wait(
		"Commitments to Watch",
		PROMISE,
		(UNIT, "supervised_by"),
		{**PROMISED, "kind": ["!=", constants.CONTRACT_PERFORMANCE], "answered_on": ["is", "not set"]},
		"words",
		"due_date",
		watches=True,
	),
	Wait("Policies to Fulfil", PROMISE, (PROJECT, INTRODUCER), PROMISED, "words", "due_date", watches=True),
	# 安商简报
	Wait(
		"Bulletins to Check",
		BULLETIN,
		(UNIT, "unit"),
		{"state": constants.COMPILING},
		"title",
		kinds=(BUREAU,),
	),
	Wait(
		"Bulletins to Distribute",
		BULLETIN,
		(UNIT, "unit"),
		{"state": constants.FIGURES_CHECKED},
		"title",
		kinds=(BUREAU,),
	),
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
