"""The kinds of matter a digest tells, as they are called. Pure."""

RED_NODE = "Red Nodes to Explain"
CASE_LATE = "Approvals Past Their Limit"
CASE_NEAR = "Approvals Near Their Limit"
DEADLINE_PAST = "Deadlines Past"
DEADLINE_NEAR = "Deadlines Near"
LIMIT_PAST = "Steps Past Their Limit"
ORDER_PAST = "Supervised Matters Past Their Limit"
ORDER_NEAR = "Supervised Matters Near Their Limit"
ORDER_URGED = "Orders Urged"
ORDER_ASKED = "Extensions to Decide"
ORDER_PROPOSED = "Escalations Proposed"
ISSUE_PAST = "Problems Past Their Limit"
ISSUE_UNASSIGNED = "Problems to Assign"
PROMISE_PAST = "Commitments Past Their Day"
DUTY_OPEN = "Duties of This Period"
DUTY_MISSED = "Duties Missed Last Period"
YEAR_MISSING = "Yearly Plans Missing"
BULLETIN_DUE = "Bulletin Due"
VISIT_DUE = "Enterprises in Production to Visit"
#: in the order in which a digest tells them
KINDS = (
	ORDER_PROPOSED,
	ORDER_URGED,
	ORDER_ASKED,
	ORDER_PAST,
	ORDER_NEAR,
	ISSUE_PAST,
	ISSUE_UNASSIGNED,
	RED_NODE,
	CASE_LATE,
	CASE_NEAR,
	DEADLINE_PAST,
	DEADLINE_NEAR,
	PROMISE_PAST,
	LIMIT_PAST,
	DUTY_OPEN,
	DUTY_MISSED,
	VISIT_DUE,
	YEAR_MISSING,
	BULLETIN_DUE,
)
#: what the bureau supervises beside the units themselves
SUPERVISED = frozenset(
	{ORDER_PAST, ISSUE_PAST, RED_NODE, CASE_LATE, DEADLINE_PAST, PROMISE_PAST, LIMIT_PAST, DUTY_MISSED}
)
