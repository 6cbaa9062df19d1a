"""Which columns a client may name in a query: plain readable fields, its own child tables', open links'."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model import child_table_fields, default_fields, optional_fields, table_fields

from anshang_app.access_control.references import POINTERS
from anshang_app.access_control.row_rule import PARENT, PROJECT, WALLED, has_base_facts
from anshang_app.access_control.user_context import viewer_of
from anshang_app.doors.rules.query_words import QueryColumn

#: columns every table has
STANDARD = frozenset((*default_fields, *optional_fields)) - {"doctype"}
#: what hangs on a record, in columns beside its fields: comments with their words, tags, whom it is assigned to
HANGING = frozenset(optional_fields)
#: types a link is never followed into: their rows have a wall of their own
BEHIND_A_WALL = frozenset((*WALLED, *PARENT, *POINTERS))

#: what the desk asks by where a record is assigned, and our forms where a record type is chosen; whoever may only
#: select may ask by no more than the fields of the search (v16)
ASKED_BY_THE_DESK = {"User": {"user_type", "enabled"}, "DocType": {"module", "istable", "issingle"}}


class NotReadable(frappe.PermissionError):
	"""A client named what it may not read; the words are the same whether or not there is such a field."""


def refuse(expression: object) -> None:
	"""Refuse a column or an expression by the words it was given in."""
	shown = frappe.utils.escape_html(str(expression)[:140])
	frappe.throw(_("{0} is not a field that can be asked for here.").format(shown), NotReadable)


def readable_columns(doctype: str | None, parent: str | None = None) -> frozenset[str]:
	"""Stored fields of a type the user may read: his levels, without what is kept out of reports.

	`parent` is the type a child table belongs to; its permissions count. Computed once a request.
	"""
	columns_of_type = getattr(frappe.local, "anshang_readable", None)
	if columns_of_type is None:
		columns_of_type = frappe.local.anshang_readable = {}
	key = (frappe.session.user, doctype, parent)
	if key not in columns_of_type:
		columns_of_type[key] = compute_readable_columns(doctype, parent)
	return columns_of_type[key]


def compute_readable_columns(doctype: str | None, parent: str | None) -> frozenset[str]:
	"""As `readable_columns`, without the memory of the request."""
	meta = frappe.get_meta(doctype)
	right = "select" if not parent and frappe.only_has_select_perm(doctype) else "read"
	permitted = set(meta.get_permitted_fieldnames(parenttype=parent, permission_type=right))
	if right == "select":
		permitted |= set(meta.get_search_fields()) | {meta.title_field}
	permitted |= ASKED_BY_THE_DESK.get(doctype or "", set())
	# a virtual field has no column
	kept_back = {
		field.fieldname
		for field in meta.fields
		if field.report_hide or field.is_virtual or field.fieldtype == "Password"
	}
	# a list comes in the order of its record type, and the desk reads that field with it (Approval Case)
	kept_back.discard(meta.sort_field)
	stored = set(meta.get_valid_columns()) & permitted
	standard = STANDARD | (set(child_table_fields) if meta.istable else set())
	if doctype == PROJECT and has_base_facts(viewer_of()):
		standard -= HANGING
	return frozenset((stored - kept_back) | standard)


def check_column(
	column: QueryColumn, doctype: str | None, sees_all: Callable[[], bool], parent_type: str | None = None
) -> None:
	"""Refuse a column that is not a readable one of `doctype`, its child tables or an open link.

	Who sees all records may also follow links into types with row-level permission. `parent_type` is the record type
	to whose child table the rows of `doctype` belong, if they do.
	"""
	table, parent = doctype, parent_type
	if column.table and column.table != doctype:
		table, parent = column.table, doctype
		if table not in children_of(doctype):
			refuse(column.table)
	elif column.link:
		field = frappe.get_meta(doctype).get_field(column.link)
		if not field or column.link not in readable_columns(doctype, parent_type) | set(table_names(doctype)):
			refuse(f"{column.link}.{column.field}")
		table, parent = field.options, (doctype if field.fieldtype in table_fields else None)
		if not parent and (field.fieldtype != "Link" or (table in BEHIND_A_WALL and not sees_all())):
			refuse(f"{column.link}.{column.field}")
	if column.field == "*":
		if column.function != "count":
			refuse(column.field)
	elif column.field not in readable_columns(table, parent):
		refuse(column.field)


def table_names(doctype: str | None) -> list[str]:
	"""Names of a type's fields that hold a child table."""
	return [field.fieldname for field in frappe.get_meta(doctype).get_table_fields()]


def children_of(doctype: str | None) -> set[str]:
	"""The types of a type's child tables."""
	return {field.options for field in frappe.get_meta(doctype).get_table_fields()}
