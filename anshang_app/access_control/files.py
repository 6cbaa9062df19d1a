"""Files inside the walls: private, attached only where the user may write, and never adopted by address alone."""

import frappe
from frappe import _
from frappe.core.doctype.file.file import File

from anshang_app.access_control import photos, row_rule
from anshang_app.access_control.user_context import viewer_of

#: what a file may be attached to and still be for everybody: pictures of accounts and letterheads
PUBLIC_PLACES = ("User", "Letter Head", "Website Settings", "Navbar Settings")
PRIVATE_ADDRESS = "/private/files/"


class WalledFile(File):
	"""Frappe's file, private unless an administrator says otherwise (override_doctype_class)."""

	def before_insert(self):
		self.keep_private()
		if not self.flags.ignore_permissions:
			self.check_place()
			self.check_address()
		photos.clean(self)
		super().before_insert()

	def validate(self):
		self.keep_private()
		super().validate()

	def check_content(self):
		"""Say what is wrong with a PDF that cannot be read; the library's error is one of the server."""
		check = getattr(super(), "check_content", None)
		if not check:
			return
		from pypdf.errors import PyPdfError

		try:
			check()
		except PyPdfError:
			frappe.throw(
				_("The file {0} cannot be read as a PDF: please make it anew.").format(self.file_name)
			)

	def keep_private(self):
		"""Whatever belongs to a walled record, and whatever an official uploads, is private."""
		if self.is_folder or self.attached_to_doctype in PUBLIC_PLACES:
			return
		if self.attached_to_doctype in row_rule.WALLED or not viewer_of().administers:
			self.is_private = 1

	def check_place(self):
		"""A file is attached only to a walled record its user may write."""
		if self.attached_to_doctype in row_rule.WALLED and self.attached_to_name:
			frappe.get_doc(self.attached_to_doctype, self.attached_to_name).check_permission("write")

	def check_address(self):
		"""An address on the platform is taken over only from a file the user may read."""
		if self.content or getattr(frappe.local, "uploaded_file", None) is not None:
			return
		if (self.file_url or "").startswith(PRIVATE_ADDRESS):
			known = frappe.get_all("File", filters={"file_url": self.file_url}, pluck="name")
			if not any(frappe.get_doc("File", name).has_permission("read") for name in known):
				frappe.throw(_("The attached file is not on the platform."), frappe.PermissionError)
