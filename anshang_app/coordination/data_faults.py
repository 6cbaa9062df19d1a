"""What would be wrong with problems, meetings and commitments on record, and found by nobody."""

from frappe import _
from frappe.utils import today

from anshang_app.coordination.rules.ladder import TEAM
from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import Fault, is_reckoned_today, list_faults

ISSUE, COMMITMENT, MEETING = "Coordination Issue", "Commitment", "Coordination Meeting"
#: a problem stands on the rung its last escalation led to
RUNG = """
	select issue.name, issue.level, last.level from `tabCoordination Issue` issue
	left join `tabIssue Escalation` last on last.parent = issue.name and last.parenttype = 'Coordination Issue'
		and last.idx = (
			select max(idx) from `tabIssue Escalation` where parent = issue.name and parenttype = 'Coordination Issue'
		)
	where issue.level <> ifnull(last.level, %(first)s)
"""
#: the days that go with a state, and with no other
ENDED = "select name, state from `tab{doctype}` where (state = %(state)s) <> ({field} is not null)"
WRONG_NODE = """
	select kept.name, node.name from `tab{doctype}` kept join `tabProject Node` node on node.name = kept.{field}
	where node.project <> kept.project
"""
OVERDUE = """
	select name, state, due_date from `tabCommitment`
	where state in %(open)s and (state = %(past)s) <> (due_date < %(today)s)
"""
ORDERS = """
	select decision.parent, decision.supervision_order from `tabMeeting Decision` decision
	join `tabSupervision Order` given on given.name = decision.supervision_order
	where decision.parenttype = 'Coordination Meeting' and not (given.meeting <=> decision.parent)
"""


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	day = _("stands at “{0}”, but its day says otherwise")
	step = _("names a step of another project: {0}")
	return [
		*list_faults(ISSUE, _("stands at “{0}”, its escalations lead to “{1}”"), RUNG, {"first": TEAM}),
		*ended(ISSUE, constants.CLEARED, "cleared_on", day),
		*ended(ISSUE, constants.REVOKED, "revoked_on", day),
		*ended(COMMITMENT, constants.FULFILLED, "fulfilled_on", day),
		*ended(COMMITMENT, constants.WAIVED, "waived_on", day),
		*overdue(),
		*list_faults(ISSUE, step, WRONG_NODE.format(doctype=ISSUE, field="blocked_node")),
		*list_faults(COMMITMENT, step, WRONG_NODE.format(doctype=COMMITMENT, field="node")),
		*list_faults(COMMITMENT, step, WRONG_NODE.format(doctype=COMMITMENT, field="ahead_node")),
		*list_faults(MEETING, _("gave out order {0}, which names another meeting"), ORDERS),
	]


def ended(doctype: str, state: str, field: str, sentence: str) -> list[Fault]:
	"""Records that ended in a state without its day, or have the day and stand elsewhere."""
	return list_faults(doctype, sentence, ENDED.format(doctype=doctype, field=field), {"state": state})


def overdue() -> list[Fault]:
	"""Open commitments that do not say whether their day is past: put right every night."""
	if not is_reckoned_today():
		return []
	values = {"open": (constants.NOT_DUE, constants.PAST_DUE), "past": constants.PAST_DUE, "today": today()}
	return list_faults(COMMITMENT, _("stands at “{0}”, its day is {1}"), OVERDUE, values)
