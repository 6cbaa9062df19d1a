"""Project contacts and their phone numbers: stored encrypted, shown masked, shown in full with a reason."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime
from frappe.utils.password import get_decrypted_password

from anshang_app.access_control import phones, row_rule
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.foundation.members import people_by_unit
from anshang_app.foundation.units import PROJECT_FIELDS
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse
from anshang_app.validation.phones import BadPhone, parse_phone

#: digits below which nothing typed is a phone number
FEWEST_DIGITS = 8
PROJECT = "Investment Project"
#: side of a contact -> field of the project that names its unit; the enterprise is none
SIDE_UNITS = {side: PROJECT_FIELDS[side] for side in (constants.HOST, constants.CHAIN_LEAD)}


def check_may_edit(project: str) -> None:
	"""Refuse a user who is neither a writer of the project nor in its team."""
	writes = frappe.has_permission("Project Contact", "write")
	if not (writes and row_rule.may_project(project, viewer_of(), writing=True)):
		frappe.throw(
			_("Only those who may write the project, or its team, change its contacts."),
			frappe.PermissionError,
		)


def proposals(project: str) -> dict[str, list[dict]]:
	"""Who may stand as the contact of a side: {side: [{name, phone}]}, the unit's liaison first; office numbers only."""
	check_may_edit(project)
	units = frappe.db.get_value(PROJECT, project, [*SIDE_UNITS.values()], as_dict=True)
	people = people_by_unit()
	return {
		side: [
			{"name": row.member_name, "phone": row.office_phone or ""} for row in people.get(units[field], [])
		]
		for side, field in SIDE_UNITS.items()
	}


def add(project: Document, side: str, contact_name: str, phone: str) -> Document:
	"""A new contact of a project with its phone number; who may not edit contacts is refused."""
	record = {
		"doctype": "Project Contact",
		"project": project.name,
		"side": side,
		"contact_name": contact_name,
		"is_demo": cint(project.is_demo),
	}
	return store_phone(frappe.get_doc(record).insert(), phone)


def store_phone(contact: Document, phone: str) -> Document:
	"""Check a number and store it with its masked twin."""
	try:
		checked = parse_phone(phone)
	except BadPhone as error:
		refuse(contact, [Problem("phone_masked", told_of(phone, error.rule), error.rule)])
	contact.flags.setting_phone = True
	contact.phone_full, contact.phone_masked = checked.full, checked.masked
	# the full phone's permlevel is open to no role: this step is the only door
	contact.save(ignore_permissions=True)
	return contact


def told_of(phone: str, rule: str) -> str | None:
	"""What a refusal repeats of what was typed: nothing that may be a number, for it is read by others and logged."""
	fragment = rule == "phone" and sum(letter.isdigit() for letter in phone) < FEWEST_DIGITS
	return phone if fragment else None


def reveal_phone(contact: Document, reason: str) -> str | None:
	"""The full number for one of the team, with who, when, which and why on record."""
	if not phones.may_know(contact.project, viewer_of()):
		frappe.throw(_("Only the project's team sees full phone numbers."), frappe.PermissionError)
	log = frappe.get_doc(
		{
			"doctype": "Reveal Log",
			"project": contact.project,
			"contact": contact.name,
			"side": contact.side,
			"revealed_to": frappe.session.user,
			"revealed_at": now_datetime(),
			"reason": reason,
			"is_demo": contact.is_demo,
		}
	)
	refuse(log, [Problem("reason", None, "reason_needed")] if not reason.strip() else [])
	log.insert(ignore_permissions=True)
	return stored_phone(contact.name)


def printed_phone(contact: str, project: str) -> str | None:
	"""The number for an official form: in full for the team, masked for anybody else."""
	if phones.may_know(project, viewer_of()):
		return stored_phone(contact)
	return frappe.db.get_value("Project Contact", contact, "phone_masked")


def known_phone(phone: str, project: str) -> str:
	"""A full number as an official form shows it to the session's user: in full for the team, else masked."""
	if not phone or phones.may_know(project, viewer_of()):
		return phone
	return parse_phone(phone).masked


def stored_phone(contact: str) -> str | None:
	"""The full number as stored; nobody but the steps above asks for it."""
	return get_decrypted_password("Project Contact", contact, "phone_full", raise_exception=False)
