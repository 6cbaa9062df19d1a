"""工作交接 on a site: everything open of a person goes over in one act, and nothing else changes."""

import json

import factories as make
import pytest
from factories import denied, refused

HOST, LEAD = "落户地（测试）", "包保单位（测试）"


def stored(frappe_site, doctype: str, **values):
	"""A record as it stands in the database, without its path."""
	doc = frappe_site.get_doc({"doctype": doctype, **values})
	if not doc.name:
		doc.name = frappe_site.generate_hash(length=10)
	doc.db_insert()
	return doc.name


@pytest.fixture
def work(staff, frappe_site):
	"""Open work of 张三 of every kind, and as much that is closed."""
	project = make.make_planned_project(planned_start_date="2027-12-01")
	over = make.make_project(project_name="已移交的项目")
	over.db_set("stage", "Handed Over")
	person = {"responsible_user": staff.giver, "responsible_person": "张三", "responsible_unit": HOST}
	nodes = frappe_site.get_all(
		"Project Node",
		{"project": project.name, "applies": 1, "is_dated": 1},
		pluck="name",
		order_by="sequence",
		limit=12,
	)
	for name in nodes:
		frappe_site.db.set_value("Project Node", name, person)
	frappe_site.db.set_value("Project Node", nodes[0], "actual_date", "2026-01-05")
	stored(frappe_site, "Project Node", project=over.name, row_key="x", title="围墙", applies=1, **person)
	plan = frappe_site.get_all("Service Plan", {"project": project.name}, pluck="name")[0]
	rows = frappe_site.get_all(
		"Plan Date", {"parent": plan, "left_out": 0}, pluck="name", order_by="idx", limit=10
	)
	for row in rows:
		frappe_site.db.set_value("Plan Date", row, person)
	place = {"parent": project.name, "parenttype": "Investment Project", "parentfield": "project_roles"}
	stored(
		frappe_site,
		"Project Role",
		**place,
		idx=90,
		role="Service Team Member",
		unit=HOST,
		person_user=staff.giver,
		person_name="张三",
		from_date="2026-01-01",
	)
	stored(
		frappe_site,
		"Project Role",
		**place,
		idx=91,
		role="Service Team Member",
		unit=HOST,
		person_user=staff.giver,
		person_name="张三",
		from_date="2025-01-01",
		to_date="2025-12-31",
	)
	cases = frappe_site.get_all(
		"Approval Case", {"project": project.name}, pluck="name", order_by="name", limit=3
	)
	for name in cases:
		frappe_site.db.set_value("Approval Case", name, {"agent": staff.giver, "agent_name": "张三"})
	frappe_site.db.set_value("Approval Case", cases[2], "state", "Granted")
	of_project = {"project": project.name, "unit": HOST, "person": "张三"}
	for state in ("In Hand", "Settled"):
		stored(frappe_site, "Supervision Order", **of_project, matter=f"督办 {state}", state=state)
		stored(
			frappe_site,
			"Coordination Issue",
			**of_project,
			title=f"问题 {state}",
			state="In Hand" if state == "In Hand" else "Cleared",
		)
		stored(
			frappe_site,
			"Commitment",
			**of_project,
			words=f"承诺 {state}",
			state="Not Due" if state == "In Hand" else "Fulfilled",
		)
	meeting = stored(
		frappe_site, "Coordination Meeting", title="会议", unit=HOST, meeting_state="Being Prepared"
	)
	at = {"parent": meeting, "parenttype": "Coordination Meeting"}
	stored(
		frappe_site,
		"Meeting Participant",
		**at,
		parentfield="participants",
		idx=1,
		unit=HOST,
		user=staff.giver,
		person="张三 副主任",
	)
	stored(
		frappe_site,
		"Meeting Decision",
		**at,
		parentfield="decisions",
		idx=1,
		unit=HOST,
		person="张三",
		matter="议定",
	)
	todo = stored(
		frappe_site,
		"ToDo",
		allocated_to=staff.giver,
		status="Open",
		description="<b>看图纸</b>",
		reference_type="Investment Project",
		reference_name=project.name,
	)
	stored(
		frappe_site,
		"Auto Email Report",
		report="Project Ledger",
		user=staff.giver,
		enabled=1,
		email_to=f"{staff.giver}\nboss@test.example.com",
	)
	return frappe_site._dict(
		staff, project=project.name, over=over.name, plan=plan, nodes=nodes, rows=rows, cases=cases, todo=todo
	)


#: pieces of each kind in `work`
EXPECTED = {
	"责任分工": 1,
	"未办结的项目节点": 11,
	"两单一表草案各行": 10,
	"代办的审批": 2,
	"承办的督办件": 1,
	"承办的协调问题": 1,
	"负责的承诺事项": 1,
	"未交办的议定事项": 1,
	"参加的会议": 1,
	"单位联络员": 1,
	"待办": 1,
	"定时报表的运行人": 1,
	"接收的定时报表": 1,
}


def handed(frappe_site, who: str, work, taker: str | None = None, **more) -> dict:
	from anshang_app.work_handover.api import hand_over

	frappe_site.set_user(who)
	frappe_site.local.lang = "zh"
	asked = {"giver": work.giver, "taker": taker or work.taker, "reason": "工作调整", **more}
	return hand_over(**asked)


def counts(frappe_site, who: str, giver: str, taker: str | None = None) -> dict:
	from anshang_app.work_handover.api import preview

	frappe_site.set_user(who)
	frappe_site.local.lang = "zh"
	found = preview(giver, taker)
	assert found["total"] == sum(len(kind["pieces"]) for kind in found["kinds"])
	return {kind["heading"]: len(kind["pieces"]) for kind in found["kinds"]}


def test_everything_open_goes_over_in_one_act_and_nothing_closed(work, world, frappe_site):
	db, bureau = frappe_site.db, world.user["bureau"]
	assert counts(frappe_site, bureau, work.giver) == EXPECTED
	done = handed(frappe_site, bureau, work)
	assert (done["state"], done["total"]) == ("Handed Over", sum(EXPECTED.values()))
	assert counts(frappe_site, bureau, work.giver) == {}
	assert counts(frappe_site, bureau, work.taker) == EXPECTED

	node = db.get_value(
		"Project Node", work.nodes[1], ["responsible_user", "responsible_person", "responsible_unit"]
	)
	assert node == (work.taker, "李四", HOST)
	# what is done stays with who did it, and so does a project that is over
	assert db.get_value("Project Node", work.nodes[0], "responsible_user") == work.giver
	assert db.count("Project Node", {"project": work.over, "responsible_user": work.giver}) == 1
	assert db.get_value("Approval Case", work.cases[2], "agent_name") == "张三"
	assert db.get_value("Approval Case", work.cases[0], ["agent", "agent_name"]) == (work.taker, "李四")
	assert db.get_value("Supervision Order", {"matter": "督办 Settled"}, "person") == "张三"
	assert db.get_value("Supervision Order", {"matter": "督办 In Hand"}, "person") == "李四"
	assert db.get_value("Meeting Participant", {"user": work.taker}, "person") == "李四 副主任"
	assert (
		db.get_value(
			"Auto Email Report", {"report": "Project Ledger", "user": work.taker}, "email_to"
		).split()[0]
		== work.taker
	)
	assert json.loads(db.get_value("Investment Project", work.project, "_assign")) == [work.taker]


def test_a_dated_role_ends_and_the_takers_begins(work, world, frappe_site):
	handed(frappe_site, world.user["bureau"], work, day="2026-11-02")
	rows = frappe_site.get_all(
		"Project Role",
		{"parent": work.project, "role": "Service Team Member"},
		["person_user", "person_name", "from_date", "to_date"],
		order_by="idx",
	)
	told = [
		(row.person_user, row.person_name, str(row.from_date), row.to_date and str(row.to_date))
		for row in rows
	]
	assert told == [
		(work.giver, "张三", "2026-01-01", "2026-11-02"),
		(work.giver, "张三", "2025-01-01", "2025-12-31"),
		(work.taker, "李四", "2026-11-02", None),
	]


def test_a_second_one_changes_nothing_and_says_where_it_went(work, world, frappe_site):
	first = handed(frappe_site, world.user["bureau"], work)["name"]
	refused(f"张三已没有未办结的事项.*李四.*{first}", handed, frappe_site, world.user["bureau"], work)
	assert frappe_site.db.count("Work Handover", {"giver": work.giver}) == 1


def test_what_comes_in_later_is_handed_over_by_a_further_record(work, world, frappe_site):
	first = handed(frappe_site, world.user["bureau"], work)["name"]
	frappe_site.db.set_value(
		"Project Node", work.nodes[3], {"responsible_user": work.giver, "responsible_person": "张三"}
	)
	doc = frappe_site.get_doc("Work Handover", first)
	doc.run_method("onload")
	assert doc.get_onload("left_behind") == 1
	again = handed(frappe_site, world.user["bureau"], work)
	assert again["total"] == 1 and again["name"] != first
	assert frappe_site.get_doc("Work Handover", first).total == sum(EXPECTED.values())


def test_the_receipt_is_the_takers_and_ends_the_record(work, world, frappe_site):
	from anshang_app.access_control import audit_check
	from anshang_app.reminders.my_work import MyWork
	from anshang_app.work_handover.api import sign_for

	name = handed(frappe_site, world.user["bureau"], work)["name"]
	frappe_site.set_user(work.taker)
	assert [task.name for task in MyWork().tasks() if task.doctype == "Work Handover"] == [name]
	told = frappe_site.get_all(
		"Notification Log", {"document_name": name}, ["for_user", "subject"], order_by="for_user"
	)
	assert {row.for_user for row in told} == {work.giver, work.taker}
	frappe_site.set_user(world.user["bureau"])
	denied("由接收人签收：李四", sign_for, name)
	frappe_site.set_user(work.taker)
	frappe_site.local.lang = "zh"
	assert sign_for(name)["state"] == "Signed For"
	told = frappe_site.get_all(
		"Notification Log", {"document_name": name, "from_user": work.taker}, pluck="for_user"
	)
	assert {*told} == {work.giver, world.user["bureau"]}
	refused("已签收", sign_for, name)
	assert [task for task in MyWork().tasks() if task.doctype == "Work Handover"] == []
	doc = frappe_site.get_doc("Work Handover", name)
	doc.flags.by_path, doc.reason = True, "改一改"
	refused("只能随流程步骤变动", doc.save, ignore_permissions=True)
	frappe_site.set_user("Administrator")
	refused("不能", frappe_site.delete_doc, "Work Handover", name)
	from anshang_app.access_control import audit

	audit.link_pending()
	assert [found for found in audit_check.verify() if name in str(found)] == []
	frappe_site.db.set_value("Work Handover Item", {"parent": name, "idx": 2}, "record", "改过")
	assert [found for found in audit_check.verify() if name in str(found)] != []


def test_a_sealed_plan_keeps_who_it_names_and_its_revision_starts_with_the_taker(work, world, frappe_site):
	db = frappe_site.db
	db.set_value("Service Plan", work.plan, {"state": "Sealed", "sealed_on": "2026-05-01"})
	db.set_value("Project Node", work.nodes[1], "responsible_user", work.giver)
	before = db.sql("select * from `tabPlan Date` where parent = %s order by name", work.plan)
	handed(frappe_site, world.user["bureau"], work)
	assert db.sql("select * from `tabPlan Date` where parent = %s order by name", work.plan) == before
	from anshang_app.service_plans.plans import revise

	frappe_site.set_user("Administrator")
	revised = revise(frappe_site.get_doc("Service Plan", work.plan), "换人")
	named = {row.responsible_user for row in revised.plan_dates if row.responsible_user}
	nodes = {
		row.node for row in frappe_site.get_doc("Service Plan", work.plan).plan_dates if row.responsible_user
	}
	moved = nodes & {*work.nodes[1:]}
	assert moved and {row.responsible_user for row in revised.plan_dates if row.node in moved} == {work.taker}
	assert named <= {work.taker, work.giver}


def test_a_plan_out_for_signing_prints_as_it_was_and_its_nodes_get_the_last_taker(work, world, frappe_site):
	from anshang_app.work_handover.followers import follow_plan

	db, bureau = frappe_site.db, world.user["bureau"]
	db.set_value("Service Plan", work.plan, "state", "Awaiting Seals")
	handed(frappe_site, bureau, work)
	assert db.count("Plan Date", {"parent": work.plan, "responsible_user": work.giver}) == 10
	assert counts(frappe_site, bureau, work.giver) == {}
	assert counts(frappe_site, bureau, work.taker)["待签章的两单一表各行（签章后移交）"] == 10
	# handed on before the seal: to a third, who keeps them
	third = make.make_user("赵六", "Host Locality Clerk")
	make.give_role(third, "Commission Agent")
	frappe_site.set_user("Administrator")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "赵六", "user": third})
	unit.save()
	handed(frappe_site, bureau, frappe_site._dict(work, giver=work.taker, taker=third))
	assert counts(frappe_site, bureau, work.taker) == {}
	assert counts(frappe_site, bureau, third)["待签章的两单一表各行（签章后移交）"] == 10
	plan = frappe_site.get_doc("Service Plan", work.plan)
	plan.load_doc_before_save()
	plan.state = "Sealed"
	row = next(row for row in plan.plan_dates if row.name == work.rows[0])
	db.set_value("Project Node", row.node, {"responsible_user": work.giver, "responsible_person": "张三"})
	follow_plan(plan)
	assert db.get_value("Project Node", row.node, ["responsible_user", "responsible_person"]) == (
		third,
		"赵六",
	)


def test_who_may_not_take_it_is_named_with_what_it_needs(work, world, frappe_site):
	from anshang_app.work_handover.api import preview

	frappe_site.set_user(world.user["bureau"])
	frappe_site.local.lang = "zh"
	lacking = preview(work.giver, work.stranger)["lacking"]
	assert any(
		"未办结的项目节点（11 件" in line
		and f"须由{HOST}的成员、具有“落户地经办”角色的人接手，王五不是" in line
		for line in lacking
	)
	assert any("代办的审批（2 件" in line and "“代办员”" in line for line in lacking)


def test_the_taker_sees_what_was_the_givers_and_no_more(work, world, frappe_site):
	from anshang_app.access_control.row_rule import projects_query
	from anshang_app.access_control.user_context import viewer_of

	def seen(user: str) -> set:
		return {name for (name,) in frappe_site.db.sql(projects_query(viewer_of(user)))}

	givers, takers = seen(work.giver), seen(work.taker)
	handed(frappe_site, world.user["bureau"], work)
	assert seen(work.taker) - takers <= givers
	assert seen(work.stranger) == seen(work.stranger) & (takers | givers | seen(work.stranger))


def test_left_office_disables_the_account_and_ends_the_membership(work, world, frappe_site):
	from anshang_app.foundation.members import units_of

	handed(frappe_site, world.user["bureau"], work, ends_account=1)
	assert frappe_site.db.get_value("User", work.giver, "enabled") == 0
	assert frappe_site.db.exists("User", work.giver)
	assert units_of(work.giver) == set()
	refused(
		"已停用",
		handed,
		frappe_site,
		world.user["bureau"],
		frappe_site._dict(work, giver=work.taker),
		work.giver,
	)


def test_what_cannot_be_is_refused_and_nothing_moves(work, world, frappe_site):
	frappe_site.db.set_value("Unit Member", {"user": work.giver}, "from_date", "2025-01-01")
	bureau = world.user["bureau"]
	for changes, words in (
		({"taker": work.giver}, "同一人"),
		({"day": "2999-01-01"}, "移交日期"),
		({"day": "昨天"}, "移交日期"),
		({"day": "2020-01-01"}, "不能早于该人员到单位的日期"),
		({"reason": " "}, "移交事由"),
		({"taker": work.stranger}, "王五不是"),
	):
		refused(words, handed, frappe_site, bureau, work, **changes)
	assert counts(frappe_site, bureau, work.giver) == EXPECTED


def test_who_hands_nothing_over_and_whose_work_is_not_theirs_have_one_answer(work, world, frappe_site):
	from anshang_app.work_handover.api import persons, preview

	denied("单位主要负责人、政数局或平台管理员", handed, frappe_site, world.user["lead"], work)
	denied("单位主要负责人、政数局或平台管理员", persons)
	frappe_site.set_user("Administrator")
	frappe_site.db.set_value("Unit Member", {"user": world.user["lead"]}, "is_principal", 1)
	for giver in (work.giver, "nobody@test.example.com", "", "'; drop"):
		frappe_site.set_user(world.user["lead"])
		denied("没有可由您办理移交的人员", preview, giver)
	shown = persons()
	assert {one["unit"] for one in [*shown["givers"], *shown["takers"]]} == {LEAD}
	# the bureau names nobody who is not there either
	frappe_site.set_user(world.user["bureau"])
	denied("没有可由您办理移交的人员", preview, "nobody@test.example.com")
	denied("没有可以接收工作的人员", preview, work.giver, "nobody@test.example.com")
	denied("没有可由您办理移交的人员", preview, "Administrator")


def test_a_principal_hands_over_within_the_own_unit(work, world, frappe_site):
	head = make.make_user("负责人", "Unit Principal")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "负责人", "user": head, "is_principal": 1})
	unit.save()
	denied("没有可以接收工作的人员", handed, frappe_site, head, work, work.stranger)
	name = handed(frappe_site, head, work)["name"]
	assert frappe_site.has_permission("Work Handover", "read", name, user=head)
	for user, sees in (
		(work.taker, True),
		(work.giver, True),
		(work.stranger, False),
		(world.user["lead"], False),
		(world.user["bureau"], True),
	):
		frappe_site.set_user(user)
		assert (name in frappe_site.get_list("Work Handover", pluck="name")) is sees, user
		assert bool(frappe_site.has_permission("Work Handover", "read", name)) is sees, user


def test_a_name_two_colleagues_share_moves_nobodys_work(work, world, frappe_site):
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "张三", "user": make.make_user("另一张三", "Host Locality Clerk")})
	unit.save()
	found = counts(frappe_site, world.user["bureau"], work.giver)
	assert "承办的督办件" not in found and found["未办结的项目节点"] == 11


def test_a_record_made_bad_long_ago_keeps_nobodys_work(work, world, frappe_site):
	frappe_site.db.set_value(
		"Project Node", work.nodes[2], {"responsible_unit": "没有的单位", "planned_date": "2206-01-01"}
	)
	frappe_site.db.set_value("Commitment", {"words": "承诺 In Hand"}, "due_date", "2206-01-01")
	assert handed(frappe_site, world.user["bureau"], work)["total"] == sum(EXPECTED.values())
	assert counts(frappe_site, world.user["bureau"], work.giver) == {}


def test_nobody_disables_his_own_account_or_an_administrators(work, world, frappe_site):
	bureau = world.user["bureau"]
	colleague = make.make_user("同事", "Government Services Clerk")
	unit = frappe_site.get_doc("Anshang Unit", "政数局（测试）")
	unit.append("members", {"member_name": "同事", "user": colleague})
	unit.save()
	own = frappe_site._dict(giver=bureau, taker=colleague)
	refused("不能停用自己正在使用的账号", handed, frappe_site, bureau, own, ends_account=1)
	frappe_site.set_user("Administrator")
	make.give_role(colleague, "Anshang Administrator")
	other = frappe_site._dict(giver=colleague, taker=bureau)
	denied("只能由另一名管理员", handed, frappe_site, bureau, other, ends_account=1)
	assert frappe_site.db.get_value("User", colleague, "enabled") == 1
