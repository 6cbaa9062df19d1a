"""项目归档 as lists meet it: archived projects are left out, unless a list names them or asks for the archive.

`row_rule.list_condition` puts it into every list of the desk and of REST. What is archived changes by no way:
`row_rule.may`, and `doors.archive_wall` for what goes past rights.
"""

import json
from contextlib import contextmanager

import frappe
from frappe import _

PROJECT, FIELD = "Investment Project", "archived_on"
#: where a request or a reader says that archived projects are meant too
SHOWN = "anshang_archived_shown"
#: fields by which a list names what it is about
NAMING = frozenset({"name", "project", "parent", "reference_name", FIELD})
NAMED_BY = frozenset({"=", "in", "is"})


@contextmanager
def shown():
	"""Within it lists hold archived projects too: what is read of one record, or looked for by name."""
	before = getattr(frappe.local, SHOWN, False)
	setattr(frappe.local, SHOWN, True)
	try:
		yield
	finally:
		setattr(frappe.local, SHOWN, before)


def unarchived(column: str) -> str:
	"""SQL that leaves out the rows whose `column` names an archived project."""
	return f"{column} not in (select name from `tab{PROJECT}` where {FIELD} is not null)"


def with_rule(condition: str, rule: str) -> str:
	"""A list's condition together with the `rule` that leaves out what is archived; "" is no rule."""
	if not rule or getattr(frappe.local, SHOWN, False) or asked_for():
		return condition
	return f"({condition}) and {rule}" if condition else rule


def asked_for() -> bool:
	"""Whether the filters of the request's list name records or projects, or speak of the archive."""
	filters = frappe.form_dict.get("filters") if getattr(frappe.local, "request", None) else None
	if isinstance(filters, str):
		try:
			filters = json.loads(filters)
		except ValueError:
			return False
	if isinstance(filters, dict):
		return any(names(field, value) for field, value in filters.items())
	rows = filters if isinstance(filters, list) else []
	return any(names(row[-3], list(row[-2:])) for row in map(condition_of, rows) if row)


def condition_of(row: object) -> list | None:
	"""[field, operator, value] of a filter in either of Frappe's forms; a fourth part is a mark of the desk."""
	if not isinstance(row, list) or len(row) < 3:
		return None
	return row[1:4] if len(row) > 3 else row


def names(field: object, value: object) -> bool:
	"""Whether one condition names what is looked for: by its name, its project, or as archived."""
	operator = str(value[0]).lower() if isinstance(value, list) and value else "="
	return isinstance(field, str) and field in NAMING and (field == FIELD or operator in NAMED_BY)


def is_archived(project: str | None) -> bool:
	"""Whether a project is archived."""
	return bool(project) and frappe.db.get_value(PROJECT, project, FIELD) is not None


def refusal_text() -> str:
	"""What is told to who would change anything of an archived project."""
	return _(
		"The project is archived and can only be read. The government services bureau can take it out of the archive."
	)
