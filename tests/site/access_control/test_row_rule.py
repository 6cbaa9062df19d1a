"""The row rule by itself: what each of its grounds opens, and that none of its parts can be left out."""

from dataclasses import replace

import factories as make
import pytest
from shares import todays

DAY_BEFORE, DAY_AFTER = "2020-01-01", "2030-01-01"


@pytest.fixture
def city(db):
	"""One project with a holder of every ground; answers what the expectations ask about."""
	import frappe

	make.make_world()
	people = {
		"lead": ("包保单位（测试）", "Chain Lead Clerk"),
		"host": ("落户地（测试）", "Host Locality Clerk"),
		"introducer": ("引进单位（测试）", "Introducing Unit Clerk"),
		"economy": ("经信局（测试）", "Economy Clerk"),
		"bureau": ("政数局（测试）", "Government Services Clerk"),
		"hostagent": ("落户地（测试）", "Commission Agent"),
		"helper clerk": ("帮办单位", "Commission Agent"),
	}
	make.make("Anshang Unit", unit_name="帮办单位", is_approval_unit=1)
	for unit in (
		"审批甲",
		"审批乙",
		"审批丙",
		"代办单位",
		"队员单位",
		"前任单位",
		"将任单位",
		"外单位",
		"停用单位",
		"公开单位",
		"督办办",
		"交办单位",
		"旁单位",
		"督导单位",
		"已申报单位",
		"已受理单位",
		"同意单位",
	):
		make.make("Anshang Unit", unit_name=unit, is_approval_unit=1)
		people[unit] = (unit, "Approval Clerk")
	people["inspector"] = ("督办办", "Inspection Clerk")
	people["other inspector"] = ("旁单位", "Inspection Clerk")
	people["other lead"] = ("旁单位", "Chain Lead Clerk")
	users = {}
	for number, (name, (unit, role)) in enumerate(people.items()):
		users[name] = make.make_user(f"rule{number}", role)
		member(unit, users[name])
	for name, role in (
		("leader", "City Leader"),
		("other leader", "City Leader"),
		("past leader", "City Leader"),
		("no unit", "Approval Clerk"),
		("left", "Chain Lead Clerk"),
		("comes", "Chain Lead Clerk"),
		("published to", "City Leader"),
	):
		users[name] = make.make_user(f"project.{name.replace(' ', '-')}", role)
	# holders of yesterday, of tomorrow, on another kind of record, and in another role
	for unit in ("前任落户地", "将任落户地", "误记落户地"):
		make.make("Anshang Unit", unit_name=unit, is_host_locality=1)
	for unit in ("前任落户地", "将任落户地", "误记落户地", "引进单位（测试）"):
		for role in ("Host Locality Clerk", "Commission Agent"):
			name = f"{role} of {unit}"
			users[name] = make.make_user(f"rule-{len(users)}", role)
			member(unit, users[name])
	users.update(wrong_leaders())
	users.update(assistants())
	member("包保单位（测试）", users["left"], to_date=frappe.utils.today())
	member("包保单位（测试）", users["comes"], from_date=DAY_AFTER)
	project = make.make_project(city_leader=users["leader"])
	project.db_set("stage", "Planning")
	for row in (
		{
			"role": "Service Team Member",
			"unit": "前任单位",
			"from_date": DAY_BEFORE,
			"to_date": frappe.utils.today(),
		},
		{"role": "Service Team Member", "unit": "将任单位", "from_date": DAY_AFTER},
		{"role": "Service Team Member", "unit": "停用单位", "from_date": DAY_BEFORE},
		{
			"role": "City Leader",
			"person_user": users["past leader"],
			"from_date": DAY_BEFORE,
			"to_date": frappe.utils.today(),
		},
		{
			"role": "Service Team Member",
			"unit": None,
			"person_user": users["other leader"],
			"from_date": DAY_BEFORE,
		},
	):
		role_row(project, **row)
	wrong = {"parenttype": "Service Plan", "parentfield": "x"}
	for row in (
		{"role": "Host Locality", "unit": "前任落户地", "to_date": frappe.utils.today()},
		{"role": "Host Locality", "unit": "将任落户地", "from_date": DAY_AFTER},
		{"role": "City Leader", "person_user": users["future leader"], "from_date": DAY_AFTER},
		{"role": "Service Team Member", "unit": "队员单位"},
		{"role": "Service Team Member", "unit": "外单位", **wrong},
		# a host locality of the past or by mistake: who holds the role now stands in the project's field
		{"role": "Host Locality", "unit": "误记落户地"},
		{"role": "City Leader", "person_user": users["misplaced leader"], **wrong},
		*assistants_of_the_team(users, wrong),
	):
		role_row(project, **row)
	frappe.db.set_value("Anshang Unit", "停用单位", "is_active", 0)
	case(project, "one", unit="审批甲", state="Early Guidance")
	case(project, "two", unit="审批乙", state="Not Applied For")
	case(project, "three", helper_unit="帮办单位", state="Not Applied For")
	case(project, "four", agent=users["代办单位"], state="Not Applied For")
	case(project, "filed", unit="已申报单位", state="Application Filed")
	case(project, "accepted", unit="已受理单位", state="Application Accepted")
	late = make_late(users)
	case(late, "five", unit="审批丙", state="Not Applied For")
	produced = make_late(users)
	produced.db_set("stage", "Handed Over")
	handovers = {
		kind: make.make(
			"Project Handover", project=late.name if kind == "Completion" else project.name, kind=kind
		).name
		for kind in ("Intake", "Completion")
	}
	for key, values in ENTRIES.items():
		filed = {**values, "filed_by": users[values["filed_by"]]}
		frappe.get_doc(
			{"doctype": "Progress Entry", "name": key, "project": project.name, **filed}
		).db_insert()
	problems = {
		of: make.make("Coordination Issue", project=of, title="用工", raised_on=frappe.utils.today()).name
		for of in (late.name, produced.name)
	}
	return {
		"users": users,
		"project": project.name,
		"late": late.name,
		"produced": produced.name,
		"handovers": handovers,
		"work": work_of(project.name),
		"problems": problems,
	}


def work_of(project: str) -> dict[str, str]:
	"""An issue and an order handed to units outside, and a meeting of the chain lead unit."""
	import frappe

	issue = make.make(
		"Coordination Issue", project=project, title="缺水", unit="交办单位", raised_on=frappe.utils.today()
	)
	frappe.db.set_single_value("Anshang Settings", "party_inspection_office", "督办办")
	order = make.make(
		"Supervision Order",
		project=project,
		matter="通水",
		requirement="限时通水",
		source="Decided at Special Meeting",
		unit="交办单位",
		person="张三",
		due_date=DAY_AFTER,
		inspection_office="督办办",
	)
	meeting = make.make(
		"Coordination Meeting", title="联席会议", unit="包保单位（测试）", meeting_date=frappe.utils.today()
	)
	promise = make.make(
		"Commitment",
		project=project,
		kind="Policy Fulfilment",
		words="兑现奖补",
		unit="交办单位",
		supervised_by="督导单位",
		due_date=DAY_AFTER,
	)
	# whose consent a promise needs follows from its steps
	promise.db_set("consent_unit", "同意单位")
	return {doc.doctype: doc.name for doc in (issue, order, meeting, promise)}


ASSISTANTS = ("assistant", "of another unit", "in no role", "before", "later", "misplaced")


def wrong_leaders() -> dict[str, str]:
	return {
		name: make.make_user(f"rule-{name.replace(' ', '-')}", "City Leader")
		for name in ("future leader", "misplaced leader")
	}


def assistants() -> dict[str, str]:
	"""Members of one unit, for the rows that name a person of the team."""
	made = {
		name: make.make_user(f"rule-assistant-{number}", "Chain Lead Clerk")
		for number, name in enumerate(ASSISTANTS)
	}
	for user in made.values():
		member("队员单位", user)
	return made


def assistants_of_the_team(users: dict, wrong: dict) -> list[dict]:
	"""Rows of persons of the team, each but the first with one thing amiss."""
	import frappe

	in_team = {"role": "Service Team Member", "unit": "队员单位"}
	return [
		{**in_team, "person_user": users["assistant"]},
		{**in_team, "person_user": users["of another unit"], "unit": "停用单位"},
		{**in_team, "person_user": users["in no role"], "role": "Host Locality"},
		{**in_team, "person_user": users["before"], "to_date": frappe.utils.today()},
		{**in_team, "person_user": users["later"], "from_date": DAY_AFTER},
		{**in_team, "person_user": users["misplaced"], **wrong},
	]


def file_entries(project, users: dict) -> None:
	import frappe

	for key, values in ENTRIES.items():
		filed = {**values, "filed_by": users[values["filed_by"]]}
		frappe.get_doc(
			{"doctype": "Progress Entry", "name": key, "project": project.name, **filed}
		).db_insert()


def member(unit: str, user: str, **dates) -> None:
	import frappe

	doc = frappe.get_doc("Anshang Unit", unit)
	doc.append("members", {"member_name": user, "user": user, **dates})
	doc.save()


def role_row(project, **values) -> None:
	import frappe

	place = {"parent": project.name, "parenttype": "Investment Project", "parentfield": "project_roles"}
	frappe.get_doc({"doctype": "Project Role", **place, **values}).db_insert()


def case(project, key: str, **values) -> None:
	import frappe

	frappe.get_doc(
		{"doctype": "Approval Case", "name": f"AP-RULE-{key}", "project": project.name, **values}
	).db_insert()


def make_late(users):
	"""A project of nobody of the others, at the completion hand-over."""
	project = make.make_project(
		chain_lead_unit="外单位", host_locality="外单位", introducing_unit="外单位", project_name="后期项目"
	)
	project.db_set("stage", "Completion Handover")
	return project


#: by hand: who reads the first project, who the late one
INTRODUCERS = {"Host Locality Clerk of 引进单位（测试）", "Commission Agent of 引进单位（测试）"}
READ_FIRST = {
	*INTRODUCERS,
	"队员单位",
	"lead",
	"host",
	"hostagent",
	"introducer",
	"bureau",
	"leader",
	"已受理单位",
	"helper clerk",
	"代办单位",
	# the members of the inspection office that checks an order of the project
	"督办办",
	"inspector",
}
READ_FIRST |= set(ASSISTANTS)
#: by hand: who enters work done for the first project, and who corrects the entry the introducer filed
ADD_FIRST = {
	"代办单位",
	"lead",
	"host",
	"hostagent",
	"introducer",
	"leader",
	"assistant",
	"bureau",
}
#: by hand: who reads the base facts of the first and the case it is invited to, nothing else of it
INVITED = {"审批甲": "AP-RULE-one", "已申报单位": "AP-RULE-filed"}
#: who enters work and problems of a project handed over
IN_PRODUCTION = {"economy", "bureau"}
READ_LATE = {"economy", "bureau", "外单位", "审批丙"}
WRITE_FIRST = {"lead", "host", "bureau"}
WRITE_CASE = {
	"AP-RULE-one": {"lead", "审批甲", "host", "hostagent", "bureau"},
	"AP-RULE-two": {"lead", "host", "hostagent", "bureau"},
	"AP-RULE-three": {"lead", "host", "hostagent", "helper clerk", "bureau"},
	"AP-RULE-four": {"lead", "host", "hostagent", "代办单位", "bureau"},
	"AP-RULE-filed": {"lead", "host", "hostagent", "已申报单位", "bureau"},
	"AP-RULE-accepted": {"lead", "host", "hostagent", "已受理单位", "bureau"},
}
#: by hand: who reads and who writes the records of coordination
LEAD_MEMBERS = {"lead"}
READ_WORK = {
	"Coordination Issue": READ_FIRST | {"交办单位"},
	"Supervision Order": READ_FIRST | {"交办单位"},
	"Coordination Meeting": LEAD_MEMBERS | {"bureau"},
	"Commitment": READ_FIRST | {"交办单位", "督导单位", "同意单位"},
}
WRITE_WORK = {
	"Coordination Issue": WRITE_FIRST | {"交办单位"},
	"Supervision Order": WRITE_FIRST | {"交办单位", "inspector"},
	"Coordination Meeting": {"lead", "bureau"},
	"Commitment": WRITE_FIRST | {"交办单位", "督导单位", "同意单位"},
}


#: entries on record, and who corrects them beside those who write the project
ENTRIES = {
	"PE-RULE-introducer": {"filed_by": "introducer", "unit": "引进单位（测试）"},
	"PE-RULE-unit left": {"filed_by": "introducer", "unit": "外单位"},
	"PE-RULE-leader": {"filed_by": "leader"},
	"PE-RULE-other leader": {"filed_by": "other leader"},
}
CORRECT = {
	"PE-RULE-introducer": {"introducer"},
	"PE-RULE-unit left": set(),
	"PE-RULE-leader": {"leader"},
	"PE-RULE-other leader": set(),
}


def differs(what, seen, written):
	if seen != written:
		yield f"{what}: {sorted(seen ^ written)}"


def entry_deviations(city, viewers, writers):
	"""The same of the entries of work done: who corrects one, who enters one, for what it is offered."""
	import frappe

	from anshang_app.access_control.row_rule import enterable_projects, may_add

	for name, written in CORRECT.items():
		yield from differs(name, writers("Progress Entry", name), WRITE_FIRST | written)
	for of, written in (
		(city["project"], ADD_FIRST),
		(city["late"], {"bureau"}),
		(city["produced"], IN_PRODUCTION),
	):
		entry = frappe.get_doc({"doctype": "Progress Entry", "project": of})
		entering = {who for who, viewer in viewers.items() if may_add(entry, viewer, True)}
		yield from differs(f"entering for {of}", entering, written)
		names = {who: enterable_projects("Progress Entry", viewer) for who, viewer in viewers.items()}
		offered = {who for who, found in names.items() if found is None or of in found}
		yield from differs(f"offered {of}", offered, written)


def production_deviations(city, viewers, writers):
	"""Problems after the hand-over: raised and collected by the economy bureau, before it by nobody of it."""
	import frappe

	from anshang_app.access_control.row_rule import may_add

	for of, written in (
		(city["project"], WRITE_FIRST),
		(city["late"], {"bureau"}),
		(city["produced"], IN_PRODUCTION),
	):
		issue = frappe.get_doc({"doctype": "Coordination Issue", "project": of})
		raising = {who for who, viewer in viewers.items() if may_add(issue, viewer, True)}
		yield from differs(f"raising for {of}", raising, written)
		if of in city["problems"]:
			name = city["problems"][of]
			yield from differs(f"writers of {name}", writers("Coordination Issue", name), written)


def deviations(city):
	"""Where the rule does otherwise than written here, one after the other."""
	import frappe

	from anshang_app.access_control.row_rule import holds, may_see, may_see_whole, row_condition
	from anshang_app.access_control.user_context import Viewer

	viewers = city["viewers"]

	def readers(doctype, name):
		return {who for who, viewer in viewers.items() if may_see(doctype, name, viewer)}

	def writers(doctype, name):
		return {who for who, viewer in viewers.items() if holds(doctype, name, viewer, writing=True)}

	project, late = city["project"], city["late"]
	yield from differs(
		"readers of the first", readers("Investment Project", project), READ_FIRST | {*INVITED}
	)
	whole = {who for who, viewer in viewers.items() if may_see_whole("Investment Project", project, viewer)}
	yield from differs("readers of the whole first", whole, READ_FIRST)
	yield from differs("readers of the late", readers("Investment Project", late), READ_LATE)
	yield from differs("writers of the first", writers("Investment Project", project), WRITE_FIRST)
	yield from differs("writers of the late", writers("Investment Project", late), {"bureau"})
	for name, written in WRITE_CASE.items():
		yield from differs(name, writers("Approval Case", name), written)
		invited = {who for who, own in INVITED.items() if own == name}
		yield from differs(f"readers of {name}", readers("Approval Case", name), READ_FIRST | invited)
	yield from entry_deviations(city, viewers, writers)
	yield from production_deviations(city, viewers, writers)
	for kind, written in (("Completion", {"economy", "bureau"}), ("Intake", WRITE_FIRST)):
		yield from differs(kind, writers("Project Handover", city["handovers"][kind]), written)
	for doctype, name in city["work"].items():
		yield from differs(f"readers of {doctype}", readers(doctype, name), READ_WORK[doctype])
		yield from differs(f"writers of {doctype}", writers(doctype, name), WRITE_WORK[doctype])
	linked = Viewer("Guest", frozenset({"Guest"}), link_project=project)
	opened = {name for name in (project, late) if may_see("Investment Project", name, linked)}
	yield from differs("link", opened, {project})
	for name, written in city["published"].items():
		yield from differs(name, readers("Stage Log", name), written)
	for who, viewer in viewers.items():
		condition = row_condition("Investment Project", viewer) or "1 = 1"
		listed = {
			row[0] for row in frappe.db.sql(f"select name from `tabInvestment Project` where {condition}")
		}
		first = READ_FIRST | {*INVITED}
		expected = {name for name, written in ((project, first), (late, READ_LATE)) if who in written}
		yield from differs(f"the list of {who}", listed & {project, late}, expected)


@pytest.fixture
def published(city):
	"""Publications of single records: in force to a unit and to a person, not yet, no longer, withdrawn."""
	import frappe

	from anshang_app.access_control.publications import publish, withdraw
	from anshang_app.access_control.user_context import viewer_of

	logs = frappe.get_all("Stage Log", filters={"project": city["project"]}, pluck="name")
	city["published"] = {}
	base = READ_FIRST
	outcomes = {
		"force": base | {"公开单位", "published to"},
		"future": base,
		"past": base,
		"withdrawn": base,
		"other type": base,
	}
	for key, written in outcomes.items():
		log = frappe.copy_doc(frappe.get_doc("Stage Log", logs[0])).insert().name
		publication = publish(
			"Single Record", "Stage Log", log, [], units=["公开单位"], users=[city["users"]["published to"]]
		)
		if key == "future":
			publication.db_set("published_on", DAY_AFTER)
		if key == "past":
			publication.db_set("open_until", DAY_BEFORE)
		if key == "withdrawn":
			withdraw(publication, "误公开")
		if key == "other type":
			frappe.db.set_value(
				"Published Record", {"parent": publication.name}, "record_type", "Service Plan"
			)
		city["published"][log] = written
	city["viewers"] = {who: viewer_of(user) for who, user in city["users"].items()}
	return city


def test_the_rule_does_as_written(published):
	assert list(deviations(published)) == []


def mutants():
	"""The rule with one term or one condition of a term taken away."""
	from anshang_app.access_control import grounds

	groups = {
		"READ": grounds.READ,
		"WRITE": grounds.WRITE,
		"READ_RECORD": grounds.READ_RECORD,
		**{f"WRITE_RECORD:{doctype}": group for doctype, group in grounds.WRITE_RECORD.items()},
		**{f"ADD_RECORD:{doctype}": group for doctype, group in grounds.ADD_RECORD.items()},
		**{f"READ_OWN:{doctype}": group for doctype, group in grounds.READ_OWN.items()},
	}
	for name, group in groups.items():
		for at, term in enumerate(group):
			yield f"{name} without “{term.name}”", name, (*group[:at], *group[at + 1 :])
			for condition in term.where:
				rest = tuple(other for other in term.where if other != condition) or ("1 = 1",)
				weaker = replace(term, where=rest)
				yield f"“{term.name}” without {condition}", name, (*group[:at], weaker, *group[at + 1 :])


def test_no_part_of_the_rule_can_be_left_out(published, monkeypatch):
	"""A sixth of the parts each day, all of them with --long."""
	from anshang_app.access_control import grounds

	survived = []
	for label, name, group in todays([*mutants()], 6):
		with monkeypatch.context() as patch:
			if ":" in name:
				table, doctype = name.split(":")
				patch.setitem(getattr(grounds, table), doctype, group)
			else:
				patch.setattr(grounds, name, group)
			if next(deviations(published), None) is None:
				survived.append(label)
	assert not survived, "\n".join(survived)


def test_leaving_a_unit_ends_access_the_same_moment_and_history_keeps_the_name(city):
	import frappe

	user = city["users"]["introducer"]
	assert frappe.has_permission("Investment Project", "read", doc=city["project"], user=user)
	unit = frappe.get_doc("Anshang Unit", "引进单位（测试）")
	for row in unit.members:
		if row.user == user:
			row.to_date = frappe.utils.today()
	unit.save()
	assert not frappe.has_permission("Investment Project", "read", doc=city["project"], user=user)
	assert user in [row.user for row in frappe.get_doc("Anshang Unit", unit.name).members]


def test_every_record_type_of_a_project_stands_in_the_rule(frappe_site, db):
	from anshang_app.access_control.row_rule import PARENT, PROJECT_FIELD

	types = frappe_site.get_all(
		"DocType", filters={"name": ["in", make.app_doctypes()], "issingle": 0}, fields=["name", "istable"]
	)
	for row in types:
		meta = frappe_site.get_meta(row.name)
		if not row.istable and any(field.options == "Investment Project" for field in meta.get_link_fields()):
			assert row.name in PROJECT_FIELD
		for table in meta.get_table_fields() if row.name in PROJECT_FIELD else []:
			assert PARENT[table.options] == row.name


def test_who_may_not_read_a_record_does_not_write_it(city):
	"""The answer to a save shows the record: the economy bureau meets a hand-over with its project's stage."""
	import frappe

	handover = frappe.get_doc("Project Handover", city["handovers"]["Completion"])
	user = city["users"]["economy"]
	assert frappe.has_permission("Project Handover", "write", doc=handover, user=user)
	frappe.db.set_value("Investment Project", city["late"], "stage", "Acceptance")
	assert not frappe.has_permission("Project Handover", "write", doc=handover, user=user)
