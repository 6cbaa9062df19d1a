"""Records taken away past every hook, with what Frappe wrote about them: the demo's, and those of an import undone."""

import frappe

#: where Frappe keeps notes about a record: DocType -> (field of the DocType, field of the name)
NOTES = {
	"Version": ("ref_doctype", "docname"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"ToDo": ("reference_type", "reference_name"),
	"View Log": ("reference_doctype", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"DocShare": ("share_doctype", "share_name"),
	"Tag Link": ("document_type", "document_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Activity Log": ("reference_doctype", "reference_name"),
	# v16
	"Permission Log": ("for_doctype", "for_document"),
	# what the desk's search finds them by
	"Search Entry": ("record_type", "record_name"),
}


def remove(doctype: str, names: list[str]) -> None:
	"""Remove records with their child rows, passwords, files and Frappe's notes about them."""
	if not names:
		return
	for file in frappe.get_all(
		"File", filters={"attached_to_doctype": doctype, "attached_to_name": ["in", names]}, pluck="name"
	):
		frappe.delete_doc("File", file, ignore_permissions=True, force=True, delete_permanently=True)
	forget(doctype, names)
	table = frappe.qb.Table("__Auth")
	frappe.qb.from_(table).delete().where(table.doctype == doctype).where(table.name.isin(names)).run()
	search = frappe.qb.Table("__global_search")
	frappe.qb.from_(search).delete().where(search.doctype == doctype).where(search.name.isin(names)).run()
	remove_rows(doctype, {"name": ["in", names]})


def remove_rows(doctype: str, filters: dict) -> None:
	"""Delete rows and the rows of their child tables, past every hook."""
	names = frappe.get_all(doctype, filters=filters, pluck="name", order_by="name")
	for field in frappe.get_meta(doctype).get_table_fields() if names else []:
		rows = {"parenttype": doctype, "parent": ["in", names]}
		forget_found(field.options, frappe.get_all(field.options, filters=rows, pluck="name"))
		frappe.db.delete(field.options, rows)
	frappe.db.delete(doctype, filters)


def forget_found(doctype: str, names: list[str]) -> None:
	"""Rows of child tables are found by themselves where they are people."""
	if names:
		frappe.db.delete("Search Entry", {"record_type": doctype, "record_name": ["in", names]})


def forget(doctype: str, names: list[str]) -> None:
	for note, (type_field, name_field) in NOTES.items():
		if frappe.db.table_exists(note):
			remove_rows(note, {type_field: doctype, name_field: ["in", names]})
