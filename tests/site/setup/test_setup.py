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
		"offices",
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
		"data",
		"digests",
		"report_mails",
		"robots",
		"clock",
		"secrets",
		"backups",
		"storage",
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


# --- what is wrong with the site itself ---------------------------------------------------------------------


def sentences(key: str) -> str:
	return "\n".join(tile["sentence"] for tile in tiles()[key])


def set_single(doctype: str, field: str, value) -> None:
	import frappe

	frappe.db.set_single_value(doctype, field, value)
	frappe.clear_document_cache(doctype, doctype)


def test_every_scheduled_job_has_a_name_an_administrator_knows(admin):
	import re

	import frappe

	from anshang_app.setup.readiness_facts import job_name

	events = frappe.get_hooks("scheduler_events", app_name="anshang_app")
	jobs = [job for kind in ("daily", "daily_long") for job in events[kind]]
	jobs += [job for same in events["cron"].values() for job in same]
	assert len(jobs) >= 9
	assert [job for job in jobs if not re.fullmatch("[\u4e00-\u9fff]+", job_name(job))] == []


def test_a_record_changed_past_the_platform_is_found_named_and_told(admin, world):
	import frappe

	from anshang_app.setup import at_work
	from anshang_app.setup.api import check_data

	set_single("Anshang Settings", "data_checked_at", None)
	assert sentences("data") == "还没有核对过数据；每夜自动核对。"
	before = check_data()
	project = make.make(**make.project_values())
	assert check_data() == before
	frappe.db.set_value("Investment Project", project.name, "stage", "Construction")
	assert check_data() == before + 2
	(tile,) = tiles()["data"]
	assert (tile["state_text"], tile["can_check"]) == ("缺", True)
	assert f"{before + 2} 条记录前后不符" in tile["sentence"]
	words = [record["words"] for record in tile["records"] if record["name"] == project.name]
	assert words == [
		f"招商引资项目 {project.name}：处于“开工建设”，但阶段记录最后到“信息移交”",
		f"招商引资项目 {project.name}：处于“开工建设”，却没有已签章的两单一表",
	]
	frappe.db.delete("Notification Log", {"subject": ["like", "%数据核对%"]})
	at_work.tell()
	assert frappe.db.exists("Notification Log", {"subject": ["like", "%数据核对%"]})
	frappe.set_user(world.user["lead"])
	with pytest.raises(frappe.PermissionError):
		check_data()


def test_a_monitor_is_told_what_fails(admin, world):
	import frappe

	from anshang_app.setup.api import status

	frappe.local.response = frappe._dict()
	set_single("Anshang Settings", "data_checked_at", frappe.utils.now_datetime())
	set_single("Anshang Settings", "data_faults", '[["Enterprise", "甲", "企业 甲：指向已不存在的记录"]]')
	told = status()
	assert told["ok"] is False and frappe.local.response.http_status_code == 503
	(data,) = [one for one in told["failing"] if one["key"] == "data"]
	assert data["title"] == "数据核对" and "1 条记录前后不符" in data["sentence"]
	assert {"mail", "clock", "backups", "storage", "background", "sweep", "data"} <= {
		one["key"] for one in told["tiles"]
	}
	frappe.set_user(world.user["bureau"])
	with pytest.raises(frappe.PermissionError):
		status()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "Asia/Hong_Kong", "America/New_York"])
def test_another_time_zone_is_named(admin, zone):
	set_single("System Settings", "time_zone", "Asia/Shanghai")
	assert "时区为 Asia/Shanghai" in sentences("clock")
	set_single("System Settings", "time_zone", zone)
	assert f"站点的时区是 {zone}" in sentences("clock")
	assert tiles()["clock"][0]["state_text"] == "缺"


def test_a_last_run_in_the_future_is_named_and_set_back(admin):
	import frappe
	from frappe.utils import add_to_date, get_datetime, now_datetime

	from anshang_app.setup.api import set_back_runs

	set_single("System Settings", "time_zone", "Asia/Shanghai")
	job = frappe.db.get_value("Scheduled Job Type", {"method": "anshang_app.reminders.outbox.send_waiting"})
	assert job
	frappe.db.set_value("Scheduled Job Type", job, "last_execution", add_to_date(now_datetime(), minutes=2))
	assert sentences("clock") == "时区为 Asia/Shanghai，没有运行时间在将来的任务。"
	frappe.db.set_value("Scheduled Job Type", job, "last_execution", add_to_date(now_datetime(), days=400))
	set_single("Anshang Settings", "swept_at", add_to_date(now_datetime(), hours=9))
	set_single("Anshang Settings", "digested_on", add_to_date(now_datetime(), days=2).date())
	said = sentences("clock")
	assert "有 3 项的上次运行时间在将来" in said
	assert tiles()["clock"][0]["can_set_back"]
	assert set_back_runs() == 3
	assert "没有运行时间在将来的任务" in sentences("clock")
	assert get_datetime(frappe.db.get_value("Scheduled Job Type", job, "last_execution")) <= now_datetime()


@pytest.mark.parametrize("key", ["wrong", "", "Zm9yZWlnbmZvcmVpZ25mb3JlaWduZm9yZWlnbjEyMzQ="])
def test_an_encryption_key_that_opens_nothing_is_named(admin, key, monkeypatch):
	import frappe
	from frappe.utils.password import encrypt

	frappe.db.sql("delete from __Auth where encrypted = 1")
	frappe.db.sql(
		"insert into __Auth (doctype, name, fieldname, password, encrypted) values (%s, %s, %s, %s, 1)",
		("Reminder Robot", "群", "robot_key", encrypt("秘密")),
	)
	assert "能打开已存的全部 1 项" in sentences("secrets")
	monkeypatch.setitem(frappe.local.conf, "encryption_key", key)
	assert "打不开已存的全部 1 项" in sentences("secrets") and "提醒机器人 1" in sentences("secrets")
	assert tiles()["secrets"][0]["state_text"] == "缺"
	assert frappe.local.conf["encryption_key"] == key, "none is made by looking"


def test_a_single_value_the_key_does_not_open_is_named(admin):
	import frappe
	from frappe.utils.password import encrypt

	frappe.db.sql("delete from __Auth where encrypted = 1")
	for name, password in (("甲", encrypt("秘密")), ("乙", "gAAAAABnot-to-be-read")):
		frappe.db.sql(
			"insert into __Auth (doctype, name, fieldname, password, encrypted) values (%s, %s, %s, %s, 1)",
			("Reminder Robot", name, "robot_key", password),
		)
	assert "打不开其中 1 项" in sentences("secrets")


def test_offices_and_the_supervisor_of_contracts_not_chosen_are_named(admin):
	assert "已选定" in sentences("offices")
	set_single("Anshang Settings", "party_inspection_office", None)
	assert "市委督查室" in sentences("offices") and "市政府督查室" not in sentences("offices")
	set_single("Anshang Settings", "government_inspection_office", None)
	set_single("Anshang Settings", "investment_service_center", None)
	said = sentences("offices")
	assert "市委督查室" in said and "市政府督查室" in said and "合同履约没有监督单位" in said
	assert {tile["state_text"] for tile in tiles()["offices"]} == {"缺"}


def test_an_office_out_of_use_counts_as_not_chosen(admin):
	import frappe

	frappe.db.set_value("Anshang Unit", "市委督查室（测试）", "is_active", 0)
	assert "市委督查室" in sentences("offices")


def test_rows_of_the_template_without_a_duration_are_named(admin):
	import frappe

	name = frappe.db.get_value("Plan Template", {"is_default": 1})
	rows = frappe.get_all(
		"Plan Template Row", filters={"parent": name, "is_dated": 1}, fields=["name", "title"], order_by="idx"
	)
	frappe.db.set_value("Plan Template Row", {"parent": name}, {"duration": 5, "to_verify": 0})
	assert "没有填用时" not in sentences("templates")
	for row in rows[:2]:
		frappe.db.set_value(
			"Plan Template Row", row.name, {"duration": 0, "approval_item": None, "is_event": 0}
		)
	said = sentences("templates")
	assert "有 2 个需排日期的行没有填用时" in said
	assert all(row.title in said for row in rows[:2])


def test_a_job_whose_last_run_failed_is_named_until_it_works_again(admin):
	import frappe
	from frappe.utils import add_to_date, now_datetime

	from anshang_app.setup import readiness_facts

	frappe.db.delete("Scheduled Job Log")
	job = frappe.db.get_value("Scheduled Job Type", {"method": "anshang_app.progress_tracking.sweep.light"})

	def run(status: str, minutes_ago: int) -> None:
		log = make.make("Scheduled Job Log", scheduled_job_type=job, status=status)
		log.db_set("creation", add_to_date(now_datetime(), minutes=-minutes_ago), update_modified=False)

	run("Complete", 90)
	assert readiness_facts.failing_jobs() == []
	run("Failed", 60)
	(failing,) = readiness_facts.failing_jobs()
	assert failing == "每日核算"
	run("Complete", 30)
	assert readiness_facts.failing_jobs() == []


def test_what_fails_is_told_to_the_platforms_administrator_once_a_day(admin):
	import frappe

	from anshang_app.setup import at_work

	frappe.set_user("Administrator")
	frappe.local.lang = "zh"
	frappe.db.delete("Notification Log", {"subject": ["like", "平台运行异常%"]})
	robot = make.make(
		"Reminder Robot",
		robot_name="坏了的群",
		unit="包保单位（测试）",
		service="DingTalk",
		robot_key="k",
	)
	robot.db_set("last_error", "连接不上")
	at_work.tell()
	told = frappe.get_all(
		"Notification Log",
		filters={"for_user": admin},
		fields=["subject", "email_content"],
		order_by="creation",
	)
	(about,) = [row for row in told if "坏了的群" in row.email_content]
	assert about.subject.startswith("平台运行异常：")
	assert "/app/anshang-setup" in about.email_content
	assert at_work.tell() == 0, "once a day"
	assert not frappe.db.exists(
		"Notification Log", {"for_user": ["like", "lead@%"], "subject": about.subject}
	)


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
	# Frappe's lock of an account is off: the app's own is per account and address
	assert (settings.minimum_password_score, settings.allow_consecutive_login_attempts) == ("3", 0)
	own = frappe.get_single("Anshang Settings")
	assert (own.sign_in_failures, own.sign_in_wait, own.address_failures) == (5, 10, 300)
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


def test_a_new_account_leaves_the_caches_of_all_alone(admin, monkeypatch):
	"""Frappe empties every cache at each saved account, by a note of who owes a mail password."""
	import frappe
	from frappe.core.doctype.user import user

	from anshang_app.setup.accounts import many_accounts, open_account

	emptied = []
	with monkeypatch.context() as watch:
		watch.setattr(frappe, "clear_cache", lambda user=None, doctype=None: emptied.append(user or doctype))
		open_account("quiet-1@anshang.example", "甲", ["City Leader"])
	assert None not in emptied
	# the note itself is still written as soon as it says another thing
	row = {
		"doctype": "User Email",
		"parent": "Administrator",
		"parenttype": "User",
		"parentfield": "user_emails",
	}
	frappe.get_doc({**row, "awaiting_password": 1, "used_oauth": 0}).db_insert()
	with many_accounts():
		# v16 asks for it only at an account with mail accounts of its own
		user.ask_pass_update()
	assert frappe.db.get_default("email_user_password") == "Administrator"


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
