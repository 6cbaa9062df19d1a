"""代登记: who enters what for a bureau that does not work here, what the bureau says, and what the figures make of it."""

import factories as make
import pytest
from test_approval import doc, on, paper
from test_path import received, refusal, sealed

from anshang_app.access_control.audit_check import verify

#: the deciding unit of 消防备案; nobody of it has an account in these tests
UNIT = "住建局（测试）"
ZONE = "开发区（测试）"


@pytest.fixture
def steps(world):
	import frappe

	from anshang_app.permit_approvals import api

	world.user["hostagent"] = make.make_user("hostagent", "Commission Agent")
	world.user["introducer"] = make.make_user("introducer", "Introducing Unit Clerk")
	for unit, members in (
		(UNIT, []),
		("落户地（测试）", ["host", "hostagent"]),
		("引进单位（测试）", ["introducer", "agent"]),
	):
		record = frappe.get_doc("Anshang Unit", unit)
		record.members = []
		record.extend("members", [{"member_name": name, "user": world.user[name]} for name in members])
		record.save()
	return api


@pytest.fixture
def case(world, api, steps, monkeypatch):
	"""消防备案 of a project before 开工, of 5 working days, looked at on Friday 6 March 2026."""
	import frappe

	project, _plan = received(world, api)
	frappe.db.set_value("Approval Item", "消防备案", {"promised_limit": 5, "limit_unit": "Working Days"})
	frappe.clear_document_cache("Approval Item", "消防备案")
	frappe.db.set_value("Investment Project", project.name, "stage", "Pre-construction")
	on(monkeypatch, "2026-03-06")
	from frappe.utils import getdate as real

	for module in ("proxies", "proxy_answers"):
		name = f"anshang_app.permit_approvals.{module}.getdate"
		monkeypatch.setattr(name, lambda value=None: real(value or "2026-03-06"), raising=False)
	return frappe.db.get_value("Approval Case", {"node": f"{project.name}-fire-filing"})


def come_to_work(world) -> None:
	"""The deciding unit gets its clerk."""
	import frappe

	record = frappe.get_doc("Anshang Unit", UNIT)
	record.append("members", {"member_name": "housing", "user": world.user["housing"]})
	record.flags.ignore_permissions = True
	frappe.set_user("Administrator")
	record.save()


def accepted(world, steps, case, day="2026-03-02", **more):
	"""The acceptance entered by the locality's agent by the notice, the mandate put on file with it."""
	world.act("hostagent")
	more = {"mandate_file": paper(case), **more} if not doc(case).mandate_file else more
	return steps.enter_acceptance_by_proxy(case, day, "受〔2026〕1号", **more)


def granted(world, steps, case, **more):
	accepted(world, steps, case)
	return steps.enter_grant_by_proxy(case, "2026-03-05", "备〔2026〕9号", **more)


def node_day(case) -> str | None:
	import frappe

	day = frappe.db.get_value("Project Node", doc(case).node, "actual_date")
	return day and str(day)


def test_the_agent_enters_receipt_and_result_by_the_units_own_papers(world, steps, case):
	told = granted(world, steps, case)
	assert told["state"] == "Granted"
	record = doc(case)
	assert (str(record.issued_on), record.certificate_no) == ("2026-03-05", "备〔2026〕9号")
	assert node_day(case) == "2026-03-05"
	assert [row.kind for row in record.clock_events] == ["Application Accepted", "Granted"]
	assert all("代登记：落户地（测试） hostagent" in row.words for row in record.clock_events)
	assert {(row.proxy_state, row.unit) for row in record.proxy_entries} == {
		("Proxy Unconfirmed", "落户地（测试）")
	}
	assert (record.proxy_open, record.proxy_submitted, record.proxy_due) == (1, 0, None)


def test_a_certificate_proves_the_acceptance_before_it_too(world, steps, case):
	world.act("bureau")
	assert "请同时填写受理日期" in refusal(steps.enter_grant_by_proxy, case, "2026-03-05", "备1")
	steps.enter_grant_by_proxy(case, "2026-03-05", "备1", accepted_on="2026-03-02")
	record = doc(case)
	assert [(row.kind, str(row.day)) for row in record.clock_events] == [
		("Application Accepted", "2026-03-02"),
		("Granted", "2026-03-05"),
	]
	assert [row.fact for row in record.proxy_entries] == ["Application Accepted", "Granted"]


def test_everything_an_entry_lacks_is_said_at_once_and_nothing_is_saved(world, steps, case):
	import frappe

	frappe.db.set_value("Approval Item", "消防备案", "scan_for_proxy", 1)
	frappe.clear_document_cache("Approval Item", "消防备案")
	world.act("hostagent")
	said = refusal(steps.enter_grant_by_proxy, case)
	for words in ("请填写日期", "文书（受理通知书或证照）的编号", "扫描件", "委托书", "请同时填写受理日期"):
		assert words in said
	assert doc(case).state == "Not Applied For"
	assert not doc(case).proxy_entries


def test_a_day_that_cannot_be_is_refused_of_entries_and_submissions(world, steps, case):
	for who in ("bureau", "lead"):
		world.act(who)
		for day, words in (
			("昨天", "受理日期"),
			("2026-03-09", "不能晚于今天"),
			("9999-12-31", "工作日历不包含"),
			("1900-01-01", "工作日历不包含"),
		):
			assert words in refusal(steps.enter_acceptance_by_proxy, case, day, "受1")
	assert not doc(case).proxy_entries


def test_out_of_turn_the_refusal_names_whose_turn_it_is(world, steps, case):
	granted(world, steps, case)
	said = refusal(steps.enter_acceptance_by_proxy, case, "2026-03-02", "受2")
	assert f"现由{UNIT}办理" in said
	assert "没有等待这一步的代登记" in refusal_as(world, "bureau", steps.adopt_proxy, case)


def refusal_as(world, who, step, *args):
	world.act(who)
	return refusal(step, *args)


def test_nobody_else_puts_a_fact_on_record(world, steps, case):
	import frappe

	for who in ("invest", "economy", "inspection"):
		world.act(who)
		with pytest.raises(frappe.PermissionError):
			steps.enter_acceptance_by_proxy(case, "2026-03-02", "受1")
		assert not doc(case).proxy_entries
	# units with a part in the project only submit it
	for who in ("lead", "introducer", "agent", "host"):
		world.act(who)
		steps.enter_acceptance_by_proxy(case, "2026-03-02", "受1")
		assert (doc(case).proxy_submitted, doc(case).state, doc(case).clock_events) == (
			1,
			"Not Applied For",
			[],
		)
		world.act("bureau")
		steps.turn_down_proxy(case, "另行核实")


def test_what_the_lead_unit_submits_takes_effect_when_the_bureau_adopts_it(world, steps, case):
	world.act("lead")
	steps.enter_grant_by_proxy(case, "2026-03-05", "备1", accepted_on="2026-03-02", paper=paper(case))
	assert "正等政数局（测试）核实" in refusal(steps.enter_acceptance_by_proxy, case, "2026-03-02", "受1")
	assert (doc(case).state, doc(case).proxy_submitted, node_day(case)) == ("Not Applied For", 1, None)
	import frappe

	with pytest.raises(frappe.PermissionError, match="政数局（测试）"):
		steps.adopt_proxy(case)
	world.act("bureau")
	assert steps.adopt_proxy(case)["state"] == "Granted"
	record = doc(case)
	assert {row.checked_by_name for row in record.proxy_entries} == {"bureau"}
	assert (record.proxy_submitted, record.proxy_open) == (0, 1)
	assert node_day(case) == "2026-03-05"


def test_what_the_bureau_turns_down_leaves_nothing_on_record(world, steps, case):
	world.act("introducer")
	steps.enter_acceptance_by_proxy(case, "2026-03-02", "受1")
	world.act("bureau")
	assert "请填写原因" in refusal(steps.turn_down_proxy, case, " ")
	steps.turn_down_proxy(case, "文书不清")
	record = doc(case)
	assert (record.state, record.proxy_submitted, len(record.clock_events)) == ("Not Applied For", 0, 0)
	assert record.proxy_entries[0].answer_words == "文书不清"


def test_the_unit_confirms_and_from_then_on_it_counts(world, steps, case):
	import frappe

	granted(world, steps, case)
	come_to_work(world)
	world.act("bureau")
	with pytest.raises(frappe.PermissionError, match=UNIT):
		steps.confirm_proxy(case)
	world.act("housing")
	steps.confirm_proxy(case)
	record = doc(case)
	assert {row.proxy_state for row in record.proxy_entries} == {"Proxy Confirmed"}
	assert {row.answered_by_name for row in record.proxy_entries} == {"housing"}
	assert record.proxy_open == 0
	assert "没有等待这一步的代登记" in refusal(steps.confirm_proxy, case)


def test_the_unit_puts_day_and_number_right_and_the_node_follows(world, steps, case):
	granted(world, steps, case)
	come_to_work(world)
	world.act("housing")
	assert "与代登记的内容相同" in refusal(steps.correct_proxy, case, "核对", "2026-03-05")
	assert "请填写原因" in refusal(steps.correct_proxy, case, None, "2026-03-04")
	assert "不得早于本件上一条记录" in refusal(steps.correct_proxy, case, "笔误", "2026-03-01")
	steps.correct_proxy(case, "证照日期登记有误", "2026-03-04", "备〔2026〕8号")
	record = doc(case)
	assert (str(record.issued_on), record.certificate_no) == ("2026-03-04", "备〔2026〕8号")
	assert node_day(case) == "2026-03-04"
	assert [row.proxy_state for row in record.proxy_entries] == ["Proxy Unconfirmed", "Proxy Corrected"]
	# then the acceptance it rests on, in its own place
	steps.correct_proxy(case, "受理日期登记有误", "2026-03-03")
	record = doc(case)
	assert [(str(row.day), row.kind, row.taken_back) for row in record.clock_events] == [
		("2026-03-02", "Application Accepted", 1),
		("2026-03-03", "Application Accepted", 0),
		("2026-03-05", "Granted", 1),
		("2026-03-04", "Granted", 0),
	]
	assert str(record.accepted_on) == "2026-03-03"
	assert record.proxy_open == 0


def test_a_fact_that_never_happened_goes_before_building_begins(world, steps, case):
	import frappe

	granted(world, steps, case)
	come_to_work(world)
	world.act("housing")
	steps.deny_proxy(case, "本局未核发该证")
	record = doc(case)
	assert (record.state, record.issued_on, record.certificate_no) == ("Application Accepted", None, None)
	assert node_day(case) is None
	steps.deny_proxy(case, "本局未受理")
	assert doc(case).state == "Not Applied For"
	assert (doc(case).proxy_open, doc(case).proxy_disputed) == (0, 0)
	assert not frappe.db.exists("Coordination Issue", {"project": record.project})


@pytest.mark.parametrize("answer", ["correct_proxy", "deny_proxy"])
def test_after_building_began_a_correction_rolls_nothing_back_and_the_bureau_gets_a_problem(
	world, steps, case, answer
):
	import frappe

	granted(world, steps, case)
	project = doc(case).project
	frappe.db.set_value("Investment Project", project, "stage", "Construction")
	come_to_work(world)
	world.act("housing")
	arguments = ("日期有误", "2026-03-04") if answer == "correct_proxy" else ("未核发",)
	getattr(steps, answer)(case, *arguments)
	record = doc(case)
	assert record.state == "Granted"
	assert node_day(case) == ("2026-03-04" if answer == "correct_proxy" else "2026-03-05")
	assert frappe.db.get_value("Investment Project", project, "stage") == "Construction"
	issue = frappe.get_last_doc("Coordination Issue", {"project": project})
	assert (issue.level, issue.unit, issue.blocked_node) == ("At Bureau", "政数局（测试）", record.node)
	assert arguments[0] in issue.description
	assert record.proxy_disputed == int(answer == "deny_proxy")
	world.act("hostagent")
	assert "已开工" in refusal(steps.take_back_proxy, case, "笔误")


def test_the_entering_side_takes_its_own_slip_back(world, steps, case):
	granted(world, steps, case)
	import frappe

	for other in ("lead", "introducer", "invest", "economy", "inspection", "host"):
		world.act(other)
		with pytest.raises(frappe.PermissionError):
			steps.take_back_proxy(case, "不该由我")
	world.act("hostagent")
	assert "请填写原因" in refusal(steps.take_back_proxy, case, None)
	steps.take_back_proxy(case, "编号填错")
	assert (doc(case).state, node_day(case)) == ("Application Accepted", None)
	steps.enter_grant_by_proxy(case, "2026-03-05", "备〔2026〕10号")
	assert doc(case).certificate_no == "备〔2026〕10号"


def test_the_unit_answers_before_it_takes_records_back_or_corrects_a_grant(world, steps, case):
	accepted(world, steps, case)
	come_to_work(world)
	world.act("housing")
	assert "代登记的记录" in refusal(steps.take_back, case, "误")
	# its own steps go on from there
	steps.stop_clock(case, "2026-03-03", "Enterprise", "补正材料")
	assert "其后还有计时记录" in refusal(steps.deny_proxy, case, "未受理")
	assert doc(case).state == "Clock Stopped"


def test_entries_are_written_by_steps_only(world, steps, case):
	accepted(world, steps, case)
	record = doc(case)
	record.proxy_entries[0].proxy_state = "Proxy Confirmed"
	assert "只能随流程步骤变动" in refusal(record.save)
	record = doc(case)
	record.append("proxy_entries", {"fact": "Granted", "day": "2026-03-05", "proxy_state": "Proxy Confirmed"})
	assert "只能随流程步骤变动" in refusal(record.save)


def figures(case: str) -> tuple[bool, bool, bool]:
	"""Whether a case is late in the lists, among the bureau's findings, and in the report."""
	import frappe

	from anshang_app.case_reporting.indicators.matters import of_approvals
	from anshang_app.case_reporting.period import month_of
	from anshang_app.case_reporting.portfolio import Portfolio
	from anshang_app.progress_tracking.findings import CASE_LATE, DueItems

	frappe.set_user("Administrator")
	portfolio = Portfolio()
	late = {figure.key: figure for figure in of_approvals(portfolio, month_of(portfolio.today))}["cases_late"]
	found = {finding.kind for finding in DueItems([doc(case).project]).cases()}
	return bool(doc(case).is_overdue), CASE_LATE in found, case in late.records


def test_what_is_unconfirmed_is_late_nowhere_and_counts_once_confirmed(world, steps, case):
	"""5 working days from 2 February: long over on 6 March."""
	accepted(world, steps, case, "2026-02-02")
	assert figures(case) == (False, False, False)
	come_to_work(world)
	world.act("housing")
	steps.confirm_proxy(case)
	assert figures(case) == (True, True, True)


def test_silence_counts_of_a_unit_that_works_here_and_only_of_such(world, steps, case, monkeypatch):
	import frappe

	from anshang_app.foundation.work_calendar import load_calendar
	from anshang_app.permit_approvals import proxy_answers

	def night(day: str) -> int:
		on(monkeypatch, day)
		monkeypatch.setattr(proxy_answers, "getdate", lambda value=None: frappe.utils.getdate(value or day))
		return proxy_answers.refresh(load_calendar())

	frappe.db.set_single_value("Anshang Settings", "proxy_answer_days", 3)
	frappe.clear_document_cache("Anshang Settings", "Anshang Settings")
	accepted(world, steps, case)
	assert (night("2026-04-30"), doc(case).proxy_due) == (0, None)
	come_to_work(world)
	night("2026-05-11")
	assert str(doc(case).proxy_due) == "2026-05-14"
	assert (night("2026-05-14"), doc(case).left_out_of_figures) == (0, 1)
	assert (night("2026-05-15"), doc(case).left_out_of_figures) == (1, 0)
	assert night("2026-05-15") == 0
	assert doc(case).proxy_open == 1


def test_the_agents_steps_lead_to_the_units_turn(world, steps, case):
	world.act("hostagent")
	record = doc(case)
	record.append("materials", {"material_name": "申请表", "brought_by": "企业"})
	record.save()
	assert "材料清单中还缺：申请表" in refusal(steps.complete_materials, case)
	assert "材料清单中还缺：申请表" in refusal(steps.file_application, case, "2026-03-02")
	record = doc(case)
	record.materials[0].is_present = 1
	record.save()
	for day in ("昨天", "2026-13-01", None):
		assert "日期" in refusal(steps.file_application, case, day)
	assert "日期" in refusal(steps.complete_materials, case, "昨天")
	steps.complete_materials(case, "2026-03-02")
	assert str(doc(case).materials_ready_on) == "2026-03-02"
	assert steps.file_application(case, "2026-03-03", "回执1号")["state"] == "Application Filed"
	assert UNIT in refusal(steps.file_application, case, "2026-03-03")
	record = doc(case)
	assert (record.clock_state, record.clock_events[0].words) == ("Not Running Yet", "回执1号")
	# a slip is taken back by who filed, and the unit accepts from there
	steps.take_back(case, "日期有误")
	assert doc(case).state == "Not Applied For"
	steps.file_application(case, "2026-03-04")
	come_to_work(world)
	world.act("housing")
	assert steps.accept(case, "2026-03-05")["clock"]["elapsed"] == 1


def test_the_unit_does_not_file_for_the_enterprise(world, steps, case):
	come_to_work(world)
	world.act("housing")
	refusal(steps.file_application, case, "2026-03-03")
	assert doc(case).state == "Not Applied For"


def test_one_letter_of_mandate_serves_all_cases_of_a_project_for_the_same_unit(world, api, steps):
	import frappe

	project, _plan = sealed(world, api, eia_kind="EIA Form")
	api.finalise_plan(project.name)
	first, second = frappe.get_all(
		"Approval Case", {"project": project.name}, pluck="name", limit=2, order_by="name"
	)
	world.act("hostagent")
	make.refused("委托书", steps.enter_acceptance_by_proxy, first, "2026-03-02", "受1号")
	steps.enter_acceptance_by_proxy(first, "2026-03-02", "受1号", mandate_file=paper(first))
	assert steps.enter_acceptance_by_proxy(second, "2026-03-02", "受2号")["state"] == "Application Accepted"


def test_a_project_reaches_its_start_though_no_bureau_has_an_account(world, api, steps):
	"""市场监管, 生态环境, 住建 and the others have nobody here: the locality's agent enters what their papers prove."""
	import frappe

	project, _plan = sealed(world, api, eia_kind="EIA Form")
	api.finalise_plan(project.name)
	nodes = frappe.get_all(
		"Project Node",
		filters={"project": project.name, "needed_before": "Start Construction", "applies": 1},
		fields=["name", "approval_item", "title"],
		order_by="sequence",
	)
	assert {"企业开办", "环评报告表审批", "施工许可"} <= {node.approval_item for node in nodes}
	frappe.set_user("Administrator")
	for node in nodes:
		if not node.approval_item:
			record = frappe.get_doc("Project Node", node.name)
			record.actual_date = "2026-06-10"
			record.save()
	world.act("lead")
	assert "施工许可" in refusal(api.start_construction, project.name)
	world.act("hostagent")
	for number, node in enumerate(row for row in nodes if row.approval_item):
		name = frappe.db.get_value("Approval Case", {"node": node.name})
		papers = {"mandate_file": paper(name + "m"), "paper": paper(name + "p")}
		steps.enter_grant_by_proxy(name, "2026-06-09", f"证{number}号", accepted_on="2026-06-01", **papers)
	world.act("lead")
	assert api.start_construction(project.name)["state"] == "Construction"
	frappe.set_user("Administrator")
	cases = frappe.get_all("Approval Case", {"project": project.name}, pluck="name")
	assert not [found for found in verify() if found.record_name in cases]
