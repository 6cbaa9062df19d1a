import frappe
from frappe import _

from anshang_app.foundation.naming import draw_name
from anshang_app.key_projects.contacts import check_may_edit
from anshang_app.validation.checked_document import CheckedDocument
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


class ProjectContact(CheckedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contact_name: DF.Data
		is_active: DF.Check
		is_demo: DF.Check
		phone_full: DF.Password | None
		phone_masked: DF.Data | None
		project: DF.Link
		side: DF.Literal["Enterprise", "Host Locality", "Chain Lead Unit"]
	# end: auto-generated types

	def autoname(self):
		self.name = draw_name(self.doctype)

	def before_insert(self):
		if (self.phone_full or self.phone_masked) and not self.flags.setting_phone:
			refuse(self, [Problem("phone_masked", None, "by_set_phone")])

	def validate(self):
		if not self.flags.ignore_permissions:
			check_may_edit(self.project)
		if not self.is_new() and not self.flags.setting_phone:
			self.keep_phone()

	def keep_phone(self):
		"""Refuse another masked number, and keep the full one whatever the form sent."""
		if self.changed("phone_masked"):
			refuse(self, [Problem("phone_masked", None, "by_set_phone")])
		self.phone_full = self.get_doc_before_save().phone_full

	def get_password(self, fieldname="password", raise_exception=True):
		"""The number leaves the server only by steps that check and log."""
		if fieldname == "phone_full":
			frappe.throw(_("The full phone number is not given out here."), frappe.PermissionError)
		return super().get_password(fieldname, raise_exception)

	def on_trash(self):
		# the trash keeps a copy of the record
		self.phone_full = None
