"""What waits for whom of orders, problems and meetings (督办与协调); the other lines are in `task_rules`."""

from anshang_app.coordination.rules import ladder
from anshang_app.foundation import constants
from anshang_app.reminders.rules.waits import (
	BUREAU,
	ECONOMY,
	HOST,
	ISSUE,
	LEAD,
	MEETING,
	MISSED_BEFORE,
	ORDER,
	PROJECT,
	SEEN,
	TODAY,
	UNIT,
	Wait,
)

ORDER_OPEN = ["in", [constants.SIGNED_FOR, constants.IN_HAND, constants.TO_REDO]]
ISSUE_OPEN = ["in", [constants.TAKEN_UP, constants.IN_HAND]]
#: whose problem it is to collect: of the project's units, after the hand-over of 经信局
BUILDING, PRODUCING = {"in_production": 0}, {"in_production": 1}
ASKED = {"state": ISSUE_OPEN, "extension_wanted": ["is", "set"]}

MATTERS = (
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
		watches=True,
	),
	Wait(
		"Problems to Assign",
		ISSUE,
		(PROJECT, LEAD),
		{"state": constants.RAISED, "unit": ["is", "not set"], **BUILDING},
		"title",
		"assign_by",
	),
	Wait(
		"Problems to Assign",
		ISSUE,
		(SEEN, None),
		{"state": constants.RAISED, "unit": ["is", "not set"], **PRODUCING},
		"title",
		"assign_by",
		kinds=(ECONOMY,),
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
			((PROJECT, LEAD), {"level": ladder.TEAM, **BUILDING}, ()),
			((SEEN, None), {"level": ladder.TEAM, **PRODUCING}, (ECONOMY,)),
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
	*(
		Wait(heading, ISSUE, whose, {"state": state, **where}, "title", "due_date", kinds=kinds)
		for heading, state, sides in (
			("Answers to Confirm", constants.ANSWERED, (LEAD,)),
			("Problems Sent Back", constants.SENT_BACK, (LEAD, HOST)),
		)
		for whose, where, kinds in (
			*(((PROJECT, side), BUILDING, ()) for side in sides),
			((SEEN, None), PRODUCING, (ECONOMY,)),
		)
	),
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
)
