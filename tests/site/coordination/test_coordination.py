"""协调问题, 督办件, 协调会议 and 承诺事项, as the clerks work with them."""

# fixtures of other files are taken as arguments
# ruff: noqa: F401, F811

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factories as make
import pytest
from test_path import received, refusal
from test_stages import finish, in_construction, reload, steps

HOUSING, OFFICE = "住建局（测试）", "市政府督查室（测试）"


@pytest.fixture
def project(world, api):
	"""A received project with its nodes."""
	return received(world, api)[0]


@pytest.fixture
def work(world):
	return make.endpoints("coordination", "supervision", "official_documents")


@pytest.fixture
def meet(world):
	return make.endpoints("coordination", "official_documents")


def later(days: int = 20) -> str:
	"""The day so many days from today, as the site counts."""
	return str(datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=days))


def ago(days: int) -> str:
	return later(-days)


def raise_issue(world, project, by: str = "lead", **values):
	import frappe

	world.act(by)
	given = {"title": "施工用水未接通", "unit": HOUSING, "raised_on": ago(10), **values}
	return frappe.get_doc({"doctype": "Coordination Issue", "project": project.name, **given}).insert()


def denied(step, *args, **kwargs) -> str:
	"""The message with which a step is denied to the user."""
	import frappe

	frappe.clear_messages()
	with pytest.raises(frappe.PermissionError) as caught:
		step(*args, **kwargs)
	return str(caught.value)


CHARGE = {"person": "张三", "due_date": later()}
CONFIRMED = {"confirmed_by": "李四", "confirmed_on": later(0), "confirmed_how": "By Telephone"}


# --- issues -----------------------------------------------------------------------------------------------


def test_an_issue_goes_from_the_enterprises_trouble_to_its_confirmed_end(world, project, work):
	issue = raise_issue(world, project, person="张三")
	assert (issue.state, issue.level, issue.project_name) == ("Raised", "At Service Team", "测试项目")
	world.act("housing")
	assert work.take_up(issue.name, due_date=later())["state"] == "Taken Up"
	assert work.begin_issue(issue.name)["state"] == "In Hand"
	assert work.answer_issue(issue.name, answer="已接通")["state"] == "Answered"
	world.act("lead")
	assert work.clear_issue(issue.name, **CONFIRMED, satisfaction="Very Satisfied")["state"] == "Cleared"
	issue.reload()
	assert (str(issue.answered_on), issue.answered_by) == (later(0), world.user["housing"])
	assert (str(issue.cleared_on), issue.confirmation_entered_by) == (later(0), world.user["lead"])
	assert (issue.person, issue.confirmed_by) == ("张三", "李四")


def test_taking_up_names_everything_missing_at_once(world, project, work):
	issue = raise_issue(world, project)
	world.act("housing")
	message = refusal(work.take_up, issue.name)
	assert "责任人" in message and "办理时限" in message and "办理这一步须填写此项" in message
	assert reload(issue).state == "Raised"


def test_only_the_responsible_unit_answers_and_only_the_collecting_unit_clears(world, project, work):
	issue = raise_issue(world, project, **CHARGE)
	world.act("host")
	assert HOUSING in denied(work.take_up, issue.name)
	world.act("economy")
	denied(work.take_up, issue.name)
	world.act("housing")
	work.take_up(issue.name)
	work.answer_issue(issue.name, answer="已接通")
	# the approval clerk's role has no such step
	assert "销号" in refusal(work.clear_issue, issue.name, **CONFIRMED)
	assert reload(issue).state == "Answered"


def test_clearing_without_the_enterprises_word_is_refused(world, project, work):
	issue = raise_issue(world, project, **CHARGE)
	world.act("housing")
	work.take_up(issue.name)
	work.answer_issue(issue.name, answer="已接通")
	world.act("lead")
	message = refusal(work.clear_issue, issue.name)
	for label in ("企业确认人", "企业确认日期", "企业确认方式"):
		assert label in message
	assert "企业满意度" not in message
	assert work.work_again(issue.name)["state"] == "In Hand"


def test_an_issue_sent_back_needs_a_reason_and_is_raised_to_another_unit(world, project, work):
	issue = raise_issue(world, project)
	world.act("housing")
	assert "退回原因" in refusal(work.send_issue_back, issue.name)
	assert work.send_issue_back(issue.name, reason="不属我局职责")["state"] == "Sent Back"
	world.act("lead")
	assert work.raise_again(issue.name, unit="经信局（测试）")["state"] == "Raised"
	issue.reload()
	assert (issue.unit, issue.return_reason) == ("经信局（测试）", None)


def test_what_an_issue_says_is_kept_once_it_is_taken_up(world, project, work):
	issue = raise_issue(world, project, **CHARGE)
	world.act("housing")
	work.take_up(issue.name)
	issue.reload()
	issue.update({"due_date": later(90), "answer": "已办"})
	message = refusal(issue.save)
	assert "办理时限" in message
	issue.reload()
	issue.tried = "已会商两次"
	assert issue.save().tried == "已会商两次"


def test_a_ladder_is_dated_step_by_step_and_its_clock_counts_working_days(world, project, work):
	issue = raise_issue(world, project, raised_on=ago(60))
	clock = work.escalate(issue.name, reason="专班协调未果")["clock"]
	assert (clock["level"], clock["used"], clock["left"]) == ("At Bureau", 0, 5)
	issue.reload()
	first, second = issue.escalations
	assert (first.level, str(first.entered_on), second.level, str(second.entered_on)) == (
		"At Service Team",
		ago(60),
		"At Bureau",
		later(0),
	)
	assert second.due_on == issue.level_due_on
	assert second.entered_by == world.user["lead"]
	# from the bureau on it is the bureau's
	assert "政数局（测试）" in denied(work.escalate, issue.name, reason="再报")
	world.act("bureau")
	assert "上报记录" in refusal(work.escalate, issue.name)
	assert work.escalate(issue.name, reason="需市领导协调")["level"] == "At Special Meeting"
	assert "督查室只督办专题会议交办的事项" in refusal(work.escalate, issue.name, reason="再报")


def test_the_ladder_is_not_written_by_hand(world, project):
	issue = raise_issue(world, project)
	issue.append("escalations", {"level": "At Special Meeting", "entered_on": later(0)})
	issue.save()
	assert len(reload(issue).escalations) == 1
	issue.level = "At Special Meeting"
	assert "所在层级" in refusal(issue.save)


def test_a_foreign_step_a_future_day_and_a_stone_age_day_are_refused(world, project, api):
	import frappe

	other = received(world, api, project_name="另一项目")[0]
	node = frappe.db.get_value("Project Node", {"project": other.name})
	assert "属于另一个项目" in refusal(raise_issue, world, project, blocked_node=node)
	assert "提出时间" in refusal(raise_issue, world, project, raised_on=later(1))
	assert "提出时间" in refusal(raise_issue, world, project, raised_on="0201-01-01")


# --- orders -----------------------------------------------------------------------------------------------


def give_order(world, project, by: str = "bureau", **values):
	import frappe

	world.act(by)
	given = {
		"matter": "施工用水",
		"requirement": "限时接通施工用水",
		"source": "Found by the Bureau",
		"unit": HOUSING,
		**CHARGE,
		**values,
	}
	return frappe.get_doc({"doctype": "Supervision Order", "project": project.name, **given}).insert()


def test_an_order_is_signed_for_reported_redone_and_settled_by_its_issuer(world, project, work):
	order = give_order(world, project)
	assert (order.state, order.issuing_unit, str(order.ordered_on)) == ("Ordered", "政数局（测试）", later(0))
	world.act("housing")
	work.sign_for_order(order.name)
	assert "反馈" in refusal(work.report_back, order.name)
	assert work.report_back(order.name, reply="管道已铺设")["state"] == "Reported Back"
	world.act("bureau")
	assert "原因" in refusal(work.redo_order, order.name)
	assert work.redo_order(order.name, reason="尚未通水")["state"] == "To Redo"
	world.act("housing")
	work.report_back(order.name, reply="已通水")
	world.act("bureau")
	assert work.settle_order(order.name, words="现场核实")["state"] == "Settled"
	order.reload()
	assert [(row.reply, row.verdict) for row in order.replies] == [
		("管道已铺设", "To Redo"),
		("已通水", "Settled"),
	]
	assert (order.signed_for_by, order.settled_by) == (world.user["housing"], world.user["bureau"])


def test_an_order_of_the_special_meeting_is_checked_by_its_inspection_office_only(world, project, work):
	import frappe

	order = give_order(
		world, project, source="Decided at Special Meeting", basis="专题会纪要3号", inspection_office=OFFICE
	)
	world.act("housing")
	work.sign_for_order(order.name)
	work.report_back(order.name, reply="已通水")
	world.act("bureau")
	assert OFFICE in denied(work.settle_order, order.name)
	world.act("party inspection")
	assert not frappe.has_permission("Supervision Order", "read", doc=order.name)
	assert not frappe.has_permission("Investment Project", "read", doc=project.name)
	world.act("inspection")
	assert frappe.has_permission("Investment Project", "read", doc=project.name)
	assert work.settle_order(order.name)["state"] == "Settled"


@pytest.mark.parametrize(
	("values", "part"),
	[
		({"source": "Decided at Special Meeting"}, "督查室"),
		({"source": "Decided at Special Meeting", "inspection_office": "政数局（测试）"}, "督查室"),
		({"source": "Instruction of a Leader"}, "领导批示"),
		({"source": "Decided at Joint Meeting"}, "会议交办"),
		({"inspection_office": OFFICE}, "督查室"),
		({"due_date": ago(1)}, "办理时限"),
	],
)
def test_an_order_that_lacks_what_its_source_asks_for_is_refused(world, project, values, part):
	import frappe

	assert part in refusal(give_order, world, project, **values)
	assert not frappe.db.exists("Supervision Order", {"project": project.name})


def test_an_office_no_setting_names_is_the_only_one_of_its_side(world, project):
	import frappe

	from anshang_app.access_control.acting_unit import inspection_offices

	frappe.set_user("Administrator")
	settings = frappe.get_doc("Anshang Settings")
	settings.update({"party_inspection_office": None, "government_inspection_office": None})
	settings.save()
	frappe.db.set_value("Anshang Unit", {"is_inspection_office": 1}, "inspection_side", "")
	frappe.db.set_value("Anshang Unit", OFFICE, "inspection_side", "Government")
	assert inspection_offices() == (None, OFFICE)
	order = give_order(world, project, source="Decided at Special Meeting", inspection_office=OFFICE)
	assert order.inspection_office == OFFICE
	# with two of a side nobody knows which
	frappe.set_user("Administrator")
	frappe.db.set_value("Anshang Unit", "市委督查室（测试）", "inspection_side", "Government")
	assert inspection_offices() == (None, None)


def test_nobody_but_the_bureau_gives_an_order(world, project):
	assert "政数局（测试）" in denied(give_order, world, project, by="lead")
	denied(give_order, world, project, by="host")


def test_an_order_stays_as_it_was_given(world, project):
	order = give_order(world, project)
	order.update({"due_date": later(90), "replies": [{"reply": "已办", "replied_on": later(0)}]})
	assert "办理时限" in refusal(order.save)
	order.reload()
	order.replies = []
	order.append("replies", {"reply": "已办", "replied_on": later(0)})
	order.save()
	assert reload(order).replies == []


def test_a_settled_order_answers_its_problem(world, project, work):
	issue = raise_issue(world, project)
	order = give_order(world, project, issue=issue.name)
	world.act("housing")
	work.sign_for_order(order.name)
	work.report_back(order.name, reply="已通水")
	world.act("bureau")
	work.settle_order(order.name)
	issue.reload()
	assert (issue.state, issue.answer, issue.answered_by) == ("Answered", "已通水", world.user["housing"])


def test_the_number_of_a_notice_is_drawn_once_by_the_issuing_unit(world, project, work):
	import frappe

	frappe.db.set_value("Anshang Unit", "政数局（测试）", "document_code", "天政数督")
	frappe.clear_document_cache("Anshang Unit", "政数局（测试）")
	order = give_order(world, project)
	number = work.draw_order_number(order.name)["letter_no"]
	assert number.startswith("天政数督〔")
	assert "文号" in refusal(work.draw_order_number, order.name)
	assert frappe.db.get_value("Letter Number", number, "reference_name") == order.name


# --- meetings ---------------------------------------------------------------------------------------------


def make_meeting(world, by: str = "lead", **values):
	import frappe

	world.act(by)
	given = {"title": "测试项目联席会议", "meeting_date": later(0), "place": "二楼会议室", **values}
	return frappe.get_doc({"doctype": "Coordination Meeting", **given}).insert()


def test_the_number_of_the_minutes_is_drawn_once_by_the_convening_unit(world, project, meet):
	import frappe

	frappe.db.set_value("Anshang Unit", "包保单位（测试）", "document_code", "天发改")
	frappe.clear_document_cache("Anshang Unit", "包保单位（测试）")
	meeting = make_meeting(world)
	number = meet.draw_minutes_number(meeting.name)["minutes_no"]
	assert number.startswith("天发改〔")
	assert frappe.db.get_value("Letter Number", number, "letter_kind") == "Meeting Minutes"
	assert "纪要" in refusal(meet.draw_minutes_number, meeting.name)
	other = make_meeting(world)
	world.act("bureau")
	assert "包保单位（测试）" in denied(meet.draw_minutes_number, other.name)


def test_the_agenda_of_a_joint_meeting_holds_the_units_open_problems_worst_first(world, project, meet, work):
	raise_issue(world, project, title="小问题", days_blocked=2)
	raise_issue(world, project, title="大问题", days_blocked=30)
	done = raise_issue(world, project, title="已解决", days_blocked=90, **CHARGE)
	world.act("housing")
	work.take_up(done.name)
	work.answer_issue(done.name, answer="已办")
	world.act("lead")
	work.clear_issue(done.name, **CONFIRMED)
	meeting = make_meeting(world)
	meet.draft_agenda(meeting.name)
	meet.draft_agenda(meeting.name)
	meeting.reload()
	assert [(row.title, row.days_blocked) for row in meeting.agenda] == [
		("测试项目：大问题", 30),
		("测试项目：小问题", 2),
	]
	assert meeting.unit == "包保单位（测试）"


def test_decisions_typed_once_become_orders_all_or_none(world, project, meet):
	import frappe

	from anshang_app.reminders import api as reminders_api

	raise_issue(world, project)
	meeting = make_meeting(world)
	meet.draft_agenda(meeting.name)
	meeting.reload()
	meeting.append("decisions", {"topic_no": 1, "matter": "十日内通水", "unit": HOUSING, **CHARGE})
	meeting.append("decisions", {"topic_no": 1, "matter": "安排临时供水"})
	meeting.save()
	message = refusal(meet.give_out, meeting.name)
	assert "责任单位" in message and "责任人" in message and "办理时限" in message
	assert not frappe.db.exists("Supervision Order", {"meeting": meeting.name})
	meeting.reload()
	meeting.decisions[1].update({"unit": "落户地（测试）", **CHARGE})
	meeting.save()
	made = meet.give_out(meeting.name)["orders"]
	orders = [frappe.get_doc("Supervision Order", name) for name in made]
	assert [(row.requirement, row.unit, row.source, row.issuing_unit) for row in orders] == [
		("十日内通水", HOUSING, "Decided at Joint Meeting", "包保单位（测试）"),
		("安排临时供水", "落户地（测试）", "Decided at Joint Meeting", "包保单位（测试）"),
	]
	# the card of the step names who was told of the orders
	told = reminders_api.standing("Coordination Meeting", meeting.name)["told"]
	assert {one.split()[0] for one in told} >= {HOUSING, "落户地（测试）"}
	assert "没有待交办的议定事项" in refusal(meet.give_out, meeting.name)
	meeting.reload()
	meeting.decisions[0].matter = "三十日内通水"
	assert "已交办的议定事项不能再改" in refusal(meeting.save)


def test_a_special_meetings_decision_goes_to_an_inspection_office_and_up_the_ladder(
	world, project, meet, work
):
	import frappe

	issue = raise_issue(world, project)
	work.escalate(issue.name, reason="专班协调未果")
	world.act("bureau")
	work.escalate(issue.name, reason="需市领导协调")
	assert "政数局（测试）" in denied(make_meeting, world, kind="Special Coordination Meeting")
	meeting = make_meeting(world, by="bureau", kind="Special Coordination Meeting", title="专题会议")
	meet.draft_agenda(meeting.name)
	meeting.reload()
	assert [row.issue for row in meeting.agenda] == [issue.name]
	meeting.append("decisions", {"topic_no": 1, "matter": "十日内通水", "unit": HOUSING, **CHARGE})
	meeting.save()
	assert "市委督查室或市政府督查室" in refusal(meet.give_out, meeting.name)
	meeting.reload()
	meeting.decisions[0].inspection_office = OFFICE
	meeting.save()
	(order,) = meet.give_out(meeting.name)["orders"]
	assert frappe.db.get_value("Supervision Order", order, "inspection_office") == OFFICE
	issue.reload()
	assert [row.level for row in issue.escalations][-1] == issue.level == "At Inspection Office"


def test_the_next_meeting_opens_with_the_answers_to_the_last(world, project, meet, work):
	from anshang_app.coordination.meetings import answer_sheet

	raise_issue(world, project)
	last = make_meeting(world, meeting_date=ago(7))
	meet.draft_agenda(last.name)
	last.reload()
	for matter in ("十日内通水", "安排临时供水"):
		last.append("decisions", {"topic_no": 1, "matter": matter, "unit": HOUSING, **CHARGE})
	last.save()
	first, _second = meet.give_out(last.name)["orders"]
	world.act("housing")
	work.sign_for_order(first)
	work.report_back(first, reply="已通水")
	meeting = make_meeting(world)
	assert meeting.previous_meeting == last.name
	rows = {row["requirement"]: (row["state"], row["reply"], row["overdue"]) for row in answer_sheet(meeting)}
	assert rows == {
		"十日内通水": ("Reported Back", "已通水", False),
		"安排临时供水": ("Ordered", "", False),
	}
	world.act("lead")
	work.settle_order(first)
	# settled ones are heard once, at the next meeting, and no more at the one after
	after = make_meeting(world, meeting_date=later(7))
	assert [row["requirement"] for row in answer_sheet(after)] == ["安排临时供水"]


def test_the_agenda_is_published_to_its_participants_and_to_nobody_else(world, project, meet):
	import frappe

	issue = raise_issue(world, project)
	meeting = make_meeting(world)
	world.act("economy")
	assert not frappe.has_permission("Coordination Meeting", "read", doc=meeting.name)
	world.act("lead")
	meet.draft_agenda(meeting.name)
	assert "参会人员" in refusal(meet.send_agenda, meeting.name)
	meeting.reload()
	meeting.append("participants", {"unit": "经信局（测试）"})
	meeting.save()
	assert meet.send_agenda(meeting.name)["state"] == "Agenda Sent Round"
	world.act("economy")
	assert frappe.has_permission("Coordination Meeting", "read", doc=meeting.name)
	assert frappe.has_permission("Coordination Issue", "read", doc=issue.name)
	assert not frappe.has_permission("Investment Project", "read", doc=project.name)
	world.act("inspection")
	assert not frappe.has_permission("Coordination Meeting", "read", doc=meeting.name)


# --- letters ----------------------------------------------------------------------------------------------


def text_of(letter) -> str:
	from anshang_app.official_documents.rules.letter_papers import paper_of

	return "\n".join(paper_of(letter).texts)


def test_the_letters_say_what_the_records_say(world, project, meet):
	import frappe

	from anshang_app.official_documents import coordination_letters

	node = frappe.db.get_value("Project Node", {"project": project.name, "row_key": "construction-permit"})
	issue = raise_issue(
		world, project, blocked_node=node, days_blocked=12, tried="已会商", advice="请明确牵头单位", **CHARGE
	)
	issue.append("opinions", {"unit": HOUSING, "opinion": "需追加资金"})
	issue.save()
	summary = text_of(coordination_letters.problem_summary({"project": project.name}, "包保单位（测试）"))
	for part in ("施工用水未接通", "施工许可", "12个工作日", "待受理（专班）", "测试企业", HOUSING, "张三"):
		assert part in summary
	assert HOUSING in text_of(coordination_letters.assignment_letter([issue]))
	meeting = make_meeting(world, by="bureau", kind="Special Coordination Meeting", title="专题会议")
	meeting.append("agenda", {"issue": issue.name, "title": "施工用水", "discussion": "会议讨论了供水问题"})
	meeting.append(
		"decisions",
		{"topic_no": 1, "matter": "十日内通水", "unit": HOUSING, **CHARGE, "inspection_office": OFFICE},
	)
	meeting.append("participants", {"unit": HOUSING, "person": "王局长", "attendance": "Attended"})
	meeting.save()
	submission = text_of(coordination_letters.meeting_submission(meeting))
	for part in ("市委、市政府", "已会商", "需追加资金", "请明确牵头单位"):
		assert part in submission
	minutes = text_of(coordination_letters.meeting_minutes(meeting))
	for part in ("会议讨论了供水问题", "十日内通水", "责任人：张三", "王局长"):
		assert part in minutes
	(order,) = meet.give_out(meeting.name)["orders"]
	notice = text_of(coordination_letters.supervision_notice(frappe.get_doc("Supervision Order", order)))
	for part in ("督办通知单", "专题会议", "十日内通水", HOUSING, "张三", "政数局（测试）"):
		assert part in notice


def test_a_letter_goes_to_one_unit(world, project):
	from anshang_app.official_documents import coordination_letters

	first = raise_issue(world, project)
	second = raise_issue(world, project, unit="落户地（测试）")
	assert "同一责任单位" in refusal(coordination_letters.assignment_letter, [first, second])


# --- commitments ------------------------------------------------------------------------------------------


def promise(world, project, by: str = "lead", **values):
	import frappe

	world.act(by)
	given = {
		"kind": "Policy Fulfilment",
		"words": "兑现设备补贴",
		"unit": HOUSING,
		"due_date": later(),
		**values,
	}
	return frappe.get_doc({"doctype": "Commitment", "project": project.name, **given}).insert()


def deferred(world, project, **values):
	node = f"{project.name}-construction-permit"
	given = {
		"kind": "Deferred Material",
		"words": "补齐人防材料",
		"node": node,
		"exclusions_checked": 1,
		**values,
	}
	return promise(world, project, **given)


def test_each_kind_of_commitment_asks_for_its_own(world, project):
	assert "保障要素" in refusal(promise, world, project, kind="Factor Guarantee")
	assert "履约内容" in refusal(promise, world, project, kind="Contract Performance")
	assert "责任单位" in refusal(promise, world, project, unit=None)
	assert "所涉事项" in refusal(promise, world, project, kind="Deferred Material", exclusions_checked=1)
	contract = promise(
		world,
		project,
		kind="Contract Performance",
		performance="Agreed Start of Works",
		owed_by="The Enterprise Side",
	)
	assert (contract.supervised_by, contract.unit) == ("招商服务中心（测试）", None)


def test_the_day_decides_until_there_is_an_outcome(world, project, meet):
	import frappe

	from anshang_app.coordination.commitments import refresh_states

	doc = promise(world, project)
	assert (doc.state, doc.days_left > 0) == ("Not Due", True)
	frappe.db.set_value("Commitment", doc.name, "due_date", ago(1))
	refresh_states()
	assert reload(doc).state == "Past Due"
	world.act("lead")
	assert "兑现日期" in refusal(meet.fulfil_commitment, doc.name, day=later(1))
	assert meet.fulfil_commitment(doc.name, day=ago(2))["state"] == "Fulfilled"
	refresh_states()
	doc.reload()
	assert (doc.state, doc.days_left, doc.decided_by) == ("Fulfilled", None, world.user["lead"])
	assert "已登记结果" in refusal(meet.waive_commitment, doc.name, reason="误")
	doc.words = "改"
	assert "已登记结果" in refusal(doc.save)


def test_a_waiver_needs_a_reason_and_a_state_is_not_typed(world, project, meet):
	doc = promise(world, project)
	assert "免除原因" in refusal(meet.waive_commitment, doc.name)
	doc.state = "Fulfilled"
	assert doc.save().state == "Not Due"
	assert meet.waive_commitment(doc.name, reason="政策调整")["state"] == "Waived"
	doc.reload()
	doc.words = "另一句承诺"
	assert "已登记结果" in refusal(doc.save)


def test_an_excluded_category_has_no_promise(world, project):
	import frappe

	assert "矿山项目" in refusal(deferred, world, project, exclusions_checked=0)
	frappe.db.set_value("Investment Project", project.name, "landing_mode", "租赁")
	assert "租赁工业物业的项目" in refusal(deferred, world, project)
	frappe.db.set_value("Deferral Exclusion", "租赁工业物业的项目", "is_active", 0)
	assert deferred(world, project).owed_by == "The Enterprise Side"


def test_an_overdue_promise_keeps_the_project_from_acceptance(world, api, steps, meet):
	import frappe

	project = in_construction(world, api, steps)
	finish(project, "Apply for Acceptance")
	frappe.db.set_value("Approval Item", {"invite_before_acceptance": 1}, "invite_before_acceptance", 0)
	doc = deferred(world, project)
	frappe.db.set_value("Commitment", doc.name, "due_date", ago(1))
	world.act("lead")
	assert "补齐人防材料" in refusal(steps.apply_for_acceptance, project.name)
	meet.fulfil_commitment(doc.name)
	steps.apply_for_acceptance(project.name)
	assert reload(project).stage == "Acceptance"


def test_the_pack_lists_every_commitment_with_its_kind_and_outcome(world, project, meet):
	from anshang_app.coordination.promises import commitments_of
	from anshang_app.project_lifecycle.rules.pack_contents import _promise

	promise(world, project, kind="Factor Guarantee", factor="Water Supply", words="通水")
	waived = deferred(world, project, due_date=later(30))
	meet.waive_commitment(waived.name, reason="不再需要")
	rows = [
		(kind, words, owner, outcome)
		for kind, words, owner, _due, outcome in map(_promise, commitments_of(project.name))
	]
	assert rows == [
		("要素保障（用水）", "通水", HOUSING, "未兑现"),
		("容缺承诺", "补齐人防材料", "企业", "已免除"),
	]


def test_a_commitment_is_answered_by_who_owes_it_and_confirmed_by_who_supervises_it(world, project, meet):
	import frappe

	from anshang_app.reminders.my_work import MyWork

	frappe.db.set_value("Investment Project", project.name, "chain_lead_unit", "包保单位（测试）")
	bank = make.make_user("bank", "Approval Clerk")
	make.make(
		"Anshang Unit",
		unit_name="金融办（测试）",
		is_approval_unit=1,
		members=[{"member_name": "bank", "user": bank}],
	)
	doc = promise(
		world,
		project,
		kind="Factor Guarantee",
		factor="Financing",
		unit="金融办（测试）",
		requested_on=ago(3),
	)
	assert doc.supervised_by == "包保单位（测试）"
	frappe.set_user(bank)
	frappe.local.lang = "zh"
	# it has no case in the project and sees nothing else of it
	assert not frappe.has_permission("Investment Project", "read", doc=project.name)
	assert [task.name for task in MyWork().tasks() if task.heading == "Commitments to Keep"] == [doc.name]
	assert "包保单位（测试）" in denied(meet.fulfil_commitment, doc.name)
	own = reload(doc)
	own.due_date = later(300)
	denied(own.save)
	assert "答复内容" in refusal(meet.answer_commitment, doc.name)
	meet.answer_commitment(doc.name, words="已放款500万元")
	world.act("host")
	assert "金融办（测试）" in denied(meet.answer_commitment, doc.name, words="代答")
	frappe.set_user(bank)
	assert "包保单位（测试）" in denied(meet.return_commitment, doc.name, reason="自己退回")
	for other in ("economy", "inspection", "housing"):
		world.act(other)
		denied(meet.return_commitment, doc.name, reason="与我无关")
	world.act("lead")
	waiting = [task.name for task in MyWork().tasks() if task.heading == "Answers on Commitments to Confirm"]
	assert waiting == [doc.name]
	assert "原因" in refusal(meet.return_commitment, doc.name)
	meet.return_commitment(doc.name, reason="缺放款凭证")
	assert "还没有可退回的答复" in refusal(meet.return_commitment, doc.name, reason="再退")
	frappe.set_user(bank)
	meet.answer_commitment(doc.name, words="已附凭证")
	world.act("lead")
	assert meet.fulfil_commitment(doc.name)["state"] == "Fulfilled"
	assert "已登记结果" in refusal(meet.answer_commitment, doc.name, words="再答")


def test_nobody_supervises_his_own_commitment_and_a_contract_always_has_a_supervisor(world, project):
	import frappe

	assert "不能督导自己" in refusal(promise, world, project, supervised_by=HOUSING)
	policy = promise(world, project)
	assert policy.supervised_by == "落户地（测试）"
	frappe.db.set_single_value("Anshang Settings", "investment_service_center", None)
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")
	of_kind = {"is_investment_service_center": 1}
	frappe.db.set_value("Anshang Unit", of_kind, "is_investment_service_center", 0)
	contract = {
		"kind": "Contract Performance",
		"performance": "Agreed Completion",
		"owed_by": "The Enterprise Side",
	}
	assert "督导单位" in refusal(promise, world, project, **contract)


# --- facts that stand once --------------------------------------------------------------------------------


def agreed_start(world, project, **values):
	side = {"owed_by": "The Enterprise Side", "unit": None}
	kind = {"kind": "Contract Performance", "performance": "Agreed Start of Works"}
	return promise(world, project, **{**kind, **side, **values})


def test_the_agreed_start_is_one_fact_of_the_project(world, project):
	import frappe

	doc = agreed_start(world, project, due_date=later(40))
	project.reload()
	assert str(project.agreed_start_date) == later(40)
	assert str(agreed_start(world, project, due_date=None).due_date) == later(40)
	assert "到项目上改" in refusal(agreed_start, world, project, due_date=later(41))
	project.agreed_start_date = later(50)
	project.save()
	assert str(reload(doc).due_date) == later(50)
	# what has its outcome stays
	frappe.db.set_value("Commitment", doc.name, "state", "Fulfilled")
	project.reload()
	project.agreed_start_date = later(60)
	project.save()
	assert str(reload(doc).due_date) == later(50)


def test_infrastructure_is_one_fact_of_commitment_and_step(world, project, meet):
	import frappe

	step = f"{project.name}-infrastructure"
	values = {"kind": "Infrastructure Provision", "unit": "落户地（测试）"}
	roads, water = (promise(world, project, words=words, **values) for words in ("通路", "通水"))
	assert (roads.node, water.node) == (step, step)
	world.act("lead")
	meet.fulfil_commitment(roads.name, day=ago(3))
	assert frappe.db.get_value("Project Node", step, "actual_date") is None
	meet.fulfil_commitment(water.name, day=ago(2))
	assert str(frappe.db.get_value("Project Node", step, "actual_date")) == ago(2)


def test_the_step_of_infrastructure_fulfils_what_was_promised_of_it(world, project):
	import frappe

	doc = promise(world, project, kind="Infrastructure Provision", words="通路", unit="落户地（测试）")
	world.act("host")
	node = frappe.get_doc("Project Node", f"{project.name}-infrastructure")
	node.actual_date = ago(2)
	node.save()
	doc.reload()
	assert (doc.state, str(doc.fulfilled_on), doc.decided_by) == ("Fulfilled", ago(2), world.user["host"])


def test_a_problem_without_a_title_is_called_by_its_first_sentence(world, project):
	issue = raise_issue(world, project, title=None, description="施工用水未接通。已催两次。")
	assert issue.title == "施工用水未接通"
	assert "问题描述" in refusal(raise_issue, world, project, title=" ", description="")
