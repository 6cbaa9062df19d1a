"""Records that the search does not find, and entries of records that are gone."""

from frappe import _

from anshang_app.foundation.data_faults import Fault, list_faults
from anshang_app.record_search.entries import ENTRY
from anshang_app.record_search.rules.searched import PERSON, SEARCHED

NOT_FOUND = """
	select kept.name from `tab{doctype}` kept
	left join `tabSearch Entry` entry on entry.record_type = %(doctype)s and entry.record_name = kept.name
	where entry.name is null
"""
GONE = """
	select entry.name, entry.record_name from `tabSearch Entry` entry
	left join `tab{doctype}` kept on kept.name = entry.record_name
	where entry.record_type = %(doctype)s and kept.name is null
"""


def faults() -> list[Fault]:
	"""All faults of the entries."""
	wrong = []
	for doctype in [*(searched.doctype for searched in SEARCHED), PERSON]:
		values = {"doctype": doctype}
		wrong += list_faults(
			doctype, _("is not found by the search"), NOT_FOUND.format(doctype=doctype), values
		)
		message = _("leads the search to {0}, which is gone")
		wrong += list_faults(ENTRY, message, GONE.format(doctype=doctype), values)
	return wrong
