"""A project entered in one go: its enterprise, the project and its first contacts, or nothing of them."""

import frappe
from frappe import _
from frappe.model.document import Document

from anshang_app.foundation import constants
from anshang_app.key_projects import contacts
from anshang_app.validation.checks import Problem, clean_code, name_key
from anshang_app.validation.messages import refuse

ENTERPRISE = "Enterprise"
#: fields of the project the entry takes; the rest is entered on the form
FIELDS = (
	"project_name",
	"admission_ground",
	"industry_chain",
	"meeting_minutes_no",
	"meeting_date",
	"fixed_asset_investment",
	"total_investment",
	"landing_mode",
	"land_area",
	"host_locality",
	"chain_lead_unit",
	"introducing_unit",
	"signing_date",
	"planned_start_date",
	"planned_duration_months",
	"eia_kind",
	"planned_plants",
	"total_floor_area",
)
#: and what it asks beside them
BESIDE = ("enterprise_name", "uscc", "contact_name", "phone", "take_liaisons")


def enter_project(values: dict) -> Document:
	"""The project entered with `values` ({field: value} of FIELDS and BESIDE).

	The enterprise is the one of that name, or a new one; its contact takes name and phone together. With
	`take_liaisons` the liaisons of the host locality and the lead unit become contacts, where they have an office number.
	"""
	check_known(values)
	project = frappe.get_doc({"doctype": contacts.PROJECT, **{field: values.get(field) for field in FIELDS}})
	project.enterprise = enterprise_of(values)
	check_new(project)
	project.insert()
	name, phone = (str(values.get(field) or "") for field in ("contact_name", "phone"))
	if name or phone:
		contacts.add(project, constants.ENTERPRISE, name, phone)
	if frappe.utils.cint(values.get("take_liaisons")):
		add_liaisons(project)
	return project


def check_known(values: dict) -> None:
	"""Refuse what the entry does not take, by name: other fields, and lists or mappings in place of a value."""
	for field, value in values.items():
		if field not in (*FIELDS, *BESIDE):
			frappe.throw(_("{0} is not entered here.").format(frappe.utils.escape_html(str(field))))
		if not (value is None or isinstance(value, str | int | float)):
			frappe.throw(_("The argument {0} must be text.").format(field))


def enterprise_of(values: dict) -> str | None:
	"""The enterprise of the name given, entered with its credit code where it is not on file.

	A code given for one on file is put there where it has none; another one is refused.
	"""
	name, uscc = (str(values.get(field) or "").strip() for field in ("enterprise_name", "uscc"))
	if not name:
		return None
	enterprise_name: str | None = frappe.db.get_value(
		ENTERPRISE, {"name_key": name_key(name)}, for_update=True
	)
	if not enterprise_name or not frappe.has_permission(ENTERPRISE, "read", enterprise_name):
		record = {"doctype": ENTERPRISE, "enterprise_name": name, "uscc": uscc or None}
		return frappe.get_doc(record).insert().name
	enterprise = frappe.get_doc(ENTERPRISE, enterprise_name)
	if uscc and enterprise.uscc and clean_code(uscc) != enterprise.uscc:
		refuse(enterprise, [Problem("uscc", uscc, "other_code", (enterprise.uscc,))])
	if uscc and not enterprise.uscc:
		enterprise.uscc = uscc
		enterprise.save()
	return enterprise_name


def check_new(project: Document) -> None:
	"""Refuse a second entry of a project: read past what this request saw first, of two at once the second finds one."""
	same = {"project_name": project.project_name, "enterprise": project.enterprise}
	if project.project_name and frappe.db.get_value(contacts.PROJECT, same, for_update=True):
		refuse(project, [Problem("project_name", project.project_name, "entered_already")])


def add_liaisons(project: Document) -> None:
	"""The first member of each unit who can be called, as its contact."""
	for side, people in contacts.proposals(project.name).items():
		callable_first = next((person for person in people if person["phone"]), None)
		if callable_first:
			contacts.add(project, side, callable_first["name"], callable_first["phone"])
