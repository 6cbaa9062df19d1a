"""What would be wrong with approvals on record, and found by nobody: the clock's records, states, days and figures."""

from collections import defaultdict

import frappe
from frappe import _

from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import MOST, Fault, format_value, is_reckoned_today, list_faults
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.permit_approvals import clocks, running_clocks
from anshang_app.permit_approvals.approvals import FAILED
from anshang_app.permit_approvals.corrections import STATE_AFTER
from anshang_app.planning import clock

CASE, NODE = "Approval Case", "Project Node"
#: the state in which the last record leaves a case, its end included
STATES = {**STATE_AFTER, **{end: end for end in clock.ENDS}}
TWICE = """
	select max(name), node from `tabApproval Case` where state not in %(failed)s group by node having count(*) > 1
"""
WRONG_NODE = """
	select kept.name, kept.node from `tabApproval Case` kept left join `tabProject Node` node on node.name = kept.node
	where not (node.project <=> kept.project)
"""
DONE = """
	select kept.name, kept.issued_on, node.actual_date from `tabApproval Case` kept
	join `tabProject Node` node on node.name = kept.node
	where kept.state = %(granted)s and not (kept.issued_on <=> node.actual_date)
"""
RECORDS = """
	select event.parent, event.day, event.kind, event.owner_of_time, event.taken_back from `tabApproval Clock Event` event
	where event.parenttype = 'Approval Case' order by event.parent, event.idx
"""


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	return [
		*list_faults(CASE, _("is a second case of node {0}"), TWICE, {"failed": FAILED}),
		*list_faults(CASE, _("names a node of another project: {0}"), WRONG_NODE),
		*list_faults(
			CASE, _("is granted on {0}, its node is done on {1}"), DONE, {"granted": constants.GRANTED}
		),
		*record_faults(),
		*figure_faults(),
	]


def record_faults() -> list[Fault]:
	"""Cases whose clock's records are out of order, or lead to another state than they stand in."""
	rows = defaultdict(list)
	for row in frappe.db.sql(RECORDS, as_dict=True):
		rows[row.parent].append(row)
	wrong = []
	fields = ["name", "state", "is_back_entry"]
	for case in frappe.get_all(CASE, fields=fields, order_by="name"):
		sentence = fault_of(case, clocks.live(rows[case.name]))
		wrong += [Fault(CASE, case.name, sentence)] if sentence else []
	return wrong[:MOST]


def fault_of(case: frappe._dict, records: list) -> str | None:
	"""What is wrong between a case and its live records."""
	state = STATES.get(records[-1].kind) if records else constants.NOT_APPLIED_FOR
	# decided before the platform knew of it: there are no records, or those of before
	if state != case.state and not (case.is_back_entry and case.state == constants.GRANTED):
		return _("stands at “{0}”, its records lead to “{1}”").format(
			format_value(case.state), format_value(state)
		)
	if not all(row.day for row in records):
		return _("has a record without a day")
	try:
		clock.check(clocks.events_of(records))
	except clock.ClockError as error:
		return _("has records that cannot follow each other: number {0}").format(error.number + 1)
	return None


def figure_faults() -> list[Fault]:
	"""Running cases whose stored figures are not what their records and today give."""
	if not is_reckoned_today():
		return []
	message = _("stores other figures than its records give: due {0}, days used {1}")
	return [
		Fault(CASE, row["name"], message.format(format_value(row["due_date"]), row["days_used"]))
		for row in running_clocks.stale(load_calendar())
	][:MOST]
