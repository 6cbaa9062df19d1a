"""Letters to principals and leaders: who gets them, once, at most five lines, nothing of anybody else's."""

import re

import pytest
from factories import log_planning, make_planned_project, make_user, make_world
from frappe.utils import add_days, today


@pytest.fixture
def city(db, frappe_site, monkeypatch):
	from anshang_app.reminders import leader_letters, principals

	for module in (leader_letters, principals):
		monkeypatch.setattr(module, "is_office_time", lambda: True)
		monkeypatch.setattr(module, "mails_are_on", lambda: False)
	monkeypatch.setattr(principals, "first_working_day", lambda month: month)
	monkeypatch.setattr(leader_letters, "first_working_day", lambda day: day)
	frappe_site.db.delete("Report Mailing")
	frappe_site.db.delete("Notification Log")
	users = make_world()
	users["leader"] = make_user("shizhang", "City Leader")
	project = make_planned_project(city_leader=users["leader"], city_leader_name="王市长")
	frappe_site.db.set_value("Stage Log", {"project": project.name}, "passed_on", add_days(today(), -80))
	log_planning(project.name)
	return frappe_site._dict(users=users, project=project.name)


def name_principal(frappe_site, unit: str, user: str) -> None:
	frappe_site.db.set_value("Unit Member", {"parent": unit, "user": user}, "is_principal", 1)


def told(frappe_site, user: str) -> list:
	fields = ["subject", "email_content"]
	return frappe_site.get_all("Notification Log", filters={"for_user": user}, fields=fields)


def test_the_principal_of_a_unit_is_told_once_what_it_owes(city, frappe_site):
	from anshang_app.reminders import principals

	name_principal(frappe_site, "包保单位（测试）", city.users["lead"])
	principals.send_due()
	(letter,) = told(frappe_site, city.users["lead"])
	assert re.search(r"包保单位（测试）本月待办 \d+ 项", letter.subject)
	assert "六个一不全的项目 1" in letter.email_content
	assert "上期未履职" in letter.email_content
	# a line is a figure of the letter
	assert 1 <= letter.email_content.count("：<b>") <= 5
	assert principals.send_due() == 0
	assert len(told(frappe_site, city.users["lead"])) == 1


def test_nobody_else_is_told(city, frappe_site):
	from anshang_app.reminders import principals

	name_principal(frappe_site, "经信局（测试）", city.users["economy"])
	principals.send_due()
	# a unit that owes nothing gets no letter, a member who is no principal none either
	assert told(frappe_site, city.users["economy"]) == []
	assert told(frappe_site, city.users["lead"]) == []


def test_a_leader_gets_his_page_and_five_figures_of_his_projects(city, frappe_site):
	from anshang_app.reminders import leader_letters

	other = make_user("lingyige", "City Leader")
	leader_letters.send_due()
	(letter,) = told(frappe_site, city.users["leader"])
	assert letter.email_content.count("：<b>") == 5
	assert "/app/anshang-leader" in letter.email_content
	assert "<b>1</b>" in letter.email_content
	# a leader without a project, and whoever is no leader, get nothing
	assert told(frappe_site, other) == []
	assert told(frappe_site, city.users["bureau"]) == []
	leader_letters.send_due()
	assert len(told(frappe_site, city.users["leader"])) == 1


def test_who_lost_the_role_gets_no_page(city, frappe_site):
	from anshang_app.reminders import leader_letters

	frappe_site.db.delete("Has Role", {"parent": city.users["leader"], "role": "City Leader"})
	assert city.users["leader"] not in leader_letters.leaders()


# --- 定时报表 on the set-up page ------------------------------------------------------------------------------


@pytest.fixture
def bureau(city, frappe_site):
	"""A bureau of two, both with an address; the shipped mails as shipped: off."""
	from anshang_app.reminders import report_mails

	for report in report_mails.OFFERED:
		mail = report_mails.stored(report)
		mail.db_set({"enabled": 0, "user": "Administrator"})
	return city.users["bureau"]


def test_a_report_is_on_with_one_click_run_as_a_member_of_the_bureau(bureau, frappe_site):
	from anshang_app.setup import api

	(offer, *others) = [one for one in api.report_mails() if one["report"] == "Project Ledger"]
	assert (offer["on"], offer["user"], others) == (False, bureau, [])
	told = api.switch_report_mail_on(report="Project Ledger")
	assert told.startswith("“项目台账”已开启")
	(offer,) = [one for one in api.report_mails() if one["report"] == "Project Ledger"]
	assert (offer["on"], offer["user"], offer["problem"]) == (True, bureau, "")
	mail = frappe_site.get_doc("Auto Email Report", {"report": "Project Ledger"})
	assert (mail.enabled, mail.user, bureau in mail.email_to) == (1, bureau, True)
	api.switch_report_mail_off(report="Project Ledger")
	mail.reload()
	assert (
		mail.enabled,
		mail.user,
		frappe_site.db.count("Auto Email Report", {"report": "Project Ledger"}),
	) == (0, bureau, 1)


@pytest.mark.parametrize(
	("spoil", "said"),
	[
		(None, "不能用 Administrator"),
		("role", "不能查看报表"),
		("address", "没有邮箱地址"),
		("disabled", "未启用"),
		("left", "不是任何单位的成员"),
	],
)
def test_whom_a_report_cannot_be_run_as(bureau, frappe_site, spoil, said):
	from anshang_app.setup import api

	user = bureau if spoil else "Administrator"
	if spoil == "role":
		user = make_user("wuquan", "Translator")
		unit = frappe_site.get_doc("Anshang Unit", "政数局（测试）")
		unit.append("members", {"member_name": "无权", "user": user})
		unit.save()
	elif spoil == "left":
		frappe_site.db.set_value("Unit Member", {"user": user}, "to_date", today())
	elif spoil:
		values = {"email": ""} if spoil == "address" else {"enabled": 0}
		frappe_site.db.set_value("User", user, values)
	with pytest.raises(frappe_site.ValidationError, match=said):
		api.switch_report_mail_on(report="Project Ledger", user=user)
	assert frappe_site.db.get_value("Auto Email Report", {"report": "Project Ledger"}, "enabled") == 0


def test_receivers_are_colleagues_and_at_least_one(bureau, city, frappe_site):
	from anshang_app.setup import api

	with pytest.raises(frappe_site.ValidationError, match="至少选择一名收件人"):
		api.switch_report_mail_on(report="Project Ledger", user=bureau, addresses=[])
	outside = frappe_site.db.get_value("User", city.users["host"], "email")
	with pytest.raises(frappe_site.ValidationError, match=outside):
		api.switch_report_mail_on(report="Project Ledger", user=bureau, addresses=[outside])


def test_only_administrators_switch_and_only_what_is_offered(bureau, frappe_site):
	from anshang_app.setup import api

	with pytest.raises(frappe_site.ValidationError, match="没有定时报表"):
		api.switch_report_mail_on(report="Operation Audit")
	frappe_site.set_user(bureau)
	for method in (api.report_mails, api.switch_report_mail_on, api.switch_report_mail_off):
		with pytest.raises(frappe_site.PermissionError, match="平台管理员"):
			method(**({} if method is api.report_mails else {"report": "Project Ledger"}))
