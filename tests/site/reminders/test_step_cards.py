"""After a step: what was done, who was told, whose step is next, for who may read the record."""

import pytest
from factories import make_planned_project, make_world
from frappe.utils import add_days, today


@pytest.fixture
def city(db, frappe_site):
	return frappe_site._dict(
		users=make_world(), project=make_planned_project(planned_start_date="2027-12-01").name
	)


def standing(frappe_site, user: str, doc) -> dict:
	from anshang_app.reminders.api import standing

	frappe_site.set_user(user)
	frappe_site.local.lang = "zh"
	return standing(doc.doctype, doc.name)


def given_order(frappe_site, city):
	frappe_site.set_user(city.users["bureau"])
	return frappe_site.get_doc(
		doctype="Supervision Order", project=city.project, matter="移交便道", requirement="限期移交",
		source="Found by the Bureau", unit="落户地（测试）", person="张三", due_date=add_days(today(), 9),
	).insert()  # fmt: skip


def test_a_step_tells_who_was_told_and_whose_step_is_next(city, frappe_site):
	order = given_order(frappe_site, city)
	told = standing(frappe_site, city.users["bureau"], order)
	assert told["state"] == "已下达"
	assert told["told"] and all(one.startswith("落户地（测试） ") for one in told["told"])
	assert [(step["heading"], step["unit"], step["mine"]) for step in told["next"]] == [
		("待签收督办件", "落户地（测试）", False)
	]
	# the receiver is told of his own step, and of nobody he did not tell himself
	own = standing(frappe_site, city.users["host"], order)
	assert own["told"] == [] and own["next"][0]["mine"] is True


def test_a_record_that_waits_for_nobody_leads_on_to_its_project(city, frappe_site):
	order = given_order(frappe_site, city)
	order.db_set("state", "Settled")
	steps = standing(frappe_site, city.users["bureau"], order)["next"]
	assert steps and all(step["name"] != order.name for step in steps)
	assert {step["heading"] for step in steps} <= {
		"待制定两单一表",
		"待填写两单一表",
		"待明确包保市领导",
		"待移交项目",
	}


def test_who_may_not_read_a_record_learns_nothing_of_its_steps(city, frappe_site):
	order = given_order(frappe_site, city)
	with pytest.raises(frappe_site.PermissionError):
		standing(frappe_site, city.users["economy"], order)
