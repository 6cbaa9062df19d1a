from anshang_app.official_documents.letter_numbers import read_number
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: a number once given never changes; it can only be voided
BY_STEP = (
	"number_state",
	"void_reason",
	"origin",
	"issued_on",
	"issued_by",
	"reference_doctype",
	"reference_name",
)


class LetterNumber(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data | None
		is_demo: DF.Check
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		letter_kind: DF.Literal[
			"Intake Handover Letter",
			"Completion Handover Letter",
			"Supervision Notice",
			"Problem Assignment Letter",
			"Problem Summary",
			"Special Meeting Submission",
			"Meeting Minutes",
		]
		letter_number: DF.Data
		letter_year: DF.Int
		number_state: DF.Literal["In Use", "Voided"]
		origin: DF.Literal["Drawn by the Platform", "Typed by Hand"]
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		sequence: DF.Int
		unit: DF.Link
		void_reason: DF.SmallText | None
	# end: auto-generated types

	def validate(self):
		self.refuse_by_hand(*BY_STEP)
		place = read_number(self.letter_number)
		if place:
			self.code, self.letter_year, self.sequence = place

	def on_trash(self):
		refuse(self, [Problem("letter_number", self.name, "number_kept")] if not self.flags.by_path else [])
