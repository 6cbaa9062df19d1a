from anshang_app.official_documents.letter_files import check_own_template
from anshang_app.validation.checked_document import CheckedDocument


class LetterTemplate(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		docx_template: DF.Attach | None
		letter_kind: DF.Literal[
			"Intake Handover Letter",
			"Completion Handover Letter",
			"Supervision Notice",
			"Problem Assignment Letter",
			"Problem Summary",
			"Special Meeting Submission",
			"Meeting Minutes",
		]
		note: DF.SmallText | None
	# end: auto-generated types

	def validate(self):
		if self.docx_template and self.changed("docx_template"):
			check_own_template(self)
