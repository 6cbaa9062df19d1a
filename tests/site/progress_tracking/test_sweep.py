"""The sweep and the digests on real records: what they change, that they change it once, and who is told."""

from datetime import timedelta

import pytest
from factories import (
	log_planning,
	make,
	make_planned_project,
	make_project,
	make_user,
	make_world,
	statements,
)
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	project = make_planned_project(
		planned_start_date="2027-12-01", agreed_start_date="2024-01-01", land_price=1500
	)
	frappe_site.db.set_value("Stage Log", {"project": project.name}, "passed_on", add_days(today(), -80))
	log_planning(project.name)
	return frappe_site._dict(users=users, project=project.name)


def node(city, key: str) -> str:
	return f"{city.project}-{key}"


def plan(city, frappe_site, days: int, key: str = "fence", **values) -> str:
	name = node(city, key)
	values = {"planned_date": getdate() + timedelta(days=days), **values}
	frappe_site.db.set_value("Project Node", name, values)
	return name


def logged(frappe_site, name: str) -> list[tuple]:
	return [
		(row.from_light, row.to_light)
		for row in frappe_site.get_all(
			"Light Log", filters={"node": name}, fields=["from_light", "to_light"], order_by="creation, name"
		)
	]


def found(city, kind: str) -> list:
	from anshang_app.progress_tracking.findings import DueItems

	return [finding for finding in DueItems([city.project]).all() if finding.kind == kind]


def state_of(frappe_site) -> list:
	"""Everything the sweep writes, as it stands."""
	return [
		frappe_site.db.sql("select name, light, last_red_on from `tabProject Node` order by name"),
		frappe_site.db.sql("select node, from_light, to_light, changed_on from `tabLight Log` order by name"),
		frappe_site.db.sql(
			"select name, due_date, days_used, is_overdue, listed_by from `tabApproval Case` order by name"
		),
	]


def test_a_light_is_logged_where_it_changes_and_only_there(city, frappe_site):
	from anshang_app.progress_tracking import sweep

	name = plan(city, frappe_site, -3)
	assert sweep.run()["lights"] == 1
	assert logged(frappe_site, name) == [("No Light", "Red Light")]
	before = state_of(frappe_site)
	assert sweep.run()["lights"] == 0
	assert state_of(frappe_site) == before


def test_stale_clocks_are_brought_up_to_today(city, frappe_site):
	from anshang_app.permit_approvals.clocks import read_clock
	from anshang_app.progress_tracking import sweep

	case = frappe_site.get_doc("Approval Case", {"node": node(city, "construction-permit")})
	case.append("clock_events", {"day": add_days(today(), -60), "kind": "Application Accepted"})
	case.db_update_all()
	values = {"state": "Application Accepted", "clock_state": "Clock Runs", "promised_limit": 7}
	frappe_site.db.set_value("Approval Case", case.name, {**values, "limit_unit": "Working Days"})
	assert sweep.run()["cases"] == 1
	kept = frappe_site.get_doc("Approval Case", case.name)
	read = read_clock(kept)
	assert (kept.days_used, kept.is_overdue, kept.due_date) == (read.used, 1, read.due)
	assert kept.listed_by == read.due
	assert sweep.run()["cases"] == 0
	(late,) = found(city, "Approvals Past Their Limit")
	assert "施工许可" in late.sentence


def test_a_red_node_asks_its_owner_until_it_is_explained(city, frappe_site):
	from anshang_app.progress_tracking.lights import refresh_lights

	name = plan(city, frappe_site, -3, responsible_unit="落户地（测试）", responsible_user=None)
	refresh_lights([city.project])
	(asked,) = found(city, "Red Nodes to Explain")
	assert asked.units == ("落户地（测试）",)
	assert "请填原因和措施" in asked.sentence
	frappe_site.db.set_value("Project Node", name, "late_reason", "征迁未完")
	assert found(city, "Red Nodes to Explain") == []


def test_duties_open_and_missed_are_told_to_the_unit(city):
	units = {finding.units for finding in found(city, "Duties of This Period")}
	assert units == {("包保单位（测试）",)}
	assert any("电话" in finding.sentence for finding in found(city, "Duties Missed Last Period"))


def test_a_suspended_project_is_left_alone(city, frappe_site):
	frappe_site.db.set_value("Investment Project", city.project, "stage", "Suspended")
	plan(city, frappe_site, -3)
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.progress_tracking.lights import refresh_lights

	assert refresh_lights([city.project]) == 0
	assert DueItems([city.project]).all() == []


@pytest.mark.parametrize(
	("cause", "fee"),
	[("Enterprise", True), ("Government Side", False), ("Force Majeure", False), ("", False)],
)
def test_idle_land_costs_the_enterprise_only(city, frappe_site, cause, fee):
	frappe_site.db.set_value("Investment Project", city.project, "idle_cause", cause)
	frappe_site.db.set_value("Project Node", node(city, "land-contract"), "actual_date", "2023-12-01")
	words = [finding.sentence for finding in found(city, "Deadlines Past")]
	one_year = next(text for text in words if "满一年" in text)
	assert any("满两年" in text for text in words)
	assert ("闲置费估算 300 万元" in one_year) is fee


def test_a_permit_lapses_unless_building_began_and_an_extension_moves_it(city, frappe_site):
	issued = add_days(today(), -100)
	frappe_site.db.set_value("Project Node", node(city, "construction-permit"), "actual_date", issued)
	case = frappe_site.db.get_value("Approval Case", {"node": node(city, "construction-permit")})
	frappe_site.db.set_value("Approval Case", case, {"state": "Granted", "issued_on": issued})

	def told() -> list[str]:
		return [
			finding.kind
			for kind in ("Deadlines Past", "Deadlines Near")
			for finding in found(city, kind)
			if "施工许可开工期限" in finding.sentence
		]

	assert told() == ["Deadlines Past"]
	frappe_site.db.set_value("Approval Case", case, "extensions_granted", 1)
	assert told() == []
	frappe_site.db.set_value("Approval Case", case, "extensions_granted", 0)
	frappe_site.db.set_value("Project Node", node(city, "start-construction"), "actual_date", today())
	assert told() == []


def test_in_december_next_years_plan_is_asked_for(city, frappe_site):
	from datetime import date

	from anshang_app.progress_tracking.findings import DueItems

	board = DueItems([city.project])
	board.today = date(2026, 11, 30)
	assert list(board.years()) == []
	board.today = date(2026, 12, 1)
	assert ["2027" in finding.sentence for finding in board.years()] == [True]
	project = frappe_site.get_doc("Investment Project", city.project)
	project.append("annual_plans", {"plan_year": 2027, "year_investment": 100})
	project.save()
	assert list(board.years()) == []


def test_more_projects_do_not_cost_more_statements(city, frappe_site):
	from anshang_app.progress_tracking import sweep

	plan(city, frappe_site, -3)
	few = statements(sweep.run)
	for number in range(3):
		other = make_project(project_name=f"另{number}", planned_start_date="2027-12-01")
		other.db_set("stage", "Planning")
		from anshang_app.service_plans.plans import start_plan

		start_plan(other)
		plan(frappe_site._dict(project=other.name), frappe_site, -3)
	plan(city, frappe_site, 60)
	assert statements(sweep.run) <= few + 1
	# with the demo on the site, as in a whole run
	assert few <= 48


def test_a_digest_is_written_once_a_day_and_tells_no_foreign_project(city, frappe_site):
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.reminders import digests

	other = make_user("wairen", "Chain Lead Clerk")
	make(
		"Anshang Unit",
		unit_name="别的包保单位",
		is_chain_lead_unit=1,
		members=[{"member_name": "wairen", "user": other}],
	)
	frappe_site.get_doc(
		{
			"doctype": "Email Account",
			"name": "提醒（测试）",
			"email_id": "tixing@test.example.com",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "127.0.0.1",
		}
	).db_insert()
	board = DueItems([city.project]).all()
	stray = [finding.__class__(**{**finding.__dict__, "units": ("别的包保单位",)}) for finding in board[:1]]
	assert sum(digests.write_each(board + stray)) >= 1
	assert sum(digests.write_each(board + stray)) == 0
	filters = {"user": city.users["lead"], "day": today()}
	(log,) = frappe_site.get_all("Reminder Log", filters=filters, fields=["*"])
	assert "【本期待履职】" in log.digest_text
	assert "测试项目：" in log.digest_text
	assert frappe_site.db.count("Reminder Log", {"user": other}) == 0
	mails = {"reference_doctype": "Reminder Log", "reference_name": log.name}
	(mail,) = frappe_site.get_all("Email Queue", filters=mails, fields=["message_id", "message"])
	assert mail.message_id == log.message_id
	assert mail.message.count(log.message_id) == 1
	told = frappe_site.get_all("Notification Log", filters={"for_user": city.users["lead"]}, pluck="subject")
	assert [subject for subject in told if subject.startswith("今日提醒")] == [
		f"今日提醒：{log.item_count} 件事"
	]


def test_the_zone_is_left_out_of_the_bureaus_digest_by_a_setting(city, frappe_site):
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.progress_tracking.rules.finding_kinds import SUPERVISED
	from anshang_app.reminders import digests

	found = [finding for finding in DueItems([city.project]).all() if finding.kind in SUPERVISED]
	assert found
	settings = frappe_site.get_doc("Anshang Settings")
	settings.update({"development_zone": "落户地（测试）", "hide_development_zone": 0})
	settings.save()
	assert city.users["bureau"] in digests.by_person(found)
	settings.hide_development_zone = 1
	settings.save()
	assert city.users["bureau"] not in digests.by_person(found)


def test_a_mail_whose_sender_died_goes_back_into_the_queue_with_its_number(city, frappe_site):
	from anshang_app.reminders.digests import retry_mails

	values = {
		"sender": "a@example.com",
		"message": "x",
		"message_id": "anshang-1@x",
		"reference_doctype": "Reminder Log",
	}
	names = {}
	for key, minutes in (("dead", 30), ("alive", 1)):
		row = frappe_site.get_doc({"doctype": "Email Queue", "status": "Sending", **values})
		row.append("recipients", {"recipient": "b@example.com"})
		names[key] = row.insert(ignore_permissions=True).name
		frappe_site.db.sql(
			"update `tabEmail Queue` set modified = %s where name = %s",
			(frappe_site.utils.add_to_date(None, minutes=-minutes), names[key]),
		)
	retry_mails()
	assert frappe_site.db.get_value("Email Queue", names["dead"], ["status", "message_id"]) == (
		"Not Sent",
		"anshang-1@x",
	)
	assert frappe_site.db.get_value("Email Queue", names["alive"], "status") == "Sending"


def test_of_two_sweeps_at_once_the_second_steps_back(city, frappe_site):
	import pymysql

	from anshang_app.progress_tracking import sweep

	conf = frappe_site.conf
	other = pymysql.connect(
		host=conf.db_host or "127.0.0.1",
		port=int(conf.db_port or 3306),
		user=conf.db_name,
		password=conf.db_password,
		unix_socket=conf.get("db_socket"),
	)
	with other.cursor() as cursor:
		name = f"{conf.db_name}:{sweep.LOCK}"
		# the site's own nightly run may hold it for a moment
		cursor.execute("select get_lock(%s, 30)", name)
		assert cursor.fetchone()[0] == 1
		assert sweep.run() is None
		cursor.execute("select release_lock(%s)", name)
	other.close()
	assert sweep.run() is not None


def test_what_a_worker_writes_is_chinese(db, frappe_site, site_name):
	from frappe.utils.background_jobs import execute_job

	frappe_site.local.lang = "en"
	execute_job(
		site_name, "anshang_app.reminders.digests.text_of", None, "a job", {"matters": []}, is_async=False
	)
	assert frappe_site._("Reminder of today: {0} matters") == "今日提醒：{0} 件事"
