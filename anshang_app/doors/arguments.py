"""A request on its way through the door, and the plain kinds of its arguments."""

import json
import math
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import frappe
from frappe import _

from anshang_app.access_control.one_answer import raise_unknown
from anshang_app.access_control.user_context import Viewer, viewer_of
from anshang_app.doors.rules import query_words
from anshang_app.foundation.administrators import administers

#: what counts as yes or no
FLAGS = frozenset(("", "0", "1", "0.0", "1.0", "true", "false", "none", "null", "undefined", "yes", "no"))
#: the largest number that counts something
MOST = 10**9
#: letters of a record's name
LONGEST_NAME = 140
#: letters of one argument of text; a comment of the desk is the longest
LONGEST = 65_000


@dataclass
class Call:
	"""A request on its way to a method: its arguments, whose they are, and the record type it is about."""

	arguments: dict
	doctype: str | None = None
	name: str | None = None
	aliases: set[str] = field(default_factory=set)

	@cached_property
	def administers(self) -> bool:
		return administers()

	@cached_property
	def viewer(self) -> Viewer:
		"""Who asks, with his units: a statement, which most requests do without."""
		return viewer_of()


def text(call: Call, argument: str, value):
	if not isinstance(value, str | int | float | bool | None):
		frappe.throw(_("The argument {0} must be text.").format(argument))
	if isinstance(value, str) and len(value) > LONGEST:
		frappe.throw(_("The argument {0} is longer than {1} letters.").format(argument, LONGEST))
	return value


def number(call: Call, argument: str, value):
	"""A whole number that counts something, also said as text or as true and false."""
	if value in (None, "") or isinstance(value, bool):
		return value
	read = as_float(argument, value)
	if not read.is_integer() or not 0 <= read <= MOST:
		frappe.throw(_("The argument {0} must be a whole number from 0 to {1}.").format(argument, MOST))
	return value


def amount(call: Call, argument: str, value):
	"""Any number."""
	if value not in (None, ""):
		as_float(argument, value)
	return value


def as_float(argument: str, value) -> float:
	try:
		read = float(value)
	except (TypeError, ValueError, OverflowError):
		read = math.nan
	if not math.isfinite(read):
		frappe.throw(_("The argument {0} must be a number.").format(argument))
	return read


def flag(call: Call, argument: str, value):
	"""Yes or no, as browsers and the desk say it."""
	if str(value).strip().lower() not in FLAGS:
		frappe.throw(_("The argument {0} must be yes or no.").format(argument))
	return value


def date(call: Call, argument: str, value):
	"""A day, with or without a time."""
	try:
		if value not in (None, ""):
			datetime.fromisoformat(str(value).strip())
	except ValueError:
		frappe.throw(_("The argument {0} must be a date.").format(argument))
	return value


def choice(call: Call, argument: str, value, of: str):
	"""One of a few words, told as `Save|Submit`."""
	if value not in of.split("|"):
		frappe.throw(_("The argument {0} must be one of: {1}.").format(argument, of.replace("|", ", ")))
	return value


def direction(call: Call, argument: str, value):
	return "asc" if str(value).lower() == "asc" else "desc"


def read_json(argument: str, value):
	"""A value given as JSON or as itself; a word that is no JSON stays a word."""
	if not isinstance(value, str):
		return value
	if len(value) > LONGEST * 20:
		frappe.throw(_("The argument {0} is longer than {1} letters.").format(argument, LONGEST * 20))
	try:
		return json.loads(value)
	except (ValueError, RecursionError):
		return value


def mapping(argument: str, value) -> dict:
	"""A mapping given as JSON or as itself."""
	read = read_json(argument, value)
	if not isinstance(read, dict):
		frappe.throw(_("The argument {0} must be a mapping.").format(argument))
	return read


def dictionary(call: Call, argument: str, value):
	"""A mapping, or nothing."""
	if value not in (None, ""):
		mapping(argument, value)
	return as_text(value)


def rows(call: Call, argument: str, value):
	"""A list of mappings, or nothing."""
	for row in listed(argument, value):
		mapping(argument, row)
	return as_text(value)


def text_list(call: Call, argument: str, value):
	"""A list of texts, given as JSON or as itself, as the desk sends it; a blank value counts as an empty list."""
	if not all(isinstance(word, str) for word in listed(argument, value)):
		frappe.throw(_("The argument {0} must be a list of words.").format(argument))
	return as_text(value)


def as_text(value):
	"""A list or a mapping as the desk sends it, which is as JSON: some methods read nothing else."""
	return json.dumps(value) if isinstance(value, list | dict) else value


def password(call: Call, argument: str, value):
	"""Something typed that is nothing but letters, whatever it looks like."""
	return str(text(call, argument, "" if value is None else value))


def listed(argument: str, value) -> list:
	"""A list given as JSON or as itself; of nothing an empty one."""
	read = [] if value in (None, "") else read_json(argument, value)
	if not isinstance(read, list):
		frappe.throw(_("The argument {0} must be a list.").format(argument))
	return read


def any_json(call: Call, argument: str, value):
	read_json(argument, value)
	return value


def text_or_json(call: Call, argument: str, value):
	"""A text; a list or a mapping becomes JSON."""
	return json.dumps(value) if isinstance(value, list | dict) else text(call, argument, value)


def report_filters(call: Call, argument: str, value):
	"""Filters of a report: a mapping of plain values, or an empty list."""
	if value in (None, "") or read_json(argument, value) in (None, []):
		return value
	if not all(query_words.is_plain(filter_value) for filter_value in mapping(argument, value).values()):
		frappe.throw(_("The argument {0} must hold plain values.").format(argument))
	return value


def reference(argument: str, value) -> tuple[str, str]:
	"""Type and name of a record given as a whole."""
	record_values = mapping(argument, value)
	kind, name = record_values.get("doctype"), record_values.get("name")
	if (
		not isinstance(kind, str)
		or not isinstance(name, str | int)
		or not frappe.db.exists("DocType", kind, cache=True)
	):
		raise_unknown(name or kind)
	return kind, str(name)
