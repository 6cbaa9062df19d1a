"""Files that are kept as they are: each room names its own (`kept_files` of the providers)."""

from frappe.model.document import Document

from anshang_app.foundation.providers import ask


def keep(file: Document, method: str | None = None) -> None:
	"""Refuse to delete, change or add what is kept (File: before_validate, on_trash)."""
	ask("kept_files", file)


def delete_content(file: Document, only_thumbnail: bool = False) -> None:
	"""Take a file from the disk as Frappe does, unless it is kept."""
	keep(file)
	file.delete_file_from_filesystem(only_thumbnail=only_thumbnail)
