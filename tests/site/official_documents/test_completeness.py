"""What a draft lacks before the seals, whose it is, and 不适用."""

import factories as make
import pytest


@pytest.fixture
def plan(world, frappe_site):
	"""A draft with every row filled, of a project whose forms lack the rest."""
	project = make.make_planned_project(land_area=0)
	doc = frappe_site.get_doc("Service Plan", {"project": project.name})
	complete, make.complete_printed = make.complete_printed, lambda _plan: None
	try:
		return make.fill_plan(doc).save()
	finally:
		make.complete_printed = complete


@pytest.fixture
def api():
	return make.endpoints("service_plans", "official_documents", "key_projects")


def gaps(api, plan) -> dict[str, list[dict]]:
	return {group["unit"]: group["gaps"] for group in api.plan_gaps(plan.name)["groups"]}


def words(found: dict[str, list[dict]], unit: str) -> str:
	return "；".join(gap["words"] for gap in found.get(unit, []))


def test_each_gap_stands_with_its_unit_and_leads_to_its_cell(plan, api):
	found = gaps(api, plan)
	assert "占地面积" in words(found, "招商服务中心（测试）")
	assert "落户地安商专班联络员" in words(found, "落户地（测试）")
	assert "当年建设计划" in words(found, "包保单位（测试）")
	(area,) = [gap for gap in found["招商服务中心（测试）"] if gap["field"] == "land_area"]
	assert (area["doctype"], area["name"], area["key"]) == ("Investment Project", plan.project, "land_area")
	(contact,) = [gap for gap in found["落户地（测试）"] if gap["side"]]
	assert (contact["side"], contact["name"], contact["key"]) == ("Host Locality", None, None)


def test_a_row_without_person_and_day_is_one_entry_of_its_unit(plan, api):
	row = next(row for row in plan.plan_dates if row.node.endswith("-land-file"))
	row.responsible_person = row.proposed_date = None
	plan.save()
	(gap,) = [gap for gap in gaps(api, plan)["落户地（测试）"] if gap["table"] == "plan_dates"]
	assert (gap["row"], gap["doctype"], gap["name"]) == (row.idx, "Service Plan", plan.name)
	assert "责任人" in gap["words"] and "日期" in gap["words"]


def test_the_plan_is_refused_the_seals_with_what_it_lacks(plan, api, frappe_site):
	make.refused("占地面积", api.send_for_seals, plan.name)
	make.complete_printed(plan)
	assert api.plan_gaps(plan.name)["groups"] == []
	assert api.send_for_seals(plan.name)["state"] == "Awaiting Seals"


def test_the_yearly_plan_asked_for_is_that_of_the_plans_year(plan, api, frappe_site):
	make.complete_printed(plan)
	plan.reload()
	plan.plan_year += 1
	plan.save()
	assert f"{plan.plan_year}年" in words(gaps(api, plan), "包保单位（测试）")


def test_a_cell_that_does_not_apply_prints_a_slash_and_is_taken_back(plan, api, frappe_site):
	from anshang_app.official_documents.build import service_plan_forms

	answer = api.leave_cell_out(plan.name, "land_area")
	assert [cell["key"] for cell in answer["left_out"]] == ["land_area"]
	assert "占地面积" not in words(gaps(api, plan), "招商服务中心（测试）")
	assert service_plan_forms(plan.name)["schedule"].cells["3.4.3"].printed_text == "/"
	api.leave_cell_out(plan.name, "land_area", 0)
	assert "占地面积" in words(gaps(api, plan), "招商服务中心（测试）")


def test_what_every_plan_has_is_not_left_out_and_nothing_is_after_the_draft(plan, api, frappe_site):
	for cell in ("signed_on", "lead_contact", "investment", "no such cell", "land_area\nhost"):
		make.refused("不能标为不适用", api.leave_cell_out, plan.name, cell)
	plan.reload()
	plan.cells_left_out = "land_area"
	make.refused("不适用的格", plan.save)
	plan.db_set("state", "Awaiting Seals")
	make.refused("草案", api.leave_cell_out, plan.name, "land_area")


def test_the_bureau_reads_the_list_and_marks_nothing(plan, api, world, frappe_site):
	world.act("bureau")
	assert api.plan_gaps(plan.name)["groups"]
	make.refused("不代为填写|不修改|草案|编辑", api.leave_cell_out, plan.name, "land_area")


def test_a_revision_keeps_what_does_not_apply(plan, api, frappe_site):
	from anshang_app.service_plans.plans import revise

	api.leave_cell_out(plan.name, "land_area")
	plan.reload()
	plan.db_set("state", "Sealed")
	assert revise(plan, "工期调整").cells_left_out == "land_area"


def test_contacts_and_persons_are_proposed_out_of_the_units(plan, api, world, frappe_site):
	unit = frappe_site.get_doc("Anshang Unit", "落户地（测试）")
	unit.append("members", {"member_name": "联络员甲", "is_liaison": 1, "office_phone": "0728-5222345"})
	unit.append("members", {"member_name": "已离任", "to_date": "2026-01-01"})
	unit.save()
	world.act("host")
	found = api.contact_proposals(plan.project)["Host Locality"]
	assert found[0] == {"name": "联络员甲", "phone": "0728-5222345"}
	assert "已离任" not in [row["name"] for row in found]
	assert api.persons_of_units(plan.name)["落户地（测试）"][0] == "联络员甲"
	world.act("economy")
	make.denied("", api.contact_proposals, plan.project)


def test_who_stood_for_a_unit_before_is_proposed_out_of_plans_one_may_read(plan, api, world, frappe_site):
	"""A unit without members: its person is known from an earlier plan, the enterprise's from its contact."""
	other = make.make_planned_project(project_name="先行项目")
	earlier = frappe_site.get_doc("Service Plan", {"project": other.name})
	row = next(row for row in earlier.plan_dates if row.unit_text == "供水单位")
	row.db_set("responsible_person", "水务老陈")
	api.add_contact(plan.project, "Enterprise", "王强", make.MOBILE)
	found = api.persons_of_units(plan.name)
	assert found["供水单位"][0] == "水务老陈"
	assert found["测试企业"] == ["王强"]
	# of another locality and lead unit's project nothing is told
	for field in ("host_locality", "chain_lead_unit", "introducing_unit"):
		frappe_site.db.set_value("Investment Project", other.name, field, None)
	frappe_site.db.delete("Project Role", {"parent": other.name})
	world.act("lead")
	assert "水务老陈" not in api.persons_of_units(plan.name)["供水单位"]
