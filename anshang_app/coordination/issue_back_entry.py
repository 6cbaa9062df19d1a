"""补录 of problems solved before the platform knew them: cleared on their day, without a confirmation on record."""

from datetime import date

from frappe import _
from frappe.model.document import Document

from anshang_app.access_control.acting_unit import acts_for, check_side, coordinates
from anshang_app.coordination.issues import collecting_units
from anshang_app.foundation import constants


def clear_as_solved_before(issue: Document, answer: str, day: date) -> None:
	"""Put a problem just entered as cleared on `day` with its answer, by who collects it.

	Nobody confirmed it here: who, how and the satisfaction stay blank, and a comment says why.
	"""
	sides = collecting_units(issue.project)
	check_side(coordinates() or acts_for(*sides), *sides)
	issue.db_set(
		{"state": constants.CLEARED, "answer": answer, "answered_on": day, "cleared_on": day}, notify=True
	)
	issue.add_comment("Info", _("Entered as solved before the platform."))
