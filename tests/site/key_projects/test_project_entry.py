"""新建项目 in one go: enterprise, project and contacts, or nothing of them."""

from contextlib import suppress

import factories as make
import pytest


@pytest.fixture
def enter(world, api):
	"""Enter a project as 招商服务中心, with some values changed."""
	from anshang_app.key_projects.project_entry import FIELDS

	values = {field: value for field, value in make.project_values().items() if field in FIELDS}
	world.act("invest")
	return lambda **changes: api.enter_project({**values, "enterprise_name": "新到天门的企业", **changes})[
		"name"
	]


def count(doctype: str) -> int:
	import frappe

	return frappe.db.count(doctype)


def contacts_of(project: str) -> dict[str, list]:
	import frappe

	rows = frappe.get_all("Project Contact", {"project": project}, ["side", "contact_name", "phone_masked"])
	return {row.side: [row.contact_name, row.phone_masked] for row in rows}


def test_a_new_enterprise_and_its_contact_come_with_the_project(enter, frappe_site):
	name = enter(contact_name="王强", phone=make.MOBILE)
	project = frappe_site.get_doc("Investment Project", name)
	assert project.stage == "Handover"
	assert frappe_site.db.get_value("Enterprise", project.enterprise, "enterprise_name") == "新到天门的企业"
	assert contacts_of(name) == {"Enterprise": ["王强", "138****5678"]}


def test_an_enterprise_on_file_is_taken_however_its_name_is_written(enter, frappe_site):
	before = count("Enterprise")
	project = frappe_site.get_doc("Investment Project", enter(enterprise_name=" 测试企业 "))
	assert project.enterprise == "测试企业"
	assert count("Enterprise") == before


def test_liaisons_who_can_be_called_become_contacts(enter, frappe_site, world):
	frappe_site.set_user("Administrator")
	for name, phone in (("落户地（测试）", "0728-5222345"), ("包保单位（测试）", None)):
		unit = frappe_site.get_doc("Anshang Unit", name)
		unit.append("members", {"member_name": "联络员甲", "is_liaison": 1, "office_phone": phone})
		unit.save()
	world.act("invest")
	found = contacts_of(enter(take_liaisons=1))
	assert list(found) == ["Host Locality"]
	assert found["Host Locality"][0] == "联络员甲"


def test_a_credit_code_of_an_enterprise_on_file_is_kept_or_compared(enter, frappe_site):
	make.refused("企业库中登记的是", enter, enterprise_name="测试企业", uscc="91429006MA4900001A")
	enter(enterprise_name="测试企业", uscc=make.VALID_USCC, project_name="照旧")
	frappe_site.db.set_value("Enterprise", "测试企业", "uscc", None)
	enter(enterprise_name="测试企业", uscc=make.VALID_USCC, project_name="补上")
	assert frappe_site.db.get_value("Enterprise", "测试企业", "uscc") == make.VALID_USCC


def test_the_same_project_is_entered_once(enter):
	enter()
	make.refused("新增一期", enter)


@pytest.mark.parametrize("value", [["x"], {"a": 1}, 7, "x" * 5000, "<b>x</b>", True])
@pytest.mark.parametrize(
	"field",
	[
		"project_name",
		"enterprise_name",
		"uscc",
		"phone",
		"contact_name",
		"land_area",
		"signing_date",
		"host_locality",
		"planned_plants",
		"take_liaisons",
	],
)
def test_no_value_breaks_the_entry(enter, frappe_site, field, value):
	"""Whatever stands in a field, the entry is taken or refused in words."""
	with suppress(frappe_site.ValidationError):
		enter(**{"contact_name": "王强", "phone": make.MOBILE, field: value})


@pytest.mark.parametrize(
	("changes", "told"),
	[
		({"stage": "Construction"}, "stage"),
		({"is_back_entry": 1}, "is_back_entry"),
		({"enterprise_name": ""}, "企业"),
		({"project_name": None}, "项目名称"),
		({"uscc": "1234"}, "统一社会信用代码"),
		({"fixed_asset_investment": "一个亿左右"}, "固定资产投资"),
		({"signing_date": "三月五日"}, "签约时间"),
		({"contact_name": "王强"}, "电话"),
		({"contact_name": "王强", "phone": "12"}, "电话"),
		({"phone": make.MOBILE}, "联系人"),
		({"host_locality": "没有的单位"}, "没有的单位"),
	],
)
def test_what_cannot_stand_is_named_and_nothing_is_saved(enter, frappe_site, changes, told):
	before = [count(doctype) for doctype in ("Investment Project", "Enterprise", "Project Contact")]
	frappe_site.db.savepoint("entry")
	with pytest.raises(frappe_site.ValidationError) as refusal:
		enter(**changes)
	frappe_site.db.rollback(save_point="entry")
	# of a field left blank Frappe tells the name in its messages only
	assert told in str(refusal.value) + str(frappe_site.get_message_log())
	assert [count(doctype) for doctype in ("Investment Project", "Enterprise", "Project Contact")] == before


@pytest.mark.parametrize("who", ["lead", "host", "housing", "economy", "agent"])
def test_others_enter_no_project(enter, world, who):
	world.act(who)
	make.denied("", enter)
