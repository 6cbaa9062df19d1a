from anshang_app.access_control import audit
from anshang_app.bulletins import bulletins, distribution, frozen_figures
from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument

BY_STEP = (
	"issue_year",
	"checked_at",
	"checked_by",
	"differences",
	"distributed_on",
	"distributed_by",
	"publication",
	"mails",
	"pdf_file",
	"pdf_sha256",
	"docx_file",
	"docx_sha256",
)


class Bulletin(CheckedDocument):
	"""安商简报: its figures are frozen, its text is the editor's, and after 印发 nothing moves."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from anshang_app.bulletins.doctype.bulletin_figure.bulletin_figure import BulletinFigure
		from anshang_app.bulletins.doctype.bulletin_recipient.bulletin_recipient import BulletinRecipient

		body: DF.LongText | None
		bulletin_date: DF.Date
		checked_at: DF.Datetime | None
		checked_by: DF.Link | None
		copies: DF.Int
		difference_note: DF.SmallText | None
		differences: DF.Int
		distributed_by: DF.Link | None
		distributed_on: DF.Date | None
		docx_file: DF.Attach | None
		docx_sha256: DF.Data | None
		figures: DF.Table[BulletinFigure]
		is_demo: DF.Check
		issue_no: DF.Int
		issue_year: DF.Int
		mails: DF.Int
		number_key: DF.Data | None
		pdf_file: DF.Attach | None
		pdf_sha256: DF.Data | None
		period_from: DF.Date
		period_to: DF.Date
		publication: DF.Link | None
		recipients: DF.Table[BulletinRecipient]
		state: DF.Link | None
		template: DF.Link | None
		title: DF.Data | None
		unit: DF.Link | None
	# end: auto-generated types

	def onload(self):
		"""What the form shows; the records behind the figures, which may be thousands, stay here."""
		writes = self.has_permission("write")
		self.set_onload("writes", writes)
		# the records behind a published bulletin are not published with it
		self.set_onload("found", frozen_figures.list_differences(self) if writes else [])
		for row in self.figures:
			row.records = row.found = None

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		self.check_first_state("state", constants.COMPILING)
		bulletins.fill_new(self)

	def validate(self):
		bulletins.check_still(self)
		bulletins.keep_figures(self)
		if not self.is_new():
			self.refuse_by_step()
			self.check_passage("state")
		bulletins.mask(self)
		bulletins.check_entered(self)
		bulletins.set_number_key(self)
		if not self.is_new() and self.changed("state"):
			bulletins.check_passage(self)
			# the step stands in the record's history as a comment of its own, in Chinese
			self.flags.ignore_version = True
		if self.passed("state", constants.DISTRIBUTED):
			distribution.close(self)

	def refuse_by_step(self):
		"""The year follows the bulletin's date; the rest is written by the steps."""
		self.issue_year = self.get_doc_before_save().issue_year
		self.refuse_by_hand(*BY_STEP)

	def on_update(self):
		if self.passed("state", constants.DISTRIBUTED):
			audit.record("Bulletin Distributed", self)
			distribution.send_out(self)

	def on_trash(self):
		bulletins.check_deletion(self)
