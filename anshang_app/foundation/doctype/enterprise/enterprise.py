from frappe.utils import getdate

from anshang_app.foundation.duplicates import duplicate_problem
from anshang_app.foundation.naming import name_for
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import clean_code, future_problem, name_key, uscc_problem
from anshang_app.validation.messages import refuse


class Enterprise(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enterprise_name: DF.Data
		is_demo: DF.Check
		legal_representative: DF.Data | None
		note: DF.SmallText | None
		registered_address: DF.Data | None
		registered_on: DF.Date | None
		uscc: DF.Data | None
	# end: auto-generated types

	def autoname(self):
		self.name = name_for(self.doctype, self.enterprise_name)

	def validate(self):
		self.uscc, self.name_key = clean_code(self.uscc), name_key(self.enterprise_name)
		problems = [uscc_problem(self.uscc), future_problem("registered_on", self.registered_on, getdate())]
		if self.changed("uscc"):
			problems.append(duplicate_problem(self, "uscc", self.uscc))
		if self.changed("enterprise_name"):
			problems.append(duplicate_problem(self, "enterprise_name", self.name_key, "name_key"))
		refuse(self, problems)

	def after_rename(self, old: str, new: str, merge: bool = False):
		"""A firm named by its name is called anew by it."""
		if self.enterprise_name == old:
			self.db_set({"enterprise_name": new, "name_key": name_key(new)})
