"""What may stand in an argument of a desk method, kind by kind (the words of `data/open_methods.txt`).

A kind takes what was given and answers what the method is given: the same, a cleaned form, or nothing. It
refuses with a sentence that names the argument.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import frappe
from frappe import _

from anshang_app.access_control.one_answer import check_readable, check_visible, raise_unknown
from anshang_app.doors.arguments import (
	LONGEST_NAME,
	Call,
	amount,
	any_json,
	as_text,
	choice,
	date,
	dictionary,
	direction,
	flag,
	listed,
	mapping,
	number,
	password,
	read_json,
	reference,
	report_filters,
	rows,
	text,
	text_list,
	text_or_json,
)
from anshang_app.doors.queries import (
	aggregate,
	columns,
	field_map,
	fields,
	filters,
	grouped,
	list_fields,
	order,
)
from anshang_app.doors.rules.door_table import REQUIRED
from anshang_app.doors.writes import (
	changed_values,
	changes,
	event,
	inserted,
	inserted_values,
	saved,
	title,
)
from anshang_app.doors.written_values import refuse_row


def me(call: Call, argument: str, value):
	"""Nobody speaks for another."""
	return frappe.session.user


def my_name(call: Call, argument: str, value):
	return frappe.utils.get_fullname(frappe.session.user)


def doctype(call: Call, argument: str, value):
	"""A record type that exists; the first one named is what the call is about."""
	if value in (None, ""):
		return value
	# the database takes another case for the same word, Frappe then finds no file for it
	if not isinstance(value, str) or frappe.db.exists("DocType", value, cache=True) != value:
		raise_unknown(value)
	call.doctype = call.doctype or value
	return value


def parent(call: Call, argument: str, value):
	"""A record type whose records are written by themselves: rows of a table are saved with their record."""
	if doctype(call, argument, value) and frappe.get_meta(value).istable:
		refuse_row(value)
	return value


def record(call: Call, argument: str, value, of: str | None = None):
	"""The name of a record; one behind the wall is unknown, found out by the same question."""
	kind = of or call.doctype
	if value in (None, ""):
		return value
	if not isinstance(value, str | int):
		frappe.throw(_("The argument {0} must be text.").format(argument))
	if len(str(value)) > LONGEST_NAME:
		raise_unknown(value)
	if of:
		# “Standard” is a print format nobody stored
		check_visible(kind, str(value))
		return value
	call.name = str(value)
	check_readable(kind, call.name)
	return value


def asked(call: Call, argument: str, value, of: str):
	"""The name of a record of one type; one the user may not read is unknown, whatever its type."""
	check_readable(of, str(text(call, argument, value)))
	return value


def names(call: Call, argument: str, value):
	"""Names of records, one or a list."""
	read = read_json(argument, value)
	for name in read if isinstance(read, list) else [value]:
		record(call, argument, name)
	return value


def row(call: Call, argument: str, value):
	"""A record, or a row of a table, which Frappe changes with its record."""
	return record(call, argument, value)


def method(call: Call, argument: str, value):
	"""A method that searches; `door` asks whether it is open."""
	return text(call, argument, value)


# --- records given as a whole


def stored(call: Call, argument: str, value):
	"""Of a record only its type and name are taken; the method loads it anew."""
	call.doctype, call.name = reference(argument, value)
	check_readable(call.doctype, call.name)
	return frappe.as_json({"doctype": call.doctype, "name": call.name})


def stored_or_new(call: Call, argument: str, value):
	"""As `stored`; of one not saved yet only that it is new is taken."""
	record_values = mapping(argument, value)
	if record_values.get("__islocal"):
		return frappe.as_json({"doctype": record_values.get("doctype"), "__islocal": 1})
	return stored(call, argument, value)


def stored_many(call: Call, argument: str, value):
	"""A list of records, as `stored` each."""
	read = read_json(argument, value)
	if not isinstance(read, list):
		frappe.throw(_("The argument {0} must be a list.").format(argument))
	# rows of a list do not say their type
	named = [{"doctype": call.doctype, **mapping(argument, record_values)} for record_values in read]
	return frappe.as_json([json.loads(stored(call, argument, record_values)) for record_values in named])


def printed(call: Call, argument: str, value):
	"""A record to print: its type, where the name is given too, else a stored record's type and name."""
	if call.arguments.get("name"):
		return doctype(call, argument, value)
	kind, name = reference(argument, value)
	call.arguments["name"] = name
	check_visible(kind, name)
	return kind


def card(call: Call, argument: str, value):
	"""A card by its name, as it is stored."""
	name = mapping(argument, value).get("name")
	return frappe.as_json(stored_tile(call, "Number Card", name))


def chart(call: Call, argument: str, value):
	"""The name of a stored chart."""
	stored_tile(call, "Dashboard Chart", value)
	return value


def stored_tile(call: Call, kind: str, name) -> dict:
	"""A stored card or chart the user may read; filters beside it are about its record type."""
	if not isinstance(name, str) or not frappe.db.exists(kind, name):
		raise_unknown(name)
	tile = frappe.get_doc(kind, name)
	tile.check_permission("read")
	call.doctype = tile.document_type
	return tile.as_dict()


def workspace(call: Call, argument: str, value):
	"""A workspace by its name, as the desk opens it."""
	check_stored("Workspace", mapping(argument, value).get("name"))
	return as_text(value)


def steps(call: Call, argument: str, value):
	"""Steps of a tour by their names."""
	for row_ in listed(argument, value):
		check_stored("Onboarding Step", mapping(argument, row_).get("step"))
	return as_text(value)


def check_stored(doctype: str, name) -> None:
	"""Refuse what is no name of a record."""
	if not isinstance(name, str) or not frappe.db.exists(doctype, name):
		raise_unknown(name)


def scripts(call: Call, argument: str, value):
	"""Scripts of the desk by their addresses."""
	for address in listed(argument, value):
		parts = str(address).strip("/").split("/")
		within = parts[0] == "assets" and ".." not in parts and len(str(address)) <= LONGEST_NAME
		if not within or not Path(frappe.local.sites_path, *parts).is_file():
			raise_unknown(address)
	return as_text(value)


def anything(call: Call, argument: str, value):
	return value


def closed(call: Call, argument: str, value):
	"""An argument nobody may give."""
	if value not in (None, ""):
		frappe.throw(_("This function is not open to your account."), frappe.PermissionError)


KINDS: dict[str, Callable] = {
	kind.__name__: kind
	for kind in (
		*(
			text,
			password,
			number,
			amount,
			flag,
			date,
			dictionary,
			rows,
			text_list,
			choice,
			text_or_json,
			direction,
			report_filters,
		),
		*(me, my_name, doctype, parent, record, asked, names, row),
		*(fields, list_fields, columns, grouped, order, filters, aggregate, field_map, method),
		*(stored, stored_or_new, stored_many, printed, card, chart, workspace, steps, scripts),
		*(saved, inserted, inserted_values, changed_values, changes, event, title),
	)
} | {"json": any_json, "any": anything, "closed": closed}
#: kinds that write: their rules hold for administrators too
WRITING = frozenset(
	["parent", "saved", "inserted", "inserted_values", "changed_values", "changes", "event", "title"]
)
#: the order in which arguments are looked at: what a call is about comes first
FIRST = ("doctype", "parent", "chart", "card", "record", "row", "fields", "list_fields")


def kind_of(entry: str):
	"""The function of a kind, with what it is about: `record:Report`; a mark that it is needed is left aside."""
	name, _colon, about = entry.removesuffix(REQUIRED).partition(":")
	return partial(KINDS[name], of=about) if about else KINDS[name]


def rank(entry: str) -> int:
	"""Where a kind stands in the order of looking."""
	name = entry.removesuffix(REQUIRED).partition(":")[0]
	return FIRST.index(name) if name in FIRST else len(FIRST)
