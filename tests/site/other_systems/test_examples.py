"""The example of every method for other systems works, on records in the state it is for."""

import factories as make
import pytest
from frappe.utils import add_days, today
from test_approval import approval

__all__ = ["approval"]
HOUSING, HOST, LEAD = "住建局（测试）", "落户地（测试）", "包保单位（测试）"


@pytest.fixture
def example(world):
	"""Calls a method as an account with the arguments of its example, those of `given` in their place."""
	from anshang_app.other_systems import described

	offers = described.offers()
	done: set[str] = set()

	def call(account: str, path: str, **given):
		offer = offers[f"anshang_app.{path}"]
		assert {*given} <= {*offer.example}, path
		world.act(account)
		done.add(offer.path)
		return offer.method(**{**offer.example, **given})

	call.done, call.all = done, {*offers}
	return call


def test_every_example_works(world, api, approval, example):
	import frappe
	from test_path import received

	project, _plan = received(world, api)
	frappe.db.set_value(
		"Investment Project", project.name, {"stage": "Pre-construction", "chain_lead_unit": LEAD}
	)
	make_orders(example, project.name)
	make_problems(example, project.name)
	make_approvals(example, project.name)
	read_and_enter(example, project.name)
	assert example.done == example.all


def make_orders(example, project: str) -> None:
	order = given_order(project)
	assert example("host", "supervision.api.sign_for_order", order=order)["state"] == "Signed For"
	example("host", "supervision.api.begin_order", order=order)
	example("host", "supervision.api.ask_extension", order=order)
	example("bureau", "supervision.api.refuse_extension", order=order)
	example("host", "supervision.api.ask_extension", order=order)
	example("bureau", "supervision.api.grant_extension", order=order)
	example("bureau", "supervision.api.urge_order", order=order)
	assert example("host", "supervision.api.report_back", order=order)["state"] == "Reported Back"
	assert example("bureau", "supervision.api.redo_order", order=order)["state"] == "To Redo"
	example("host", "supervision.api.report_back", order=order)
	assert example("bureau", "supervision.api.settle_order", order=order)["state"] == "Settled"
	import frappe

	named = given_order(project, results=[{"result": "移交清单"}])
	example("host", "supervision.api.sign_for_order", order=named)
	example("host", "supervision.api.begin_order", order=named)
	row = frappe.get_doc("Supervision Order", named).results[0].name
	example("host", "supervision.api.report_result", order=named, result=row)


def given_order(project: str, **values) -> str:
	values = {
		"matter": "便道",
		"requirement": "移交",
		"person": "张三",
		"source": "Found by the Bureau",
		**values,
	}
	return make.make(
		"Supervision Order", project=project, unit=HOST, due_date=add_days(today(), 9), **values
	).name


def make_problems(example, project: str) -> None:
	issue = raised(project)
	example("approval", "coordination.api.take_up", issue=issue)
	example("lead", "coordination.api.urge_issue", issue=issue)
	example("approval", "coordination.api.begin_issue", issue=issue)
	example("approval", "coordination.api.ask_issue_extension", issue=issue)
	assert example("approval", "coordination.api.answer_issue", issue=issue)["state"] == "Answered"
	cleared = example("lead", "coordination.api.clear_issue", issue=issue, confirmed_on=today())
	assert cleared["state"] == "Cleared"
	assert (
		example("approval", "coordination.api.send_issue_back", issue=raised(project))["state"] == "Sent Back"
	)
	promise = make.make(
		"Commitment", project=project, kind="Infrastructure Provision", words="道路", owed_by="The City Side",
		unit=HOST, due_date=add_days(today(), 30), supervised_by="政数局（测试）",
	)  # fmt: skip
	example("host", "coordination.api.answer_commitment", commitment=promise.name)


def raised(project: str) -> str:
	values = {"title": "缺水", "description": "临时用水", "person": "张三", "due_date": add_days(today(), 10)}
	return make.make("Coordination Issue", project=project, unit=HOUSING, **values).name


def make_approvals(example, project: str) -> None:
	import frappe

	from anshang_app.permit_approvals import api

	names = frappe.get_all(
		"Approval Case", {"project": project, "unit": HOUSING}, pluck="name", order_by="name"
	)
	case, other = names[:2]
	frappe.set_user("Administrator")
	for name in (case, other):
		api.invite_early(name, day=today())
	day = {"day": today()}
	example("approval", "permit_approvals.api.advise", case=case, **day)
	example("host", "permit_approvals.api.complete_materials", case=case, **day)
	example("host", "permit_approvals.api.file_application", case=case, **day)
	example("approval", "permit_approvals.api.accept", case=case, **day)
	example("approval", "permit_approvals.api.stop_clock", case=case, **day)
	example("approval", "permit_approvals.api.resume_clock", case=case, **day)
	assert example("approval", "permit_approvals.api.grant", case=case, **day)["state"] == "Granted"
	example("approval", "permit_approvals.api.accept", case=other, **day)
	assert example("approval", "permit_approvals.api.refuse", case=other, **day)["state"] == "Refused"
	again = api.apply_again(other)["name"]
	example("approval", "permit_approvals.api.accept", case=again, **day)
	assert example("approval", "permit_approvals.api.withdraw", case=again, **day)["state"] == "Withdrawn"


def read_and_enter(example, project: str) -> None:
	entry = example("host", "progress_tracking.api.file_entry", project=project)
	assert entry["name"] and entry["stored_before"] is False
	assert project in {row["name"] for row in example("host", "progress_tracking.api.my_projects")}
	example("host", "progress_tracking.api.duties", project=project)
	assert example("host", "project_lifecycle.api.stage_times", project=project)
	assert len(example("host", "key_projects.api.six_ones", project=project)) == 6
	assert example("host", "reminders.api.project_story", project=project)["stages"]
	assert example("host", "reminders.api.standing", name=project)["state"]
	assert "stage" in example("host", "case_reporting.api.columns")
	assert example("host", "bulletins.api.get_figures")
	assert example("host", "record_search.api.find")
	assert example("host", "other_systems.api.openapi").mimetype == "application/json"
	from anshang_app.key_projects import api

	values = {
		**next(iter(offer_values(api))),
		"industry_chain": "测试产业", "host_locality": HOST, "introducing_unit": "引进单位（测试）",
	}  # fmt: skip
	assert example("invest", "key_projects.api.enter_project", values=values)["state"] == "Handover"


def offer_values(api):
	from anshang_app.foundation.offers import OFFERS

	yield OFFERS[f"{api.__name__}.enter_project"].example["values"]
