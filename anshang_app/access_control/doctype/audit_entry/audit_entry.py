from frappe.model.document import Document

from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


class AuditEntry(Document):
	"""One link of the audit chain: ids and hashes only."""

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		if not self.is_new():
			refuse(self, [Problem("record_name", self.name, "kept_on_record")])

	def on_trash(self):
		refuse(self, [Problem("record_name", self.name, "kept_on_record")])
