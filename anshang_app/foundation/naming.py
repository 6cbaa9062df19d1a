"""Names of records: prefix, year and a number drawn by lot.

A running number would tell every unit how many projects of others came between two of its own,
and nobody learns even a count of what he may not read.
"""

import secrets
from collections.abc import Sequence

import frappe
from frappe.utils import now_datetime

#: record type -> prefix and digits of its number
SERIES = {
	"Enterprise": ("EN", 6),
	"Anshang Unit": ("UN", 5),
	"Investment Project": ("AS", 5),
	"Project Handover": ("HO", 6),
	"Service Plan": ("SP", 6),
	"Approval Case": ("AP", 7),
	"Progress Entry": ("PE", 8),
	"Coordination Issue": ("CI", 6),
	"Supervision Order": ("SO", 6),
	"Coordination Meeting": ("CM", 5),
	"Commitment": ("CT", 6),
	"Agent Training": ("AT", 5),
	"Bulletin": ("BL", 5),
	"Publication": ("PB", 6),
	"Project Contact": ("PC", 6),
	"Stage Log": ("SL", 8),
	"Reveal Log": ("RL", 8),
	"Enterprise Link": ("EL", 6),
	"Enterprise Act": ("EX", 6),
	"Audit Entry": ("AE", 9),
	"Work Handover": ("WH", 6),
	"Deputy": ("DP", 6),
}


def draw_name(doctype: str) -> str:
	"""A free name as AS-2026-40417."""
	return draw_names(doctype, 1)[0]


def draw_names(doctype: str, count: int) -> list[str]:
	"""`count` free names of a record type, checked with one query."""
	names: set[str] = set()
	while len(names) < count:
		fresh = {drawn(doctype) for _ in range(count - len(names))}
		taken = frappe.get_all(doctype, filters={"name": ["in", [*fresh]]}, pluck="name")
		names |= fresh - set(taken)
	return sorted(names)


def name_for(doctype: str, title: str) -> str:
	"""The title as the name of a record; a drawn one where the database takes another record's for the same.

	A title with signs that no name may have (Frappe: `<`, `>`) takes a drawn one too. The database's collation holds all rare characters for one: 湖北𬭎创 and 湖北𫓧创 are two firms.
	"""
	return names_for(doctype, [title])[0]


def names_for(doctype: str, titles: Sequence[str]) -> list[str]:
	"""`name_for` of many, with one query."""
	plain = [(title or "").strip() for title in titles]
	taken = set(frappe.get_all(doctype, filters={"name": ["in", plain]}, pluck="name"))
	# one that is none of the titles is what the database takes one of them for, and does not say which
	free = set(plain) - taken if taken <= set(plain) else set()
	return [
		title if title in free and title and not {*"<>"} & {*title} else draw_name(doctype) for title in plain
	]


def is_drawn(doctype: str, name: str) -> bool:
	"""Whether a record's name is a number drawn by lot."""
	return name.startswith(f"{SERIES[doctype][0]}-")


def drawn(doctype: str) -> str:
	"""A name by lot, perhaps taken."""
	prefix, digits = SERIES[doctype]
	return f"{prefix}-{now_datetime().year}-{secrets.randbelow(10**digits):0{digits}d}"
