"""机构改革 on a site: a unit under another name, and one merged into another."""

import factories as make
import pytest
from factories import denied, refused

HOST, OTHER = "落户地（测试）", "并入单位（测试）"


@pytest.fixture
def units(staff, world, frappe_site):
	"""落户地 with a project, and another locality with somebody in office."""
	mine = make.make_user("孙七", "Host Locality Clerk")
	make.make(
		"Anshang Unit", unit_name=OTHER, is_host_locality=1, members=[{"member_name": "孙七", "user": mine}]
	)
	project = make.make_planned_project(planned_start_date="2027-12-01")
	over = make.make_project(project_name="已移交的项目")
	over.db_set("stage", "Handed Over")
	return frappe_site._dict(
		staff, mine=mine, project=project.name, over=over.name, bureau=world.user["bureau"]
	)


def acting(frappe_site, user: str) -> None:
	frappe_site.set_user(user)
	frappe_site.local.lang = "zh"


def test_a_renamed_unit_is_found_by_its_former_name(units, frappe_site):
	from anshang_app.foundation.units import UnitFinder
	from anshang_app.ledger_import import records_on_file
	from anshang_app.record_search.entries import ENTRY
	from anshang_app.work_handover.api import rename_unit

	acting(frappe_site, units.bureau)
	done = rename_unit(HOST, "落户新区（测试）", "机构改革方案")
	assert done == {"name": "落户新区（测试）", "unit_name": "落户新区（测试）", "former_names": HOST}
	assert (
		frappe_site.db.get_value("Investment Project", units.project, "host_locality") == "落户新区（测试）"
	)
	texts = frappe_site.db.get_value(
		ENTRY, {"record_type": "Anshang Unit", "record_name": "落户新区（测试）"}, "texts"
	)
	assert "落户地" in texts
	frappe_site.set_user("Administrator")
	assert records_on_file.read().unit("host_locality", HOST).record == "落户新区（测试）"
	# and back again: the name it bears is none of its former ones
	acting(frappe_site, units.bureau)
	assert rename_unit("落户新区（测试）", HOST, "更正")["former_names"] == "落户新区（测试）"
	frappe_site.set_user("Administrator")
	frappe_site.db.set_value("Anshang Unit", "住建局（测试）", "former_names", "市建设局")
	finder = UnitFinder(frappe_site.get_doc("Investment Project", units.project))
	assert finder.find("Approval Unit", "市建设局") == ("住建局（测试）", None)


def test_a_name_that_cannot_be_is_refused(units, world, frappe_site):
	from anshang_app.work_handover.api import rename_unit

	acting(frappe_site, units.bureau)
	for new, words in (
		("", "必填|单位名称"),
		(HOST, "现在就是这个名称"),
		("<b>", "不能含尖括号"),
		("长" * 141, "141"),
		(OTHER, "单位名称"),
	):
		refused(words, rename_unit, HOST, new, "文件")
	refused("曾用名", rename_unit, HOST, "新名（测试）", " ")
	with pytest.raises(frappe_site.DoesNotExistError, match="没有单位“没有的单位”"):
		rename_unit("没有的单位", "新名（测试）", "文件")
	acting(frappe_site, world.user["lead"])
	denied("由政数局或平台管理员办理", rename_unit, HOST, "新名（测试）", "文件")
	denied("由政数局或平台管理员办理", rename_unit, "没有的单位", "新名（测试）", "文件")
	assert frappe_site.db.exists("Anshang Unit", HOST)


def merged(frappe_site, units, **more):
	from anshang_app.work_handover.api import merge_unit

	acting(frappe_site, units.bureau)
	return merge_unit(**{"unit": HOST, "into": OTHER, "taker": units.mine, "reason": "机构改革方案", **more})


def test_everything_open_of_a_merged_unit_goes_over_with_its_people(units, frappe_site):
	from anshang_app.foundation.members import units_of
	from anshang_app.work_handover.api import sign_for

	db = frappe_site.db
	nodes = db.count("Project Node", {"project": units.project, "responsible_unit": HOST})
	assert nodes
	done = merged(frappe_site, units)
	assert db.get_value("Investment Project", units.project, "host_locality") == OTHER
	assert (
		db.count(
			"Project Node",
			{
				"project": units.project,
				"responsible_unit": HOST,
				"actual_date": ["is", "not set"],
				"applies": 1,
			},
		)
		== 0
	)
	assert db.count("Project Node", {"project": units.project, "responsible_unit": OTHER}) > 0
	# what is over stays with the unit that was
	assert db.get_value("Investment Project", units.over, "host_locality") == HOST
	roles = frappe_site.get_all(
		"Project Role",
		{"parent": units.project, "role": "Host Locality"},
		["unit", "to_date"],
		order_by="idx",
	)
	assert [(row.unit, bool(row.to_date)) for row in roles] == [(HOST, True), (OTHER, False)]
	assert units_of(units.giver) == {OTHER} and units_of(units.taker) == {OTHER}
	gone = frappe_site.get_doc("Anshang Unit", HOST)
	assert (gone.is_active, gone.merged_into) == (0, OTHER)
	assert HOST in frappe_site.get_doc("Anshang Unit", OTHER).former_names
	doc = frappe_site.get_doc("Work Handover", done["name"])
	assert (doc.giver_unit, doc.taker_unit, doc.total, doc.state) == (
		HOST,
		OTHER,
		done["total"],
		"Handed Over",
	)
	acting(frappe_site, units.mine)
	assert sign_for(done["name"])["state"] == "Signed For"


def test_a_merger_and_a_new_name_break_no_rule_of_the_records(units, frappe_site):
	from anshang_app.setup.data_check import faults
	from anshang_app.work_handover.reforms import rename

	before = {fault.sentence for fault in faults()}
	merged(frappe_site, units)
	rename(OTHER, "新设单位（测试）", "机构改革")
	assert {fault.sentence for fault in faults()} <= before


def test_a_merger_shows_the_other_unit_the_projects_of_both_and_no_more(units, frappe_site):
	from anshang_app.access_control.row_rule import projects_query
	from anshang_app.access_control.user_context import viewer_of

	def seen(user: str) -> set:
		return {name for (name,) in frappe_site.db.sql(projects_query(viewer_of(user)))}

	theirs, own = seen(units.giver), seen(units.mine)
	merged(frappe_site, units)
	assert seen(units.mine) <= theirs | own
	assert units.project in seen(units.mine)


def test_a_merger_that_cannot_be_changes_nothing(units, world, frappe_site):
	refused("不能并入自己", merged, frappe_site, units, into=HOST)
	refused("签收人须是", merged, frappe_site, units, taker=units.giver)
	refused("签收人须是", merged, frappe_site, units, taker="nobody@test.example.com")
	refused("移交事由", merged, frappe_site, units, reason="")
	frappe_site.db.set_value("Anshang Unit", OTHER, "is_active", 0)
	refused("已停用", merged, frappe_site, units)
	frappe_site.db.set_value("Anshang Unit", OTHER, "is_active", 1)
	denied(
		"由政数局或平台管理员办理", merged, frappe_site, frappe_site._dict(units, bureau=world.user["lead"])
	)
	assert frappe_site.db.get_value("Investment Project", units.project, "host_locality") == HOST
	merged(frappe_site, units)
	refused(OTHER, merged, frappe_site, units)


def test_a_commitment_between_the_two_is_supervised_by_the_bureau_after_it(units, frappe_site):
	doc = frappe_site.get_doc(
		{
			"doctype": "Commitment",
			"name": "CT-TEST",
			"project": units.project,
			"unit": HOST,
			"supervised_by": OTHER,
			"state": "Not Due",
			"words": "兑现",
		}
	)
	doc.db_insert()
	merged(frappe_site, units)
	found = frappe_site.db.get_value("Commitment", "CT-TEST", ["unit", "supervised_by"])
	assert found == (OTHER, "政数局（测试）")
