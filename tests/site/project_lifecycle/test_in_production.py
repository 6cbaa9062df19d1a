"""After the hand-over 经信局 serves the enterprise: it visits, enters requests, collects answers; nobody else gains a right."""

import pytest
from factories import make_planned_project, make_project, make_user, make_world
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	project = make_planned_project()
	project.db_set("stage", "Handed Over")
	log = {"doctype": "Stage Log", "project": project.name, "to_stage": "Handed Over"}
	frappe_site.get_doc({**log, "passed_on": add_days(today(), -100)}).insert(ignore_permissions=True)
	return frappe_site._dict(users=users, project=project.name)


def as_user(frappe_site, city, who):
	frappe_site.set_user(city.users[who])


def visit(frappe_site, city, **values):
	entry = {
		"doctype": "Progress Entry",
		"project": city.project,
		"entry_kind": "Site Visit",
		"content": "走访企业生产",
	}
	return frappe_site.get_doc({**entry, **values}).insert()


def request(frappe_site, city, **values):
	issue = {"doctype": "Coordination Issue", "project": city.project, "title": "用工缺口", "is_request": 1}
	return frappe_site.get_doc({**issue, **values}).insert()


def test_the_economy_bureau_visits_and_nobody_else(city, frappe_site):
	as_user(frappe_site, city, "economy")
	assert visit(frappe_site, city).unit == "经信局（测试）"
	for who in ("lead", "host", "bureau"):
		as_user(frappe_site, city, who)
		with pytest.raises(frappe_site.ValidationError, match="不再填报"):
			visit(frappe_site, city)


def test_it_enters_nothing_for_a_project_under_way(city, frappe_site):
	frappe_site.db.set_value("Investment Project", city.project, "stage", "Completion Handover")
	as_user(frappe_site, city, "economy")
	for step in (visit, request):
		with pytest.raises(frappe_site.PermissionError):
			step(frappe_site, city)


def test_a_request_is_answered_and_cleared_by_the_economy_bureau(city, frappe_site):
	from anshang_app.coordination import issues

	as_user(frappe_site, city, "economy")
	asked = request(frappe_site, city, unit="落户地（测试）", person="李四", due_date=add_days(today(), 5))
	assert asked.in_production == 1
	as_user(frappe_site, city, "host")
	issues.step(asked.name, "Take Up Issue")
	issues.step(asked.name, "Answer Issue", {"answer": "已组织专场招聘"})
	as_user(frappe_site, city, "lead")
	# the 包保单位 reads it as before, the step is another's now
	assert frappe_site.has_permission("Coordination Issue", "read", asked.name)
	values = {
		"confirmed_by": "企业王总",
		"confirmed_on": today(),
		"confirmed_how": "By Telephone",
		"satisfaction": "Very Satisfied",
	}
	with pytest.raises(frappe_site.PermissionError, match="经信局（测试）"):
		issues.step(asked.name, "Clear Issue", values)
	as_user(frappe_site, city, "economy")
	assert issues.step(asked.name, "Clear Issue", values).state == "Cleared"


def test_problems_under_way_stay_with_the_lead_unit(city, frappe_site):
	from anshang_app.coordination import issues

	other = make_project(project_name="在建项目")
	assert issues.collecting_units(other.name) == ["包保单位（测试）", "落户地（测试）"]
	assert issues.collecting_units(city.project) == ["经信局（测试）", None]


def test_a_visit_falls_due_and_is_told_to_the_economy_bureau(city, frappe_site):
	from anshang_app.progress_tracking.findings import DueItems
	from anshang_app.progress_tracking.rules.finding_kinds import VISIT_DUE

	def due():
		return [one for one in DueItems([city.project]).all() if one.kind == VISIT_DUE]

	(told,) = due()
	assert told.units == ("经信局（测试）",) and "已过 100 天" in told.sentence
	as_user(frappe_site, city, "economy")
	visit(frappe_site, city, entry_date=today())
	assert due() == []
	frappe_site.set_user("Administrator")
	frappe_site.db.set_value(
		"Progress Entry", {"project": city.project}, "entry_date", add_days(today(), -95)
	)
	assert len(due()) == 1
	frappe_site.db.set_single_value("Anshang Settings", "production_visit_days", 0)
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	assert due() == []


def test_what_is_open_waits_for_the_economy_bureau(city, frappe_site):
	from anshang_app.reminders import my_work

	as_user(frappe_site, city, "economy")
	asked = request(frappe_site, city)

	def waiting(who):
		as_user(frappe_site, city, who)
		return [task for task in my_work.MyWork().tasks() if task.name == asked.name]

	assert [task.heading for task in waiting("economy")] == ["Problems to Assign"]
	assert waiting("lead") == []


def test_the_report_tells_visits_and_requests(city, frappe_site):
	from anshang_app.case_reporting import reports

	as_user(frappe_site, city, "economy")
	visit(frappe_site, city)
	request(frappe_site, city)
	(row,) = [row for row in reports.build("Services in Production").rows if row["project"] == city.project]
	assert (row["visits"], row["requests_open"], row["problems_open"]) == (1, 1, 0)
	assert row["last_contact"] == getdate()
	frappe_site.set_user(make_user("wairen", "Chain Lead Clerk"))
	assert [
		row for row in reports.build("Services in Production").rows if row["project"] == city.project
	] == []


def test_the_page_of_the_project_offers_it_to_the_economy_bureau_alone(city, frappe_site):
	from anshang_app.reminders.project_actions import actions_of

	served = {"file_entry", "enter_request", "raise_problem"}
	project = frappe_site.get_doc("Investment Project", city.project)
	for who, offered in (("economy", served), ("lead", set())):
		as_user(frappe_site, city, who)
		assert served & set(actions_of(project)) == offered
