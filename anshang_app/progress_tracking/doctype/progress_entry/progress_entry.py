import frappe

from anshang_app.foundation import constants
from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.progress_tracking import entries
from anshang_app.validation.amounts import MONEY, SQUARE_METRES
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.messages import hint, refuse

#: in the order in which they are offered
KINDS = (
	constants.PHONE_CONTACT,
	constants.SITE_VISIT,
	constants.DISPATCH,
	constants.PROGRESS_REPORT,
	constants.LEADER_VISIT,
	constants.EARLY_GUIDANCE,
	constants.POLICY_BRIEFING,
)


class ProgressEntry(CheckedDocument):
	amounts = {
		"investment_to_date": MONEY,
		"area_to_date": SQUARE_METRES,
	}

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_validate(self):
		super().before_validate()
		if self.is_new():
			entries.fill(self)

	def validate(self):
		if self.is_new():
			refuse(self, entries.problems(self))
		else:
			self.project_name = title_of(self.project)
			entries.check_correction(self)
			refuse(self, entries.entry_problems(self.as_dict(), entries.getdate()))

	def after_insert(self):
		entries.carry_out(self)

	def on_update(self):
		if not self.flags.asked_already:
			hint(self, entries.to_ask(self))


def on_doctype_update():
	"""Reports read the latest figures to date of all projects out of an index alone."""
	frappe.db.add_index(
		"Progress Entry",
		["project", "entry_date", "creation", "investment_to_date", "area_to_date"],
		"figures_to_date",
	)
