"""What would be wrong with hand-overs on record, and found by nobody."""

import frappe
from frappe import _

from anshang_app.foundation import constants
from anshang_app.foundation.data_faults import MOST, Fault, list_faults
from anshang_app.project_lifecycle.archive import open_matters

HANDOVER, PROJECT = "Project Handover", "Investment Project"
ARCHIVED_EARLY = """
	select name, stage from `tabInvestment Project` where archived_on is not null and stage <> %(handed_over)s
"""
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
		*list_faults(
			HANDOVER,
			_("stands at “{0}”, but its day says otherwise"),
			ENDED,
			{"state": constants.SIGNED_FOR},
		),
		*list_faults(HANDOVER, _("is a second hand-over of one project: {0}"), TWICE),
		*list_faults(HANDOVER, _("was handed over on {0} and signed for before, on {1}"), ORDER),
		*list_faults(
			PROJECT,
			_("is archived though it stands at “{0}”"),
			ARCHIVED_EARLY,
			{"handed_over": constants.HANDED_OVER},
		),
		*open_in_archive(),
	]


def open_in_archive() -> list[Fault]:
	"""Archived projects of which something is open: nobody can end it."""
	archived = frappe.get_all(PROJECT, {"archived_on": ["is", "set"]}, pluck="name", order_by="name")
	message = _("is archived though this is open: {0}")
	matters = open_matters(archived) if archived else []
	return [
		Fault(PROJECT, matter.project, message.format(f"{matter.kind}“{matter.title}”"))
		for matter in matters[:MOST]
	]
