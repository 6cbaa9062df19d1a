"""What differs between Frappe's versions, and how the app stands to it on this one."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import factories as make


@pytest.fixture
def clean_permissions(db):
	import frappe

	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.clear_cache(doctype="Workflow")


def clerk_reads_workflows() -> bool:
	import frappe

	return frappe.has_permission("Workflow", "read", user=make.make_user("compat", "Host Locality Clerk"))


def test_a_clerk_reads_workflows_where_the_desk_needs_it(db):
	from anshang_app import compat

	assert clerk_reads_workflows() == compat.desk_asks_the_workflow()


def test_letting_the_desk_read_workflows_leaves_the_system_manager_his_rights(clean_permissions):
	import frappe

	from anshang_app import compat

	if not frappe.db.exists("Role", "Desk User"):
		pytest.skip("this Frappe is older than the role of every desk user")
	compat.let_desk_read_workflows()
	assert clerk_reads_workflows()
	clerk = make.make_user("compat", "Host Locality Clerk")
	assert not frappe.has_permission("Workflow", "write", user=clerk)
	manager = make.make_user("compat-manager", "System Manager")
	assert frappe.has_permission("Workflow", "write", user=manager)


def test_the_app_is_offered_to_its_clerks_alone(db):
	import frappe

	(app,) = frappe.get_hooks("add_to_apps_screen", app_name="anshang_app")
	may_open = frappe.get_attr(app["has_permission"])
	frappe.set_user(make.make_user("compat", "Host Locality Clerk"))
	assert may_open() is True
	frappe.set_user(make.make_user("compat-stranger", "Report Manager"))
	assert may_open() is False
	assert frappe.db.exists("Page", app["route"].rsplit("/", 1)[1])
