"""What would be wrong with numbers of letters on record, and found by nobody."""

from frappe import _

from anshang_app.foundation.data_faults import Fault, list_faults
from anshang_app.official_documents.letter_numbers import DRAWN, IN_USE

NUMBER = "Letter Number"
#: record type -> field that carries its letter's number
CARRIED = {
	"Project Handover": "letter_no",
	"Supervision Order": "letter_no",
	"Coordination Meeting": "minutes_no",
}
#: drawn for a record that goes by another number
ELSEWHERE = """
	select number.name, kept.name, kept.{field} from `tabLetter Number` number
	join `tab{doctype}` kept on kept.name = number.reference_name
	where number.reference_doctype = %(doctype)s and number.number_state = %(in_use)s and number.origin = %(drawn)s
		and not (kept.{field} <=> number.name)
"""
#: the number of a letter is made of its parts
PARTS = """
	select name, concat(code, '〔', letter_year, '〕', sequence, '号') from `tabLetter Number`
	where name <> concat(code, '〔', letter_year, '〕', sequence, '号')
"""
TWICE = """
	select max(name), min(name) from `tabLetter Number` group by code, letter_year, sequence having count(*) > 1
"""


def faults() -> list[Fault]:
	"""All faults of the register."""
	wrong = [
		*list_faults(NUMBER, _("is made of other parts: {0}"), PARTS),
		*list_faults(NUMBER, _("is the same number as {0}"), TWICE),
	]
	for doctype, field in CARRIED.items():
		values = {"doctype": doctype, "in_use": IN_USE, "drawn": DRAWN}
		message = _("was drawn for {0}, which carries the number {1}")
		wrong += list_faults(NUMBER, message, ELSEWHERE.format(doctype=doctype, field=field), values)
	return wrong
