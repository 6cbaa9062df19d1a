"""The set-up page, protected accounts, units and users by Excel, on a real site."""

import io

import factories as make
import pytest
from openpyxl import Workbook, load_workbook
from test_path import refusal

from anshang_app.setup.rules.unit_sheet import HEADINGS


@pytest.fixture
def admin(db):
	"""The platform's administrator, with a world of units."""
	import frappe

	make.make_world()
	user = make.make_user("admin", "Anshang Administrator")
	frappe.set_user(user)
	frappe.local.lang = "zh"
	return user


def tiles() -> dict[str, list[dict]]:
	from anshang_app.setup.api import tiles

	found: dict[str, list[dict]] = {}
	for tile in tiles()["tiles"]:
		found.setdefault(tile["key"], []).append(tile)
	return found


def workbook(*rows: dict, head=None) -> bytes:
	book = Workbook()
	book.active.append(head or list(HEADINGS))
	for row in rows:
		book.active.append([row.get(name) for name in HEADINGS.values()])
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


# --- the set-up page ----------------------------------------------------------------------------------------


def test_only_administrators_see_the_set_up(db):
	import frappe

	from anshang_app.setup import api

	frappe.set_user(make.make_user("lead", "Chain Lead Clerk"))
	frappe.local.lang = "zh"
	for method in (api.tiles, api.send_test_mail, api.invite_accounts, api.preview):
		with pytest.raises(frappe.PermissionError, match="平台管理员"):
			method()


def test_every_part_has_a_chinese_sentence_a_state_and_a_way_the_user_may_go(admin):
	import re

	import frappe

	found = tiles()
	assert set(found) == {
		"units",
		"members",
		"accounts",
		"protection",
		"chains",
		"settings",
		"calendars",
		"templates",
		"modes",
		"items",
		"duties",
		"lights",
		"validity",
		"workflows",
		"fonts",
		"mail",
		"background",
		"sweep",
		"digests",
		"robots",
		"backups",
	}
	for tile in [tile for same in found.values() for tile in same]:
		assert tile["state_text"] in ("好", "要办", "缺")
		assert re.search(r"[\u4e00-\u9fff]", tile["sentence"])
		assert "{" not in tile["sentence"]
		if tile["route"] and tile["route"][0] in ("List", "Form"):
			assert frappe.has_permission(tile["route"][1], "write")
	assert found["protection"][0]["for_system_manager"]
	assert found["accounts"][0]["for_system_manager"]
	assert not found["calendars"][0]["for_system_manager"]


def test_a_missing_kind_of_unit_is_named(admin):
	import frappe

	frappe.db.set_value("Anshang Unit", {"is_inspection_office": 1}, "is_active", 0)
	assert "督查室" in tiles()["units"][0]["sentence"]
	assert tiles()["units"][0]["state_text"] == "缺"
	for field in ("is_inspection_office", "is_development_zone"):
		make.make("Anshang Unit", unit_name=f"{field}（测试）", **{field: 1})
	assert tiles()["units"][0]["state_text"] == "好"


def test_members_without_an_account_and_accounts_without_a_unit_are_named(admin):
	make.make(
		"Anshang Unit", unit_name="某局（测试）", is_approval_unit=1, members=[{"member_name": "无号人"}]
	)
	make.make_user("lonely", "Approval Clerk")
	found = tiles()
	assert "无号人（某局（测试））" in found["members"][0]["sentence"]
	assert any("lonely@test.example.com" in tile["sentence"] for tile in found["accounts"])


def test_a_member_who_left_is_not_asked_for(admin):
	make.make(
		"Anshang Unit",
		unit_name="某局（测试）",
		is_approval_unit=1,
		members=[{"member_name": "离任者", "from_date": "2020-01-01", "to_date": "2021-01-01"}],
	)
	assert "离任者" not in tiles()["members"][0]["sentence"]


def test_a_chain_without_its_lead_unit_is_named(admin):
	make.make("Industry Chain", chain_name="无主产业", counts_for_admission=1)
	assert "无主产业" in tiles()["chains"][0]["sentence"]


def test_a_switched_off_workflow_is_named(admin):
	import frappe

	frappe.db.set_value("Workflow", "Service Plan Path", "is_active", 0)
	assert "两单一表" in tiles()["workflows"][0]["sentence"]


def test_without_an_account_that_sends_no_mail_is_promised(admin, monkeypatch):
	from anshang_app.setup import accounts, api

	# muted mails would count as an account that sends
	monkeypatch.setattr(accounts.EmailAccount, "find_default_outgoing", classmethod(lambda cls: None))
	assert tiles()["mail"][0]["state_text"] == "缺"
	assert "没有设置发信账户" in refusal(api.send_test_mail)
	assert "没有设置发信账户" in refusal(api.invite_accounts)


# --- protected accounts -------------------------------------------------------------------------------------


def test_accounts_are_protected_from_the_first_day_and_an_edit_stands(db):
	import frappe

	from anshang_app.setup.install import plant, protect_accounts

	settings = frappe.get_doc("System Settings")
	assert settings.enable_password_policy
	assert (settings.minimum_password_score, settings.allow_consecutive_login_attempts) == ("3", 5)
	assert settings.session_expiry == "08:00"
	assert not settings.deny_multiple_sessions
	assert not settings.enable_two_factor_auth
	settings.update(
		{"minimum_password_score": "4", "allow_consecutive_login_attempts": 3, "session_expiry": "01:00"}
	)
	settings.save()
	plant()
	protect_accounts()
	settings.reload()
	assert (settings.minimum_password_score, settings.allow_consecutive_login_attempts) == ("4", 3)
	assert settings.session_expiry == "01:00"


def test_a_weak_password_is_refused(db):
	import frappe
	from frappe.core.doctype.user.user import update_password

	with pytest.raises(frappe.ValidationError) as caught:
		update_password("123456", key="no such key")
	assert "密码" in str(caught.value) or "口令" in str(caught.value)


# --- units and users by Excel -------------------------------------------------------------------------------

UNIT = {
	"unit": "多宝镇人民政府（测试）",
	"kinds": "项目落户地",
	"document_code": "多政函",
	"principal": "周镇长",
	"member": "赵六",
	"post": "安商专班联络员",
	"phone": "0728-5221234",
	"account": "zhaoliu@duobao.test",
	"liaison": "是",
	"agent": "是",
	"from_date": "2026-03-05",
}


def test_the_template_names_what_the_platform_knows(admin):
	from anshang_app.setup.unit_import import template

	book = load_workbook(io.BytesIO(template()))
	assert [cell.value for cell in book.worksheets[0][1]] == list(HEADINGS)
	notes = str([cell.value for line in book["填写说明"] for cell in line])
	for word in ("产业链包保单位", "审批(服务)单位", "政数局经办", "代办员"):
		assert word in notes


def test_a_preview_saves_nothing_and_an_import_makes_unit_member_and_account(admin):
	import frappe

	from anshang_app.setup.unit_import import apply, preview

	content = workbook(UNIT)
	shown = preview(content)
	assert shown["problems"] == []
	assert shown["counts"] == {"new_units": 1, "new_members": 2, "new_accounts": 1, "changed": 0}
	assert not frappe.db.exists("Anshang Unit", UNIT["unit"])
	assert not frappe.db.exists("User", UNIT["account"])
	assert apply(content) == {"created": 1, "updated": 0, "opened": [UNIT["account"]], "left": 0}
	unit = frappe.get_doc("Anshang Unit", UNIT["unit"])
	assert (unit.is_host_locality, unit.is_active, unit.document_code) == (1, 1, "多政函")
	principal, member = unit.members
	assert (principal.member_name, principal.is_principal, principal.user) == ("周镇长", 1, None)
	assert (member.user, member.is_liaison, member.is_agent, str(member.from_date)) == (
		UNIT["account"],
		1,
		1,
		"2026-03-05",
	)
	user = frappe.get_doc("User", UNIT["account"])
	assert {row.role for row in user.roles} == {"Host Locality Clerk", "Commission Agent"}
	assert (user.language, user.enabled, user.module_profile) == ("zh", 1, "Anshang Officials")
	assert not frappe.db.sql("select 1 from __Auth where doctype='User' and name=%s", UNIT["account"])


def test_the_same_workbook_again_changes_nothing(admin):
	import frappe

	from anshang_app.setup.unit_import import apply, preview

	content = workbook(UNIT)
	apply(content)
	before = frappe.get_doc("Anshang Unit", UNIT["unit"]).modified
	assert preview(content)["counts"] == {"new_units": 0, "new_members": 0, "new_accounts": 0, "changed": 0}
	assert apply(content) == {"created": 0, "updated": 0, "opened": [], "left": 0}
	assert frappe.get_doc("Anshang Unit", UNIT["unit"]).modified == before


def test_a_later_workbook_adds_and_updates_but_takes_nothing_away(admin):
	import frappe

	from anshang_app.setup.unit_import import apply, preview

	apply(workbook(UNIT))
	later = workbook(
		{**UNIT, "kinds": "经济开发区", "post": "站长", "phone": None},
		{"member": "周镇长", "account": "zhou@duobao.test"},
		{"member": "新人"},
	)
	assert preview(later)["counts"] == {"new_units": 0, "new_members": 1, "new_accounts": 1, "changed": 2}
	assert apply(later) == {"created": 0, "updated": 1, "opened": ["zhou@duobao.test"], "left": 0}
	unit = frappe.get_doc("Anshang Unit", UNIT["unit"])
	assert (unit.is_host_locality, unit.is_development_zone) == (1, 1)
	assert [(row.member_name, row.user, row.post, row.office_phone) for row in unit.members] == [
		("周镇长", "zhou@duobao.test", None, None),
		("赵六", UNIT["account"], "站长", "0728-5221234"),
		("新人", None, None, None),
	]
	roles = {row.role for row in frappe.get_doc("User", "zhou@duobao.test").roles}
	assert roles == {"Host Locality Clerk", "Unit Principal"}


def test_one_wrong_row_keeps_the_whole_workbook_out(admin):
	import frappe

	from anshang_app.setup.unit_import import apply, preview

	content = workbook(UNIT, {**UNIT, "unit": "另一个单位", "kinds": "飞地", "account": "x@y.test"})
	(problem,) = preview(content)["problems"]
	assert problem["line"] == 3
	assert "飞地" in problem["text"]
	assert "项目落户地" in problem["text"]
	message = refusal(apply, content)
	assert "第 3 行" in message
	assert not frappe.db.exists("Anshang Unit", UNIT["unit"])


def test_an_account_that_is_switched_off_is_not_taken(admin):
	import frappe

	from anshang_app.setup.unit_import import preview

	user = make.make_user("gone", "Approval Clerk")
	frappe.db.set_value("User", user, "enabled", 0)
	(problem,) = preview(workbook({**UNIT, "account": user}))["problems"]
	assert "已停用" in problem["text"]


def test_text_is_stored_as_text(admin):
	import frappe

	from anshang_app.setup.unit_import import apply

	apply(workbook({**UNIT, "post": "<script>alert(1)</script>站长"}))
	assert "<script" not in frappe.get_doc("Anshang Unit", UNIT["unit"]).members[1].post


def test_a_city_of_accounts_comes_in_one_workbook(admin, monkeypatch):
	"""Frappe stops at some sixty new accounts an hour elsewhere."""
	import frappe

	from anshang_app.setup import unit_import

	monkeypatch.setattr(unit_import, "AT_ONCE", 5)
	monkeypatch.setitem(frappe.local.conf, "throttle_user_limit", 6)
	# over the limit from the start
	frappe.db.sql("update tabUser set creation = now(), modified = now()")
	people = [{**UNIT, "member": f"人{n}", "account": f"p{n}@duobao.test"} for n in range(8)]
	first = unit_import.apply(workbook(*people))
	assert (len(first["opened"]), first["left"], first["created"]) == (5, 3, 0)
	second = unit_import.apply(workbook(*people))
	assert (len(second["opened"]), second["left"], second["created"]) == (3, 0, 1)
	assert len(frappe.get_doc("Anshang Unit", UNIT["unit"]).members) == 9
	assert frappe.db.get_value("User", "p7@duobao.test", "enabled")
	assert frappe.local.conf.throttle_user_limit == 6


def test_a_new_account_gets_the_mail_to_set_a_password_and_may_get_it_again(admin):
	import frappe

	from anshang_app.setup import accounts, api
	from anshang_app.setup.unit_import import apply

	make.make(
		"Email Account",
		email_account_name="平台",
		email_id="platform@city.test",
		enable_outgoing=1,
		default_outgoing=1,
		smtp_server="localhost",
		no_smtp_authentication=1,
	)
	apply(workbook(UNIT))
	sent = {"recipient": UNIT["account"]}
	assert frappe.db.count("Email Queue Recipient", sent) == 1
	mail = frappe.db.get_value("Email Queue Recipient", sent, "parent")
	assert "update-password" in frappe.get_doc("Email Queue", mail).message
	assert UNIT["account"] in accounts.without_password()
	assert api.invite_accounts() == len(accounts.without_password())
	assert frappe.db.count("Email Queue Recipient", sent) == 2


def test_no_account_becomes_a_system_manager_by_the_way(admin):
	"""Frappe makes the first desk account one where only Administrator is."""
	import frappe

	from anshang_app.demo.units import make_user
	from anshang_app.setup.accounts import add_roles

	frappe.db.delete(
		"Has Role", {"role": "System Manager", "parenttype": "User", "parent": ["!=", "Administrator"]}
	)
	make_user("first@anshang.example", "首个账号", ["City Leader"])
	add_roles("first@anshang.example", ["Unit Principal"])
	roles = {row.role for row in frappe.get_doc("User", "first@anshang.example").roles}
	assert roles == {"City Leader", "Unit Principal"}


def test_the_demo_gives_only_roles_an_import_would_give(db):
	from anshang_app.demo.units import roles_in, shipped_units
	from anshang_app.foundation.unit_kinds import KINDS, ROLES, roles_of

	for unit in shipped_units():
		kinds = [kind for kind in KINDS if unit.get(kind)]
		for member in unit["members"]:
			derived = set(roles_of(kinds, member.get("is_agent"), member.get("is_principal")))
			given = set(roles_in(unit, member))
			assert given <= set(ROLES)
			assert given - derived <= {"Anshang Administrator"}
