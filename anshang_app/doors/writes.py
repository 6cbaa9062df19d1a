"""Kinds of arguments that write records: the rules of `written_values` decide about each field."""

import frappe

from anshang_app.access_control.one_answer import check_visible
from anshang_app.doors import written_values
from anshang_app.doors.arguments import Call, mapping, read_json, reference, text


def saved(call: Call, argument: str, value):
	"""A whole record to be saved."""
	return frappe.as_json(written_values.whole_record(mapping(argument, value), call.viewer))


def inserted(call: Call, argument: str, value):
	"""A new record, or a row for the table of a stored one."""
	record_values = mapping(argument, value)
	record_values.pop("name", None) if record_values.get("__islocal") else None
	return frappe.as_json(written_values.new_record(record_values, call.viewer))


def inserted_values(call: Call, argument: str, value):
	record_values = {**mapping(argument, value), "doctype": call.doctype}
	return frappe.as_json(written_values.new_record(record_values, call.viewer))


def changed_values(call: Call, argument: str, value):
	return frappe.as_json(
		written_values.changes(call.doctype, call.name, mapping(argument, value), call.viewer)
	)


def changes(call: Call, argument: str, value):
	"""One field with the argument `value` beside it, or a mapping of fields."""
	read = read_json(argument, value)
	changed_fields = read if isinstance(read, dict) else {str(value): call.arguments.get("value")}
	written_values.changes(call.doctype, call.name, changed_fields, call.viewer)
	return value


def event(call: Call, argument: str, value):
	"""An entry of a calendar moved to other days."""
	calendar_entry = mapping(argument, value)
	call.doctype, call.name = reference(argument, calendar_entry)
	check_visible(call.doctype, call.name)
	named = mapping("field_map", call.arguments.get("field_map"))
	moved = {
		named[end]: calendar_entry.get(named[end])
		for end in ("start", "end")
		if named.get(end) in calendar_entry
	}
	written_values.changes(call.doctype, call.name, moved, call.viewer)
	return value


def title(call: Call, argument: str, value):
	"""A record's new title, written to the field that holds it."""
	column = frappe.get_meta(call.doctype).title_field
	if value and column:
		written_values.changes(call.doctype, call.name, {column: value}, call.viewer)
	return text(call, argument, value)
