"""What would be wrong with supervision orders on record, and found by nobody."""

from frappe import _

from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import Fault, list_faults

ORDER = "Supervision Order"
ENDED = "select name, state from `tabSupervision Order` where (state = %(state)s) <> ({field} is not null)"
WAITING = """
	select kept.name, kept.results_waiting, count(result.name) from `tabSupervision Order` kept
	left join `tabRequired Result` result on result.parent = kept.name and result.parenttype = 'Supervision Order'
		and result.state = %(reported)s
	group by kept.name, kept.results_waiting having kept.results_waiting <> count(result.name)
"""
#: settled though a result is not accepted
OPEN_RESULT = """
	select kept.name, result.idx from `tabSupervision Order` kept
	join `tabRequired Result` result on result.parent = kept.name and result.parenttype = 'Supervision Order'
	where kept.state = %(settled)s and result.state <> %(accepted)s
"""
OTHER_PROJECT = """
	select kept.name, issue.name from `tabSupervision Order` kept
	join `tabCoordination Issue` issue on issue.name = kept.issue where issue.project <> kept.project
"""


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	day = _("stands at “{0}”, but its day says otherwise")
	return [
		*list_faults(ORDER, day, ENDED.format(field="settled_on"), {"state": constants.SETTLED}),
		*list_faults(ORDER, day, ENDED.format(field="revoked_on"), {"state": constants.REVOKED}),
		*list_faults(
			ORDER,
			_("says that {0} results wait to be checked; it is {1}"),
			WAITING,
			{"reported": constants.RESULT_REPORTED},
		),
		*list_faults(
			ORDER,
			_("is settled though result {0} is not accepted"),
			OPEN_RESULT,
			{"settled": constants.SETTLED, "accepted": constants.RESULT_ACCEPTED},
		),
		*list_faults(ORDER, _("names a problem of another project: {0}"), OTHER_PROJECT),
	]
