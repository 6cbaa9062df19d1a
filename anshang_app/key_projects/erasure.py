"""删除个人信息 of a project's contact (个人信息保护法 第四十七条): name and number go, and what the platform copied of them.

What is sealed, out for its seals or signed stays as it is: it is kept for its own legal reason, and the answer names it. That it was
done, when and by whom stands in the audit chain, with a hash of the reason.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today
from frappe.utils.password import remove_encrypted_password

from anshang_app.access_control import audit
from anshang_app.access_control.acting_unit import coordinates
from anshang_app.access_control.rules import hash_chain
from anshang_app.foundation import constants
from anshang_app.foundation.providers import ask
from anshang_app.foundation.workflow_step import hold
from anshang_app.validation.checks import Problem, is_blank
from anshang_app.validation.messages import refuse

CONTACT, ERASED_NAME = "Project Contact", "已删除"
#: states in which a record keeps the contacts it was printed with, by record type
SEALED = {
	"Service Plan": (constants.AWAITING_SEALS, constants.SEALED, constants.SUPERSEDED),
	"Project Handover": (constants.SIGNED_FOR,),
}


def erase(contact: Document, reason: str) -> list[tuple[str, str]]:
	"""Take a person's name and number out; the sealed records that keep them: [(record type, name)]."""
	if not coordinates():
		frappe.throw(
			_("Personal data are deleted by the government services bureau or the platform administrator."),
			frappe.PermissionError,
		)
	hold(contact)
	refuse(contact, problems(contact, reason))
	name = contact.contact_name
	remove_encrypted_password(CONTACT, contact.name, "phone_full")
	contact.db_set(
		{"contact_name": ERASED_NAME, "phone_full": None, "phone_masked": None, "is_active": 0},
		notify=True,
	)
	for doctype, link in (
		("Comment", ("reference_doctype", "reference_name")),
		("Version", ("ref_doctype", "docname")),
	):
		frappe.db.delete(doctype, dict(zip(link, (CONTACT, contact.name), strict=True)))
	ask("contact_erased", contact, name, ERASED_NAME)
	digest = hash_chain.digest({"reason": reason.strip(), "on": today(), "by": frappe.session.user})
	audit.insert(
		entry_kind=audit.ERASED,
		record_type=CONTACT,
		record_name=contact.name,
		record_hash=digest,
		person_hash=hash_chain.digest({}),
	)
	return list_sealed_records(contact.project)


def problems(contact: Document, reason: str) -> list[Problem]:
	"""What keeps it from being done."""
	hindrances = [Problem("contact_name", None, "reason_needed")] if is_blank(reason) else []
	if contact.contact_name == ERASED_NAME:
		hindrances.append(Problem("contact_name", ERASED_NAME, "said_already"))
	return hindrances


def list_sealed_records(project: str) -> list[tuple[str, str]]:
	"""The sealed and signed records of a project, (record type, name): they are not changed by an erasure."""
	return [
		(doctype, name)
		for doctype, states in SEALED.items()
		for name in frappe.get_all(
			doctype, filters={"project": project, "state": ["in", states]}, pluck="name", order_by="name"
		)
	]
