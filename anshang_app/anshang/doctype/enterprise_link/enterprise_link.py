from anshang_app.checked import CheckedDocument
from anshang_app.naming import draw_name


class EnterpriseLink(CheckedDocument):
	"""A signed link by which an enterprise opens its one project; issued and withdrawn by steps only."""

	def autoname(self):
		self.name = draw_name(self.doctype)
