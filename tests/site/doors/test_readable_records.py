"""Records of Frappe's own types: who may not read one meets it in no search, link or title either."""

import frappe
import pytest
import walled_world
from factories import make, make_project

from anshang_app.doors import overrides
from anshang_app.doors.readable_records import readable_names

MARK = "只给一个人看的事"
#: record type -> what makes one that nobody but its owner reads
PRIVATE = {
	"ToDo": {"description": MARK, "allocated_to": "Administrator", "assigned_by": "Administrator"},
	"Note": {"title": MARK, "public": 0, "content": MARK},
	"Event": {"subject": MARK, "event_type": "Private", "starts_on": "2026-12-01 09:00:00"},
}


@pytest.fixture(params=PRIVATE)
def private(request, world):
	"""A record of Administrator's own; who looks is a clerk."""
	frappe.set_user("Administrator")
	doc = make(request.param, **PRIVATE[request.param])
	frappe.set_user(world.user["lead"])
	return doc


def test_a_private_record_of_somebody_else_is_met_nowhere(private):
	kind, name = private.doctype, private.name
	assert readable_names(kind, [name]) == set()
	fields = frappe.as_json([frappe.get_meta(kind).get_title_field()])
	assert not overrides.validate_link(kind, name, fields).get("name")
	assert overrides.get_link_title(kind, name) == name


def test_its_owner_meets_it(private):
	frappe.set_user("Administrator")
	assert readable_names(private.doctype, [private.name]) == {private.name}
	assert overrides.validate_link(private.doctype, private.name).get("name") == private.name


def test_what_is_no_record_any_more_is_read_by_nobody(world):
	for account in ("Administrator", world.user["lead"]):
		frappe.set_user(account)
		assert readable_names("ToDo", ["gone"]) == set()


def test_a_project_that_is_gone_is_read_by_nobody_whoever_sees_all(world):
	project = make_project().name
	for account in ("Administrator", world.user["bureau"]):
		frappe.set_user(account)
		assert readable_names("Investment Project", [project, "AS-0000-00000"]) == {project}


@pytest.mark.parametrize("kind", ["No Such Type", "System Settings", "DocType"])
def test_a_type_without_readable_rows_has_none(kind, world):
	frappe.set_user(world.user["lead"])
	assert readable_names(kind, ["Anything"]) == set()


@pytest.fixture
def todos_are_searched(walled):
	"""As on a site whose administrator, or a migration of Frappe's, lets the search find to-dos."""
	frappe.db.rollback()
	settings = frappe.get_single("Global Search Settings")
	settings.append("allowed_in_global_search", {"document_type": "ToDo"})
	settings.save()
	yield
	frappe.db.rollback()
	frappe.cache.hdel("global_search", "search_priorities")


def test_the_search_finds_no_private_record_of_the_other_side(walled, todos_are_searched):
	todo = walled["foreign"].records["ToDo"]
	assert ("ToDo", todo) in hits("Administrator")
	for account in walled_world.ACCOUNTS.keys() - {"ADMIN"}:
		assert ("ToDo", todo) not in hits(walled_world.mail(account)), account


def hits(user: str) -> set[tuple[str, str]]:
	frappe.set_user(user)
	try:
		return {(row.doctype, row.name) for row in overrides.search_globally("CANARY", limit=500)}
	finally:
		frappe.set_user("Administrator")
