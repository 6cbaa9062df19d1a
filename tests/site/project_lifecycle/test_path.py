"""The path from a project's entry to its sealed plan, as the clerks walk it."""

import factories as make
import pytest

SEALS = {
	"enterprise_signed_by": "甲",
	"enterprise_signed_on": "2026-04-01",
	"host_signed_by": "乙",
	"host_signed_on": "2026-04-02",
	"lead_signed_by": "丙",
	"lead_signed_on": "2026-04-03",
}


def refusal(step, *args, **kwargs) -> str:
	"""The message with which a step is refused."""
	import frappe

	frappe.clear_messages()
	with pytest.raises(frappe.ValidationError) as caught:
		step(*args, **kwargs)
	return str(caught.value)


def received(world, api, **changes):
	"""A project handed over and received; (project, plan)."""
	import frappe

	world.act("invest")
	project = make.make_project(**changes)
	handover = api.hand_over(project.name, evidence=make.evidence())
	world.act("bureau")
	answer = api.sign_for(handover["name"])
	project.reload()
	return project, frappe.get_doc("Service Plan", answer["plan"])


def sealed(world, api, **changes):
	"""A project whose plan is sealed; (project, plan)."""
	import frappe

	project, plan = received(world, api, **changes)
	world.act("lead")
	make.fill_plan(plan).save()
	api.send_for_seals(plan.name)
	api.record_seals(plan.name, signed_scan=make.attach_scan(plan.name), **SEALS)
	return project, frappe.get_doc("Service Plan", plan.name)


def test_the_whole_path_from_entry_to_finalised_plan(world, api):
	import frappe

	project, plan = sealed(world, api)
	assert plan.state == "Sealed"
	assert str(plan.sealed_on) == "2026-04-03"
	node = frappe.get_doc("Project Node", f"{project.name}-construction-permit")
	assert str(node.planned_date) == "2026-12-01"
	assert node.responsible_person == "张三"
	assert node.responsible_unit == "住建局（测试）"
	api.finalise_plan(project.name)
	project.reload()
	assert project.stage == "Pre-construction"
	passages = frappe.get_all(
		"Stage Log", filters={"project": project.name}, pluck="to_stage", order_by="creation"
	)
	assert passages == ["Handover", "Planning", "Pre-construction"]


def test_plan_has_the_annexs_rows_and_every_dated_node(world, api):
	import frappe

	project, plan = received(world, api)
	assert len(plan.team_tasks) == 4
	assert len(plan.entity_tasks) == 12
	dated = frappe.get_all("Project Node", filters={"project": project.name, "is_dated": 1}, pluck="name")
	assert sorted(row.node for row in plan.plan_dates) == sorted(dated)
	assert any(not row.annex_cell for row in plan.plan_dates)
	assert plan.state == "Plan Draft"


def test_receipt_opens_dated_roles_and_moves_the_project_on(world, api):
	project, _plan = received(world, api)
	assert project.stage == "Planning"
	assert {row.role for row in project.project_roles} == {
		"Chain Lead Unit",
		"Host Locality",
		"Introducing Unit",
	}
	assert all(row.from_date and not row.to_date for row in project.project_roles)


def test_changed_lead_unit_leaves_a_dated_trace(world, api):
	project, _plan = received(world, api)
	other = make.make("Anshang Unit", unit_name="另一包保单位（测试）", is_chain_lead_unit=1)
	world.act("invest")
	project.chain_lead_unit = other.name
	project.save()
	rows = [(row.unit, bool(row.to_date)) for row in project.project_roles if row.role == "Chain Lead Unit"]
	assert rows == [("包保单位（测试）", True), ("另一包保单位（测试）", False)]


def test_handover_lists_everything_missing_at_once(world, api):
	world.act("invest")
	project = make.make_project(host_locality=None)
	message = refusal(api.hand_over, project.name, channel="Official Letter")
	for part in ("补充协议", "土地预付款缴款凭证", "项目落户地", "函件文号"):
		assert part in message


def test_only_the_investment_clerk_creates_projects(world):
	import frappe

	world.act("lead")
	with pytest.raises(frappe.PermissionError):
		make.make_project()


def test_returned_handover_needs_a_reason_and_can_be_repeated(world, api):
	world.act("invest")
	project = make.make_project()
	handover = api.hand_over(project.name, evidence=make.evidence())["name"]
	world.act("bureau")
	assert "退回原因" in refusal(api.send_back, handover, "")
	assert api.send_back(handover, "凭据不清")["state"] == "Sent Back"
	world.act("invest")
	assert api.hand_over(project.name)["name"] == handover
	world.act("bureau")
	assert api.sign_for(handover)["state"] == "Signed For"


def test_what_was_handed_over_stays_as_it_was_until_it_is_sent_back(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	handover = api.hand_over(project.name, evidence=make.evidence())["name"]
	frappe.set_user("Administrator")
	changes = {"to_unit": project.host_locality, "channel": "Official Letter", "letter_no": "某函〔2026〕9号"}
	for change in ({field: value} for field, value in changes.items()):
		doc = frappe.get_doc("Project Handover", handover)
		doc.update(change)
		assert "只能随流程步骤变动" in refusal(doc.save), change
	doc = frappe.get_doc("Project Handover", handover)
	assert doc.evidence
	doc.evidence[0].evidence_date = "2020-01-01"
	assert "只能随流程步骤变动" in refusal(doc.save)


def test_sign_for_is_refused_to_other_roles(world, api):
	world.act("invest")
	handover = api.hand_over(make.make_project().name, evidence=make.evidence())["name"]
	assert "签收" in refusal(api.sign_for, handover)


@pytest.mark.parametrize("target", ["Planning", "Pre-construction", "Handed Over", "Terminated"])
def test_stage_is_not_set_by_hand(world, target):
	world.act("invest")
	project = make.make_project()
	project.stage = target
	refusal(project.save)


def test_seals_are_refused_with_the_rows_that_lack_a_person_or_a_date(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	make.fill_plan(plan)
	plan.plan_dates[0].proposed_date = None
	plan.entity_tasks[1].responsible_person = None
	plan.save()
	message = refusal(api.send_for_seals, plan.name)
	assert "企业开办" in message
	assert "聘请环评、安评中介机构" in message
	assert message.count("缺少") == 2


def test_rhythm_counts_where_the_template_allows_it(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	make.fill_plan(plan)
	plan.team_tasks[2].update({"time_point": None, "rhythm": "每周"})
	plan.entity_tasks[9].update({"completion_date": None, "rhythm": "全程"})
	plan.save()
	assert api.send_for_seals(plan.name)["state"] == "Awaiting Seals"


def test_rows_are_locked_once_sent_for_seals_and_open_again_after_return(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	make.fill_plan(plan).save()
	api.send_for_seals(plan.name)
	plan.reload()
	plan.plan_dates[0].remark = "改"
	assert "草案" in refusal(plan.save)
	world.act("bureau")
	assert "退回原因" in refusal(api.return_to_draft, plan.name, " ")
	assert api.return_to_draft(plan.name, "日期有误")["state"] == "Plan Draft"


def test_no_return_after_the_first_seal(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	make.fill_plan(plan).save()
	api.send_for_seals(plan.name)
	answer = api.record_seals(plan.name, host_signed_by="乙", host_signed_on="2026-04-02")
	assert answer["state"] == "Awaiting Seals"
	assert len(answer["missing"]) == 5
	assert "已登记签章" in refusal(api.return_to_draft, plan.name, "想改")


def test_seals_are_recorded_while_the_plan_is_out_for_them_only(world, api):
	import frappe

	_project, plan = sealed(world, api)
	for account in (world.user["lead"], "Administrator"):
		frappe.set_user(account)
		for field, value in (("host_signed_by", "另一人"), ("lead_signed_on", "2026-03-01")):
			doc = frappe.get_doc("Service Plan", plan.name)
			doc.set(field, value)
			assert "草案" in refusal(doc.save), (account, field)


def test_the_bureau_does_not_edit_the_plan(world, api):
	_project, plan = received(world, api)
	world.act("bureau")
	plan.plan_dates[0].remark = "改"
	assert "政数局" in refusal(plan.save)


def test_printed_texts_and_rows_of_the_plan_do_not_change(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	plan.plan_dates[0].title = "改"
	refusal(plan.save)
	plan.reload()
	plan.plan_dates = plan.plan_dates[1:]
	refusal(plan.save)


def test_before_the_first_seal_a_node_has_neither_date_nor_light(world, api):
	import frappe

	project, plan = received(world, api)
	world.act("lead")
	make.fill_plan(plan).save()
	nodes = frappe.get_all(
		"Project Node", filters={"project": project.name}, fields=["planned_date", "light"], order_by="name"
	)
	assert {(node.planned_date, node.light) for node in nodes} == {(None, "No Light")}


def test_planned_date_and_light_of_a_node_are_not_written_by_hand(world, api):
	import frappe

	project, _plan = received(world, api)
	world.act("lead")
	for field, value in (("planned_date", "2026-09-01"), ("light", "Green Light"), ("applies", 0)):
		node = frappe.get_doc("Project Node", f"{project.name}-fence")
		node.set(field, value)
		refusal(node.save)


def test_revision_supersedes_only_when_sealed(world, api):
	import frappe

	project, old = sealed(world, api)
	world.act("lead")
	new = frappe.get_doc("Service Plan", api.revise_plan(old.name, "工期调整")["name"])
	assert (new.revision, new.supersedes, new.state) == (2, old.name, "Plan Draft")
	assert str(new.plan_dates[0].proposed_date) == "2026-12-01"
	assert frappe.db.get_value("Service Plan", old.name, "state") == "Sealed"
	make.fill_plan(new, day="2027-01-10").save()
	api.send_for_seals(new.name)
	api.record_seals(new.name, signed_scan=make.attach_scan(new.name), **SEALS)
	assert frappe.db.get_value("Service Plan", old.name, "state") == "Superseded"
	assert str(frappe.db.get_value("Project Node", f"{project.name}-fence", "planned_date")) == "2027-01-10"


def left_out(project) -> set[str]:
	import frappe

	return set(
		frappe.get_all("Project Node", filters={"project": project.name, "applies": 0}, pluck="row_key")
	)


def test_a_lease_has_no_land_nodes_but_keeps_their_rows(world, api):
	import frappe

	world.act("invest")
	project = make.make_project(landing_mode="租赁")
	handover = api.hand_over(
		project.name, evidence=[{"evidence_name": "租赁合同", "evidence_date": "2026-03-05"}]
	)
	world.act("bureau")
	plan = frappe.get_doc("Service Plan", api.sign_for(handover["name"])["plan"])
	assert {"land-planning-permit", "property-certificate", "construction-permit"} <= left_out(project)
	assert [row.left_out for row in plan.plan_dates if row.annex_cell == "3.12.0"] == [1]


def test_special_buildings_have_a_fire_design_review(world, api):
	project, plan = received(world, api)
	assert "fire-design-review" in left_out(project)
	world.act("invest")
	project.is_special_building = 1
	project.save()
	assert "fire-design-review" not in left_out(project)
	plan.reload()
	assert [row.left_out for row in plan.plan_dates if row.annex_cell == "3.11.0"] == [0]


def test_eia_kind_decides_which_approval_applies(world, api):
	project, _plan = received(world, api, eia_kind="EIA Form")
	assert "eia-report-approval" in left_out(project)
	assert "eia-form-approval" not in left_out(project)


def test_project_under_way_enters_at_its_real_stage(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	world.act("bureau")
	api.enter_under_way(
		project.name,
		"Construction",
		"平台上线前已开工",
		passed={"Handover": "2025-01-10", "Construction": "2025-06-01"},
		actual_dates={"register-enterprise": "2025-02-01"},
	)
	project.reload()
	assert (project.stage, project.is_back_entry) == ("Construction", 1)
	log = frappe.get_all(
		"Stage Log",
		filters={"project": project.name},
		fields=["to_stage", "passed_on", "back_entry"],
		order_by="creation",
	)
	assert [(row.to_stage, str(row.passed_on or ""), row.back_entry) for row in log] == [
		("Handover", "2025-01-10", 1),
		("Planning", "", 1),
		("Pre-construction", "", 1),
		("Construction", "2025-06-01", 1),
	]
	node = frappe.get_doc("Project Node", f"{project.name}-register-enterprise")
	assert str(node.actual_date) == "2025-02-01"


def test_back_entry_is_refused_to_other_roles_and_without_a_reason(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	with pytest.raises(frappe.PermissionError):
		api.enter_under_way(project.name, "Construction", "补录")
	world.act("bureau")
	assert "原因" in refusal(api.enter_under_way, project.name, "Construction", "")


def test_phases_are_admitted_as_a_whole(world, api):
	import frappe

	world.act("invest")
	refusal(make.make_project, fixed_asset_investment=6000)
	first = make.make_project(fixed_asset_investment=6000, whole_fixed_asset_investment=12000)
	second = frappe.get_doc("Investment Project", api.new_phase(first.name))
	assert (second.phase_of, second.phase_no, second.stage) == (first.name, 2, "Handover")
	assert frappe.db.get_value("Investment Project", first.name, "phase_no") == 1
	# clicked again, of either phase: the one nobody filled in yet
	assert api.new_phase(first.name) == api.new_phase(second.name) == second.name
	second.update({"total_investment": 20000, "fixed_asset_investment": 6000}).save()
	third = frappe.get_doc("Investment Project", api.new_phase(second.name))
	assert (third.phase_of, third.phase_no) == (first.name, 3)


BAD_PROJECTS = [
	({"fixed_asset_investment": 9999.99, "total_investment": 30000}, "固定资产投资"),
	({"fixed_asset_investment": None, "total_investment": 50000}, "固定资产投资"),
	({"fixed_asset_investment": "两亿"}, "固定资产投资"),
	({"fixed_asset_investment": -1}, "固定资产投资"),
	({"fixed_asset_investment": "NaN"}, "固定资产投资"),
	({"total_investment": 1e30}, "计划总投资"),
	({"industry_chain": None}, "产业链"),
	({"admission_ground": "Special Meeting"}, "会议纪要文号"),
	({"planned_start_date": "2026-01-01"}, "拟开工时间"),
	({"production_target_date": "2026-05-01"}, "投产目标时间"),
	({"signing_date": "2026-02-30"}, "签约时间"),
	({"planned_plants": 1.5}, "厂房"),
	({"land_area": "三十"}, "占地面积"),
	({"annual_plans": [{"plan_year": 26}]}, "计划年度"),
	({"annual_plans": [{"plan_year": 2026}, {"plan_year": 2026}]}, "计划年度"),
	({"annual_plans": [{"plan_year": 2026, "year_investment": "x"}]}, "当年计划完成投资"),
	(
		{"project_roles": [{"role": "City Leader", "from_date": "2026-02-01", "to_date": "2026-01-01"}]},
		"结束日期",
	),
	({"phase_no": 3}, "期数"),
	({"is_back_entry": 1}, "在建补录"),
]


@pytest.mark.parametrize(("changes", "label"), BAD_PROJECTS)
def test_bad_project_is_refused_naming_the_field(world, changes, label):
	import frappe

	world.act("invest")
	before = frappe.db.count("Investment Project")
	assert label in refusal(make.make_project, **changes)
	assert frappe.db.count("Investment Project") == before


def test_special_meeting_has_no_floor(world):
	world.act("invest")
	project = make.make_project(
		admission_ground="Special Meeting",
		industry_chain=None,
		chain_lead_unit="包保单位（测试）",
		fixed_asset_investment=1000,
		meeting_minutes_no="〔2026〕3号",
		meeting_date="2026-02-01",
	)
	assert project.stage == "Handover"


@pytest.mark.parametrize("uscc", ["91350100M000100Y4Z", "123", "91350100M000100Y4O"])
def test_bad_credit_code_is_refused(world, uscc):
	world.act("invest")
	assert "统一社会信用代码" in refusal(make.make, "Enterprise", enterprise_name="坏码企业", uscc=uscc)


def test_phone_is_stored_masked_and_never_comes_back(world, api):
	import frappe

	from anshang_app.key_projects.contacts import stored_phone

	world.act("invest")
	project = make.make_project()
	answer = api.add_contact(project.name, "Enterprise", "王五", make.MOBILE)
	assert answer["phone_masked"] == "138****5678"
	assert stored_phone(answer["name"]) == make.MOBILE
	doc = frappe.get_doc("Project Contact", answer["name"])
	assert make.MOBILE not in doc.as_json()
	assert make.MOBILE not in str(frappe.get_list("Project Contact", fields=["*"]))
	with pytest.raises(frappe.PermissionError):
		doc.get_password("phone_full")
	for doctype in ("Version", "Comment", "Activity Log", "Deleted Document"):
		assert make.MOBILE not in str(frappe.get_all(doctype, fields=["*"]))
	stored = frappe.db.sql("select * from `tabProject Contact` where name = %s", answer["name"])
	assert make.MOBILE not in str(stored)


def test_saving_a_contact_keeps_its_phone(world, api):
	import frappe

	from anshang_app.key_projects.contacts import stored_phone

	world.act("invest")
	project = make.make_project()
	name = api.add_contact(project.name, "Enterprise", "王五", "0728-5222345")["name"]
	doc = frappe.get_doc("Project Contact", name)
	doc.contact_name, doc.phone_full = "王六", None
	doc.save()
	assert stored_phone(name) == "0728-5222345"
	doc.phone_masked = make.MOBILE
	assert "电话" in refusal(doc.save)


def test_team_may_set_its_contacts_and_others_may_not(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	world.act("host")
	assert api.add_contact(project.name, "Host Locality", "李四", make.MOBILE)["phone_masked"]
	world.act("agent")
	with pytest.raises(frappe.PermissionError):
		api.add_contact(project.name, "Host Locality", "李四", make.MOBILE)


@pytest.mark.parametrize(
	"phone",
	["", "123", "1381234567", "23812345678", "+1 202 555", "13812345678/13912345678", "5222345", "无"],
)
def test_bad_phone_is_refused(world, api, phone):
	world.act("invest")
	project = make.make_project()
	assert "电话" in refusal(api.add_contact, project.name, "Enterprise", "王五", phone)


def test_a_deleted_contact_leaves_no_phone_in_the_trash(world, api):
	import frappe

	world.act("invest")
	name = api.add_contact(make.make_project().name, "Enterprise", "王五", make.MOBILE)["name"]
	frappe.set_user("Administrator")
	frappe.delete_doc("Project Contact", name)
	assert make.MOBILE not in str(frappe.get_all("Deleted Document", fields=["*"]))


def test_an_account_alone_names_the_person_of_a_row(world, api):
	_project, plan = received(world, api)
	world.act("lead")
	plan.plan_dates[0].responsible_user = world.user["host"]
	plan.save()
	assert plan.plan_dates[0].responsible_person == "host"


def test_completion_is_handed_over_to_the_economy_bureau(world, api):
	import frappe

	world.act("invest")
	project = make.make_project()
	world.act("bureau")
	api.enter_under_way(project.name, "Completion Handover", "平台上线前已竣工")
	handover = api.hand_over(project.name, kind="Completion")["name"]
	world.act("economy")
	assert api.sign_for(handover)["state"] == "Signed For"
	assert frappe.db.get_value("Investment Project", project.name, "stage") == "Handed Over"


def test_a_plan_is_not_made_with_rows_of_ones_own_or_beside_a_sealed_one(world, api):
	import frappe

	project, _plan = sealed(world, api)
	world.act("lead")
	new = {"doctype": "Service Plan", "project": project.name}
	assert "修订" in refusal(frappe.get_doc(new).insert)
	rows = {"plan_dates": [{"title": "自编", "proposed_date": "2026-12-01"}]}
	assert "计划日期表" in refusal(frappe.get_doc({**new, **rows}).insert)
