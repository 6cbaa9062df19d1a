"""The landing page: a role's act with what waits, steps nobody saw, own figures, and what the figures leave out."""

import pytest
from factories import make, make_planned_project, make_project, make_world


@pytest.fixture
def city(db, frappe_site):
	return frappe_site._dict(
		users=make_world(), project=make_planned_project(planned_start_date="2027-12-01").name
	)


def page_of(frappe_site, user: str) -> dict:
	from anshang_app.reminders.api import my_work

	frappe_site.set_user(user)
	page = my_work()
	frappe_site.set_user("Administrator")
	return page


def steps(page: dict, heading: str) -> list[dict]:
	return [task for group in page["groups"] if group["heading"] == heading for task in group["tasks"]]


def handed_over(project: str, **values):
	handover = make(
		"Project Handover",
		project=project,
		kind="Intake",
		from_unit="招商服务中心（测试）",
		to_unit="政数局（测试）",
	)
	handover.db_set(values)
	return handover


def test_a_late_hand_over_is_the_givers(city, frappe_site):
	fresh = make_project(project_name="迟交项目")
	handover = handed_over(fresh.name, due_date="2026-01-05")
	giver = steps(page_of(frappe_site, city.users["invest"]), "待移交项目")
	late = next(task for task in giver if task["name"] == handover.name)
	assert late["days_left"] < 0 and late["part"] == "now"
	handover.db_set({"state": "Handed Over", "handed_over_on": "2026-02-02"})
	page = page_of(frappe_site, city.users["bureau"])
	waiting = next(task for task in steps(page, "待签收移交") if task["name"] == handover.name)
	assert waiting["due"] is None and waiting["days_left"] is None and waiting["waited"] > 0
	act = page["acts"][0]
	assert act["label"] == "签收移交" and act["waiting"] == len(steps(page, "待签收移交"))


def test_steps_nobody_saw_wait_for_the_lead_unit(city, frappe_site):
	lead = city.users["lead"]
	assert not steps(page_of(frappe_site, lead), "待两单一表定稿")
	frappe_site.db.set_value("Service Plan", {"project": city.project}, "state", "Sealed")
	assert [task["name"] for task in steps(page_of(frappe_site, lead), "待两单一表定稿")] == [city.project]
	for target, stage, heading in (
		("Construction Start", "Pre-construction", "待登记开工"),
		("Completion", "Construction", "待申请竣工验收"),
	):
		frappe_site.db.set_value("Investment Project", city.project, "stage", stage)
		assert not steps(page_of(frappe_site, lead), heading)
		node = {"project": city.project, "target_kind": target}
		frappe_site.db.set_value("Project Node", node, "actual_date", "2026-10-10")
		assert [task["name"] for task in steps(page_of(frappe_site, lead), heading)] == [city.project], (
			heading
		)
	assert not steps(page_of(frappe_site, city.users["host"]), "待登记开工")


def test_figures_are_ones_own_and_say_what_they_leave_out(city, frappe_site):
	settings = frappe_site.get_doc("Anshang Settings")
	settings.db_set({"hide_development_zone": 1, "development_zone": "落户地（测试）"})
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	bureau, lead = page_of(frappe_site, city.users["bureau"]), page_of(frappe_site, city.users["lead"])
	assert bureau["zone"] == "落户地（测试）" and lead["zone"] is None

	def under_way(page):
		return next((one["value"] for one in page["figures"] if one["label"] == "在办项目"), 0)

	assert under_way(lead) >= 1
	# one without a locality lies outside the zone too
	everything = frappe_site.get_all(
		"Investment Project",
		{
			"stage": ["not in", ["Handed Over", "Suspended", "Terminated"]],
			"host_locality": ["!=", "落户地（测试）"],
		},
	)
	assert under_way(bureau) == len(everything)
	assert all(one["value"] for one in bureau["figures"] + lead["figures"])


def test_an_official_begins_at_his_work_and_an_administrator_at_the_desk(city, frappe_site):
	from anshang_app.foundation.boot import lead_to_work

	def home(user):
		frappe_site.set_user(user)
		boot = frappe_site._dict()
		lead_to_work(boot)
		frappe_site.set_user("Administrator")
		return boot.get("anshang_home")

	assert home(city.users["lead"]) == "anshang-work" and home("Administrator") is None
