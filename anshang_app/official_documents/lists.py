"""导出电子表格 of the app's lists: the rows the user may see, under the columns he chose."""

import json

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import escape_html, getdate

from anshang_app.record_search.list_filters import widened
from anshang_app.rendering import sheet
from anshang_app.rendering.sheet import ListSheet, SheetColumn
from anshang_app.validation.messages import require
from anshang_app.validation.plain_text import masked_cell

#: rows of one workbook; a longer list is narrowed by a filter
MOST_ROWS = 50_000
KINDS = {
	"Int": sheet.WHOLE,
	"Float": sheet.NUMBER,
	"Currency": sheet.NUMBER,
	"Percent": sheet.NUMBER,
	"Date": sheet.DATE,
	"Datetime": sheet.MOMENT,
	"Small Text": sheet.LONG_TEXT,
	"Text": sheet.LONG_TEXT,
	"Long Text": sheet.LONG_TEXT,
}
#: text anybody may have written a phone number into
FREE_TEXT = ("Data", "Small Text", "Text", "Long Text")
NOT_EXPORTED = {"Attach", "Attach Image", "Password", "Button", "HTML", "Image", "JSON", "Code", "Signature"}


def list_sheet(meta, title: str, filters: list, fields: list, order_by: str | None) -> ListSheet:
	"""The rows of a list as a sheet, their values in the user's words."""
	columns = chosen_fields(meta, fields)
	rows = frappe.get_list(
		meta.name,
		filters=widened(meta.name, filters),
		fields=["name", *(field.fieldname for field in columns)],
		order_by=order_by
		or f"`tab{meta.name}`.`{meta.sort_field}` {meta.sort_order}, `tab{meta.name}`.`name`",
		limit=MOST_ROWS + 1,
	)
	if len(rows) > MOST_ROWS:
		frappe.throw(_("The list has more than {0} rows: narrow it with a filter first.").format(MOST_ROWS))
	speak = [speaker(field, rows) for field in columns]
	return ListSheet(
		title,
		[SheetColumn(_(field.label), KINDS.get(field.fieldtype, sheet.TEXT)) for field in columns],
		[[say(row.get(field.fieldname)) for field, say in zip(columns, speak, strict=True)] for row in rows],
		getdate(),
	)


def exportable(doctype: str):
	"""The meta of a list of the app the user may export; anything else is refused."""
	own = ["in", frappe.get_module_list("anshang_app")]
	if not frappe.db.exists("DocType", {"name": doctype, "module": own, "istable": 0, "issingle": 0}):
		frappe.throw(_("There is no list {0} to export.").format(escape_html(doctype)))
	require(doctype, "export")
	return frappe.get_meta(doctype)


def readable_fields(meta) -> list:
	"""The fields of a list that hold a value the user may read."""
	levels = set(meta.get_permlevel_access("read"))
	return [
		field
		for field in meta.fields
		if field.fieldtype not in (*no_value_fields, *table_fields, *NOT_EXPORTED)
		and (not field.hidden or field.fieldname == meta.title_field or field.in_standard_filter)
		and not field.get("is_virtual")
		and field.permlevel in levels
		and field.label
	]


def chosen_fields(meta, wanted: list) -> list:
	"""The fields asked for, in the order of the form; those the list shows when none is."""
	fields = readable_fields(meta)
	unknown = sorted({str(name) for name in wanted} - {field.fieldname for field in fields})
	if unknown:
		frappe.throw(_("The list has no column {0} you may export.").format(escape_html("、".join(unknown))))
	if wanted:
		return [field for field in fields if field.fieldname in wanted]
	shown = [
		field
		for field in fields
		if field.in_list_view or field.in_standard_filter or field.fieldname == meta.title_field
	]
	return shown or fields


def speaker(field, rows: list):
	"""A function that says a value of the field as the list shows it; titles are read in one query."""
	if field.fieldtype == "Check":
		return lambda value: _("Yes") if value else _("No")
	if field.fieldtype == "Select":
		return lambda value: _(value) if value else ""
	if field.fieldtype == "Link":
		titles = titles_of(field.options, {row.get(field.fieldname) for row in rows} - {None, ""})
		return lambda value: titles.get(value, value)
	if field.fieldtype in FREE_TEXT:
		return lambda value: masked_cell(field.fieldname, value)
	return lambda value: value


def titles_of(doctype: str, names: set[str]) -> dict[str, str]:
	"""What the linked records are called: their titles, or for records that name a state, its translation."""
	meta = frappe.get_meta(doctype)
	title = "full_name" if doctype == "User" else meta.title_field
	if not names or not title or title == "name" or not meta.has_field(title):
		return {name: _(name) for name in names} if meta.translated_doctype else {}
	rows = frappe.get_all(
		doctype, filters={"name": ["in", list(names)]}, fields=["name", title], order_by="name"
	)
	return {row.name: row[title] or row.name for row in rows}


def json_list(value: str | list | None) -> list:
	"""A list given as JSON or as itself; anything else is refused."""
	try:
		read = json.loads(value) if isinstance(value, str) and value else value or []
	except ValueError:
		frappe.throw(_("{0} is not valid JSON.").format(escape_html(value)))
	if isinstance(read, dict):
		return [[key, "=", wanted] for key, wanted in read.items()]
	if not isinstance(read, list):
		frappe.throw(_("Give a list of rows or a mapping, as the method says."))
	return read
