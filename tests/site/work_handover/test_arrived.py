"""What comes in to somebody after his work went over is told to who took it: in 我的工作 and at once."""

import factories as make
import pytest
from frappe.utils import add_days, today

HEADING = "Arrived after the Hand-over"


@pytest.fixture
def given(staff, frappe_site):
	"""张三's work went to 李四, and an approval came to 张三 the day after."""
	from anshang_app.work_handover.api import hand_over

	project = make.make_planned_project(planned_start_date="2027-12-01", host_locality="落户地（测试）")
	nodes = frappe_site.get_all(
		"Project Node", {"project": project.name, "applies": 1}, pluck="name", limit=2
	)
	person = {"responsible_user": staff.giver, "responsible_person": "张三"}
	frappe_site.db.set_value("Project Node", nodes[0], {**person, "responsible_unit": "落户地（测试）"})
	frappe_site.set_user("Administrator")
	record = hand_over(staff.giver, staff.taker, reason="轮岗")["name"]
	frappe_site.db.set_value("Project Node", nodes[1], {**person, "responsible_unit": "落户地（测试）"})
	return frappe_site._dict(staff, project=project.name, node=nodes[1], record=record)


def told(frappe_site, user: str) -> dict[str, str]:
	"""Record -> words of what stands under the heading in a person's 我的工作."""
	from anshang_app.reminders.my_work import MyWork

	frappe_site.set_user(user)
	frappe_site.local.lang = "zh"
	return {task.name: task.title for task in MyWork().tasks() if task.heading == HEADING}


def test_the_taker_has_it_in_my_work_and_nobody_else(given, frappe_site):
	title = frappe_site.db.get_value("Project Node", given.node, "title")
	assert told(frappe_site, given.taker) == {given.node: f"{title}（仍写着张三）"}
	assert told(frappe_site, given.giver) == told(frappe_site, given.stranger) == {}
	frappe_site.db.set_value("Project Node", given.node, "actual_date", today())
	assert told(frappe_site, given.taker) == {}


def test_who_stays_in_office_keeps_what_comes_weeks_later_and_who_left_never(given, frappe_site):
	frappe_site.db.set_value("Work Handover", given.record, "day", add_days(today(), -31))
	assert told(frappe_site, given.taker) == {}
	frappe_site.db.set_value("User", given.giver, "enabled", 0)
	assert [*told(frappe_site, given.taker)] == [given.node]


def test_it_follows_the_work_and_stops_when_the_giver_takes_it_back(given, frappe_site):
	row = {"state": "Signed For", "day": today()}
	on = {"giver": given.taker, "taker": given.stranger}
	doc = frappe_site.get_doc({"doctype": "Work Handover", "name": "WH-on", **row, **on})
	doc.db_insert()
	assert told(frappe_site, given.taker) == {} and given.node in told(frappe_site, given.stranger)
	frappe_site.db.set_value("Work Handover", doc.name, {"giver": given.taker, "taker": given.giver})
	assert told(frappe_site, given.taker) == told(frappe_site, given.stranger) == {}


def test_what_he_may_not_read_is_not_told(given, frappe_site):
	outside = {"host_locality": None, "chain_lead_unit": None, "introducing_unit": None}
	frappe_site.db.set_value("Investment Project", given.project, outside)
	frappe_site.db.delete("Project Role", {"parent": given.project})
	assert told(frappe_site, given.taker) == {}


def test_a_deputy_of_the_taker_has_it_too(given, frappe_site):
	from anshang_app.work_handover.api import name_deputy

	third = make.make_user("赵六", "Host Locality Clerk")
	unit = frappe_site.get_doc("Anshang Unit", "落户地（测试）")
	unit.append("members", {"member_name": "赵六", "user": third})
	unit.save()
	make.give_role(third, "Commission Agent")
	frappe_site.set_user("Administrator")
	assert told(frappe_site, third) == {}
	frappe_site.set_user("Administrator")
	name_deputy(given.taker, third, from_date=today(), to_date=add_days(today(), 5), reason="休假")
	assert [*told(frappe_site, third)] == [given.node]


def test_what_is_told_at_once_and_in_the_digest_goes_to_the_taker_as_well(given, frappe_site):
	from anshang_app.reminders import arrivals, digests

	frappe_site.set_user("Administrator")
	meeting = frappe_site.get_doc(
		{"doctype": "Coordination Meeting", "name": "CM-told", "title": "会议", "unit": "落户地（测试）"}
	)
	meeting.db_insert()
	assert arrivals.readers(meeting, {("user", given.giver)}) >= {given.taker}
	assert digests.standing_for(given.giver) == {given.giver, given.taker}
	assert digests.standing_for(given.stranger) == {given.stranger}
