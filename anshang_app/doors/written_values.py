"""What a client may write: every field but those the platform itself fills in.

The desk posts whole records, so a posted value equal to the stored one (on a new record: to the default) passes;
any other value of a read-only, hidden or derived field is refused by name. Endpoints and steps of a workflow
write on the server and do not come by here. For administrators the rules hold over the app's own types.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model import child_table_fields, no_value_fields, table_fields
from frappe.model.base_document import get_controller
from frappe.model.document import Document
from frappe.model.workflow import get_workflow, get_workflow_name
from frappe.utils import cint, flt, get_datetime, getdate

from anshang_app.access_control import row_rule
from anshang_app.access_control.one_answer import check_readable, raise_unknown
from anshang_app.access_control.user_context import Viewer
from anshang_app.foundation.own_types import is_own
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

#: of the columns every table has, those a client repeats but never sets
KEPT = ("owner", "creation", *child_table_fields)
#: what the desk says of a record beside its fields, and Frappe asks for
MARKS = (
	"doctype",
	"name",
	"modified",
	"docstatus",
	"idx",
	"__islocal",
	"__newname",
	"__unsaved",
	"localname",
)
#: an expression of `read_only_depends_on` that this app uses: only a new record may fill the field
ONLY_WHEN_NEW = "eval:!doc.__islocal"


def whole_record(posted: dict, viewer: Viewer) -> dict:
	"""A record as the desk saves it, checked: without what no field holds, with what the client may not leave out."""
	doctype, name = kind_of(posted), posted.get("name")
	if posted.get("__islocal") or not name:
		return new_record(posted, viewer)
	if not frappe.db.exists(doctype, name):
		raise_unknown(name)
	if not is_guarded(doctype, viewer):
		return posted
	check_readable(doctype, str(name), viewer)
	stored = frappe.get_doc(doctype, name)
	return completed(stored, checked_values(stored, posted, stored, viewer))


def completed(stored: Document, checked: dict) -> dict:
	"""The checked values with those a client may not leave out: Frappe would blank what is not posted."""
	for field in (*KEPT, *derived(stored.meta), *closed_fields(stored)):
		if field not in checked and stored.get(field) is not None:
			checked[field] = as_given(stored.get(field))
	return checked


def new_record(posted: dict, viewer: Viewer) -> dict:
	"""A record to be added, checked against the defaults of its type."""
	doctype = kind_of(posted)
	if not is_guarded(doctype, viewer):
		return posted
	checked = checked_values(begun(doctype), posted, None, viewer)
	return {key: value for key, value in checked.items() if key not in KEPT}


def begun(doctype: str) -> Document:
	"""A new record as the desk begins it: with the defaults of its type and the first state of its workflow."""
	doc = frappe.new_doc(doctype)
	if get_workflow_name(doctype):
		workflow = get_workflow(doctype)
		doc.set(workflow.workflow_state_field, workflow.states[0].state)
	return doc


def changes(doctype: str | None, name: str | None, posted: dict, viewer: Viewer) -> dict:
	"""Some fields of a stored record, checked; a row's record decides about it too."""
	if not is_guarded(doctype, viewer):
		return posted
	if not (name and frappe.db.exists(doctype, name)):
		raise_unknown(name)
	stored = frappe.get_doc(doctype, name)
	if stored.meta.istable:
		record = frappe.get_doc(stored.parenttype, stored.parent)
		table = record.meta.get_field(stored.parentfield)
		if table.fieldname in closed_fields(record):
			refuse_field(record, table.fieldname, None)
	# a whole record from a form may hold what the server worked out before; a field given by itself is meant
	for key in set(recomputed(stored.meta)) & set(posted):
		field = stored.meta.get_field(key)
		if field.read_only and not same(field.fieldtype, posted[key], stored.get(key)):
			refuse_field(stored, key, posted[key])
	return checked_values(stored, posted, stored, viewer)


def is_guarded(doctype: str | None, viewer: Viewer) -> bool:
	"""Whether the rules hold for this user over this type."""
	return not viewer.administers or is_own(frappe.get_meta(doctype))


def kind_of(posted: dict) -> str:
	"""The type a posted record says it is of; rows of tables are not written by themselves."""
	doctype = posted.get("doctype")
	if not isinstance(doctype, str) or not frappe.db.exists("DocType", doctype, cache=True):
		raise_unknown(doctype)
	if frappe.get_meta(doctype).istable:
		refuse_row(doctype)
	return doctype


def refuse_row(doctype: str | None) -> NoReturn:
	"""Refuse to write a row of a table by itself."""
	frappe.throw(
		_("{0} is a row of a record and is changed with that record only.").format(_(doctype)),
		frappe.PermissionError,
	)


def checked_values(base: Document, posted: dict, stored: Document | None, viewer: Viewer) -> dict:
	"""The fields of `posted` that may be written, and the marks; `base` holds the values that pass unchanged."""
	meta, closed, accepted = base.meta, closed_fields(base), {}
	for key, value in posted.items():
		field = meta.get_field(key)
		if key in MARKS or (key in KEPT and stored):
			accepted[key] = as_given(stored.get(key)) if stored and key in KEPT else value
		elif field and field.fieldtype in table_fields:
			accepted[key] = checked_rows(base, field, value, viewer)
		elif not field or field.fieldtype in no_value_fields or key in derived(meta):
			continue
		else:
			check_shape(base, field, value)
			if not same(field.fieldtype, value, base.get(key)):
				if key in closed:
					refuse_field(base, key, value)
				check_link(base, field, value, posted, viewer)
			accepted[key] = value
	return accepted


def checked_rows(base: Document, table, posted_rows, viewer: Viewer) -> list[dict]:
	"""The rows of a table, each against the stored row of its name; a closed table stays as it is."""
	if posted_rows in (None, ""):
		posted_rows = []
	if not isinstance(posted_rows, list) or not all(isinstance(row, dict) for row in posted_rows):
		refuse(base, [Problem(table.fieldname, posted_rows, "not_rows")])
	stored = {row.name: row for row in base.get(table.fieldname)}
	if table.fieldname in closed_fields(base) and [row.get("name") for row in posted_rows] != list(stored):
		refuse_field(base, table.fieldname, None)
	return [checked_row(base, table, row, stored, viewer) for row in posted_rows]


def checked_row(base: Document, table, posted_row: dict, stored: dict[str, Document], viewer: Viewer) -> dict:
	"""One row: a stored one keeps what is closed, a new one begins with the defaults of its type."""
	stored_row = stored.get(posted_row.get("name", ""))
	posted_row = {**posted_row, "doctype": table.options}
	if not stored_row:
		posted_row = {key: value for key, value in posted_row.items() if key not in ("name", *KEPT)}
		return {**checked_values(frappe.new_doc(table.options), posted_row, None, viewer), "__islocal": 1}
	if table.fieldname in closed_fields(base):
		for field in stored_row.meta.fields:
			value = posted_row.get(field.fieldname)
			if field.fieldname in posted_row and not same(
				field.fieldtype, value, stored_row.get(field.fieldname)
			):
				refuse_field(base, table.fieldname, value)
	return completed(stored_row, checked_values(stored_row, posted_row, stored_row, viewer))


def closed_fields(doc: Document) -> set[str]:
	"""The fields of a record that no client writes: read-only, hidden, or closed once it is stored."""
	return {
		field.fieldname
		for field in doc.meta.fields
		if field.fieldtype not in no_value_fields or field.fieldtype in table_fields
		if field.read_only or field.hidden or (field.read_only_depends_on and is_closed(field, doc))
	}


def is_closed(field, doc: Document) -> bool:
	"""Whether a field's `read_only_depends_on` holds for the stored record."""
	condition = field.read_only_depends_on
	if condition == ONLY_WHEN_NEW:
		return not doc.is_new()
	# an administrator's own expression is written for the browser
	return bool(doc.get(condition)) if not condition.startswith(("eval:", "fn:")) else False


def derived(meta) -> set[str]:
	"""The fields the server works out anew at each save: what a client says of them counts for nothing."""
	own = recomputed(meta)
	return {
		field.fieldname
		for field in meta.fields
		if field.is_virtual or field.fieldname in own or (field.fetch_from and not field.fetch_if_empty)
	}


def recomputed(meta) -> tuple[str, ...]:
	"""The fields a controller names as worked out anew at each save."""
	return getattr(get_controller(meta.name), "RECOMPUTED", ())


def check_shape(base: Document, field, value) -> None:
	"""Refuse several values where one stands."""
	if isinstance(value, dict | list) and field.fieldtype not in ("JSON", "Geolocation"):
		refuse(base, [Problem(field.fieldname, value, "not_text")])


def check_link(base: Document, field, value, posted: dict, viewer: Viewer) -> None:
	"""Refuse a link to a record behind the wall in Frappe's words for one that does not exist."""
	if not value or field.fieldtype not in ("Link", "Dynamic Link"):
		return
	target = field.options
	if field.fieldtype == "Dynamic Link":
		target = posted.get(field.options) or base.get(field.options)
	if target in row_rule.WALLED and not row_rule.holds(target, str(value), viewer):
		shown = frappe.utils.escape_html(str(value))
		frappe.throw(_("Could not find {0}").format(f"{_(field.label)}: {shown}"), frappe.LinkValidationError)


def refuse_field(doc: Document, field: str, value) -> None:
	refuse(doc, [Problem(field, value, "not_by_hand")])


def same(fieldtype: str, value, other_value) -> bool:
	"""Whether two values are one once each is of the field's type; blank and 0 are the same to a number."""
	if fieldtype in ("Int", "Check", "Long Int"):
		return cint(value) == cint(other_value)
	if fieldtype in ("Float", "Currency", "Percent", "Duration", "Rating"):
		return abs(flt(value) - flt(other_value)) < 1e-9
	if not value or not other_value:
		return not value and not other_value
	try:
		if fieldtype == "Date":
			return getdate(value) == getdate(other_value)
		if fieldtype == "Datetime":
			return get_datetime(value) == get_datetime(other_value)
	except (ValueError, TypeError, frappe.ValidationError):
		return False
	if fieldtype == "JSON":
		return frappe.parse_json(value) == frappe.parse_json(other_value)
	return str(value).replace("\r\n", "\n").strip() == str(other_value).replace("\r\n", "\n").strip()


def as_given(value):
	"""A stored value as JSON carries it."""
	if isinstance(value, list):
		return [row.as_dict(convert_dates_to_str=True) for row in value]
	return value if isinstance(value, str | int | float | bool | None) else str(value)
