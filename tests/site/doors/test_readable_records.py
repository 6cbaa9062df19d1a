"""Records of Frappe's own types: who may not read one meets it in no search, link or title either."""

import frappe
import pytest
from factories import make

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


@pytest.mark.parametrize("kind", ["No Such Type", "System Settings", "DocType"])
def test_a_type_without_readable_rows_has_none(kind, world):
	frappe.set_user(world.user["lead"])
	assert readable_names(kind, ["Anything"]) == set()


def test_the_links_of_a_record_name_only_what_the_user_may_read(world):
	frappe.set_user("Administrator")
	project = world.project.name
	doc = make("ToDo", **PRIVATE["ToDo"], reference_type="Investment Project", reference_name=project)
	assert doc.name in {
		row.name for row in overrides.get_links("Investment Project", project).get("ToDo", [])
	}
	frappe.set_user(world.user["lead"])
	assert doc.name not in {
		row.name for row in overrides.get_links("Investment Project", project).get("ToDo", [])
	}


def test_the_search_finds_no_private_record_of_the_other_side(walled, sessions):
	frappe.db.rollback()
	todo = walled["foreign"].records["ToDo"]
	assert frappe.db.sql("select 1 from __global_search where doctype = 'ToDo' and name = %s", todo)
	for account, session in sessions.items():
		found = session.call("frappe.utils.global_search.search", text="CANARY", limit=100).json()["message"]
		assert not [row for row in found if row["doctype"] == "ToDo"], account
