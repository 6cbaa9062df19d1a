"""Pinyin in the boxes above a list and in link fields: what Frappe asks by letters becomes the records found."""

import json
import re
from typing import Any

import frappe

from anshang_app.record_search.finding import accounts_of, names_of
from anshang_app.record_search.rules.searched import BY_TYPE, PROJECT

#: letters or blanks in what was typed; a part of a name as it stands is Frappe's own to find
TYPED_OTHERWISE = re.compile(r"[A-Za-z\s]")


def widened(doctype: str | None, filters: object) -> object:
	"""A list's filters in the form they came in, with a typed part of a name that may be pinyin as names found."""
	read = filters
	if isinstance(filters, str):
		try:
			read = json.loads(filters)
		except ValueError:
			return filters
	if not doctype or not read or not isinstance(read, list | dict):
		return filters
	read = as_rows(doctype, read)
	changed = [found_row(doctype, row) for row in read]
	if changed == read:
		return filters
	return json.dumps(changed) if isinstance(filters, str) else changed


def found_row(doctype: str, row: object) -> object:
	"""One condition, or the one that stands for it."""
	if not isinstance(row, list) or len(row) < 3:
		return row
	table, field, operator, value = (doctype, *row) if len(row) == 3 else row[:4]
	if table != doctype or str(operator).lower() != "like" or not isinstance(value, str):
		return row
	typed = value.strip("%")
	if "%" in typed or not TYPED_OTHERWISE.search(typed):
		return row
	if doctype in BY_TYPE and field in ("name", BY_TYPE[doctype].fields[0]):
		return [doctype, "name", "in", names_of(doctype, typed) or [""]]
	if field == "project_name" and frappe.get_meta(doctype).has_field("project"):
		return [doctype, "project", "in", names_of(PROJECT, typed, with_links=False) or [""]]
	return row


def widened_search(doctype: str, typed: str, filters: object) -> tuple[str, object]:
	"""(text, filters) of a link's search: of a type stored to be found, the records found stand for the text."""
	names = names_of(doctype, typed)
	if doctype == "User" and TYPED_OTHERWISE.search(typed or ""):
		names = accounts_of(typed) or None
	if names is None:
		return typed, filters
	read: Any = json.loads(filters) if isinstance(filters, str) and filters else filters
	return "", [*as_rows(doctype, read or []), [doctype, "name", "in", names or [""]]]


def as_rows(doctype: str, filters: list | dict) -> list:
	"""Filters as rows of type, field, operator and value."""
	if isinstance(filters, list):
		return filters
	return [
		[doctype, field, *(value if isinstance(value, list | tuple) else ["=", value])]
		for field, value in filters.items()
	]
