from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument


class EnterpriseLink(CheckedDocument):
	"""A signed link by which an enterprise opens its one project; issued and withdrawn by steps only."""

	def autoname(self):
		self.name = draw_name(self.doctype)
