"""The titles of linked records in a list: looked up by themselves, so that the row rule of their type holds."""

from dataclasses import dataclass

import frappe

from anshang_app.access_control.row_rule import PROJECT
from anshang_app.doors.readable_fields import BEHIND_A_WALL, readable_columns
from anshang_app.doors.rules.query_words import QueryColumn
from anshang_app.foundation import archived
from anshang_app.foundation.phase_words import project_titles


@dataclass(frozen=True)
class Title:
	"""A column `alias` of a list: the title of the record its field `link` names."""

	alias: str
	link: str
	target: str
	field: str


def title_of(column: QueryColumn, doctype: str | None) -> Title | None:
	"""The title a dotted column of the desk's list stands for, where its type is behind the wall."""
	link = frappe.get_meta(doctype).get_field(column.link) if column.link else None
	if not link or not column.alias or link.fieldtype != "Link" or link.options not in BEHIND_A_WALL:
		return None
	if column.field != frappe.get_meta(link.options).title_field or column.link not in readable_columns(
		doctype
	):
		return None
	return Title(column.alias, column.link, link.options, column.field)


def set_aside(title: Title) -> None:
	"""Remember a title that was taken out of the query of this request."""
	frappe.local.anshang_titles = [*taken_out(), title]


def taken_out() -> list[Title]:
	return getattr(frappe.local, "anshang_titles", [])


@archived.shown()
def fill(rows: list[dict]) -> list[dict]:
	"""Give the rows of a list the titles taken out, of those records the user may read."""
	for title in taken_out():
		names = {row.get(title.link) for row in rows} - {None, ""}
		title_rows = frappe.get_list(
			title.target,
			filters={"name": ["in", [*names, ""]]},
			fields=["name", title.field],
			as_list=True,
			limit=0,
		)
		shown = dict(title_rows)
		if title.target == PROJECT and title.field == "project_name":
			shown = project_titles(shown)
		for row in rows:
			row[title.alias] = shown.get(row.get(title.link))
	return rows


def fill_compressed(answer):
	"""As `fill`, of an answer in keys and values."""
	if not taken_out() or not isinstance(answer, dict) or not answer.get("values"):
		return answer
	keys = answer["keys"]
	rows = fill([dict(zip(keys, values, strict=True)) for values in answer["values"]])
	added = [title.alias for title in taken_out()]
	return {
		**answer,
		"keys": [*keys, *added],
		"values": [[row[key] for key in (*keys, *added)] for row in rows],
	}
