from anshang_app.access_control import audit
from anshang_app.foundation.naming import draw_name
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


class RevealLog(CheckedDocument):
	"""One look at a full phone number: who, when, which, why."""

	def autoname(self):
		self.name = draw_name(self.doctype)

	def validate(self):
		if not self.is_new():
			refuse(self, [Problem("contact", self.name, "kept_on_record")])

	def after_insert(self):
		audit.record("Phone Shown", self)

	def on_trash(self):
		if not self.flags.clearing_demo:
			refuse(self, [Problem("contact", self.name, "kept_on_record")])
