"""Stored values outside what their field may hold (days, numbers, choices): one query per record type and table."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import add_days, today
from pypika import Case

from anshang_app.foundation import own_types
from anshang_app.foundation.spared import noted_since
from anshang_app.validation.checks import FIRST_DAY, LARGEST_FLOAT, LARGEST_INT, LAST_DAY

#: records named on the page; the rest show up as those are put right
MOST = 50
#: days that only order a list; the nightly run brings them within the calendar
LISTING = ("listed_by",)
NUMBERS = {"Int": LARGEST_INT, "Float": LARGEST_FLOAT, "Currency": LARGEST_FLOAT}


def list_bad_values() -> list[tuple[str, str, str]]:
	"""(record type, name, what is wrong) of each such record, a row under its record; at most `MOST`."""
	text_by_record: dict[tuple[str, str], str] = {}
	for doctype in own_types.with_tables():
		for kind, name, text in faults_of(frappe.get_meta(doctype)):
			text_by_record.setdefault((kind, name), text)
	# records noted as unreadable since yesterday, though no single field shows it
	for kind, name in noted_since(add_days(today(), -1)):
		if frappe.db.exists(kind, name):
			text_by_record.setdefault((kind, name), _("see the error log"))
	return [
		(kind, name, f"{_(kind)} {name}：{text}")
		for (kind, name), text in list(text_by_record.items())[:MOST]
	]


def faults_of(meta) -> Iterable[tuple[str, str, str]]:
	"""The bad values of one type: (type and name of the record to open, field and value)."""
	table = frappe.qb.DocType(meta.name)
	terms = [(field, term) for field in meta.fields if (term := bad_term(table, field)) is not None]
	if not terms:
		return
	whole = terms[0][1]
	for _field, term in terms[1:]:
		whole = whole | term
	where = ("parenttype", "parent") if meta.istable else ("name", "name")
	columns = [table[name] for name in where]
	columns += [Case().when(term, 1).else_(0) for _field, term in terms]
	columns += [table[field.fieldname] for field, _term in terms]
	query = frappe.qb.from_(table).select(*columns).where(whole).orderby(table.name).limit(MOST)
	for kind, name, *rest in query.run():
		flags, values = rest[: len(terms)], rest[len(terms) :]
		texts = [
			f"{_(field.label)} {value}"
			for (field, _term), is_bad, value in zip(terms, flags, values, strict=True)
			if is_bad
		]
		yield (kind if meta.istable else meta.name), name, "，".join(texts)


def bad_term(table, field):
	"""The condition under which a field's stored value is none it may hold; None where it may hold any."""
	column = table[field.fieldname]
	if field.get("is_virtual"):
		return None
	if field.fieldname in LISTING:
		return None
	if field.fieldtype == "Date":
		return column.isnotnull() & ((column < FIRST_DAY) | (column > LAST_DAY))
	if field.fieldtype in NUMBERS and not field.read_only:
		return (column < 0) | (column > NUMBERS[field.fieldtype])
	if field.fieldtype == "Select" and field.options:
		return column.isnotnull() & (column != "") & column.notin(field.options.split("\n"))
	return None
