"""审批办理: cases of a project, the clock of each, who takes its steps, and what is refused."""

from datetime import date

import factories as make
import pytest
from test_path import SEALS, received, refusal

UNIT = "住建局（测试）"


@pytest.fixture
def approval(world):
	"""The methods of the steps; the deciding unit has a clerk, the host locality an agent, today is fixed."""
	import frappe

	from anshang_app.permit_approvals import api as api_permit_approvals

	world.user["approval"] = make.make_user("approval", "Approval Clerk")
	world.user["other"] = make.make_user("other", "Approval Clerk")
	world.user["hostagent"] = make.make_user("hostagent", "Commission Agent")
	for unit, members in (
		(UNIT, ["approval"]),
		("落户地（测试）", ["host", "hostagent"]),
		("发改委（测试）", ["other"]),
	):
		if not frappe.db.exists("Anshang Unit", unit):
			make.make("Anshang Unit", unit_name=unit, short_name="发改委", is_approval_unit=1)
		doc = frappe.get_doc("Anshang Unit", unit)
		doc.members = []
		doc.extend("members", [{"member_name": name, "user": world.user[name]} for name in members])
		doc.save()
	return api_permit_approvals


@pytest.fixture
def case(world, api, approval):
	"""The case of a received project's 消防备案: 5 working days, decided by the unit with a clerk."""
	import frappe

	project, _plan = received(world, api)
	name = frappe.db.get_value("Approval Case", {"node": f"{project.name}-fire-filing"})
	frappe.db.set_value("Approval Item", "消防备案", {"promised_limit": 5, "limit_unit": "Working Days"})
	frappe.clear_document_cache("Approval Item", "消防备案")
	# an approval unit meets a project uninvited from the sealed plan on
	frappe.db.set_value("Investment Project", project.name, "stage", "Pre-construction")
	world.act("approval")
	return name


def doc(case: str):
	import frappe

	return frappe.get_doc("Approval Case", case)


def on(monkeypatch, day: str) -> None:
	"""Today, for the clock and for the guards."""
	from frappe.utils import getdate as real

	for module in (
		"anshang_app.permit_approvals.clocks",
		"anshang_app.permit_approvals.doctype.approval_case.approval_case",
	):
		monkeypatch.setattr(f"{module}.getdate", lambda value=None: real(value or day))


def paper(case: str) -> str:
	"""A paper as the dialog of a step puts it on the platform: not yet on any record."""
	import frappe

	file = {"doctype": "File", "file_name": "told.txt", "content": case, "is_private": 1}
	return frappe.get_doc(file).insert(ignore_permissions=True).file_url


def test_every_applying_node_with_an_item_has_a_case_of_its_unit(world, api):
	import frappe

	project, _plan = received(world, api)
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": project.name, "approval_item": ["is", "set"], "applies": 1},
		fields=["name", "approval_item", "responsible_unit"],
	)
	cases = frappe.get_all("Approval Case", filters={"project": project.name}, fields=["*"])
	assert len(nodes) > 10
	assert {(n.name, n.approval_item, n.responsible_unit) for n in nodes} == {
		(c.node, c.approval_item, c.unit) for c in cases
	}
	assert {c.state for c in cases} == {"Not Applied For"}
	assert {c.project_name for c in cases} == {"测试项目"}
	assert len({c.name for c in cases}) == len(cases)
	assert all(c.name.startswith("AP-") for c in cases)


def test_names_are_drawn_by_lot_so_that_no_gap_tells_of_others(db):
	from anshang_app.foundation.naming import draw_names

	names = draw_names("Approval Case", 200)
	assert len(set(names)) == 200
	numbers = sorted(int(name.rsplit("-", 1)[1]) for name in names)
	assert numbers[-1] - numbers[0] > 1_000_000


def test_starting_the_plan_again_makes_no_second_case(world, api):
	import frappe

	project, _plan = received(world, api)
	before = frappe.db.count("Approval Case", {"project": project.name})
	api.generate_plan(project.name)
	assert frappe.db.count("Approval Case", {"project": project.name}) == before


def test_cases_of_any_number_of_projects_cost_the_same_statements(world, api, monkeypatch):
	import frappe

	from anshang_app.permit_approvals.approvals import open_cases

	names = []
	for number in range(3):
		project, _plan = received(world, api, project_name=f"测试项目{number}")
		names.append(project.name)
	# what Frappe reads once about a DocType is not counted
	frappe.db.delete("Approval Case", {"project": ["in", names]})
	open_cases(names)
	sql, calls, counts = frappe.db.sql, [], []
	monkeypatch.setattr(
		frappe.local.db, "sql", lambda *args, **options: calls.append(1) or sql(*args, **options)
	)
	for some in (names[:1], names):
		frappe.db.delete("Approval Case", {"project": ["in", some]})
		calls.clear()
		open_cases(some)
		counts.append(len(calls))
	assert counts[0] == counts[1] <= 8


def test_a_node_added_later_has_its_case_and_a_left_out_one_loses_it(world, api):
	import frappe

	world.act("invest")
	project, _plan = received(world, api, is_special_building=1)
	node = f"{project.name}-fire-design-review"
	assert frappe.db.exists("Approval Case", {"node": node})
	frappe.set_user("Administrator")
	project.reload()
	project.is_special_building = 0
	project.save()
	assert not frappe.db.exists("Approval Case", {"node": node})
	project.is_special_building = 1
	project.save()
	assert frappe.db.exists("Approval Case", {"node": node})


def test_the_units_of_the_sealed_plan_are_those_of_the_cases(world, api):
	import frappe

	project, plan = received(world, api)
	other = make.make("Anshang Unit", unit_name="审批局（测试）", is_approval_unit=1).name
	world.act("lead")
	make.fill_plan(plan)
	node = f"{project.name}-construction-permit"
	next(row for row in plan.plan_dates if row.node == node).responsible_unit = other
	plan.save()
	api.send_for_seals(plan.name)
	api.record_seals(plan.name, signed_scan=make.attach_scan(plan.name), **SEALS)
	assert frappe.db.get_value("Approval Case", {"node": node}, "unit") == other


def test_a_clock_with_a_stop_on_known_days(case, approval, monkeypatch):
	"""Accepted Monday 2 March 2026, stopped Tuesday, resumed Thursday, looked at on Friday."""
	on(monkeypatch, "2026-03-06")
	assert approval.accept(case, "2026-03-02")["clock"]["due"] == date(2026, 3, 9)
	stopped = approval.stop_clock(case, "2026-03-03", "Enterprise", "补正材料")
	assert stopped["state"] == "Clock Stopped"
	assert stopped["clock"]["holder"] == "Enterprise"
	assert stopped["clock"]["due"] is None
	running = approval.resume_clock(case, "2026-03-05")
	clock = running["clock"]
	assert running["state"] == "Application Accepted"
	assert clock["charged"] == {"Authority": 2, "Enterprise": 2}
	assert (clock["elapsed"], clock["used"], clock["remaining"]) == (4, 2, 3)
	assert clock["due"] == date(2026, 3, 11)
	record = doc(case)
	assert (str(record.due_date), record.days_used, record.clock_state) == ("2026-03-11", 2, "Clock Runs")
	assert (record.days_elapsed, record.days_remaining, record.is_overdue) == (4, 3, 0)
	assert record.listed_by == record.due_date
	assert [row.entered_by_name for row in record.clock_events] == ["approval"] * 3


def test_over_the_spring_festival_the_make_up_days_count(case, approval, monkeypatch):
	"""From Friday 13 February 2026: 14 and 28 February are worked, 15 to 23 February are off."""
	on(monkeypatch, "2026-03-02")
	clock = approval.accept(case, "2026-02-13")["clock"]
	assert clock["due"] == date(2026, 2, 27)
	assert clock["overdue"]
	assert clock["used"] == 7


def test_counted_from_the_same_day_when_the_setting_says_so(case, approval, monkeypatch):
	import frappe

	frappe.db.set_single_value("Anshang Settings", "count_from_next_day", 0)
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")
	on(monkeypatch, "2026-03-02")
	assert approval.accept(case, "2026-03-02")["clock"]["due"] == date(2026, 3, 6)


def test_an_item_in_calendar_days_is_counted_in_them(world, api, approval, monkeypatch):
	import frappe

	project, _plan = received(world, api)
	name = frappe.db.get_value("Approval Case", {"node": f"{project.name}-completion-filing"})
	frappe.db.set_value("Investment Project", project.name, "stage", "Construction")
	world.act("approval")
	on(monkeypatch, "2026-03-09")
	clock = approval.accept(name, "2026-03-06")["clock"]
	assert (clock["unit"], clock["used"], clock["due"]) == ("Calendar Days", 3, date(2026, 3, 21))


def test_limits_stay_as_they_were_on_the_day_of_acceptance(case, approval, monkeypatch):
	import frappe

	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	frappe.db.set_value("Approval Item", "消防备案", "promised_limit", 1)
	frappe.clear_document_cache("Approval Item", "消防备案")
	approval.stop_clock(case, "2026-03-03", "Intermediary", "等测绘")
	assert doc(case).promised_limit == 5


def test_granting_writes_the_nodes_day_and_the_node_refuses_a_second_entry(
	case, approval, world, monkeypatch
):
	import frappe

	on(monkeypatch, "2026-03-10")
	node = frappe.get_doc("Project Node", doc(case).node)
	world.act("host")
	node.actual_date = "2026-03-04"
	assert f"该节点的完成日期在审批办理 {case} 办结时自动登记" in refusal(node.save)
	world.act("approval")
	approval.accept(case, "2026-03-02")
	approval.grant(case, "2026-03-05", certificate_no="备2026-1", expiry="2027-03-05")
	node.reload()
	assert str(node.actual_date) == "2026-03-05"
	record = doc(case)
	assert (record.state, str(record.issued_on), record.clock_state) == (
		"Granted",
		"2026-03-05",
		"Clock Ended",
	)
	assert record.days_used == 3
	assert not record.is_overdue


def test_everything_a_stop_lacks_is_said_at_once(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	said = refusal(approval.stop_clock, case)
	for words in ("请填写日期", "请选择计入谁的时间", "请填写原因或说明"):
		assert words in said
	assert len(doc(case).clock_events) == 1


@pytest.mark.parametrize(
	("arguments", "words"),
	[
		(("2026-03-03", "Authority", "等"), "停表不能计入审批部门"),
		(("2026-03-03", "Nobody", "等"), "请选择计入谁的时间"),
		(("2026-03-03", "Statutory Exempt", "专家评审"), "须附书面告知申请人的文书"),
		(("2026-03-01", "Enterprise", "补正"), "不得早于本件上一条记录"),
		(("2026-03-09", "Enterprise", "补正"), "不能晚于今天"),
		(("昨天", "Enterprise", "补正"), "日期"),
		(("1900-01-01", "Enterprise", "补正"), "工作日历不包含该日期"),
		(("2026-03-03", "Enterprise", "补正", "/private/files/nothing.pdf"), "附件"),
	],
)
def test_a_stop_that_cannot_be_is_refused(case, approval, monkeypatch, arguments, words):
	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	assert words in refusal(approval.stop_clock, case, *arguments)


def test_time_the_law_does_not_count_stops_with_its_paper_which_readers_of_the_case_read(
	case, approval, world, monkeypatch
):
	import frappe

	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	told = paper(case)
	approval.stop_clock(case, "2026-03-03", "Statutory Exempt", "专家评审", told)
	assert doc(case).state == "Clock Stopped"
	world.act("bureau")
	assert frappe.get_doc("File", {"file_url": told}).has_permission("read")


def test_steps_are_taken_in_their_order_only(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	assert "停表" in refusal(approval.stop_clock, case, "2026-03-03", "Enterprise", "补正")
	assert "办结" in refusal(approval.grant, case, "2026-03-03", "备1")
	approval.accept(case, "2026-03-02")
	assert "续表" in refusal(approval.resume_clock, case, "2026-03-03")


def test_an_approval_units_grant_needs_its_number_and_an_expiry_after_it(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	said = refusal(approval.grant, case, "2026-03-05", expiry="2026-03-01")
	assert "证照文号" in said
	assert "证照有效期至" in said


def test_after_a_refusal_the_item_may_be_applied_for_again(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	assert "本件尚未结束" in refusal(approval.apply_again, case)
	approval.accept(case, "2026-03-02")
	assert "请填写原因" in refusal(approval.refuse, case, "2026-03-05")
	assert approval.refuse(case, "2026-03-05", "不符合条件")["state"] == "Refused"
	again = approval.apply_again(case)
	assert again["name"] != case
	assert again["state"] == "Not Applied For"
	assert approval.apply_again(case)["name"] == again["name"]


def test_a_withdrawal_ends_the_clock(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	approval.accept(case, "2026-03-02")
	assert approval.withdraw(case, "2026-03-04", "企业撤回")["clock"]["used"] == 2


def test_the_clock_is_written_by_steps_only(case, approval, world):
	record = doc(case)
	record.append("clock_events", {"day": "2026-03-02", "kind": "Application Accepted"})
	assert "只能随流程步骤变动" in refusal(record.save)
	record = doc(case)
	record.certificate_no = "备1"
	assert "证照文号" in refusal(record.save)
	record = doc(case)
	record.state = "Granted"
	refusal(record.save)
	assert doc(case).state == "Not Applied For"


@pytest.mark.parametrize("who", ["other", "agent", "bureau", "lead", "invest"])
def test_nobody_else_takes_the_steps_of_a_unit(case, approval, world, who):
	import frappe

	world.act(who)
	with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		approval.accept(case, "2026-03-02")
	assert doc(case).state == "Not Applied For"


@pytest.mark.parametrize("who", ["host", "hostagent"])
def test_the_agents_side_names_itself_lists_materials_and_invites_but_does_not_decide(
	case,
	approval,
	world,
	who,
):
	import frappe

	world.act(who)
	approval.set_agent(case, agent=world.user[who], mandate_date="2026-03-01")
	record = doc(case)
	assert record.agent_name == who
	record.append("materials", {"material_name": "申请表", "brought_by": "企业", "bring_until": "2026-12-01"})
	record.save()
	assert approval.invite_early(case, "2026-03-02", "请提前指导")["state"] == "Early Guidance"
	with pytest.raises(frappe.ValidationError):
		approval.accept(case, "2026-03-03")
	record.reload()
	record.notice_content = "缺材料"
	with pytest.raises(frappe.PermissionError, match="只能由办理单位填写"):
		record.save()


def test_the_bureau_sees_and_does_not_write(case, world):
	import frappe

	world.act("bureau")
	record = doc(case)
	record.check_permission("read")
	with pytest.raises(frappe.PermissionError):
		record.save()


def test_invitation_and_advice_are_records_before_acceptance_and_start_no_clock(case, approval, monkeypatch):
	on(monkeypatch, "2026-03-06")
	approval.invite_early(case, "2026-02-02", "请提前指导")
	approval.advise(case, "2026-02-10", "补充消防车道")
	clock = approval.accept(case, "2026-03-02")["clock"]
	assert (clock["elapsed"], clock["due"]) == (4, date(2026, 3, 9))
	assert [row.kind for row in doc(case).clock_events] == [
		"Early Invitation",
		"Early Advice",
		"Application Accepted",
	]


def test_units_not_yet_invited_before_acceptance_are_named(world, api, approval, monkeypatch):
	import frappe

	on(monkeypatch, "2026-03-06")
	project, _plan = received(world, api)
	before = {row["unit"] for row in approval.missing_invitations(project.name)}
	assert len(before) == 3
	world.act("hostagent")
	joint = frappe.db.get_value("Approval Case", {"node": f"{project.name}-joint-acceptance"})
	approval.invite_early(joint, "2026-03-02")
	after = {row["unit"] for row in approval.missing_invitations(project.name)}
	assert before - after == {UNIT}
	assert after < before


def test_a_project_under_way_brings_its_granted_cases_without_a_clock(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	world.act("bureau")
	api.enter_under_way(
		project.name,
		"Planning",
		"已开展",
		passed={"Handover": "2025-01-01"},
		actual_dates={"register-enterprise": "2025-02-01"},
	)
	found = frappe.get_doc("Approval Case", {"node": f"{project.name}-register-enterprise"})
	assert (found.state, str(found.issued_on), found.is_back_entry) == ("Granted", "2025-02-01", 1)
	assert found.accepted_on is None


def granted_cases(count: int, days: int = 4) -> None:
	"""Finished cases as rows, for the statistics only."""
	from anshang_app.foundation.bulk import insert_rows

	insert_rows(
		"Approval Case",
		[
			{
				"name": f"AP-TEST-{number}",
				"approval_item": "消防备案",
				"unit": UNIT,
				"state": "Granted",
				"clock_state": "Clock Ended",
				"accepted_on": "2026-01-05",
				"limit_unit": "Working Days",
				"days_used": days + number % 2,
			}
			for number in range(count)
		],
	)


def test_with_29_cases_the_promised_limit_stands_in_and_with_30_the_sample_speaks(case):
	import frappe

	frappe.set_user("Administrator")

	from anshang_app.foundation.work_calendar import load_calendar
	from anshang_app.permit_approvals.outlooks import likely_dates, of_item

	node, start = doc(case).node, date(2026, 3, 2)
	frappe.db.set_value("Approval Case", case, "promised_limit", 5)
	granted_cases(29)
	assert [row["p80"] for row in of_item("消防备案")["rows"]] == [None, None]
	assert dict(likely_dates(load_calendar(), {node: start})) == {node: date(2026, 3, 9)}
	frappe.db.delete("Approval Case", {"name": ["like", "AP-TEST-%"]})
	granted_cases(30, days=1)
	rows = of_item("消防备案")["rows"]
	assert [(row["cases"], row["p50"], row["p80"]) for row in rows] == [(30, 1, 2), (30, 1, 2)]
	assert dict(likely_dates(load_calendar(), {node: start})) == {node: date(2026, 3, 4)}


def test_how_many_cases_are_enough_is_a_setting(case):
	import frappe

	frappe.set_user("Administrator")

	from anshang_app.permit_approvals.outlooks import of_item

	granted_cases(3)
	frappe.db.set_single_value("Anshang Settings", "outlook_minimum", 3)
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")
	assert of_item("消防备案")["rows"][0]["p80"] == 5
