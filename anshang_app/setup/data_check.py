"""Are the records what they must be? Every rule of the model over every record; no record is changed.

What no room can know alone stands here: links that lead nowhere, rows of no record, and
(`file_faults`) files that are gone. The rooms tell the rest.
"""

import json
from collections.abc import Iterator
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from anshang_app.access_control.audit_check import verify
from anshang_app.access_control.audit_findings import sentence
from anshang_app.foundation import own_types
from anshang_app.foundation.data_faults import MOST, Fault, list_faults
from anshang_app.foundation.providers import ask
from anshang_app.setup import file_faults, stored_faults

SETTINGS = "Anshang Settings"
#: record type, name, what is wrong in a sentence
FaultSentence = tuple[str, str, str]
LOST = """
	select {place}, kept.`{field}` from `tab{doctype}` kept left join `tab{target}` linked on linked.name = kept.`{field}`
	where ifnull(kept.`{field}`, '') <> '' and linked.name is null
"""
ORPHAN = """
	select kept.name, kept.parenttype, kept.parent from `tab{doctype}` kept
	left join `tab{parent}` held on held.name = kept.parent
	where kept.parenttype = %(parent)s and held.name is null
"""


def keep() -> None:
	"""Check by night and store the first faults for the set-up page."""
	faults_found = json.dumps(findings()[:MOST], ensure_ascii=False)
	for field, value in {"data_checked_at": now_datetime(), "data_faults": faults_found}.items():
		frappe.db.set_single_value(SETTINGS, field, value, update_modified=False)


def read_last_check() -> tuple[datetime | None, list[FaultSentence]]:
	"""When the last check was (None: never), and the faults it found."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	checked = stored.get("data_checked_at")
	faults_found = [(kind, name, text) for kind, name, text in json.loads(stored.get("data_faults") or "[]")]
	return get_datetime(checked) if checked else None, faults_found


def findings() -> list[FaultSentence]:
	"""Everything that is wrong: (record type, name, a sentence that names the record); nothing where all is right."""
	against_rules = [(record.record_type, record.record_name, sentence_of(record)) for record in faults()]
	altered = [(record.record_type, record.record_name, sentence(record)) for record in verify()]
	return [*against_rules, *stored_faults.list_bad_values(), *altered]


def sentence_of(fault: Fault) -> str:
	return f"{_(fault.record_type)} {fault.record_name}：{fault.sentence}"


def faults() -> list[Fault]:
	"""What the rooms tell, and what is linked to nothing."""
	wrong: list[Fault] = [*ask("data_faults"), *file_faults.faults()]
	for doctype in own_types.with_tables():
		meta = frappe.get_meta(doctype)
		for field, target in links_of(meta):
			wrong += lost_links(meta, field, target)
		if meta.istable:
			wrong += orphans(doctype)
	return wrong


def links_of(meta) -> Iterator[tuple[str, str]]:
	"""(field, record type it leads to) of a type's links, a link to any type once for each type stored."""
	for field in meta.fields:
		if field.get("is_virtual"):
			continue
		if field.fieldtype == "Link":
			yield field.fieldname, field.options
		elif field.fieldtype == "Dynamic Link":
			for target in frappe.get_all(meta.name, pluck=field.options, distinct=True, order_by=None):
				if target:
					yield field.fieldname, target


def lost_links(meta, field: str, target: str) -> list[Fault]:
	"""Records whose link leads to a record of the type `target` that is not there; a row's is told of its record."""
	target_meta = frappe.get_meta(target)
	if target_meta.issingle or target_meta.get("is_virtual"):
		return []
	message = _("{0} leads to {1} “{2}”, which is not there").format(
		_(meta.get_label(field)), _(target), "{0}"
	)
	query = LOST.format(
		place="kept.parent" if meta.istable else "kept.name", field=field, doctype=meta.name, target=target
	)
	if kind := dynamic_type(meta, field):
		query += f" and kept.`{kind}` = %(target)s"
	holder = parent_of(meta.name) if meta.istable else meta.name
	return list_faults(holder, message, query, {"target": target})


def dynamic_type(meta, field: str) -> str | None:
	"""The field that says of which type a link is; None where the link is of one type."""
	df = meta.get_field(field)
	return df.options if df.fieldtype == "Dynamic Link" else None


def parent_of(table: str) -> str:
	"""The record type whose table it is."""
	holder: str | None = frappe.db.get_value("DocField", {"options": table, "fieldtype": "Table"}, "parent")
	return holder or table


def orphans(table: str) -> list[Fault]:
	"""Rows whose record is gone."""
	message, wrong = _("is a row of {0} {1}, which is not there"), []
	for parent in frappe.get_all(table, pluck="parenttype", distinct=True, order_by=None):
		if parent and frappe.db.exists("DocType", parent):
			wrong += list_faults(
				table, message, ORPHAN.format(doctype=table, parent=parent), {"parent": parent}
			)
	return wrong
