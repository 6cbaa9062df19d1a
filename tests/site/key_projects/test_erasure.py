"""删除个人信息: name and number of a contact go, sealed papers and the audit chain stay whole."""

import factories as make
import frappe
import pytest

NAME, PHONE = "钱七", "13800138007"


@pytest.fixture
def contact(world):
	from anshang_app.key_projects import contacts

	project = make.make_project()
	return contacts.add(project, "Enterprise", NAME, PHONE)


def erase(contact, reason: str = "本人要求删除") -> dict:
	from anshang_app.key_projects.api import erase_contact

	return erase_contact(contact=contact.name, reason=reason)


def anywhere(words: str) -> list[str]:
	"""The tables and columns of the app's records, of comments and versions that hold the words."""
	from anshang_app.foundation import own_types

	found = []
	for doctype in [*own_types.with_tables(), "Comment", "Version", "Activity Log", "Error Log"]:
		for column in frappe.db.get_table_columns(doctype):
			if frappe.db.sql(f"select 1 from `tab{doctype}` where `{column}` like %s limit 1", f"%{words}%"):
				found.append(f"{doctype}.{column}")
	return found


def test_name_and_number_are_gone_everywhere_and_the_chain_holds(contact, world):
	from anshang_app.access_control import audit_check
	from anshang_app.enterprise_page.acts import record
	from anshang_app.key_projects.contacts import stored_phone

	link = frappe._dict(name=None, project=contact.project)
	holder = {"contact": contact.name, "contact_name": NAME, "by": "Administrator"}
	issue = make.make("Coordination Issue", project=contact.project, description="用电容量不足")
	issue.db_set({"confirmed_by": NAME, "confirmed_how": "By Link"})
	record(link, holder, "Solution Confirmed", about=issue)
	found = audit_check.verify()
	assert len(anywhere(NAME)) == 3
	world.act("bureau")
	assert erase(contact) == {"name": contact.name, "kept": []}
	assert anywhere(NAME) == anywhere(PHONE) == []
	stored = frappe.db.get_value(
		"Project Contact", contact.name, ["contact_name", "phone_masked", "is_active"]
	)
	assert stored == ("已删除", None, 0)
	assert stored_phone(contact.name) is None
	assert audit_check.verify() == found
	entry = {"entry_kind": "Personal Data Erased", "record_name": contact.name}
	assert frappe.db.count("Audit Entry", entry) == 1
	make.refused("已经", erase, contact)


def test_what_is_sealed_is_named_and_stays(world):
	from anshang_app.key_projects import contacts

	frappe.set_user("Administrator")
	project = make.make_planned_project(project_name="另一项目")
	contact = contacts.add(project, "Enterprise", NAME, PHONE)
	plan = frappe.get_doc("Service Plan", {"project": project.name})
	plan.db_set({"state": "Sealed", "enterprise_confirmed_by": NAME, "enterprise_confirmed_how": "By Link"})
	world.act("bureau")
	assert erase(contact)["kept"] == [{"doctype": "Service Plan", "name": plan.name}]
	assert frappe.db.get_value("Service Plan", plan.name, "enterprise_confirmed_by") == NAME


def test_it_takes_a_reason_and_the_bureau(contact, world):
	make.refused("原因", erase, contact, "  ")
	for clerk in ("lead", "host", "invest"):
		world.act(clerk)
		make.denied("政数局或平台管理员", erase, contact)
	assert frappe.db.get_value("Project Contact", contact.name, "contact_name") == NAME
