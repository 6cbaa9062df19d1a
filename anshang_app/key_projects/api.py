"""Projects and their contacts over REST and for the desk's buttons: one method per step."""

import frappe

from anshang_app.access_control.projects import readable_project, writable_project
from anshang_app.foundation.endpoints import answer, endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.key_projects import contacts, erasure, phases, project_entry
from anshang_app.key_projects.responsibility_check import check_project


@for_others(
	values={
		"project_name": "示例项目",
		"enterprise_name": "示例企业有限公司",
		"admission_ground": "Chain and Investment",
		"industry_chain": "生物医药产业链",
		"fixed_asset_investment": 20000,
		"total_investment": 30000,
		"landing_mode": "征地",
		"land_area": 30,
		"host_locality": "经济开发区",
		"introducing_unit": "市经信局",
		"signing_date": "2026-03-05",
		"planned_start_date": "2026-06-01",
	}
)
@endpoint
def enter_project(values: dict | str) -> dict:
	"""A new project with its enterprise and first contacts: see `project_entry`; answers {name, state}."""
	return answer(project_entry.enter_project(parse_argument(values, dict)))


@endpoint
def new_phase(project: str) -> str:
	"""Make a record for the next phase of a project; returns its name."""
	frappe.has_permission("Investment Project", "create", throw=True)
	return phases.new_phase(writable_project(project)).name


@endpoint
def set_phone(contact: str, phone: str) -> dict:
	"""Store a contact's phone number; only the masked one comes back."""
	doc = frappe.get_doc("Project Contact", contact)
	contacts.check_may_edit(doc.project)
	contacts.store_phone(doc, phone)
	return {"name": doc.name, "phone_masked": doc.phone_masked}


@endpoint
def add_contact(project: str, side: str, contact_name: str, phone: str) -> dict:
	"""Add a contact with its phone number in one call; only the masked number comes back."""
	contacts.check_may_edit(project)
	doc = contacts.add(frappe.get_doc("Investment Project", project), side, contact_name, phone)
	return {"name": doc.name, "phone_masked": doc.phone_masked}


@frappe.whitelist()
def contact_proposals(project: str) -> dict:
	"""Members of a project's units who may stand as its contacts: see `contacts.proposals`."""
	return contacts.proposals(readable_project(project).name)


@endpoint
def reveal_phone(contact: str, reason: str) -> dict:
	"""The full phone number of a contact for one of the project's team; who, when and why goes on record."""
	doc = frappe.get_doc("Project Contact", contact)
	doc.check_permission("read")
	return {"name": doc.name, "phone": contacts.reveal_phone(doc, reason)}


@endpoint
def erase_contact(contact: str, reason: str) -> dict:
	"""删除个人信息 of a contact: {name, kept: sealed records that keep it, [{doctype, name}]}; see `erasure.erase`."""
	doc = frappe.get_doc("Project Contact", contact)
	doc.check_permission("read")
	sealed_records = erasure.erase(doc, reason)
	return {
		"name": doc.name,
		"kept": [{"doctype": doctype, "name": name} for doctype, name in sealed_records],
	}


@for_others(reads=True, project=SAMPLE)
@frappe.whitelist()
def six_ones(project: str) -> list[dict]:
	"""六个一: [{name, is_there, words, gaps}], see `responsibility_check`."""
	return check_project(readable_project(project))
