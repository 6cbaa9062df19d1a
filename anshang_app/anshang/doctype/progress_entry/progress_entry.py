import frappe

from anshang_app import states
from anshang_app.case import entries
from anshang_app.case.titles import title_of
from anshang_app.checked import CheckedDocument
from anshang_app.messages import hint, refuse
from anshang_app.naming import draw_name

#: in the order in which they are offered
KINDS = (
	states.PHONE_CONTACT,
	states.SITE_VISIT,
	states.DISPATCH,
	states.PROGRESS_REPORT,
	states.LEADER_VISIT,
	states.EARLY_GUIDANCE,
	states.POLICY_BRIEFING,
)


class ProgressEntry(CheckedDocument):
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
