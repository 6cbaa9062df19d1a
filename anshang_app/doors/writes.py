"""Kinds of arguments that write records: the rules of `written_values` decide about each field."""

import frappe

from anshang_app.access_control.one_answer import check_seen
from anshang_app.doors import written_values
from anshang_app.doors.arguments import Call, mapping, read_json, reference, text


def saved(call: Call, argument: str, value):
	"""A whole record to be saved."""
	return frappe.as_json(written_values.whole_record(mapping(argument, value), call.viewer))


def inserted(call: Call, argument: str, value):
	"""A new record, or a row for the table of a stored one."""
	given = mapping(argument, value)
	given.pop("name", None) if given.get("__islocal") else None
	return frappe.as_json(written_values.new_record(given, call.viewer))


def inserted_values(call: Call, argument: str, value):
	given = {**mapping(argument, value), "doctype": call.doctype}
	return frappe.as_json(written_values.new_record(given, call.viewer))


def changed_values(call: Call, argument: str, value):
	return frappe.as_json(
		written_values.changes(call.doctype, call.name, mapping(argument, value), call.viewer)
	)


def changes(call: Call, argument: str, value):
	"""One field with the argument `value` beside it, or a mapping of fields."""
	read = read_json(argument, value)
	given = read if isinstance(read, dict) else {str(value): call.arguments.get("value")}
	written_values.changes(call.doctype, call.name, given, call.viewer)
	return value


def event(call: Call, argument: str, value):
	"""An entry of a calendar moved to other days."""
	given = mapping(argument, value)
	call.doctype, call.name = reference(argument, given)
	check_seen(call.doctype, call.name)
	named = mapping("field_map", call.arguments.get("field_map"))
	moved = {named[end]: given.get(named[end]) for end in ("start", "end") if named.get(end) in given}
	written_values.changes(call.doctype, call.name, moved, call.viewer)
	return value


def title(call: Call, argument: str, value):
	"""A record's new title, written to the field that holds it."""
	column = frappe.get_meta(call.doctype).title_field
	if value and column:
		written_values.changes(call.doctype, call.name, {column: value}, call.viewer)
	return text(call, argument, value)
