"""What a person finds: every answer is read as the person, so a foreign record shows neither itself nor in a count."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cstr, formatdate

from anshang_app.access_control.row_rule import unarchived
from anshang_app.foundation import archived
from anshang_app.foundation.members import members_today
from anshang_app.foundation.phase_words import with_phase
from anshang_app.record_search.entries import matched
from anshang_app.record_search.rules import readings
from anshang_app.record_search.rules.searched import (
	BY_TYPE,
	ENTERPRISE,
	PERSON,
	PROJECT,
	SEARCHED,
	UNIT,
	Searched,
)

#: results of one kind that are shown
MOST = 8


@dataclass(frozen=True)
class Result:
	"""One record found: `kind` in Chinese, what it is called, and what stands beneath."""

	doctype: str
	name: str
	kind: str
	title: str
	note: str


def find(typed: str, most: int = MOST) -> list[Result]:
	"""The readable records that answer what was typed, kind by kind, at most `most` of each; archived ones last."""
	query = readings.understood(typed)
	if not query:
		return []
	names = matched(query, [*BY_TYPE, PERSON])
	has_archive = any_archived()
	results: list[Result] = []
	for searched in SEARCHED:
		results += results_of(searched, names, most, has_archive)
		if searched.doctype == UNIT:
			results += people(names.get(PERSON, set()), most)
	return results


def results_of(searched: Searched, names: dict[str, set[str]], most: int, has_archive: bool) -> list[Result]:
	"""The records of one type: those found by their own names first, then by what they link to."""
	if not frappe.has_permission(searched.doctype, "read"):
		return []
	rows = read_both(searched, names, most)
	current = {row.name for row in rows}
	old = []
	if has_archive and len(rows) < most and unarchived(searched.doctype):
		with archived.shown():
			old = read_both(searched, names, most)
	put_away = [result_of(searched, row, True) for row in old if row.name not in current]
	return [*(result_of(searched, row) for row in rows), *put_away][:most]


def any_archived() -> bool:
	"""Whether a project is archived at all: else nothing is looked for twice."""
	return bool(frappe.db.exists(PROJECT, {archived.FIELD: ["is", "set"]}))


def read_both(searched: Searched, names: dict[str, set[str]], most: int) -> list:
	"""Records found by their own names, then those found by what they link to."""
	rows = read(searched, [["name", "in", [*names.get(searched.doctype, ())]]], most)
	links = [[field, "in", [*names[target]]] for field, target in searched.related if names.get(target)]
	if links and len(rows) < most:
		own = {row.name for row in rows}
		rows += [row for row in read(searched, links, most) if row.name not in own]
	return rows[:most]


def read(searched: Searched, alternatives: list[list], most: int) -> list:
	"""Rows through the row rule for which one of the alternatives holds, the latest first."""
	if not any(values for _field, _operator, values in alternatives):
		return []
	fields = ["name", searched.fields[0], *searched.detail_fields]
	if searched.doctype == PROJECT:
		fields.append("phase_no")
	return frappe.get_list(
		searched.doctype,
		or_filters=alternatives,
		fields=list(dict.fromkeys(fields)),
		order_by="modified desc, name",
		limit_page_length=most,
	)


def result_of(searched: Searched, row, put_away: bool = False) -> Result:
	title = cstr(row.get(searched.fields[0])) or row.name
	if searched.doctype == PROJECT:
		title = with_phase(title, row.phase_no)
	details = [words_of(searched.doctype, field, row.get(field)) for field in searched.detail_fields]
	details = [_("In the Archive"), *details] if put_away else details
	note = " · ".join(detail for detail in dict.fromkeys(details) if detail and detail != title)
	kind = _("Project") if searched.doctype == PROJECT else _(searched.doctype)
	return Result(searched.doctype, row.name, kind, title, note)


def words_of(doctype: str, field: str, value: object) -> str:
	"""A value as it is read: a day as a day, a stored word in Chinese."""
	if not value:
		return ""
	if frappe.get_meta(doctype).get_field(field).fieldtype == "Date":
		return formatdate(value)
	return _(cstr(value))


def people(rows: set[str], most: int) -> list[Result]:
	"""Members of units today; who they are stands in their unit's record."""
	if not frappe.has_permission(UNIT, "read"):
		return []
	kind = _("Person in a Unit")
	return [
		Result(UNIT, row.parent, kind, row.member_name, " · ".join(filter(None, (row.parent, row.post))))
		for row in members_of(rows)[:most]
	]


def members_of(rows: set[str]) -> list:
	"""Of rows of members those that hold today: unit `parent`, `member_name`, `post`, `user`."""
	if not rows:
		return []
	today = {(row.name, row.member_name, row.user) for row in members_today()}
	members = frappe.get_all(
		PERSON,
		filters={"name": ["in", [*rows]], "parenttype": UNIT},
		fields=["parent", "member_name", "post", "user"],
		order_by="parent, idx",
	)
	return [row for row in members if (row.parent, row.member_name, row.user) in today]


def names_of(doctype: str, typed: str, with_links: bool = True) -> list[str] | None:
	"""Names of records of a type that answer the query, for a list that asks the row rule itself.

	None where the type is not stored to be found, or nothing was asked. Of what a project links to, its
	enterprise finds it.
	"""
	query = readings.understood(typed)
	if doctype not in BY_TYPE or not query:
		return None
	names_by_type = matched(query, [doctype, ENTERPRISE] if doctype == PROJECT and with_links else [doctype])
	names = set(names_by_type.get(doctype, ()))
	if doctype == PROJECT and names_by_type.get(ENTERPRISE):
		names |= set(
			frappe.get_all(
				PROJECT,
				filters={"enterprise": ["in", [*names_by_type[ENTERPRISE]]]},
				pluck="name",
				order_by="name",
			)
		)
	return sorted(names)


def accounts_of(typed: str) -> list[str]:
	"""Accounts of unit members whose name answers the query."""
	query = readings.understood(typed)
	rows = matched(query, [PERSON]).get(PERSON, set()) if query else set()
	return sorted({row.user for row in members_of(rows) if row.user})
