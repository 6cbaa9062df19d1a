"""A joint meeting on site is the month's visit, one its enterprise attended the week's contact: typed once, counted once."""

import pytest
from factories import log_planning, make_planned_project, make_world, refused
from frappe.utils import add_days, getdate, today


@pytest.fixture
def city(db, frappe_site):
	users = make_world()
	project = make_planned_project()
	frappe_site.db.set_value("Stage Log", {"project": project.name}, "passed_on", add_days(today(), -80))
	log_planning(project.name)
	return frappe_site._dict(users=users, project=project.name)


def hold(city, frappe_site, who="lead", rows=1, kind="Joint Coordination Meeting", **facts):
	frappe_site.set_user(city.users[who])
	topics = [{"title": "进度", "project": city.project, **facts} for _row in range(rows)]
	meeting = frappe_site.get_doc(
		{
			"doctype": "Coordination Meeting",
			"title": "联席会议",
			"kind": kind,
			"meeting_date": today(),
			"agenda": topics,
		}
	).insert()
	frappe_site.set_user("Administrator")
	return meeting


def done(city) -> dict[str, int]:
	from anshang_app.progress_tracking.duty_reports import DutyData

	return {one.duty.entry_kind: one.standings[0].done for one in DutyData([city.project], 1).reports()}


def test_an_ordinary_meeting_counts_as_nothing(city, frappe_site):
	hold(city, frappe_site)
	assert done(city) == {"Phone Contact": 0, "Site Visit": 0, "Dispatch Meeting": 0}


def test_on_site_is_the_visit_and_with_the_enterprise_the_contact(city, frappe_site):
	meeting = hold(city, frappe_site, on_site=1)
	assert done(city) == {"Phone Contact": 0, "Site Visit": 1, "Dispatch Meeting": 0}
	meeting.agenda[0].enterprise_attended = 1
	meeting.save()
	assert done(city)["Phone Contact"] == 1
	meeting.agenda[0].on_site = 0
	meeting.save()
	assert done(city)["Site Visit"] == 0


def test_two_topics_of_one_meeting_are_one_visit(city, frappe_site):
	hold(city, frappe_site, rows=2, on_site=1)
	assert done(city)["Site Visit"] == 1


def test_a_special_meeting_is_no_visit(city, frappe_site):
	meeting = hold(city, frappe_site, who="bureau", kind="Special Coordination Meeting", on_site=1)
	meeting.append("participants", {"unit": "包保单位（测试）", "attendance": "Attended"})
	meeting.save()
	assert done(city)["Site Visit"] == 0


def test_the_bureaus_meeting_counts_for_the_lead_that_attended(city, frappe_site):
	meeting = hold(city, frappe_site, who="bureau", on_site=1)
	assert done(city)["Site Visit"] == 0
	meeting.append("participants", {"unit": "包保单位（测试）", "attendance": "Attended"})
	meeting.save()
	assert done(city)["Site Visit"] == 1


def test_a_meeting_ahead_and_a_topic_of_nothing_are_refused(city, frappe_site):
	meeting = hold(city, frappe_site)
	meeting.meeting_date = add_days(getdate(), 3)
	meeting.agenda[0].on_site = 1
	refused("现场召开.*会议尚未召开", meeting.save)
	meeting.reload()
	meeting.agenda[0].update({"project": None, "enterprise_attended": 1})
	refused("企业参会.*问题或项目", meeting.save)
