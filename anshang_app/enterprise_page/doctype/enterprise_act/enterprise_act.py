from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.titles import title_of
from anshang_app.validation.checked_document import CheckedDocument


class EnterpriseAct(CheckedDocument):
	"""What an enterprise did by its link and a one-time code; written by the page alone, never changed."""

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		self.project_name = title_of(self.project)
