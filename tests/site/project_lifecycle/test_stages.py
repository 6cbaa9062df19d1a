"""The path after the plan: 开工, 申请验收, 竣工移交, 暂停, 恢复, 终止, each with what it asks for."""

import factories as make
import pytest
from test_path import received, refusal, sealed


@pytest.fixture
def steps(world):
	return make.endpoints("project_lifecycle", "key_projects")


def reload(project):
	project.reload()
	return project


def ready(world, api, **changes):
	"""A project in 开工前手续办理."""
	project, _plan = sealed(world, api, **changes)
	api.finalise_plan(project.name)
	return reload(project)


def finish(project, action: str, day: str = "2026-06-10", but: tuple = ()) -> None:
	"""Give the nodes a step waits for their actual day, cases and all."""
	import frappe

	from anshang_app.service_plans.nodes import record_actual_dates

	keys = frappe.get_all(
		"Project Node",
		filters={"project": project.name, "needed_before": action, "applies": 1},
		pluck="row_key",
	)
	user = frappe.session.user
	frappe.set_user("Administrator")
	record_actual_dates(project, {key: day for key in keys if key not in but})
	frappe.set_user(user)


def in_construction(world, api, steps, **changes):
	project = ready(world, api, **changes)
	finish(project, "Start Construction")
	steps.start_construction(project.name)
	return reload(project)


def in_acceptance(world, api, steps):
	import frappe

	project = in_construction(world, api, steps)
	finish(project, "Apply for Acceptance")
	frappe.db.set_value("Approval Item", {"invite_before_acceptance": 1}, "invite_before_acceptance", 0)
	steps.apply_for_acceptance(project.name)
	return reload(project)


def log_of(project) -> list[tuple]:
	import frappe

	rows = frappe.get_all(
		"Stage Log",
		filters={"project": project.name},
		fields=["from_stage", "to_stage", "passed_on", "by_user", "reason"],
		order_by="creation",
	)
	return [(row.from_stage, row.to_stage, str(row.passed_on), row.by_user, row.reason) for row in rows]


def test_construction_starts_only_with_every_permit_and_the_first_dig_all_named_at_once(world, api, steps):
	project = ready(world, api, eia_kind="EIA Form")
	finish(
		project, "Start Construction", but=("construction-permit", "start-construction", "eia-form-approval")
	)
	message = refusal(steps.start_construction, project.name)
	for part in ("施工许可", "住建局", "开挖基础", "环评报告表批复"):
		assert part in message
	assert "企业开办" not in message
	assert reload(project).stage == "Pre-construction"


def test_construction_is_dated_the_day_building_began(world, api, steps):
	import frappe
	from frappe.utils import add_days, today

	project = ready(world, api)
	frappe.db.set_value("Stage Log", {"project": project.name}, "passed_on", "2026-05-01")
	finish(project, "Start Construction", day="2026-06-10")
	assert steps.start_construction(project.name) == {"name": project.name, "state": "Construction"}
	assert log_of(project)[-1] == (
		"Pre-construction",
		"Construction",
		"2026-06-10",
		world.user["lead"],
		None,
	)
	assert "不能晚于今天" in refusal(steps.apply_for_acceptance, project.name, add_days(today(), 1))
	assert "2026-06-10" in refusal(steps.apply_for_acceptance, project.name, "2026-06-09")
	assert "日期" in refusal(steps.apply_for_acceptance, project.name, "明天")


def test_a_project_without_building_works_needs_only_what_applies_to_it(world, api, steps):
	make.make("Landing Mode", mode_name="租用厂房（测试）", needs_land=0, needs_construction=0)
	project = ready(world, api, landing_mode="租用厂房（测试）")
	message = refusal(steps.start_construction, project.name)
	assert "企业开办" in message
	assert "施工许可" not in message
	finish(project, "Start Construction")
	assert steps.start_construction(project.name)["state"] == "Construction"


@pytest.mark.parametrize("who", ["invest", "host"])
def test_the_locality_and_the_investment_centre_do_not_start_construction(world, api, steps, who):
	project = ready(world, api)
	finish(project, "Start Construction")
	world.act(who)
	assert "开工" in refusal(steps.start_construction, project.name)


def test_acceptance_waits_for_the_end_of_works_the_invitations_and_broken_promises(
	world,
	api,
	steps,
	monkeypatch,
):
	from datetime import date

	from anshang_app.coordination import stage_requirements
	from anshang_app.coordination.rules.promises import CommitmentDates

	project = in_construction(world, api, steps)
	monkeypatch.setattr(
		stage_requirements,
		"promises_of",
		lambda project: [CommitmentDates("x", "补齐图审意见", date(2026, 7, 1))],
	)
	message = refusal(steps.apply_for_acceptance, project.name)
	for part in ("项目完工", "住建局", "提前介入", "补齐图审意见"):
		assert part in message
	assert reload(project).stage == "Construction"


def test_completion_waits_for_acceptance_filing_and_certificates(world, api, steps):
	import frappe

	project = in_acceptance(world, api, steps)
	finish(project, "Hand Over as Completed", but=("completion-filing",))
	frappe.db.set_value("Approval Case", {"node": f"{project.name}-construction-permit"}, "is_back_entry", 0)
	world.act("bureau")
	message = refusal(steps.hand_over_as_completed, project.name)
	assert "工程竣工备案" in message
	assert "“施工许可”的证照扫描件" in message
	world.act("lead")
	assert "竣工移交" in refusal(steps.hand_over_as_completed, project.name)


def test_the_completion_handover_comes_to_be_with_its_stage(world, api, steps):
	import frappe

	project = in_acceptance(world, api, steps)
	finish(project, "Hand Over as Completed")
	world.act("bureau")
	steps.hand_over_as_completed(project.name)
	assert reload(project).stage == "Completion Handover"
	handover = frappe.get_doc("Project Handover", {"project": project.name, "kind": "Completion"})
	assert (handover.state, handover.from_unit, handover.to_unit) == (
		"To Hand Over",
		"政数局（测试）",
		"经信局（测试）",
	)


@pytest.mark.parametrize("stage", ["Handover", "Planning", "Construction"])
def test_a_suspended_project_comes_back_to_the_stage_it_came_from(world, api, steps, stage):
	import frappe

	make_it = {
		"Handover": lambda: (world.act("invest"), make.make_project())[1],
		"Planning": lambda: received(world, api)[0],
		"Construction": lambda: in_construction(world, api, steps),
	}
	project = make_it[stage]()
	world.act("bureau")
	assert "暂停或终止原因" in refusal(steps.suspend, project.name, " ")
	assert steps.suspend(project.name, "企业资金未到位")["state"] == "Suspended"
	assert (reload(project).stage_before, project.stage_reason) == (stage, "企业资金未到位")
	history = frappe.get_all("Version", filters={"docname": project.name}, pluck="data")
	assert not [row for row in history if "stage_before" in row]
	assert log_of(project)[-1][:2] + log_of(project)[-1][4:] == (stage, "Suspended", "企业资金未到位")
	assert steps.resume(project.name, "资金到位")["state"] == stage
	assert (reload(project).stage_before, project.stage_reason) == (None, None)
	assert frappe.db.count("Stage Log", {"project": project.name, "to_stage": stage}) == 2


def test_a_resumed_project_is_not_asked_again_for_what_let_it_in(world, api, steps):
	import frappe

	project = in_construction(world, api, steps)
	world.act("bureau")
	steps.suspend(project.name, "雨季停工")
	frappe.db.set_value("Project Node", f"{project.name}-construction-permit", "actual_date", None)
	assert steps.resume(project.name)["state"] == "Construction"


def test_only_the_administrator_takes_a_termination_back(world, api, steps):
	import frappe

	project = received(world, api)[0]
	world.act("bureau")
	steps.suspend(project.name, "企业改投他处")
	steps.terminate(project.name, "企业书面放弃")
	assert reload(project).stage == "Terminated"
	assert (project.stage_before, project.stage_reason) == ("Planning", "企业书面放弃")
	assert "恢复项目" in refusal(steps.resume, project.name)
	frappe.set_user(make.make_user("admin", "Anshang Administrator"))
	frappe.local.lang = "zh"
	assert steps.resume(project.name, "误操作")["state"] == "Planning"


def test_a_mistaken_entry_is_terminated_by_who_entered_it_before_the_handover_only(world, api, steps):
	world.act("invest")
	assert steps.terminate(make.make_project().name, "重复录入")["state"] == "Terminated"
	project = received(world, api)[0]
	world.act("invest")
	assert "终止项目" in refusal(steps.terminate, project.name, "重复录入")


def test_stage_and_reason_of_a_standstill_are_not_written_by_hand(world, api, steps):
	project = received(world, api)[0]
	world.act("bureau")
	for field, value in (("stage_before", "Construction"), ("stage_reason", "改")):
		reload(project).set(field, value)
		refusal(project.save)


def test_while_suspended_no_handover_is_received(world, api, steps):
	world.act("invest")
	project = make.make_project()
	handover = api.hand_over(project.name, evidence=make.evidence())["name"]
	world.act("bureau")
	steps.suspend(project.name, "待核实")
	message = refusal(api.sign_for, handover)
	assert "暂停" in message
	assert "信息移交" in message


def test_a_suspended_project_carries_no_light_and_gets_it_back(world, api, steps):
	import frappe

	from anshang_app.progress_tracking.lights import refresh_lights

	project = ready(world, api)
	late = f"{project.name}-fence"
	frappe.db.set_value("Project Node", late, "planned_date", "2026-05-01")
	refresh_lights([project.name])
	assert frappe.db.get_value("Project Node", late, "light") == "Red Light"
	world.act("bureau")
	steps.suspend(project.name, "企业资金未到位")
	refresh_lights()
	lights = frappe.get_all("Project Node", filters={"project": project.name}, pluck="light")
	assert set(lights) == {"No Light"}
	steps.resume(project.name)
	assert frappe.db.get_value("Project Node", late, "light") == "Red Light"


def test_times_of_a_project_under_way_leave_unknown_days_unknown(world, api, steps):
	import frappe

	world.act("invest")
	project = make.make_project()
	frappe.set_user("Administrator")
	api.enter_under_way(
		project.name, "Construction", "上线前", {"Handover": "2026-01-05", "Construction": "2026-06-01"}
	)
	rows = {row["stage"]: row for row in steps.stage_times(project.name)}
	assert list(rows) == ["Handover", "Planning", "Pre-construction", "Construction"]
	assert rows["Planning"]["calendar_days"] is None
	assert rows["Handover"]["left"] is None
	assert rows["Construction"]["running"]
	assert rows["Construction"]["calendar_days"] > 0
	finish(project, "Apply for Acceptance")
	assert rows["Planning"]["back_entry"]


def test_a_step_after_somebody_elses_change_is_refused_and_nothing_is_lost(world, api, steps):
	import frappe

	from anshang_app.foundation.workflow_step import take_step

	project = ready(world, api)
	finish(project, "Start Construction")
	stale = frappe.get_doc("Investment Project", project.name)
	fresh = frappe.get_doc("Investment Project", project.name)
	fresh.construction_content = "他人改过"
	fresh.save()
	frappe.clear_messages()
	with pytest.raises(frappe.TimestampMismatchError, match="刚刚被他人改动"):
		take_step(stale, "Start Construction")
	assert reload(project).construction_content == "他人改过"
	assert project.stage == "Pre-construction"


# --- sites set up before ------------------------------------------------------------------------------------


def stripped_workflow():
	"""The project's workflow as it was planted before this version."""
	import frappe

	workflow = frappe.get_doc("Workflow", "Investment Project Path")
	workflow.transitions = [row for row in workflow.transitions if row.action == "Finalise Plan"]
	workflow.save()
	return workflow


def test_an_older_workflow_gets_the_new_steps_once(db):
	import frappe

	from anshang_app.patches.v0_2.complete_project_path import complete_workflow
	from anshang_app.setup.install import read_seed

	workflow = stripped_workflow()
	complete_workflow()
	complete_workflow()
	workflow.reload()
	assert len(workflow.transitions) == len(read_seed("workflows.json")[0]["transitions"])
	assert frappe.db.get_value("Workflow", workflow.name, "is_active") == 1


def test_an_edited_workflow_keeps_its_edits(db):
	from anshang_app.patches.v0_2.complete_project_path import complete_workflow

	workflow = stripped_workflow()
	workflow.states = [row for row in workflow.states if row.state != "Suspended"]
	workflow.transitions = workflow.transitions[:1]
	workflow.append(
		"transitions",
		{
			"state": "Pre-construction",
			"action": "Start Construction",
			"next_state": "Construction",
			"allowed": "Host Locality Clerk",
		},
	)
	workflow.save()
	complete_workflow()
	workflow.reload()
	assert [row.allowed for row in workflow.transitions if row.action == "Finalise Plan"] == [
		"Chain Lead Clerk"
	]
	assert [row.allowed for row in workflow.transitions if row.action == "Start Construction"] == [
		"Host Locality Clerk"
	]
	assert not [row for row in workflow.transitions if "Suspended" in (row.state, row.next_state)]
	assert [row for row in workflow.transitions if row.action == "Hand Over as Completed"]


def test_older_nodes_learn_what_waits_for_them_and_edits_stand(world, api):
	import frappe

	from anshang_app.patches.v0_2.complete_project_path import mark_requirements

	project = received(world, api)[0]
	frappe.db.set_value("Project Node", {"project": project.name}, "needed_before", None)
	frappe.db.set_value("Project Node", f"{project.name}-fence", "needed_before", "Start Construction")
	mark_requirements()
	gates = dict(
		frappe.get_all(
			"Project Node",
			filters={"project": project.name, "needed_before": ["is", "set"]},
			fields=["row_key", "needed_before"],
			as_list=True,
		)
	)
	assert gates["construction-permit"] == gates["fence"] == "Start Construction"
	assert gates["works-complete"] == "Apply for Acceptance"
	assert gates["completion-filing"] == "Hand Over as Completed"
