"""A list of contacts opens members and accounts by the units' own import; the administrator's alone."""

import factories as make
import pytest
from ledger_files import workbook

HEADS = ["单位", "姓名", "职务", "手机号", "办公电话", "邮箱", "备注"]


def row(name, unit="住建局（测试）", account=None, part=None) -> list:
	return [unit, name, "科员", "13800001111", "0728-5223344", account, part]


def test_members_and_accounts_come_in_by_the_units_import_once(world, send, monkeypatch):
	import frappe

	from anshang_app.setup import accounts

	# the mail of a new account is the units' import's, and tried there
	monkeypatch.setattr(accounts, "_welcome", lambda *arguments: None)
	frappe.set_user("Administrator")
	content = workbook(HEADS, row("王小明", account="wxm@test.example.com", part="联络员"), row("李小红"))
	found = send("try_contacts", content)
	assert found["problems"] == [], found
	assert (found["counts"]["new_members"], found["counts"]["new_accounts"]) == (2, 1)
	done = send("enter_contacts", content)
	assert (done["opened"], done["updated"]) == (["wxm@test.example.com"], 1)
	unit = frappe.get_doc("Anshang Unit", "住建局（测试）")
	(member,) = [one for one in unit.members if one.member_name == "王小明"]
	assert member.is_liaison and "13800001111" not in str(unit.as_dict())
	assert send("try_contacts", content)["counts"] == dict.fromkeys(found["counts"], 0)


def test_a_unit_that_is_not_there_is_told_and_nothing_comes_in(world, send):
	import frappe

	frappe.set_user("Administrator")
	content = workbook(HEADS, row("王小明", unit="没有的局"), row("李小红"))
	assert "没有的局" in send("try_contacts", content)["problems"][0]["text"]
	make.refused("没有的局", send, "enter_contacts", content)
	assert "李小红" not in str(frappe.get_doc("Anshang Unit", "住建局（测试）").as_dict())


@pytest.mark.parametrize("who", ["bureau", "invest", "lead", "housing"])
def test_contacts_are_the_administrators(world, send, who):
	world.act(who)
	for method in ("try_contacts", "enter_contacts"):
		make.denied("通讯录", send, method, workbook(HEADS, row("王小明")))
