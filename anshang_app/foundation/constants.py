"""The stored names of stages, states, actions and roles, so that each is spelt in one place."""

# project stages
HANDOVER = "Handover"
PLANNING = "Planning"
PRE_CONSTRUCTION = "Pre-construction"
CONSTRUCTION = "Construction"
ACCEPTANCE = "Acceptance"
COMPLETION_HANDOVER = "Completion Handover"
HANDED_OVER = "Handed Over"
SUSPENDED = "Suspended"
TERMINATED = "Terminated"
#: the stages a project passes one after the other
STAGE_ORDER = (
	HANDOVER,
	PLANNING,
	PRE_CONSTRUCTION,
	CONSTRUCTION,
	ACCEPTANCE,
	COMPLETION_HANDOVER,
	HANDED_OVER,
)
#: a project that stands still here keeps the stage it came from
STANDSTILLS = (SUSPENDED, TERMINATED)
#: after these nothing is done for a project here any more
OVER = (HANDED_OVER, TERMINATED)

# plan states
PLAN_DRAFT = "Plan Draft"
AWAITING_SEALS = "Awaiting Seals"
SEALED = "Sealed"
SUPERSEDED = "Superseded"

# handover states (Handed Over is shared with the project)
TO_HAND_OVER = "To Hand Over"
SIGNED_FOR = "Signed For"
SENT_BACK = "Sent Back"
INTAKE = "Intake"
COMPLETION = "Completion"

# approval case states
NOT_APPLIED_FOR = "Not Applied For"
EARLY_GUIDANCE = "Early Guidance"
FILED = "Application Filed"
ACCEPTED = "Application Accepted"
CLOCK_STOPPED = "Clock Stopped"
GRANTED = "Granted"
REFUSED = "Refused"
WITHDRAWN = "Withdrawn"

# coordination issue states (Sent Back is shared with the handover)
RAISED = "Raised"
TAKEN_UP = "Taken Up"
IN_HAND = "In Hand"
ANSWERED = "Answered"
CLEARED = "Cleared"

# supervision order states (Signed For and In Hand are shared)
ORDERED = "Ordered"
REPORTED_BACK = "Reported Back"
TO_REDO = "To Redo"
SETTLED = "Settled"
#: an order or a problem its issuer took back
REVOKED = "Revoked"
#: after these nothing is done for an order any more
ORDER_ENDED = (SETTLED, REVOKED)
#: after these nothing is done for a problem any more
ISSUE_ENDED = (CLEARED, REVOKED)
#: how an order kept its limit
IN_TIME = "In Time"
AFTER_EXTENSION = "In Time after Extension"
OVERDUE = "Overdue"
#: what was said of more time asked for; of a required result; of a proposal to escalate
EXTENSION_GRANTED, EXTENSION_REFUSED = "Extension Granted", "Extension Refused"
NOT_REPORTED, RESULT_REPORTED = "Not Reported", "Result Reported"
RESULT_ACCEPTED, RESULT_SENT_BACK = "Result Accepted", "Result Sent Back"
ESCALATED, NOT_ESCALATED = "Escalated", "Not Escalated"

# where an order comes from
FROM_BUREAU = "Found by the Bureau"
FROM_SPECIAL_MEETING = "Decided at Special Meeting"
FROM_LEADER = "Instruction of a Leader"
FROM_JOINT_MEETING = "Decided at Joint Meeting"

# coordination meetings
JOINT_MEETING = "Joint Coordination Meeting"
SPECIAL_MEETING = "Special Coordination Meeting"
BEING_PREPARED = "Being Prepared"
AGENDA_SENT = "Agenda Sent Round"
DECISIONS_GIVEN = "Decisions Given Out"

# bulletin
COMPILING = "Compiling"
FIGURES_CHECKED = "Figures Checked"
DISTRIBUTED = "Distributed"

# commitments
NOT_DUE = "Not Due"
PAST_DUE = "Past Due"
FULFILLED = "Fulfilled"
WAIVED = "Waived"
POLICY_FULFILMENT = "Policy Fulfilment"
DEFERRED_MATERIAL = "Deferred Material"
CONTRACT_PERFORMANCE = "Contract Performance"
INFRASTRUCTURE = "Infrastructure Provision"
AGREED_START = "Agreed Start of Works"
CITY_SIDE = "The City Side"
ENTERPRISE_SIDE = "The Enterprise Side"

# approval clock: records that are no state, whose time a stop is, and how the clock stands
EARLY_INVITATION = "Early Invitation"
EARLY_ADVICE = "Early Advice"
CLOCK_RESUMED = "Clock Resumed"
STATUTORY_EXEMPT = "Statutory Exempt"
NOT_RUNNING_YET = "Not Running Yet"
CLOCK_RUNS = "Clock Runs"
CLOCK_STANDS = "Clock Stands"
CLOCK_ENDED = "Clock Ended"

# workflow actions
ACTION_HAND_OVER = "Hand Over"
ACTION_SIGN_FOR = "Sign For"
ACTION_SEND_BACK = "Send Back"
ACTION_SEND_FOR_SEALS = "Send for Seals"
ACTION_RETURN = "Return to Draft"
ACTION_RECORD_SEALS = "Record Seals"
ACTION_FINALISE = "Finalise Plan"
ACTION_START = "Start Construction"
ACTION_APPLY = "Apply for Acceptance"
ACTION_COMPLETE = "Hand Over as Completed"
ACTION_SUSPEND = "Suspend Project"
ACTION_RESUME_PROJECT = "Resume Project"
ACTION_TERMINATE = "Terminate Project"
ACTION_ADVISE = "Give Early Advice"
ACTION_FILE = "File Application"
ACTION_ACCEPT = "Accept Application"
ACTION_STOP = "Stop Clock"
ACTION_RESUME = "Resume Clock"
ACTION_GRANT = "Grant Approval"
ACTION_REFUSE = "Refuse Approval"
ACTION_WITHDRAW = "Withdraw Application"

ACTION_PASS_FIGURES = "Pass Figures"
ACTION_DISTRIBUTE = "Distribute"

ACTION_TAKE_UP = "Take Up Issue"
ACTION_BEGIN = "Begin Work"
ACTION_ANSWER = "Answer Issue"
ACTION_RAISE_AGAIN = "Raise Again"
ACTION_WORK_AGAIN = "Work Again"
ACTION_CLEAR = "Clear Issue"
ACTION_REPORT_BACK = "Report Back"
ACTION_SETTLE = "Settle Order"
ACTION_REVOKE = "Revoke Order"
ACTION_REVOKE_ISSUE = "Revoke Issue"

# kinds of progress entries (Early Guidance is shared with the approval case)
PHONE_CONTACT = "Phone Contact"
SITE_VISIT = "Site Visit"
LEADER_VISIT = "Leader Visit"
DISPATCH = "Dispatch Meeting"
PROGRESS_REPORT = "Progress Report"
POLICY_BRIEFING = "Policy Briefing"

# admission grounds
GROUND_CHAIN = "Chain and Investment"
GROUND_MEETING = "Special Meeting"

# parts of the annex
TEAM_LIST = "Service Team List"
ENTITY_LIST = "Entity List"
APPROVAL_SCHEDULE = "Approval Schedule"
CONSTRUCTION_SCHEDULE = "Construction Schedule"

# parties that own a node
CHAIN_LEAD = "Chain Lead Unit"
HOST = "Host Locality"
INTRODUCER = "Introducing Unit"
ENTERPRISE = "Enterprise"
APPROVAL_UNIT = "Approval Unit"
BUREAU = "Government Services Bureau"
CITY_LEADER = "City Leader"

# roles
ADMINISTRATOR_ROLE = "Anshang Administrator"
BUREAU_CLERK = "Government Services Clerk"
INVESTMENT_CLERK = "Investment Service Clerk"
LEAD_CLERK = "Chain Lead Clerk"
HOST_CLERK = "Host Locality Clerk"
ECONOMY_CLERK = "Economy Clerk"
APPROVAL_CLERK = "Approval Clerk"
AGENT_ROLE = "Commission Agent"
INTRODUCER_CLERK = "Introducing Unit Clerk"
INSPECTION_CLERK = "Inspection Clerk"
LEADER_ROLE = "City Leader"
PRINCIPAL_ROLE = "Unit Principal"

#: the module whose workspaces are the way into the app, whatever room a record type stands in
HOME_MODULE = "Key Projects"
