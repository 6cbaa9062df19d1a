"""Files that records name and nobody has any more."""

from pathlib import Path

import frappe
from frappe import _

from anshang_app.access_control.attached_values import attach_fields
from anshang_app.foundation import own_types
from anshang_app.foundation.data_faults import MOST, Fault

FILE = "File"
#: addresses of files the site keeps, and where
KEPT_IN = {"/private/files/": ("private", "files"), "/files/": ("public", "files")}
#: a row of a table is told under its record
NAMED = "select {place}, {field} from `tab{doctype}` where ifnull({field}, '') <> ''"


def faults() -> list[Fault]:
	"""All files of this app's records that lack their entry, or their content."""
	files = frappe.get_all(
		FILE,
		filters={"is_folder": 0},
		fields=["name", "file_url", "attached_to_doctype", "attached_to_name"],
		order_by="name",
	)
	attached = {(file.attached_to_doctype, file.attached_to_name, file.file_url) for file in files}
	return [*unattached(attached), *without_content(files)]


def unattached(attached: set[tuple]) -> list[Fault]:
	"""Records that name a file which is not theirs."""
	message, wrong = _("names a file it does not have: {0}"), []
	for doctype in own_types.with_tables():
		meta = frappe.get_meta(doctype)
		place = "parenttype, parent" if meta.istable else "%(doctype)s, name"
		for field in attach_fields(meta):
			rows = frappe.db.sql(
				NAMED.format(place=place, field=field, doctype=doctype), {"doctype": doctype}
			)
			wrong += [
				Fault(kind, name, message.format(address))
				for kind, name, address in rows
				if path_of(address) and (kind, name, address) not in attached
			]
	return wrong[:MOST]


def without_content(files: list) -> list[Fault]:
	"""Files of this app's records whose content is not where it belongs."""
	own = set(own_types.with_tables())
	message, wrong = _("has a file whose content is gone: {0}"), []
	for file in files:
		path = path_of(file.file_url) if file.attached_to_doctype in own else None
		if path and not path.is_file():
			wrong.append(
				Fault(file.attached_to_doctype, file.attached_to_name, message.format(file.file_url))
			)
	return wrong[:MOST]


def path_of(address: str | None) -> Path | None:
	"""Where the site keeps the content of an address; None for what it does not keep."""
	for begin, place in KEPT_IN.items():
		if address and address.startswith(begin):
			return Path(frappe.get_site_path(*place, address[len(begin) :]))
	return None
