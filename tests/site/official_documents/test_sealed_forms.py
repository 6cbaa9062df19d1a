"""From 待签章 on a plan prints what it printed then, whatever becomes of the project."""

import factories as make
import pytest


@pytest.fixture
def sent(db):
	"""A plan sent for seals, with the enterprise's contact."""
	import frappe

	from anshang_app.foundation import constants
	from anshang_app.foundation.workflow_step import take_step
	from anshang_app.key_projects.contacts import store_phone
	from anshang_app.service_plans.plans import start_plan

	make.make_world()
	project = make.make_project()
	contact = make.make("Project Contact", project=project.name, side="Enterprise", contact_name="张三丰")
	store_phone(contact, "13812345678")
	project.db_set("stage", constants.PLANNING)
	project.reload()
	start_plan(project)
	plan = make.fill_plan(frappe.get_doc("Service Plan", {"project": project.name})).save()
	take_step(plan, constants.ACTION_SEND_FOR_SEALS)
	plan.reload()
	return plan


def cells(plan) -> dict[str, str]:
	from anshang_app.official_documents.build import service_plan_forms

	return {
		name: cell.printed_text
		for form in service_plan_forms(plan.name).values()
		for name, cell in form.cells.items()
	}


def compared(plan) -> dict:
	from anshang_app.official_documents.api import plan_differences

	return plan_differences(plan.name)


def test_later_changes_of_the_project_do_not_reach_the_printed_form(sent):
	import frappe

	from anshang_app.key_projects.contacts import store_phone

	before = cells(sent)
	assert before["3.0.9"] == "张三丰 13812345678"
	frappe.db.set_value(
		"Investment Project", sent.project, {"total_investment": 99999, "signing_date": "2026-01-01"}
	)
	frappe.db.set_value("Enterprise", "测试企业", "enterprise_name", "改名企业")
	contact = {"project": sent.project, "side": "Enterprise"}
	store_phone(frappe.get_doc("Project Contact", contact), "13899995678")
	assert cells(sent) == before
	rows = {row["place"]: (row["sealed"], row["now"]) for row in compared(sent)["rows"]}
	assert rows["签约时间"] == ("2026年3月5日", "2026年1月1日")
	assert rows["企业名称"] == ("测试企业", "改名企业")
	assert rows["企业负责人及联系电话"] == ("张三丰 138****5678", "张三丰 138****5678（号码已变更）")
	assert "99999" in rows["总建设计划"][1]


def test_no_telephone_number_stands_in_the_plan_or_in_what_is_compared(sent):
	import frappe

	assert "13812345678" not in frappe.as_json(sent.as_dict())
	assert "13812345678" not in frappe.as_json(compared(sent))


def test_back_in_draft_the_plan_prints_todays_facts_again(sent):
	import frappe

	from anshang_app.service_plans.api import return_to_draft

	frappe.db.set_value("Investment Project", sent.project, "signing_date", "2026-01-01")
	return_to_draft(sent.name, "日期有误")
	sent.reload()
	assert not sent.printed_facts
	assert cells(sent)["3.3.3"] == "2026年1月1日"
	assert compared(sent) == {"compared_with": None, "rows": []}


def test_a_sealed_plan_is_compared_with_its_open_revision(sent):
	import frappe

	from anshang_app.foundation import constants

	sent.db_set("state", constants.SEALED)
	draft = frappe.copy_doc(sent)
	draft.update({"supersedes": sent.name, "state": constants.PLAN_DRAFT, "printed_facts": None})
	draft.flags.by_path = True
	draft.insert()
	row = next(row for row in draft.plan_dates if row.annex_cell == "3.8.0")
	row.db_set("proposed_date", "2027-02-03")
	answer = compared(sent)
	assert answer["compared_with"] == draft.name
	assert [(row["place"], row["now"]) for row in answer["rows"]] == [("企业开办", "2027年2月3日完成")]


def test_the_kept_facts_are_not_changed_by_hand(sent):
	import frappe

	sent.printed_facts = "{}"
	with pytest.raises(frappe.ValidationError):
		sent.save()


def test_who_may_not_read_the_plan_sees_no_differences(sent):
	import frappe

	frappe.set_user(make.make_user("sealed-stranger", "Report Manager"))
	with pytest.raises(frappe.PermissionError):
		compared(sent)
