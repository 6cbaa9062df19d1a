"""Numbers of letters over REST and for the desk's buttons."""

import frappe

from anshang_app.case import letter_numbers
from anshang_app.endpoints import endpoint


@endpoint
def draw_handover_number(handover: str) -> dict:
	"""Draw the next 文号 for a handover that is not yet made; it then goes by official letter."""
	doc = frappe.get_doc("Project Handover", handover)
	doc.check_permission("write")
	return {"name": doc.name, "letter_no": letter_numbers.draw_for_handover(doc)}


@endpoint
def void_letter_number(number: str, reason: str) -> dict:
	"""作废 a number with a reason; it stays on record."""
	doc = frappe.get_doc("Letter Number", number)
	doc.check_permission("read")
	letter_numbers.check_is_of(doc.unit)
	return {"name": doc.name, "state": letter_numbers.void(doc.name, reason).number_state}
