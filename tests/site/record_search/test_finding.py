"""What each person finds: entries in step with their records, and nothing he may not read."""

import factories as make
import pytest
import walled_world

from anshang_app.doors.overrides import search_globally
from anshang_app.record_search import entries, finding
from anshang_app.record_search.list_filters import widened, widened_search

QUERIES = ("测试", "ceshi", "cs", "canary", "own", "foreign", "城墙", "cq", "2026", "AS-")


def titles(typed: str, doctype: str = "Investment Project") -> list[str]:
	return [result.title for result in finding.find(typed) if result.doctype == doctype]


@pytest.fixture
def project(world, api):
	world.act("invest")
	return make.make_project(project_name="晶科锂电池")


def test_a_project_is_found_by_name_pinyin_enterprise_unit_and_person(world, project):
	world.act("bureau")
	project.reload()
	for typed in ("锂电", "jkldc", "jingkelidianchi", "晶 科", project.name[-5:]):
		assert "晶科锂电池" in titles(typed), typed
	assert "晶科锂电池" in titles(project.host_locality)
	assert "晶科锂电池" in titles(project.enterprise)
	found = next(one for one in finding.find("jkldc") if one.name == project.name)
	assert found.kind == "项目" and found.note == f"信息移交 · {project.host_locality}"
	at_desk = next(row for row in search_globally("jkldc") if row.name == project.name)
	assert at_desk.title == "晶科锂电池" and "晶科锂电池" in at_desk.content


def test_two_phases_of_one_name_are_told_apart(world, api, project):
	from anshang_app.key_projects.api import new_phase

	world.act("invest")
	new_phase(project.name)
	assert {"晶科锂电池（第 1 期）", "晶科锂电池（第 2 期）"} <= set(titles("jkldc"))


def test_entries_follow_saves_renames_and_deletions(world, project):
	import frappe

	frappe.set_user("Administrator")
	firm = frappe.get_doc({"doctype": "Enterprise", "enterprise_name": "鸿图精密（测试）"}).insert()
	assert titles("htjm", "Enterprise") == ["鸿图精密（测试）"]
	frappe.rename_doc("Enterprise", firm.name, "宏远机械（测试）", force=True)
	assert titles("htjm", "Enterprise") == [] and titles("hyjx", "Enterprise") == ["宏远机械（测试）"]
	frappe.delete_doc("Enterprise", "宏远机械（测试）")
	assert titles("hyjx", "Enterprise") == []
	assert not frappe.db.exists("Search Entry", {"record_name": ["in", [firm.name, "宏远机械（测试）"]]})


def test_people_of_a_unit_are_found_and_go_with_their_row(world, project):
	import frappe

	frappe.set_user("Administrator")
	unit = frappe.get_doc("Anshang Unit", project.host_locality)
	unit.append("members", {"member_name": "欧阳单明", "post": "科长"})
	unit.save()
	found = [one for one in finding.find("ouyangsm") if one.kind == "人员"]
	assert [(one.title, one.name, one.note) for one in found] == [
		("欧阳单明", unit.name, f"{unit.name} · 科长")
	]
	unit.members = unit.members[:-1]
	unit.save()
	assert finding.find("ouyangsm") == []


def test_all_entries_made_anew_are_those_of_the_saves(world, project):
	import frappe

	def stored():
		rows = frappe.get_all("Search Entry", fields=["record_type", "record_name", "texts", "readings"])
		return {(row.record_type, row.record_name): (row.texts, row.readings) for row in rows}

	entries.write_all()
	fresh = stored()
	for doctype, name in [*fresh]:
		if doctype in entries.BY_TYPE:
			entries.follow(frappe.get_doc(doctype, name))
	assert stored() == fresh


def test_lists_and_links_take_pinyin(world, project):
	import frappe

	world.act("bureau")
	asked = widened("Investment Project", [["Investment Project", "project_name", "like", "%jkldc%"]])
	assert asked == [["Investment Project", "name", "in", [project.name]]]
	as_mapping = widened("Service Plan", {"project_name": ["like", "%jkldc%"]})
	assert as_mapping == [["Service Plan", "project", "in", [project.name]]]
	# a part of a name as it stands is Frappe's own to find, and other conditions stay
	for plain in (
		[["Investment Project", "project_name", "like", "%锂电%"]],
		{"stage": "Handover"},
		[],
		None,
	):
		assert widened("Investment Project", plain) == plain
	typed, filters = widened_search("Investment Project", "jkldc", {"stage": "Handover"})
	assert typed == "" and frappe.get_list("Investment Project", filters=filters, pluck="name") == [
		project.name
	]


@pytest.fixture(scope="module")
def readable(walled):
	"""Account -> all names of each type it may read, by Frappe's own list."""
	import frappe

	found = {}
	for account in walled_world.ACCOUNTS:
		frappe.set_user(walled_world.mail(account))
		for doctype in entries.BY_TYPE:
			names = frappe.get_list(doctype, pluck="name", limit=0) if frappe.has_permission(doctype) else []
			found[account, doctype] = set(names)
	frappe.set_user("Administrator")
	return found


@pytest.mark.parametrize("account", walled_world.ACCOUNTS)
def test_all_a_role_finds_is_readable_by_it(account, walled, readable, db):
	import frappe

	frappe.set_user(walled_world.mail(account))
	foreign = walled["foreign"].records["Investment Project"]
	met = 0
	for typed in (*QUERIES, foreign, frappe.db.get_value("Investment Project", foreign, "project_name")):
		for result in finding.find(typed, most=500):
			assert result.name in readable[account, result.doctype], (typed, result)
			met += 1
	assert met, "finds nothing at all"
