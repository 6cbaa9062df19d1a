"""Files inside the walls: private, attached only where the user may write, and never changed after their upload.

A file's bytes, address, name, hash and record are set when it comes in. Who needs another one uploads another one.
"""

from pathlib import Path
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.doctype.file.file import File
from frappe.utils import cint

from anshang_app.access_control import file_contents, kept_files, photos, row_rule
from anshang_app.access_control.user_context import viewer_of

#: what a file may be attached to and still be for everybody: pictures of accounts and letterheads
PUBLIC_PLACES = ("User", "Letter Head", "Website Settings", "Navbar Settings")
#: what is set once, when the file comes in
FIXED = (
	"file_name",
	"file_url",
	"thumbnail_url",
	"content_hash",
	"attached_to_doctype",
	"attached_to_name",
	"attached_to_field",
	"is_folder",
)
ELSEWHERE = ("http://", "https://")


class WalledFile(File):
	"""Frappe's file, private unless an administrator says otherwise (override_doctype_class)."""

	def before_insert(self):
		self.forget_claims()
		self.keep_private()
		if not self.flags.ignore_permissions:
			self.check_place()
		# Frappe writes to the disk in its own before_insert
		kept_files.keep(self)
		self.check_address()
		file_contents.check_name(self)
		if self.attached_to_doctype == photos.ENTRY:
			photos.clean(self)
		else:
			file_contents.clean(self)
		super().before_insert()
		if not self.is_folder:
			self.file_name = file_contents.column_name(self.file_name)

	def before_validate(self):
		if not self.is_new():
			kept_files.keep(self)
			self.check_fixed()

	def validate(self):
		self.keep_private()
		super().validate()

	def forget_claims(self):
		"""What a new file says of itself: its hash is counted, and it has an address or a content, not both."""
		self.content_hash = self.thumbnail_url = None
		if self.content or self.is_folder:
			self.file_url = None

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
		"""A file is attached only to a record its user may write, or to the form of a new one."""
		doctype, name = self.attached_to_doctype, self.attached_to_name
		if not doctype or not name or is_new_form(doctype, name):
			return
		# a name no record bears yet would be attached to the one that will bear it
		frappe.get_doc(doctype, name).check_permission("write")

	def check_address(self):
		"""An address is taken over only from a file the user may read; what lies elsewhere is no file."""
		if self.is_folder or not self.file_url:
			return
		address = unquote(self.file_url)
		if address.startswith(ELSEWHERE):
			allowed = viewer_of().administers and self.attached_to_doctype not in row_rule.WALLED
		else:
			allowed = address == unquote(address) and any(
				frappe.get_doc("File", name).has_permission("read") for name in files_at(address)
			)
		if not allowed:
			frappe.throw(_("The attached file is not on the platform."), frappe.PermissionError)

	def check_fixed(self):
		"""Refuse a change of what a file is; it may become private where no other file shares its bytes."""
		stored = frappe.db.get_value("File", self.name, [*FIXED, "is_private"], as_dict=True)
		changed = [field for field in FIXED if (self.get(field) or None) != (stored[field] or None)]
		if stored.is_folder and "file_name" in changed:
			# a folder is called as one likes
			changed.remove("file_name")
		if cint(self.is_private) != cint(stored.is_private) and (stored.is_private or shares_bytes(self)):
			changed.append("is_private")
		if changed:
			labels = "、".join(_(self.meta.get_label(field)) for field in changed)
			frappe.throw(
				_("File {0}: {1} does not change after the upload. Please upload it anew.").format(
					frappe.utils.escape_html(stored.file_name or self.name), labels
				)
			)

	def save_file(self, *args, **kwargs):
		"""Write the bytes of a new file; those of a stored one stay."""
		if not self.is_new():
			self.refuse_new_bytes()
		return super().save_file(*args, **kwargs)

	def save_file_on_filesystem(self):
		"""As Frappe, under a name short enough for the disk."""
		shown, self.file_name = self.file_name, file_contents.disk_name(self.file_name, self.content_hash)
		try:
			return super().save_file_on_filesystem()
		finally:
			self.file_name = shown

	def write_file(self):
		"""As Frappe, which takes a file back only once it was written whole: on a full disk a part of it would stay."""
		if self.is_remote_file:
			return None
		path = Path(self.get_full_path())
		was_there = path.exists()
		try:
			return super().write_file()
		except OSError:
			if not was_there:
				path.unlink(missing_ok=True)
			raise

	def optimize_file(self):
		"""Refused, and no method of the desk any more: it would write other bytes under the same address."""
		self.refuse_new_bytes()

	def refuse_new_bytes(self):
		frappe.throw(
			_("File {0}: its content does not change after the upload. Please upload it anew.").format(
				frappe.utils.escape_html(self.file_name or self.name)
			)
		)

	def on_trash(self):
		# Frappe's own takes the bytes from the disk
		kept_files.keep(self)
		super().on_trash()

	def unzip(self):
		"""As Frappe, which replaces the archive by what is in it; not where it is kept."""
		kept_files.keep(self)
		return super().unzip()

	def before_rename(self, old: str, new: str, merge: bool = False):
		"""Folders have names of their own; a file's is drawn and stays."""
		if not self.is_folder:
			frappe.throw(_("A file is not renamed."))

	def _delete_file_on_disk(self):
		"""As Frappe, which looks for another file of the same hash; one of the same address needs the bytes too."""
		if any(name != self.name for name in files_at(self.file_url)):
			self.delete_file_data_content(only_thumbnail=True)
		else:
			super()._delete_file_on_disk()


def files_at(address: str | None) -> list[str]:
	"""The files of precisely this address; the database compares less strictly."""
	rows = frappe.get_all(
		"File", filters={"file_url": address or "", "is_folder": 0}, fields=["name", "file_url"]
	)
	return [row.name for row in rows if row.file_url == address]


def shares_bytes(file) -> bool:
	"""Whether another file has the same content: Frappe would move its address too."""
	return bool(
		file.content_hash
		and frappe.db.exists("File", {"content_hash": file.content_hash, "name": ["!=", file.name]})
	)


def is_new_form(doctype: str, name: str) -> bool:
	"""Whether a name is the desk's for a record that is not stored yet."""
	return str(name).startswith(f"new-{frappe.scrub(doctype).replace('_', '-')}-") and not frappe.db.exists(
		doctype, name
	)
