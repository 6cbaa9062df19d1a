from frappe.model.document import Document


class LetterCode(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data
		letter_kind: DF.Literal[
			"Intake Handover Letter",
			"Completion Handover Letter",
			"Supervision Notice",
			"Problem Assignment Letter",
			"Problem Summary",
			"Special Meeting Submission",
			"Meeting Minutes",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
