from frappe.model.document import Document

from anshang_app.checks import Problem
from anshang_app.messages import refuse
from anshang_app.naming import draw_name


class AuditEntry(Document):
	"""One link of the audit chain: ids and hashes only."""

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		if not self.is_new():
			refuse(self, [Problem("record_name", self.name, "kept_on_record")])

	def on_trash(self):
		refuse(self, [Problem("record_name", self.name, "kept_on_record")])
