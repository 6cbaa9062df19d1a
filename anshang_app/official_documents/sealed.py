"""The printed facts of a plan from 待签章 on: kept with the plan, so that a sealed form never changes."""

import json

import frappe
from frappe.model.document import Document
from frappe.utils.password import remove_encrypted_password, set_encrypted_password

from anshang_app.foundation import archived, constants
from anshang_app.key_projects.contacts import stored_phone
from anshang_app.official_documents.build import live_facts
from anshang_app.official_documents.rules.frozen import freeze
from anshang_app.validation.phones import BadPhone, parse_phone

PHONES_FIELD = "printed_phones"
OPEN_STATES = (constants.PLAN_DRAFT, constants.AWAITING_SEALS)


def follow_plan(plan: Document, method: str | None = None) -> None:
	"""Keep what is printed from the passage to 待签章, forget it on the way back (on_update)."""
	before = plan.get_doc_before_save()
	if not before or before.state == plan.state:
		return
	if plan.state == constants.AWAITING_SEALS:
		keep(plan)
	elif plan.state == constants.PLAN_DRAFT:
		plan.db_set("printed_facts", None, update_modified=False)
		remove_encrypted_password("Service Plan", plan.name, PHONES_FIELD)


def keep(plan: Document) -> None:
	# whoever sends it, the form keeps the full numbers
	text, phones = freeze(live_facts(plan, lambda contact, project: stored_phone(contact)))
	# a Version of it would only repeat the rows
	plan.db_set("printed_facts", text, update_modified=False)
	set_encrypted_password("Service Plan", plan.name, json.dumps(phones), PHONES_FIELD)


@archived.shown()
def open_revision(plan: Document) -> Document | None:
	"""The revision of a plan under way that the user may read."""
	names = frappe.get_list(
		"Service Plan", filters={"supersedes": plan.name, "state": ["in", OPEN_STATES]}, pluck="name", limit=1
	)
	return frappe.get_doc("Service Plan", names[0]) if names else None


def masked(phone: str) -> str:
	try:
		return parse_phone(phone).masked
	except BadPhone:
		return "****"
