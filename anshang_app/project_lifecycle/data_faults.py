"""What would be wrong with hand-overs on record, and found by nobody."""

from frappe import _

from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import Fault, found

HANDOVER = "Project Handover"
ENDED = "select name, state from `tabProject Handover` where (state = %(state)s) <> (received_on is not null)"
TWICE = """
	select max(name), kind from `tabProject Handover` group by project, kind having count(*) > 1
"""
ORDER = (
	"select name, handed_over_on, received_on from `tabProject Handover` where received_on < handed_over_on"
)


def faults() -> list[Fault]:
	"""All faults of this room's records."""
	return [
		*found(
			HANDOVER,
			_("stands at “{0}”, but its day says otherwise"),
			ENDED,
			{"state": constants.SIGNED_FOR},
		),
		*found(HANDOVER, _("is a second hand-over of one project: {0}"), TWICE),
		*found(HANDOVER, _("was handed over on {0} and signed for before, on {1}"), ORDER),
	]
