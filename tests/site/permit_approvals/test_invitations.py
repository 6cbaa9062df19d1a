"""提前介入: the chain lead unit invites, several units in one go; the bureau withdraws; acceptance counts it."""

import json

import factories as make
import pytest
from test_approval import doc
from test_path import received, refusal


@pytest.fixture
def project(world, api):
	import frappe

	world.user["introducer"] = make.make_user("introducer", "Introducing Unit Clerk")
	unit = frappe.get_doc("Anshang Unit", "引进单位（测试）")
	unit.members = []
	unit.append("members", {"member_name": "introducer", "user": world.user["introducer"]})
	unit.save()
	project, _plan = received(world, api)
	return project.name


@pytest.fixture
def steps(world):
	from anshang_app.permit_approvals import api

	return api


def cases(project: str, *items: str) -> list[str]:
	import frappe

	return [
		frappe.db.get_value("Approval Case", {"project": project, "approval_item": item}) for item in items
	]


def test_the_lead_unit_invites_several_units_in_one_go_and_acceptance_counts_them(world, project, steps):
	world.act("lead")
	before = {row["unit"] for row in steps.missing_invitations(project)}
	chosen = cases(project, "联合验收", "人防验收")
	offered = {row["case"]: row["unit"] for row in steps.units_to_invite(project)}
	assert set(chosen) <= set(offered)
	assert all(offered.values())
	assert steps.invite_units(project, chosen, "2026-03-02", "请提前指导")["invited"] == chosen
	for case in chosen:
		(row,) = doc(case).clock_events
		assert (doc(case).state, row.kind, str(row.day)) == (
			"Early Guidance",
			"Early Invitation",
			"2026-03-02",
		)
		assert (row.entered_by_name, row.words) == ("lead", "请提前指导")
	after = {row["unit"] for row in steps.missing_invitations(project)}
	assert before - after == {doc(case).unit or "人防办" for case in chosen}


def test_an_invited_unit_is_told_at_once(world, project, steps):
	import frappe

	(case,) = cases(project, "联合验收")
	world.act("lead")
	steps.invite_early(case, "2026-03-02", "请提前指导")
	told = {"document_name": case, "for_user": world.user["housing"]}
	assert frappe.db.exists("Notification Log", told)


def test_one_that_cannot_be_invited_refuses_all_of_them(world, api, project, steps):
	import frappe

	(own,) = cases(project, "联合验收")
	other, _plan = received(world, api, project_name="另一项目")
	(foreign,) = cases(other.name, "联合验收")
	world.act("lead")
	for chosen, words in (
		([own, foreign], "不是本项目"),
		([own, "AP-0000-0000000"], "不是本项目"),
		([], "请至少选择一个单位"),
	):
		assert words in refusal(steps.invite_units, project, chosen, "2026-03-02")
	for day in ("昨天", None, "2099-01-01"):
		assert "日期" in refusal(steps.invite_units, project, [own], day)
	frappe.db.set_value("Approval Case", own, "state", "Application Filed")
	assert "住建局（测试）" in refusal(steps.invite_early, own, "2026-03-02")
	assert not doc(own).clock_events


def test_others_do_not_invite(world, project, steps):
	import frappe

	(case,) = cases(project, "联合验收")
	for who in ("introducer", "bureau", "invest", "economy"):
		world.act(who)
		with pytest.raises(frappe.PermissionError):
			steps.invite_early(case, "2026-03-02")
	assert doc(case).state == "Not Applied For"


def test_the_bureau_withdraws_an_invitation_with_the_reason(world, project, steps):
	import frappe

	(case,) = cases(project, "联合验收")
	world.act("lead")
	steps.invite_early(case, "2026-03-02", "请提前指导")
	with pytest.raises(frappe.PermissionError):
		steps.take_back(case, "不再需要")
	world.act("bureau")
	assert "请填写原因" in refusal(steps.take_back, case, " ")
	steps.take_back(case, "设计未定")
	record = doc(case)
	assert (record.state, record.clock_events[0].taken_back_words) == ("Not Applied For", "设计未定")
	# of what the unit itself entered the bureau takes nothing back
	world.act("lead")
	steps.invite_early(case, "2026-03-02")
	world.act("housing")
	steps.advise(case, "2026-03-03", "补充消防车道")
	world.act("bureau")
	with pytest.raises(frappe.PermissionError):
		steps.take_back(case, "误")


def test_an_entry_of_the_lead_unit_invites_too(world, project):
	import frappe

	(case,) = cases(project, "联合验收")
	world.act("lead")
	frappe.get_doc(
		{
			"doctype": "Progress Entry",
			"project": project,
			"entry_kind": "Early Guidance",
			"entry_date": "2026-03-02",
			"content": "请提前指导",
			"approval_case": case,
		}
	).insert()
	assert doc(case).clock_events[0].kind == "Early Invitation"


def door_kind(kind: str, value) -> str:
	"""What the door makes of an argument of a list of projects, in a request of its own."""
	import frappe

	from anshang_app.doors.arguments import Call
	from anshang_app.doors.kinds import kind_of

	frappe.local.anshang_readable = None
	given = json.dumps(value) if isinstance(value, list) else value
	return kind_of(kind)(Call({}, "Investment Project"), kind, given)


def listed_columns() -> set[str]:
	"""What a list of projects answers of each, where the numbers of comments are asked for."""
	import frappe

	from anshang_app.doors.overrides import get_list_rows

	asked = {"doctype": "Investment Project", "fields": '["name"]', "with_comment_count": 1}
	frappe.local.form_dict = frappe._dict(asked)
	return {*get_list_rows()["keys"]} - {"title"}


def answered(fields: list | str) -> list:
	"""The fields of a list that the door lets through."""
	lists = {kind: door_kind(kind, fields) for kind in ("fields", "list_fields")}
	assert lists["fields"] == lists["list_fields"]
	return json.loads(lists["fields"])


def test_an_invited_unit_reads_its_case_and_the_base_facts_until_acceptance(world, project, steps):
	import frappe
	from frappe.desk.form import load

	from anshang_app.doors.form_loading import getdoc
	from anshang_app.reminders.api import project_story

	(case,) = cases(project, "联合验收")
	(other,) = cases(project, "人防验收")
	comments = [frappe.get_doc("Investment Project", project).add_comment("Comment", "内部意见")]
	world.act("housing")
	assert not frappe.has_permission("Investment Project", "read", doc=project)
	world.act("lead")
	steps.invite_units(project, [case], "2026-03-02")
	world.act("housing")
	for doctype in ("Investment Project", "Approval Case"):
		assert len(frappe.get_list(doctype, filters={"name": ["in", [project, case, other]]})) == 1
	for doctype in ("Project Node", "Service Plan", "Project Contact", "Stage Log", "Project Handover"):
		if frappe.has_permission(doctype, "read"):
			assert frappe.get_list(doctype, filters={"project": project}) == []
	assert not any(frappe.has_permission("Comment", "read", doc=one) for one in comments)
	getdoc("Investment Project", project)
	(sent,) = frappe.response["docs"]
	assert sent.get_onload("base_facts_only")
	assert not any(value for value in frappe.response["docinfo"].values() if isinstance(value, list))
	for method in (project_story, steps.missing_invitations, steps.units_to_invite):
		make.denied("受理之前", method, project)
	# nor by the columns Frappe keeps comments, tags and assignments in
	frappe.db.set_value("Investment Project", project, {"_user_tags": ",难点", "_liked_by": '["x"]'})
	kept = frappe.parse_json(frappe.db.get_value("Investment Project", project, "_comments"))
	assert [comment["comment"] for comment in kept] == ["内部意见"]
	assert answered(["name", "_comments", "`tabInvestment Project`.`_user_tags`"]) == ["name"]
	assert answered("_comments") == ["name"]
	for argument, value in (
		("filters", [["_comments", "like", "%内部%"]]),
		("order", "_assign desc"),
		("columns", "_user_tags"),
	):
		make.denied("不能查询", door_kind, argument, value)
	assert listed_columns() == {"name"}
	sent = frappe.get_doc("Investment Project", project)
	sent.apply_fieldlevel_read_permissions()
	assert not {"_comments", "_user_tags", "_liked_by"} & {
		key for key, value in sent.as_dict().items() if value
	}
	frappe.response["docs"] = []
	frappe.db.set_value("Approval Case", case, "state", "Application Accepted")
	assert answered(["name", "_comments"]) == ["name", "_comments"]
	assert listed_columns() == {"name", "_comment_count"}
	getdoc("Investment Project", project)
	assert "base_facts_only" not in (frappe.response["docs"][0].get("__onload") or {})
	assert frappe.response["docinfo"]["comments"]
	assert frappe.get_list("Project Node", filters={"project": project})
	assert project_story(project)["stages"]
	assert load.getdoc is not getdoc
