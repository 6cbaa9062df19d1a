"""Kinds of arguments that make up a query: fields, filters, order, grouping.

Like all kinds (see `kinds`), such a function takes the call, the argument's name and its value, returns the value the
method gets, and raises if the value is not allowed; its name is the word used in `data/open_methods.txt`. A query may
name only readable fields (`readable_fields`) of `call.doctype`, the first record type among the call's arguments.
"""

import json
from collections.abc import Callable, Collection

import frappe
from frappe.model import optional_fields

from anshang_app.access_control.one_answer import check_visible
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


def find_parent_type(call: Call) -> str | None:
	"""The record type the queried rows belong to, if the query is about rows of a child table; None if it is not.

	The call names it as `parent` or `parent_doctype`; raises if it does not, or names a type without this table.
	"""
	if not frappe.get_meta(call.doctype).istable:
		return None
	parent = call.arguments.get("parent") or call.arguments.get("parent_doctype")
	if not isinstance(parent, str) or call.doctype not in children_of(parent):
		refuse_row(call.doctype)
	return parent


def check_one_column(
	call: Call, column: query_words.QueryColumn, doctype: str | None, parent: str | None
) -> None:
	"""Raise NotReadable unless the user may read the column of `doctype`, whose rows belong to `parent` if it is given."""
	# looking the viewer up is a query, which is needed for columns of linked records only
	check_column(column, doctype, lambda: call.viewer.sees_all, parent)


def check_columns(call: Call, expression) -> None:
	"""Raise NotReadable unless a column expression, or each of a list of them, is a column the user may read.

	The aliases they define are noted in `call.aliases`, because the order may name them.
	"""
	expressions = expression if isinstance(expression, list) else [expression]
	if not all(isinstance(column_text, str | dict) for column_text in expressions):
		refuse(expression)
	parsed = parse_or_refuse(lambda: [query_words.parse_column(column_text) for column_text in expressions])
	for column in parsed:
		check_one_column(call, column, call.doctype, find_parent_type(call))
	call.aliases |= {column.alias for column in parsed if column.alias}


def split_expressions(value) -> list:
	"""The expressions of an argument, given as a list, as one of them, or as a text with commas."""
	if isinstance(value, str):
		return [part.strip() for part in value.split(",")]
	return value if isinstance(value, list) else [value]


def fields(call: Call, argument: str, value):
	"""Columns the query returns; `*` is replaced by all stored columns the user may read."""
	parsed_value = read_json(argument, value)
	if parsed_value in (None, "", []) or not call.doctype:
		return value
	readable = readable_columns(call.doctype, find_parent_type(call))
	expressions = split_expressions(parsed_value)
	if "*" not in expressions:
		allowed = without_hanging(expressions, readable)
		check_columns(call, allowed)
		return value if allowed == expressions else json.dumps(allowed or ["name"])
	expressions = [column_text for column_text in expressions if column_text != "*"]
	expressions += sorted(readable - missing_optional_columns(call.doctype))
	check_columns(call, expressions)
	return json.dumps(expressions)


def without_hanging(expressions: list, readable: Collection[str]) -> list:
	"""The columns without those of what hangs on a record (`HANGING`) that are not readable: the desk asks for them in every list."""
	withheld = HANGING - set(readable)
	if not withheld:
		return expressions
	return [
		column_text
		for column_text in expressions
		if not isinstance(column_text, str)
		or parse_or_refuse(lambda text=column_text: query_words.parse_column(text)).field not in withheld
	]


def missing_optional_columns(doctype: str) -> set[str]:
	"""Optional columns of Frappe (`_user_tags`, `_comments`, …) that the type's table does not have.

	v16 would query them nevertheless and fail; earlier versions left them out.
	"""
	meta = frappe.get_meta(doctype)
	if meta.issingle or meta.get("is_virtual"):
		return set()
	return set(optional_fields) - set(frappe.db.get_table_columns(doctype))


def list_fields(call: Call, argument: str, value):
	"""As `fields`, for the desk's lists, which also ask for the titles of linked records.

	A title of a type with row-level permission is taken out of the query; `link_titles` adds it to the answer, if the
	user may read the linked record.
	"""
	expressions = read_json(argument, value)
	if not isinstance(expressions, list) or not call.doctype:
		return fields(call, argument, value)
	queried = []
	for column_text in expressions:
		title = (
			isinstance(column_text, str) and " as " in column_text and find_linked_title(call, column_text)
		)
		if title:
			link_titles.set_aside(title)
		else:
			queried.append(column_text)
	return fields(call, argument, json.dumps(queried))


def find_linked_title(call: Call, column_text: str) -> link_titles.Title | None:
	"""The title of a linked record that a column asks for; None for other columns, and for a user who sees all."""
	title = link_titles.title_of(parse_or_refuse(lambda: query_words.parse_column(column_text)), call.doctype)
	return None if title and call.viewer.sees_all else title


def columns(call: Call, argument: str, value):
	"""Columns by which the query groups, searches or sorts; an alias of `fields` is allowed too."""
	parsed_value = read_json(argument, value)
	if parsed_value == "undefined":
		# what the desk's JavaScript sends for no value
		return None
	if parsed_value in (None, "", []):
		return value
	expressions = split_expressions(parsed_value)
	if isinstance(parsed_value, list):
		readable = readable_columns(call.doctype, find_parent_type(call))
		if (allowed := without_hanging(expressions, readable)) != expressions:
			return columns(call, argument, json.dumps(allowed))
	check_columns(
		call,
		[
			column_text
			for column_text in expressions
			if not (isinstance(column_text, str) and column_text in call.aliases)
		],
	)
	return value


def grouped(call: Call, argument: str, value):
	"""A field whose values are counted beside a list, or the desk's word for whom its records are assigned to."""
	return value if value == ASSIGNED else columns(call, argument, value)


def order(call: Call, argument: str, value):
	"""The order of the rows, as `modified desc, name`; an alias of `fields` is allowed too."""
	if value in (None, ""):
		return value
	for column in parse_or_refuse(lambda: query_words.parse_order(value)):
		if column.table or column.link or column.field not in call.aliases:
			check_one_column(call, column, call.doctype, find_parent_type(call))
	return value


def filters(call: Call, argument: str, value, of: str | None = None):
	"""Conditions that compare readable columns with plain values; `of` is the record type, if not the call's."""
	parsed_value = read_json(argument, value)
	doctype = of or call.doctype
	if isinstance(parsed_value, str) and parsed_value and doctype:
		# Frappe also takes a record's name in place of filters
		check_visible(doctype, parsed_value)
		return value
	if not doctype:
		# a chart of one of the app's own methods: its filters are arguments, not conditions
		return report_filters(call, argument, value)
	for column in parse_or_refuse(lambda: query_words.parse_filters(parsed_value, doctype)):
		check_one_column(call, column, doctype, None if of else find_parent_type(call))
	return value


def parse_or_refuse(parse: Callable):
	"""What `parse` returns; raises NotReadable, naming the expression, if `query_words` does not understand it."""
	try:
		return parse()
	except query_words.NotUnderstood as error:
		refuse(error.expression)


def aggregate(call: Call, argument: str, value):
	"""The name of a function over a column: count, sum or avg."""
	if value and str(value).lower() not in query_words.AGGREGATES:
		refuse(value)
	return value


def field_map(call: Call, argument: str, value):
	"""What a calendar shows -> the column it comes from; values that are no text set its style and name no column."""
	for column_text in mapping(argument, value).values():
		if isinstance(column_text, str) and call.doctype and column_text != "":
			check_columns(call, column_text)
	return value
