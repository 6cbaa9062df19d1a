"""Lights on real nodes, and the holiday notice pasted into the calendar."""

from datetime import timedelta

import pytest
from factories import make_project, make_world
from frappe.utils import getdate

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月14日（周日）上班。
"""


@pytest.fixture
def plan(db, frappe_site):
	from anshang_app.service_plans.plans import start_plan

	make_world()
	project = make_project(planned_start_date="2027-12-01", planned_duration_months=12)
	project.db_set("stage", "Planning")
	return frappe_site.get_doc("Service Plan", start_plan(project))


@pytest.fixture
def node(plan, frappe_site):
	"""A node without an approval case, planned for some days from today."""

	def planned(days: int, key: str = "fence"):
		name = f"{plan.project}-{key}"
		frappe_site.db.set_value("Project Node", name, "planned_date", getdate() + timedelta(days=days))
		refresh(plan)
		return frappe_site.get_doc("Project Node", name)

	return planned


def refresh(plan) -> int:
	from anshang_app.progress_tracking.lights import refresh_lights

	return refresh_lights([plan.project])


def test_lights_follow_the_planned_day(node):
	assert node(60).light == "Green Light"
	assert node(1).light == "Yellow Light"
	assert node(-1).light == "Red Light"


def test_a_red_node_asks_for_its_cause_and_whose_delay_it_is(node, frappe_site):
	red = node(-5)
	red.actual_date = getdate()
	with pytest.raises(frappe_site.ValidationError, match="红灯节点须填写"):
		red.save()
	red.reload()
	red.update(
		{"actual_date": getdate(), "late_cause": "Government Side", "late_reason": "征迁未完成，加派人员"}
	)
	red.save()
	assert frappe_site.db.get_value("Project Node", red.name, "actual_date") == getdate()


def test_a_recovered_node_stays_yellow_and_turns_green_after_the_period(node, plan, frappe_site):
	red = node(-5)
	red.update({"actual_date": getdate(), "late_cause": "Enterprise", "late_reason": "图纸返工"})
	red.save()
	assert frappe_site.db.get_value("Project Node", red.name, "light") == "Yellow Light"
	frappe_site.db.set_value("Project Node", red.name, "last_red_on", getdate() - timedelta(days=90))
	refresh(plan)
	assert frappe_site.db.get_value("Project Node", red.name, "light") == "Green Light"


def test_a_second_look_on_the_same_day_changes_nothing(node, plan):
	node(-1)
	assert refresh(plan) == 0


def test_nothing_is_lit_before_go_live(node, plan, frappe_site):
	frappe_site.db.set_single_value("Anshang Settings", "go_live_date", getdate() + timedelta(days=30))
	frappe_site.clear_document_cache("Anshang Settings", "Anshang Settings")
	assert node(-1).light == "No Light"


def test_a_light_is_not_set_by_hand(node, frappe_site):
	green = node(60)
	green.light = "Red Light"
	with pytest.raises(frappe_site.ValidationError, match="亮灯"):
		green.save()


def test_the_notice_shows_which_counted_dates_would_move_and_saves_nothing(plan, frappe_site):
	from anshang_app.foundation import api
	from anshang_app.service_plans import api as plans_api

	asked = plans_api.count_back(plan.name)["missing_durations"]
	days = {row["node"]: {"duration": 10, "duration_unit": "Working Days"} for row in asked}
	plans_api.apply_count_back(
		plan.name, {"targets": {"target_start": "2027-03-01"}, "durations": days} | later(days)
	)
	answer = api.preview_notice(NOTICE)
	assert answer["year"] == 2027
	assert {row["holiday_name"] for row in answer["days"]} == {"元旦", "春节"}
	assert answer["moves"]
	# counted back over the days off most steps must end earlier; a make-up day gives one back
	earlier = [move for move in answer["moves"] if move["after"] < move["before"]]
	assert len(earlier) > len(answer["moves"]) / 2
	assert not frappe_site.db.exists("Work Calendar", "2027")


def later(durations: dict) -> dict:
	"""Short enough that the start of construction can be reached in March."""
	return {"durations": {node: {**row, "duration": 1} for node, row in durations.items()}}


def test_the_notice_becomes_the_years_calendar_and_settles_tentative_dates(plan, frappe_site):
	from anshang_app.foundation import api
	from anshang_app.foundation.work_calendar import load_calendar

	first, last = getdate("2027-01-04"), getdate("2027-03-01")
	assert load_calendar().is_tentative(first, last)
	assert api.adopt_notice(NOTICE) == {"name": "2027"}
	calendar = load_calendar()
	assert not calendar.is_tentative(first, last)
	assert not calendar.is_working(getdate("2027-02-08"))
	assert calendar.is_working(getdate("2027-02-14"))
	assert api.adopt_notice(NOTICE) == {"name": "2027"}


@pytest.mark.parametrize("text", ["2027年的工作总结", "2027年节假日\n一、春节：2月30日放假。"])
def test_a_text_that_is_no_notice_is_refused_in_words(text, db, frappe_site):
	from anshang_app.foundation import api

	with pytest.raises(frappe_site.ValidationError, match="放假通知无法识别"):
		api.preview_notice(text)
