"""Files that are kept as they are: each room names its own (`kept_files` of the providers).

Kept means for everybody, on every way but the console's: not deleted, not replaced, not moved, and the field of the
record that names one keeps naming it.
"""

from collections.abc import Collection
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.access_control import row_rule
from anshang_app.foundation.providers import ask


@dataclass(frozen=True)
class Kept:
	"""Files of one record: `addresses`, or all of them; `why` is told to who would change one.

	`closed` says that nothing more is attached either.
	"""

	why: str
	addresses: frozenset[str] | None = None
	closed: bool = False

	def holds(self, address: str | None) -> bool:
		"""Whether the address is one of them."""
		return self.addresses is None or address in self.addresses


def kept_in(of: str, states: Collection[str], doctype: str, name: str, field: str = "state") -> list[Kept]:
	"""Everything attached to a record of type `of` once it stands in one of `states`; else nothing."""
	if doctype != of:
		return []
	state = frappe.db.get_value(of, name, field)
	if state not in states:
		return []
	return [Kept(_("{0} {1} is “{2}”: its files are kept as they are.").format(_(of), name, _(state)))]


def kept_rows(table: str, field: str, of: str, doctype: str, name: str, why: str) -> list[Kept]:
	"""The files that stored rows of a record of type `of` name."""
	if doctype != of:
		return []
	named = frappe.get_all(table, filters={"parenttype": of, "parent": name}, pluck=field, order_by="idx")
	addresses = frozenset(address for address in named if address)
	return [Kept(why, addresses)] if addresses else []


def of_record(doctype: str | None, name: str | None) -> list[Kept]:
	"""What is kept of a record's files."""
	return ask("kept_files", doctype, name) if doctype and name else []


def holder(file: Document) -> Kept | None:
	"""The rule that keeps a stored file; None where the file may be changed or deleted."""
	place = frappe.db.get_value(
		"File", file.name, ["attached_to_doctype", "attached_to_name", "file_url"], as_dict=True
	)
	if not place:
		return None
	keepers = of_record(place.attached_to_doctype, place.attached_to_name)
	return next((keeper for keeper in keepers if keeper.holds(place.file_url)), None)


def keep(file: Document) -> None:
	"""Refuse to delete or change a file that is kept, or to add one to a closed record."""
	if frappe.flags.clearing_demo:
		return
	places = of_record(file.attached_to_doctype, file.attached_to_name)
	keeper = holder(file) or next((keeper for keeper in places if keeper.closed), None)
	if keeper:
		refuse(file.file_name or file.file_url, keeper)


def keep_record(doc: Document, method: str | None = None) -> None:
	"""A record whose files are kept is not deleted: its files would go with it (on_trash of every record)."""
	if frappe.flags.clearing_demo or frappe.flags.in_uninstall:
		return
	keepers = of_record(doc.doctype, doc.name)
	if keepers:
		frappe.throw(
			_("{0} {1} is not deleted. {2}").format(
				_(doc.doctype), frappe.utils.escape_html(doc.name), keepers[0].why
			)
		)


def refuse(file_name: str | None, keeper: Kept) -> None:
	"""Refuse with a sentence that names the file and why it is kept."""
	frappe.throw(_("File {0}: {1}").format(frappe.utils.escape_html(file_name or ""), keeper.why))


def names_kept(doctype: str, name: str) -> list[str]:
	"""The addresses of a record's files that are kept, for the desk not to offer their removal."""
	keepers = of_record(doctype, name)
	if not keepers:
		return []
	files = frappe.get_all(
		"File", filters={"attached_to_doctype": doctype, "attached_to_name": name}, pluck="file_url"
	)
	return sorted({address for address in files if any(keeper.holds(address) for keeper in keepers)})


def tell_desk(doc: Document, method: str | None = None) -> None:
	"""Tell the form which of the record's files are kept (onload and on_update of every record)."""
	# of a story of the past no desk is told
	if doc.doctype in row_rule.WALLED and not doc.is_new() and not frappe.flags.in_story:
		doc.set_onload("kept_files", names_kept(doc.doctype, doc.name))
