"""容缺承诺 of an edge: drafted with a click, in force with letter and consent, broken by its day."""

# fixtures of other files are taken as arguments
# ruff: noqa: F401, F811

import factories as make
import pytest
from test_coordination import HOUSING, ago, denied, later, meet, project
from test_path import refusal
from test_stages import reload

BEFORE, AFTER = "construction-permit", "start-construction"


@pytest.fixture
def plan(project):
	import frappe

	return frappe.get_doc("Service Plan", {"project": project.name})


def names(plan, *keys: str) -> list[str]:
	return [f"{plan.project}-{key}" for key in keys]


def draft(world, meet, plan, before: str = BEFORE, after: str = AFTER, by: str = "lead", **values):
	import frappe

	world.act(by)
	given = {"due_date": later(), "exclusions_checked": 1, **values}
	made = meet.draft_deferral(plan.name, *names(plan, before, after), **given)
	return frappe.get_doc("Commitment", made["name"])


def with_letter(doc):
	doc.promise_letter = attached(doc)
	return doc.save()


def attached(doc) -> str:
	import frappe

	values = {"attached_to_doctype": "Commitment", "attached_to_name": doc.name, "is_private": 1}
	file = {"doctype": "File", "file_name": "promise.txt", "content": frappe.generate_hash(), **values}
	return frappe.get_doc(file).insert(ignore_permissions=True).file_url


def waits(plan, before: str = BEFORE, after: str = AFTER, **options) -> bool:
	"""Whether the plan's network has the edge."""
	from anshang_app.service_plans.plan_network import PlanNetwork, plan_facts

	edges = PlanNetwork(plan_facts(plan), **options).edges
	return tuple(names(plan, before, after)) in {(edge.before, edge.after) for edge in edges}


def test_the_click_drafts_the_promise_of_one_edge_once(world, meet, plan):
	doc = draft(world, meet, plan)
	assert (doc.kind, doc.state, doc.owed_by) == ("Deferred Material", "Not Due", "The Enterprise Side")
	assert (doc.node, doc.ahead_node) == tuple(names(plan, BEFORE, AFTER))
	assert "施工许可" in doc.words
	# starting to build is nobody's decision, the permit is the housing bureau's
	assert doc.consent_unit == HOUSING
	assert doc.name in refusal(draft, world, meet, plan)


def test_only_what_the_template_marks_is_deferrable(world, meet, plan):
	assert "可以容缺" in refusal(draft, world, meet, plan, "project-filing", AFTER)
	assert "可以容缺" in refusal(draft, world, meet, plan, AFTER, BEFORE)
	assert "可以容缺" in refusal(draft, world, meet, plan, "no such step", AFTER)
	assert "承诺日期" in refusal(draft, world, meet, plan, due_date="no day")
	assert "承诺日期" in refusal(draft, world, meet, plan, due_date=None)


def test_an_excluded_project_gives_no_promise(world, meet, plan):
	import frappe

	assert "矿山项目" in refusal(draft, world, meet, plan, exclusions_checked=0)
	frappe.db.set_value("Investment Project", plan.project, "landing_mode", "租赁")
	assert "租赁工业物业的项目" in refusal(draft, world, meet, plan)


def test_who_does_not_write_the_project_drafts_none(world, meet, plan):
	denied(draft, world, meet, plan, by="economy")
	denied(draft, world, meet, plan, by="housing")


def test_it_counts_after_letter_and_consent_and_says_so_before(world, meet, plan, api):
	from anshang_app.service_plans import scheduling

	doc = draft(world, meet, plan)
	assert waits(plan)
	assert not waits(plan, with_requested_promises=True)
	assert scheduling.preview(plan)["asked_for"]["count"] == 1
	world.act("housing")
	assert "承诺书" in refusal(meet.consent_to_deferral, doc.name)
	world.act("lead")
	with_letter(reload(doc))
	denied(meet.consent_to_deferral, doc.name)
	world.act("host")
	denied(meet.consent_to_deferral, doc.name)
	world.act("housing")
	assert "同意日期" in refusal(meet.consent_to_deferral, doc.name, day=later(1))
	meet.consent_to_deferral(doc.name)
	doc.reload()
	assert (str(doc.consented_on), doc.consented_by) == (later(0), world.user["housing"])
	assert not waits(plan)
	assert scheduling.preview(plan)["asked_for"] is None
	assert "已经同意" in refusal(meet.consent_to_deferral, doc.name)


def test_the_bureau_enters_a_consent_by_the_units_paper(world, meet, plan):
	world.act("lead")
	doc = with_letter(draft(world, meet, plan))
	world.act("bureau")
	missing = refusal(meet.consent_to_deferral, doc.name)
	assert "同意文书编号" in missing and "同意文书扫描件" in missing
	meet.consent_to_deferral(doc.name, paper_no="住建函〔2026〕3号", paper=attached(doc))
	assert not waits(plan)


def test_what_was_consented_to_stands(world, meet, plan):
	doc = with_letter(draft(world, meet, plan))
	world.act("housing")
	meet.consent_to_deferral(doc.name)
	world.act("lead")
	doc.reload()
	doc.due_date = later(90)
	assert "已经同意" in refusal(doc.save)
	doc.reload()
	letter = make.frappe.get_doc("File", {"file_url": doc.promise_letter})
	with pytest.raises(make.frappe.ValidationError):
		letter.delete(ignore_permissions=True)


def test_a_refusal_ends_the_promise(world, meet, plan):
	doc = draft(world, meet, plan)
	world.act("housing")
	assert "原因" in refusal(meet.refuse_deferral, doc.name)
	meet.refuse_deferral(doc.name, reason="不具备条件")
	assert reload(doc).state == "Waived"
	assert waits(plan, with_requested_promises=True)


def test_a_promise_moves_the_forecast_and_a_broken_one_moves_it_back(world, meet, plan):
	import frappe

	from anshang_app.service_plans import forecasts

	before, after = names(plan, BEFORE, AFTER)
	frappe.db.set_value("Investment Project", plan.project, "stage", "Pre-construction")
	frappe.db.set_value("Project Node", {"project": plan.project, "is_dated": 1}, "planned_date", later(500))
	frappe.db.delete("Node Dependency", {"parent": after, "predecessor": ["!=", before]})
	frappe.db.set_value("Project Node", before, {"duration": 200, "duration_unit": "Working Days"})

	def forecast():
		return frappe.db.get_value("Project Node", after, "forecast_date")

	forecasts.refresh([plan.project])
	late = forecast()
	doc = with_letter(draft(world, meet, plan))
	assert forecast() == late
	world.act("housing")
	# the consent itself moves it
	meet.consent_to_deferral(doc.name)
	assert forecast() < late
	frappe.db.set_value("Commitment", doc.name, "due_date", ago(1))
	forecasts.refresh([plan.project])
	assert forecast() == late
	world.act("lead")
	meet.fulfil_commitment(doc.name, day=ago(2))
	assert forecast() < late


def test_a_promise_stands_in_for_a_step_only_once_it_is_agreed_to(world, meet, plan):
	from anshang_app.coordination.promises import promises_of
	from anshang_app.project_lifecycle.rules.stage_requirements import GateStep, open_steps

	doc = with_letter(draft(world, meet, plan))
	step = GateStep("施工许可", False, node=doc.node)
	day = make.frappe.utils.getdate()
	assert open_steps([step], promises_of(plan.project), day)
	world.act("housing")
	meet.consent_to_deferral(doc.name)
	assert not open_steps([step], promises_of(plan.project), day)
