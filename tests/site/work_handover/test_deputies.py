"""AB岗: a colleague has what is the person's own, from a day to a day, and not a statement longer."""

import factories as make
import pytest
from factories import denied, refused
from frappe.utils import add_days, today

HOST = "落户地（测试）"


@pytest.fixture
def cases(staff, frappe_site):
	"""An approval of a foreign locality's project of which 张三 is the agent: his own ground, not his unit's."""
	make.make("Anshang Unit", unit_name="外地（测试）", is_host_locality=1)
	project = make.make_planned_project(planned_start_date="2027-12-01", host_locality="外地（测试）")
	name = frappe_site.get_all("Approval Case", {"project": project.name}, pluck="name", order_by="name")[0]
	frappe_site.db.set_value("Approval Case", name, {"agent": staff.giver, "agent_name": "张三"})
	return frappe_site._dict(staff, project=project.name, case=name)


def named(frappe_site, who: str, person: str, deputy: str, **more) -> str:
	from anshang_app.work_handover.api import name_deputy

	frappe_site.set_user(who)
	frappe_site.local.lang = "zh"
	asked = {"from_date": today(), "to_date": add_days(today(), 5), "reason": "休假", **more}
	return name_deputy(person, deputy, **asked)["name"]


def sees(frappe_site, user: str, cases) -> bool:
	"""Whether the case is in the list, is read, and waits in 我的工作: all of them, or none."""
	from anshang_app.reminders.my_work import MyWork

	frappe_site.set_user(user)
	found = {
		cases.case in frappe_site.get_list("Approval Case", pluck="name"),
		bool(frappe_site.has_permission("Approval Case", "read", cases.case)),
		bool(frappe_site.has_permission("Approval Case", "write", cases.case)),
		any(task.name == cases.case for task in MyWork().tasks()),
	}
	assert len(found) == 1, user
	return found.pop()


def test_a_deputy_has_it_while_it_lasts_and_not_a_statement_longer(cases, frappe_site):
	from anshang_app.work_handover.api import end_deputyship

	assert sees(frappe_site, cases.giver, cases) and not sees(frappe_site, cases.taker, cases)
	name = named(frappe_site, cases.giver, cases.giver, cases.taker)
	assert sees(frappe_site, cases.taker, cases)
	told = frappe_site.get_all("Notification Log", {"document_name": name}, ["for_user", "subject"])
	assert [(row.for_user, "李四（代张三）" in row.subject) for row in told] == [(cases.taker, True)]
	frappe_site.set_user(cases.giver)
	assert end_deputyship(name)["name"] == name
	assert not sees(frappe_site, cases.taker, cases)
	frappe_site.set_user(cases.giver)
	refused("李四（代张三）", end_deputyship, name)


@pytest.mark.parametrize(
	("values", "expected"),
	[
		({"from_date": 1}, False),
		({"to_date": -1, "from_date": -3}, False),
		({"to_date": 0}, True),
	],
)
def test_only_its_days_count(cases, frappe_site, values, expected):
	name = named(frappe_site, cases.giver, cases.giver, cases.taker)
	frappe_site.db.set_value("Deputy", name, {field: add_days(today(), day) for field, day in values.items()})
	assert sees(frappe_site, cases.taker, cases) is expected


def test_who_left_the_unit_or_the_platform_is_nobodys_deputy(cases, frappe_site):
	named(frappe_site, cases.giver, cases.giver, cases.taker)
	for doctype, key, values in (
		("Unit Member", {"user": cases.taker}, {"to_date": today()}),
		("Unit Member", {"user": cases.giver}, {"to_date": today()}),
		("User", cases.giver, {"enabled": 0}),
		("Anshang Unit", HOST, {"is_active": 0}),
	):
		before = {field: frappe_site.db.get_value(doctype, key, field) for field in values}
		frappe_site.db.set_value(doctype, key, values)
		frappe_site.set_user(cases.taker)
		assert cases.case not in frappe_site.get_list("Approval Case", pluck="name"), (doctype, values)
		frappe_site.db.set_value(doctype, key, before)
	assert sees(frappe_site, cases.taker, cases)


def test_a_deputys_deputy_gets_nothing(cases, frappe_site):
	third = make.make_user("赵六", "Host Locality Clerk")
	make.give_role(third, "Commission Agent")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "赵六", "user": third})
	unit.save()
	named(frappe_site, cases.giver, cases.giver, cases.taker)
	named(frappe_site, cases.taker, cases.taker, third)
	assert sees(frappe_site, cases.taker, cases) and not sees(frappe_site, third, cases)


def test_what_a_deputy_does_is_on_record_as_done_for_the_person(cases, frappe_site):
	from anshang_app.access_control.operation_log import LogFilter, rows_of

	name = named(frappe_site, cases.giver, cases.giver, cases.taker)
	frappe_site.set_user(cases.taker)
	case = frappe_site.get_doc("Approval Case", cases.case)
	case.materials_ready_on = today()
	case.flags.by_path = True
	case.save()
	acts = frappe_site.get_all("Deputy Act", {"parent": name}, ["record", "words"])
	assert [(row.record, row.words) for row in acts] == [(cases.case, "李四（代张三）")]
	comments = frappe_site.get_all(
		"Comment", {"reference_name": cases.case, "comment_type": "Info"}, pluck="content"
	)
	assert any("李四（代张三）" in one for one in comments)
	frappe_site.set_user("Administrator")
	trail = rows_of(LogFilter(today(), today(), user=cases.taker))
	assert ("代岗办理", "李四（代张三）") in {(row.operation, row.detail) for row in trail}
	# the person himself acts for nobody
	frappe_site.set_user(cases.giver)
	frappe_site.get_doc("Approval Case", cases.case).save()
	assert frappe_site.db.count("Deputy Act", {"parent": name}) == 1


def test_who_may_not_be_one_is_refused_in_words(cases, world, frappe_site):
	who, person = cases.giver, cases.giver
	for deputy in (cases.stranger, person, "nobody@test.example.com", ""):
		refused("B岗须是同一单位的另一名在任成员", named, frappe_site, who, person, deputy)
	frappe_site.set_user("Administrator")
	plain = make.make_user("无角色", "Host Locality Clerk")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "无角色", "user": plain})
	unit.save()
	refused("还缺：代办员", named, frappe_site, who, person, plain)
	refused(
		"须从今天或以后开始", named, frappe_site, who, person, cases.taker, from_date=add_days(today(), -1)
	)
	refused(
		"代岗结束",
		named,
		frappe_site,
		who,
		person,
		cases.taker,
		to_date=add_days(today(), -1),
		from_date=today(),
	)
	refused("代岗事由", named, frappe_site, who, person, cases.taker, reason=" ")
	refused("代岗结束", named, frappe_site, who, person, cases.taker, to_date="明天")
	named(frappe_site, who, person, cases.taker)
	refused("已由李四任B岗", named, frappe_site, who, person, cases.taker)
	# for others one has to head the unit; a foreign person and an unknown one have one answer
	for other in (cases.giver, "nobody@test.example.com"):
		denied("没有可由您设AB岗的人员", named, frappe_site, world.user["lead"], other, cases.taker)


def test_a_deputyship_is_seen_and_ended_by_its_own_people_only(cases, world, frappe_site):
	from anshang_app.work_handover.api import end_deputyship

	head = make.make_user("负责人", "Unit Principal")
	unit = frappe_site.get_doc("Anshang Unit", HOST)
	unit.append("members", {"member_name": "负责人", "user": head, "is_principal": 1})
	unit.save()
	name = named(frappe_site, head, cases.giver, cases.taker)
	for user, reads in (
		(cases.giver, True),
		(cases.taker, True),
		(head, True),
		(world.user["bureau"], True),
		(cases.stranger, False),
	):
		frappe_site.set_user(user)
		assert (name in frappe_site.get_list("Deputy", pluck="name")) is reads, user
		assert bool(frappe_site.has_permission("Deputy", "read", name)) is reads, user
	frappe_site.set_user(cases.taker)
	denied("由本人、单位主要负责人", end_deputyship, name)
	frappe_site.set_user(head)
	end_deputyship(name)
	frappe_site.set_user("Administrator")
	doc = frappe_site.get_doc("Deputy", name)
	doc.to_date = add_days(today(), 300)
	refused("只能随流程步骤变动", doc.save)
	refused("不能", frappe_site.delete_doc, "Deputy", name)
