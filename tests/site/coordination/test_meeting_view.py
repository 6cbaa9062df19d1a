"""会议投影 on real records: what its slides say, and decisions typed there."""

import pytest
from test_path import received, refusal

SETTLED_DAY = "2030-01-01"
#: a short name that no unit of the demo has
SHORT = "住建测试"


@pytest.fixture
def meeting(world, api):
	"""A joint meeting of today about one problem of a received project."""
	import frappe

	from anshang_app.coordination import api as api_coordination

	frappe.db.set_value("Anshang Unit", "住建局（测试）", "short_name", SHORT)
	project, _plan = received(world, api)
	world.act("lead")
	frappe.get_doc(
		{
			"doctype": "Coordination Issue",
			"project": project.name,
			"title": "便道未移交",
			"days_blocked": 12,
			"tried": "现场协调两次",
			"advice": "请明确移交日期",
			"unit": "住建局（测试）",
			"opinions": [{"unit": "住建局（测试）", "opinion": "同意先移交"}],
		}
	).insert()
	doc = frappe.get_doc(
		{"doctype": "Coordination Meeting", "title": "联席会议", "meeting_date": frappe.utils.today()}
	).insert()
	api_coordination.draft_agenda(doc.name)
	doc.reload()
	return doc


TYPED = {"matter": "五日内移交便道", "unit": SHORT, "person": "王科长", "due_date": SETTLED_DAY}


def test_the_slides_tell_a_problem_whole_and_open_with_the_answers_to_the_last(meeting):
	from anshang_app.coordination import api as api_coordination

	told = api_coordination.slides(meeting.name)
	(topic,) = told["topics"]
	assert (topic["no"], topic["days_blocked"], told["answers"], told["writes"]) == (1, 12, [], True)
	issue = topic["issue"]
	assert (issue["title"], issue["tried"], issue["advice"]) == (
		"便道未移交",
		"现场协调两次",
		"请明确移交日期",
	)
	assert [(view["unit"], view["opinion"]) for view in issue["opinions"]] == [
		("住建局（测试）", "同意先移交")
	]


def test_a_decision_typed_at_the_projector_is_stored_changed_taken_back_and_given_out(meeting):
	import frappe

	from anshang_app.coordination import api as meet

	(first,) = meet.enter_decision(meeting.name, 1, {"matter": "五日内移交便道"})["topics"][0]["decisions"]
	assert first["lacks"] == ["责任单位", "责任人", "办理时限"]
	(full,) = meet.enter_decision(meeting.name, 1, TYPED, row=first["row"])["topics"][0]["decisions"]
	assert (full["unit"], full["person"], full["due_date"], full["lacks"]) == (
		"住建局（测试）",
		"王科长",
		SETTLED_DAY,
		[],
	)
	second = meet.enter_decision(meeting.name, 1, TYPED)["topics"][0]["decisions"][1]
	assert len(meet.drop_decision(meeting.name, second["row"])["topics"][0]["decisions"]) == 1
	(order,) = meet.give_out(meeting.name)["orders"]
	(given,) = meet.slides(meeting.name)["topics"][0]["decisions"]
	assert given["given_out"] and given["order"] == {"name": order, "state_shown": "已下达"}
	assert frappe.db.get_value("Supervision Order", order, "requirement") == "五日内移交便道"
	assert "不能再改" in refusal(meet.enter_decision, meeting.name, 1, TYPED, row=given["row"])
	assert "不能再改" in refusal(meet.drop_decision, meeting.name, given["row"])


@pytest.mark.parametrize(
	("change", "said"),
	[
		({"matter": " "}, "议定内容"),
		({"unit": "某某局"}, "没有这个名称的在用单位"),
		({"due_date": "下周"}, "办理时限"),
		({"due_date": "2020-01-01"}, "不能早于会议日期"),
	],
	ids=["no words", "no such unit", "no day", "before the meeting"],
)
def test_what_cannot_stand_is_refused_with_its_field_and_nothing_is_stored(meeting, change, said):
	from anshang_app.coordination import api as meet

	assert said in refusal(meet.enter_decision, meeting.name, 1, {**TYPED, **change})
	assert meet.slides(meeting.name)["topics"][0]["decisions"] == []


def test_an_unknown_topic_is_refused(meeting):
	from anshang_app.coordination import api as meet

	assert "7" in refusal(meet.enter_decision, meeting.name, 7, TYPED)


def test_a_unit_that_is_not_of_the_meeting_neither_sees_nor_types(meeting, world):
	import frappe

	from anshang_app.coordination import api as meet

	world.act("host")
	for step in (
		lambda: meet.slides(meeting.name),
		lambda: meet.enter_decision(meeting.name, 1, TYPED),
		lambda: meet.drop_decision(meeting.name, "x"),
	):
		with pytest.raises(frappe.PermissionError):
			step()
