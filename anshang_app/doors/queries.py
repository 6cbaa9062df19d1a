"""Kinds of arguments of a query; what they are about is the first record type of the call."""

import json

import frappe
from frappe.model import optional_fields

from anshang_app.access_control.one_answer import check_seen
from anshang_app.doors import link_titles
from anshang_app.doors.arguments import Call, mapping, read_json, report_filters
from anshang_app.doors.readable_fields import (
	HANGING,
	check_column,
	children_of,
	readable_columns,
	refuse,
)
from anshang_app.doors.rules import query_words
from anshang_app.doors.written_values import refuse_row

#: no column: `overrides.get_group_by_count` counts it over readable rows
ASSIGNED = "assigned_to"


def stands_in(call: Call) -> str | None:
	"""The type in whose records the rows asked for stand, where the call is about rows of a table."""
	if not frappe.get_meta(call.doctype).istable:
		return None
	parent = call.arguments.get("parent") or call.arguments.get("parent_doctype")
	if not isinstance(parent, str) or call.doctype not in children_of(parent):
		refuse_row(call.doctype)
	return parent


def sees_all(call: Call):
	"""The question whether the user sees all records, asked where the answer matters."""
	return lambda: call.viewer.sees_all


def columns_of(call: Call, argument: str, expression) -> list[query_words.Column]:
	"""Columns named by words or a list, each checked."""
	listed = expression if isinstance(expression, list) else [expression]
	if not all(isinstance(column_text, str | dict) for column_text in listed):
		refuse(expression)
	parsed = understood(lambda: [query_words.column(column_text) for column_text in listed])
	for column in parsed:
		check_column(column, call.doctype, sees_all(call), stands_in(call))
	call.aliases |= {column.alias for column in parsed if column.alias}
	return parsed


def fields(call: Call, argument: str, value):
	"""Fields to answer; `*` stands for all that are stored and readable."""
	read = read_json(argument, value)
	if read in (None, "", []) or not call.doctype:
		return value
	if isinstance(read, str):
		read = [part.strip() for part in read.split(",")]
	listed = read if isinstance(read, list) else [read]
	if "*" not in listed:
		left = without_hanging(call, listed)
		columns_of(call, argument, left)
		return value if left == listed else json.dumps(left or ["name"])
	listed = [column_text for column_text in listed if column_text != "*"]
	listed += sorted(readable_columns(call.doctype, stands_in(call)) - columns_it_has_not(call.doctype))
	columns_of(call, argument, listed)
	return json.dumps(listed)


def without_hanging(call: Call, listed: list) -> list:
	"""The columns without those of what hangs on a record, where the user may not read these: the desk asks for them in every list."""
	readable = readable_columns(call.doctype, stands_in(call))
	if readable >= HANGING:
		return listed
	return [
		column_text
		for column_text in listed
		if not isinstance(column_text, str)
		or understood(lambda text=column_text: query_words.column(text)).field not in HANGING - readable
	]


def columns_it_has_not(doctype: str) -> set[str]:
	"""Standard columns only some tables have; v16 asks for them nevertheless, earlier versions left them out."""
	meta = frappe.get_meta(doctype)
	if meta.issingle or meta.get("is_virtual"):
		return set()
	return set(optional_fields) - set(frappe.db.get_table_columns(doctype))


def list_fields(call: Call, argument: str, value):
	"""As `fields`; titles of linked records behind the wall are looked up apart (`link_titles`)."""
	read = read_json(argument, value)
	if not isinstance(read, list) or not call.doctype:
		return fields(call, argument, value)
	left = []
	for column_text in read:
		title = isinstance(column_text, str) and " as " in column_text and title_in(call, column_text)
		if title:
			link_titles.set_aside(title)
		else:
			left.append(column_text)
	return fields(call, argument, json.dumps(left))


def title_in(call: Call, column_text: str):
	"""The title a column of the desk's list asks for, where the user does not see all records."""
	title = link_titles.title_of(understood(lambda: query_words.column(column_text)), call.doctype)
	return None if title and call.viewer.sees_all else title


def columns(call: Call, argument: str, value):
	"""Fields by which is grouped, searched or sorted."""
	read = read_json(argument, value)
	if read in (None, "", [], "undefined"):
		return value if read != "undefined" else None
	if isinstance(read, list) and (left := without_hanging(call, read)) != read:
		return columns(call, argument, json.dumps(left))
	if isinstance(read, str):
		read = [part.strip() for part in read.split(",")]
	listed = read if isinstance(read, list) else [read]
	columns_of(
		call,
		argument,
		[
			column_text
			for column_text in listed
			if not (isinstance(column_text, str) and column_text in call.aliases)
		],
	)
	return value


def grouped(call: Call, argument: str, value):
	"""A field whose values are counted beside a list, or the desk's word for whom its records are assigned to."""
	return value if value == ASSIGNED else columns(call, argument, value)


def order(call: Call, argument: str, value):
	"""Fields in whose order is answered."""
	if value in (None, ""):
		return value
	for column in understood(lambda: query_words.ordered(value)):
		if column.table or column.link or column.field not in call.aliases:
			check_column(column, call.doctype, sees_all(call), stands_in(call))
	return value


def filters(call: Call, argument: str, value, of: str | None = None):
	"""Conditions over readable fields with plain values."""
	read = read_json(argument, value)
	about = of or call.doctype
	if isinstance(read, str) and read and about:
		# a name in the place of filters
		check_seen(about, read)
		return value
	if not about:
		# of a chart drawn from a method of ours, which is given plain values
		return report_filters(call, argument, value)
	for column in understood(lambda: query_words.filtered(read, about)):
		check_column(column, about, sees_all(call), None if of else stands_in(call))
	return value


def understood(read):
	"""What `read` returns; an expression beyond the grammar is refused by its words."""
	try:
		return read()
	except query_words.Refused as error:
		refuse(error.words)


def aggregate(call: Call, argument: str, value):
	if value and str(value).lower() not in query_words.AGGREGATES:
		refuse(value)
	return value


def field_map(call: Call, argument: str, value):
	"""The fields of a calendar; a style is none."""
	named = mapping(argument, value)
	for column_text in named.values():
		if isinstance(column_text, str) and call.doctype and column_text != "":
			columns_of(call, argument, column_text)
	return value
