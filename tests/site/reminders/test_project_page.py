"""The page of one project: where it stands, whose step is next, and only the buttons that will not be refused."""

import factories as make
import pytest
from test_path import received

#: key of a button -> what it does at once, as (module, method, further arguments)
PERFORMED = {
	"prepare_handover": ("anshang_app.project_lifecycle.api", "start_handover", {}),
	"enter_under_way": (
		"anshang_app.project_lifecycle.api",
		"enter_under_way",
		{"stage": "Construction", "reason": "补录"},
	),
	"add_contact": (
		"anshang_app.key_projects.api",
		"add_contact",
		{"side": "Enterprise", "contact_name": "李四", "phone": "13800001111"},
	),
	"issue_link": ("anshang_app.access_control.api", "issue_enterprise_link", {}),
	"issue_code": ("anshang_app.enterprise_page.api", "issue_code", {}),
	"new_phase": ("anshang_app.key_projects.api", "new_phase", {}),
	"archive": ("anshang_app.project_lifecycle.api", "archive", {"reason": "移交满三年"}),
	"invite_early": ("anshang_app.permit_approvals.api", "invite_units", {"day": "2026-03-02"}),
}
#: key -> the record it enters
ENTERED = {
	"raise_problem": {"doctype": "Coordination Issue", "title": "缺水", "raised_on": "2026-03-02"},
	"enter_promise": {
		"doctype": "Commitment",
		"kind": "Policy Fulfilment",
		"words": "兑现奖补",
		"unit": "住建局（测试）",
		"due_date": "2030-01-01",
	},
	"give_order": {
		"doctype": "Supervision Order",
		"matter": "通水",
		"requirement": "限时通水",
		"source": "Found by the Bureau",
		"unit": "住建局（测试）",
		"person": "张三",
		"due_date": "2030-01-01",
	},
}
#: key -> why it is offered in one stage only
OTHERWISE = {"file_entry", "enter_known_approvals", "enter_request"}
#: what 经信局 does after the hand-over (tests/site/project_lifecycle/test_in_production.py)
IN_PRODUCTION = {"file_entry", "enter_request", "raise_problem"}


def refused(key: str, project: str) -> bool:
	"""Whether the user of the session is refused what the button does."""
	import frappe

	frappe.db.savepoint("before_button")
	try:
		if key in ENTERED:
			frappe.get_doc({**ENTERED[key], "project": project}).insert()
		else:
			module, method, more = PERFORMED[key]
			if key == "issue_code":
				more = {"contact": enterprise_contact(project)}
			if key == "invite_early":
				cases = frappe.get_all(
					"Approval Case", filters={"project": project, "state": "Not Applied For"}
				)
				more = {**more, "cases": [cases[0].name] if cases else []}
			frappe.get_attr(f"{module}.{method}")(project, **more)
	except frappe.ValidationError:
		return True
	except frappe.PermissionError:
		return True
	finally:
		frappe.db.rollback(save_point="before_button")
		frappe.clear_messages()
	return False


def enterprise_contact(project: str) -> str:
	"""A contact of the project's enterprise, written plainly: who may enter one is another button's question."""
	import frappe

	held = {"project": project, "side": "Enterprise", "contact_name": "王企业", "is_active": 1}
	doc = frappe.get_doc({"doctype": "Project Contact", **held})
	doc.set_new_name()
	doc.db_insert()
	return doc.name


@pytest.fixture
def people(world):
	return [who for who in world.user if who != "admin"]


@pytest.mark.parametrize("stage", ["Handover", "Planning", "Handed Over"])
def test_a_button_is_offered_where_its_step_is_not_refused_and_nowhere_else(world, api, stage, people):
	import frappe

	from anshang_app.reminders.project_actions import ACTIONS, actions_of

	assert set(PERFORMED) | set(ENTERED) | OTHERWISE == set(ACTIONS)
	if stage == "Handover":
		world.act("invest")
		project = make.make_project()
	else:
		project, _plan = received(world, api)
		frappe.db.set_value("Investment Project", project.name, "stage", stage)
	wrong = []
	for who in people:
		world.act(who)
		doc = frappe.get_doc("Investment Project", project.name)
		if not doc.has_permission("read"):
			continue
		offered = set(actions_of(doc))
		# a record may still be entered of an ended project by the rule; the page does not invite to it
		if stage == "Handed Over":
			of_unit = {"economy": IN_PRODUCTION, "bureau": {"new_phase", "archive"}}
			assert offered <= of_unit.get(who, {"new_phase"}), (who, offered)
			continue
		for key in (*PERFORMED, *ENTERED):
			if (key in offered) == refused(key, project.name):
				wrong.append((who, key, "offered and refused" if key in offered else "taken and not offered"))
	assert not wrong


def test_the_page_tells_stage_next_step_and_what_is_lacking(world, api):
	from anshang_app.reminders.api import project_story

	project, plan = received(world, api)
	world.act("lead")
	story = project_story(project.name)
	states = {row["stage"]: row["state"] for row in story["stages"]}
	assert list(states.values()) == ["past", "now", *["ahead"] * 5]
	assert states["Planning"] == "now"
	assert [row["entered"] is not None for row in story["stages"]] == [True, True, *[False] * 5]
	assert story["lacking"]["stage"] == "Pre-construction"
	assert "签章" in "".join(story["lacking"]["sentences"])
	first = story["steps"][0]
	assert (first["doctype"], first["name"], first["mine"]) == ("Service Plan", plan.name, True)
	assert first["unit"] == project.chain_lead_unit
	world.act("host")
	other = {(row["unit"], row["mine"]) for row in project_story(project.name)["steps"]}
	assert (project.host_locality, True) in other


def test_matters_meetings_and_lights_are_those_of_the_project_and_readable(world, api):
	import frappe

	from anshang_app.reminders.api import project_story

	project, _plan = received(world, api)
	other, _plan = received(world, api, project_name="另一项目")
	frappe.set_user("Administrator")
	for of in (project, other):
		make.make("Coordination Issue", project=of.name, title=f"缺水{of.name}", raised_on="2026-03-02")
	node = frappe.get_all("Project Node", filters={"project": project.name, "applies": 1}, pluck="name")[0]
	frappe.db.set_value("Project Node", node, {"light": "Red Light", "planned_date": "2026-01-05"})
	world.act("lead")
	story = project_story(project.name)
	(issues,) = [row for row in story["matters"] if row["doctype"] == "Coordination Issue"]
	assert (issues["open"], [row["words"] for row in issues["rows"]]) == (1, [f"缺水{project.name}"])
	assert story["lights"] == {"Red Light": 1, "Yellow Light": 0}
	assert story["nodes"][0]["name"] == node and story["nodes"][0]["days_left"] < 0


def test_a_foreign_project_tells_nothing(world, api):
	import frappe

	from anshang_app.reminders.api import project_story

	project, _plan = received(world, api)
	stranger = make.make_user("stranger", "Chain Lead Clerk")
	frappe.set_user(stranger)
	for name in (project.name, "AS-0000-0000000"):
		with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
			project_story(name)


def test_a_meeting_of_others_is_told_to_its_participants_only(world, api):
	import frappe

	from anshang_app.reminders.api import project_story

	project, _plan = received(world, api)
	frappe.set_user("Administrator")
	make.make(
		"Coordination Meeting",
		title="包保单位的会",
		unit="包保单位（测试）",
		meeting_date=frappe.utils.today(),
		agenda=[{"project": project.name, "title": "缺水"}],
	)
	told = {}
	for who in ("lead", "host", "bureau"):
		world.act(who)
		told[who] = [row["title"] for row in project_story(project.name)["meetings"]]
	assert told == {"lead": ["包保单位的会"], "host": [], "bureau": ["包保单位的会"]}
