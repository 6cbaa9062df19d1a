"""A kind of next step, and the names its lines are written with. Reads no record."""

from dataclasses import dataclass, field

#: whose step it is: a unit named on the record, a unit's role in its project, an account, or who sees all
UNIT, PROJECT, USER, SEEN = "unit", "project", "user", "seen"
#: stands in a filter for the days up to the last one that counts as near
SOON = "soon"
#: stand in a filter for today, and for the number of earlier misses with which a further one proposes escalation
TODAY, MISSED_BEFORE = "today", "missed before"
#: stand in a filter for the projects that already have a handover, or a plan
WITH_HANDOVER, WITH_PLAN = "with handover", "with plan"
#: stand in a filter for the projects with a plan in force, with works begun, and with 竣工验收 passed
WITH_SEAL, BEGUN, COMPLETED = "with seal", "begun", "completed"

LEAD, HOST, INTRODUCER = "chain_lead_unit", "host_locality", "introducing_unit"
CENTER, BUREAU = "is_investment_service_center", "is_government_services_bureau"
APPROVAL, ECONOMY = "is_approval_unit", "is_economy_bureau"
HANDOVER, PLAN, CASE, NODE = "Project Handover", "Service Plan", "Approval Case", "Project Node"
ISSUE, ORDER, PROMISE = "Coordination Issue", "Supervision Order", "Commitment"
ENTERPRISE_ACT = "Enterprise Act"
WORK_HANDOVER = "Work Handover"
MEETING, HOME, BULLETIN = "Coordination Meeting", "Investment Project", "Bulletin"


@dataclass(frozen=True)
class Wait:
	"""Steps of one kind: `heading` tells what is to be done with records of `doctype` under `filters`.

	`whose` is (UNIT, its field), (PROJECT, the role's field), (USER, its field) or (SEEN, None); `kinds`
	limits it to members of such units, `role` to holders of a role. `title_field` names the field that says what
	it is about, `due` the field of its last day, `since` that of the day it came. `watches`: another one's step, which the person only watches.
	"""

	heading: str
	doctype: str
	whose: tuple[str, str | None]
	filters: dict[str, object] = field(default_factory=dict)
	title_field: str | None = None
	due: str | None = None
	kinds: tuple[str, ...] = ()
	role: str | None = None
	watches: bool = False
	since: str | None = None
