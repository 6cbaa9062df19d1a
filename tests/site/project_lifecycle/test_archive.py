"""项目归档: out of the lists, found by search, read as a whole, changed by nobody; finished years keep their figures."""

from collections.abc import Iterator

import factories as make
import frappe
import pytest
from frappe.utils import add_days, add_years, getdate, today
from shares import WHOLE

from anshang_app.project_lifecycle import archive

PROJECT, ISSUE = "Investment Project", "Coordination Issue"


@pytest.fixture
def old(world) -> str:
	"""A project handed over five years ago, with a plan, nodes, approvals, a cleared problem and a contact."""
	from anshang_app.key_projects import contacts

	project = make.make_planned_project(project_name="归档样例项目")
	project.db_set("stage", "Handed Over")
	log = {"project": project.name, "from_stage": "Planning", "to_stage": "Handed Over"}
	make.make("Stage Log", **log, passed_on=add_years(today(), -5))
	issue = make.make(ISSUE, project=project.name, title="当年的用电问题")
	issue.db_set({"state": "Cleared", "cleared_on": today()})
	contacts.add(project, "Enterprise", "李四", make.MOBILE)
	return project.name


@pytest.fixture
def archived(old, world) -> str:
	world.act("bureau")
	archive.archive(frappe.get_doc(PROJECT, old), "已投产多年")
	return old


def listed(doctype: str = PROJECT, **filters) -> list[str]:
	return frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0)


# --- into it and out of it ----------------------------------------------------------------------------------


def test_by_night_after_the_years_of_the_settings_and_only_once(old, world):
	frappe.db.set_single_value("Anshang Settings", "archive_after_years", 0)
	assert old not in archive.archive_due()
	frappe.db.set_single_value("Anshang Settings", "archive_after_years", 6)
	assert old not in archive.archive_due()
	frappe.db.set_single_value("Anshang Settings", "archive_after_years", 5)
	assert old in archive.archive_due()
	stored = frappe.db.get_value(PROJECT, old, ["archived_on", "archive_reason"])
	assert stored == (getdate(), "竣工移交已满 5 年")
	assert old not in archive.archive_due()
	assert frappe.db.count("Audit Entry", {"entry_kind": "Project Archived", "record_name": old}) == 1


def test_what_is_open_is_named_and_keeps_it_out(old, world):
	issue = frappe.get_doc(ISSUE, {"project": old})
	issue.db_set("state", "In Hand")
	frappe.db.set_single_value("Anshang Settings", "archive_after_years", 3)
	assert old not in archive.archive_due()
	assert frappe.db.get_value(PROJECT, old, "archive_hindrance") == "协调问题“当年的用电问题”"
	world.act("bureau")
	project = frappe.get_doc(PROJECT, old)
	make.refused("尚未办结：协调问题“当年的用电问题”", archive.archive, project, "不用了")
	issue.db_set("state", "Cleared")
	make.refused("事由", archive.archive, project, " ")
	archive.archive(project, "不用了")
	assert frappe.db.get_value(PROJECT, old, "archive_hindrance") is None
	make.refused("已经归档", archive.archive, project, "再来一次")


def test_only_the_bureau_archives_and_takes_out_and_only_what_is_handed_over(old, archived, world, api):
	for who in ("lead", "host", "invest", "economy", "housing"):
		world.act(who)
		make.denied("政数局", api.lift_archive, old, "想改")
	world.act("inspection")
	make.denied("权限", api.lift_archive, old, "想改")
	world.act("bureau")
	make.refused("事由", api.lift_archive, old)
	assert api.lift_archive(old, "补一份材料")["archived_on"] is None
	make.refused("没有归档", api.lift_archive, old, "再来一次")
	world.act("lead")
	make.denied("政数局", api.archive, old, "收起来")
	world.act("bureau")
	frappe.set_user("Administrator")
	running = make.make_project(project_name="在建项目")
	world.act("bureau")
	make.refused("已移交", api.archive, running.name, "收起来")
	# what was taken out by hand is not put back the night after
	frappe.db.set_single_value("Anshang Settings", "archive_after_years", 3)
	assert old not in archive.archive_due()
	words = frappe.get_all("Comment", {"reference_name": old, "comment_type": "Info"}, pluck="content")
	assert {"归档：已投产多年", "取消归档：补一份材料"} <= set(words)
	assert frappe.db.count("Audit Entry", {"entry_kind": "Archive Lifted", "record_name": old}) == 1


# --- read ---------------------------------------------------------------------------------------------------


def test_it_leaves_the_lists_and_is_found_opened_and_asked_for(old, archived, world):
	from anshang_app.record_search import finding

	frappe.set_user("Administrator")
	make.make_project(project_name="归档样例项目二期")
	for who in ("bureau", "lead"):
		world.act(who)
		assert old not in listed() and not listed(ISSUE, title="当年的用电问题")
		found = [one for one in finding.find("归档样例") if one.doctype == PROJECT]
		assert [one.name == old for one in found] == [False, True]
		assert found[-1].note.startswith("已归档 · ")
		assert frappe.get_doc(PROJECT, old).has_permission("read")
		for doctype in ("Service Plan", "Approval Case", "Project Node", ISSUE):
			assert frappe.get_doc(doctype, {"project": old}).has_permission("read")


@pytest.mark.parametrize(
	("filters", "shown"),
	[
		('[["Coordination Issue", "project", "=", "P"]]', True),
		('[["Coordination Issue", "project", "=", "P", false]]', True),
		('[["project", "in", ["P"]]]', True),
		('{"project": "P"}', True),
		('{"name": ["in", ["P"]]}', True),
		('[["Investment Project", "archived_on", "is", "set"]]', True),
		('{"state": "Cleared"}', False),
		('[["name", "like", "%P%"]]', False),
		('[["name", "!=", "P"]]', False),
		("[[1], null, [[], [], []]]", False),
		("no json", False),
		("7", False),
		(None, False),
	],
)
def test_a_list_that_names_a_record_or_the_archive_shows_it(filters, shown, db, monkeypatch):
	from anshang_app.foundation import archived

	monkeypatch.setattr(frappe.local, "request", object(), raising=False)
	monkeypatch.setattr(frappe.local, "form_dict", frappe._dict(filters=filters))
	assert archived.asked_for() is shown


def test_finished_years_keep_their_figures(old, world):
	from anshang_app.case_reporting import reports

	before, last_year = getdate().year - 5, getdate().year - 1
	start = {"project": old, "target_kind": "Construction Start"}
	frappe.db.set_value("Project Node", start, "actual_date", f"{before}-03-01")
	world.act("bureau")

	def figures():
		told = {
			year: reports.build("Starts and Completions", {"year": year}).rows for year in (before, last_year)
		}
		return told, reports.build("Investment Progress", {"as_of": f"{last_year}-12-31"}).rows

	was = figures()
	assert sum(row["start_actual"] for row in was[0][before]) >= 1
	named = lambda: [row["project"] for row in reports.build("Project Ledger", {}).rows]  # noqa: E731
	assert old in named()
	archive.archive(frappe.get_doc(PROJECT, old), "已投产多年")
	assert figures() == was
	assert old not in named()
	only = reports.build("Project Ledger", {"project": old}).rows
	assert [row["project"] for row in only] == [old]


# --- changed by nobody --------------------------------------------------------------------------------------


def rows_of(project: str) -> dict[str, list]:
	"""Everything stored of a project, table by table, and what people hung on it."""
	from anshang_app.access_control.row_rule import PARENT, PROJECT_FIELD

	found, names = {}, [project]
	for doctype, field in PROJECT_FIELD.items():
		if doctype != "Reveal Log":
			found[doctype] = frappe.db.sql(
				f"select * from `tab{doctype}` where {field} = %s order by name", project
			)
			names += [row[0] for row in found[doctype]]
	for table, holder in PARENT.items():
		if holder in PROJECT_FIELD:
			found[table] = frappe.db.sql(
				f"select * from `tab{table}` where parent in %s order by name", [names]
			)
	for doctype, field in (("Comment", "reference_name"), ("File", "attached_to_name")):
		found[doctype] = frappe.db.sql(
			f"select name from `tab{doctype}` where {field} in %s order by name", [names]
		)
	return found


def own_methods() -> Iterator:
	"""The app's methods that may write, by room and name; what answers a GET is never committed."""
	from importlib import import_module
	from pathlib import Path

	import anshang_app

	for file in sorted(Path(anshang_app.__file__).parent.glob("*/api.py")):
		module = import_module(f"anshang_app.{file.parent.name}.api")
		for name, method in sorted(vars(module).items()):
			verbs = frappe.allowed_http_methods_for_whitelisted_func.get(method) if callable(method) else None
			if verbs == ["POST"] and method.__module__ == module.__name__:
				yield f"{file.parent.name}.{name}", method


#: parameter of a method -> the record type it names
NAMED = {
	"project": PROJECT,
	"plan": "Service Plan",
	"handover": "Project Handover",
	"case": "Approval Case",
	"issue": ISSUE,
	"order": "Supervision Order",
	"commitment": "Commitment",
	"contact": "Project Contact",
	"node": "Project Node",
	"link": "Enterprise Link",
	"name": ISSUE,
}
VALUES = {
	"reason": "补一笔",
	"words": "补一笔",
	"day": "2026-01-05",
	"kind": "Site Visit",
	"side": "Enterprise",
	"contact_name": "王五",
	"phone": "13912345678",
	"values": {"entry_kind": "Site Visit", "content": "走访", "title": "问题", "description": "问题"},
	"doctype": PROJECT,
	"text": "问题",
	"title": "问题",
	"matter": "督办",
	"stage": "Construction",
}


#: what may be done with an archived project all the same: 取消归档, and 删除个人信息, which the law gives the person
ALLOWED = ("project_lifecycle.lift_archive", "key_projects.erase_contact")


def try_all(project: str) -> int:
	"""Call every method about the project's records, refused or not; how many there were."""
	import inspect

	records = {
		doctype: frappe.db.get_value(doctype, {"project": project}) if doctype != PROJECT else project
		for doctype in set(NAMED.values())
	}
	methods = [(path, method) for path, method in own_methods() if path not in ALLOWED]
	for _path, method in methods:
		given = {}
		for name, parameter in inspect.signature(method).parameters.items():
			if name in NAMED:
				given[name] = records[NAMED[name]] or "none"
			elif parameter.default is parameter.empty or name in ("reason", "day"):
				given[name] = VALUES.get(name, "x")
		frappe.db.savepoint("tried")
		try:
			method(**given)
		except Exception:
			frappe.clear_messages()
			frappe.db.rollback(save_point="tried")
	return len(methods)


def changed(project: str, before: dict[str, list]) -> list[str]:
	return sorted(table for table, rows in rows_of(project).items() if rows != before[table])


def test_no_method_writes_anything_of_it(old, world, monkeypatch):
	monkeypatch.setattr(frappe, "enqueue", lambda *args, **kwargs: None)
	monkeypatch.setattr(frappe.db, "commit", lambda *args, **kwargs: None)
	frappe.set_user("Administrator")
	before = rows_of(old)
	frappe.db.savepoint("open")
	assert try_all(old) > 100
	# the same calls write where the project is not archived: the walk reaches what it is to reach
	assert len(changed(old, before)) > 5, changed(old, before)
	frappe.db.rollback(save_point="open")
	archive.archive(frappe.get_doc(PROJECT, old), "已投产多年")
	before = rows_of(old)
	for who in ("Administrator", *([world.user["bureau"], world.user["lead"]] if WHOLE else [])):
		frappe.set_user(who)
		try_all(old)
		assert changed(old, before) == [], who


def test_saves_deletions_and_renames_are_refused_whoever_asks(old, archived, world):
	case = frappe.get_doc("Approval Case", {"project": old})
	contact = frappe.get_doc("Project Contact", {"project": old})
	for who in ("Administrator", world.user["bureau"], world.user["lead"]):
		frappe.set_user(who)
		project = frappe.get_doc(PROJECT, old)
		assert project.has_permission("read")
		project.land_area = 31
		make.denied("已归档", project.save)
		case.reload()
		make.denied("已归档|权限", case.save)
		make.denied("已归档|不能删除|权限", frappe.delete_doc, "Project Contact", contact.name)
		make.denied("已归档|权限|允许", frappe.rename_doc, PROJECT, old, "AS-X", force=True)
		issue = frappe.get_doc({"doctype": ISSUE, "project": old, "title": "新问题"})
		make.denied("已归档", issue.insert)
		make.denied("已归档", project.add_comment, "Comment", "补一句")
		task = {"doctype": "ToDo", "reference_type": PROJECT, "reference_name": old, "description": "x"}
		make.denied("已归档", frappe.get_doc(task).insert, ignore_permissions=True)
	frappe.set_user("Administrator")
	# nor is a record moved out of it, or into it
	frappe.db.savepoint("moved")
	other = make.make_project(project_name="另一项目")
	contact.reload()
	contact.project = other.name
	make.denied("已归档", contact.save)


@pytest.mark.parametrize("doctype", ["Comment", "Communication", "File", "Tag Link", "ToDo", "Plan Date"])
def test_nothing_is_hung_on_it_or_put_into_its_tables(doctype, old, archived, world):
	"""Each by the wall itself: a to-do writes a comment too, which would stop it first."""
	from anshang_app.access_control.references import POINTERS
	from anshang_app.doors import archive_wall

	frappe.set_user("Administrator")
	running = make.make_project(project_name="在建项目")
	for project, is_refused in ((old, True), (running.name, False)):
		doc = frappe.new_doc(doctype)
		if doctype in POINTERS:
			at = (PROJECT, project)
			doc.update(dict(zip(POINTERS[doctype], at, strict=True)))
		else:
			plan = frappe.db.get_value("Service Plan", {"project": project})
			doc.update({"parenttype": "Service Plan", "parent": plan})
		if is_refused:
			make.denied("已归档", archive_wall.refuse_change, doc)
		else:
			archive_wall.refuse_change(doc)


def test_a_phone_may_be_looked_up_and_a_person_forgotten(old, archived, world, api):
	world.act("bureau")
	contact = frappe.db.get_value("Project Contact", {"project": old})
	assert api.reveal_phone(contact, "核对售后联系人")["phone"] == make.MOBILE
	assert api.erase_contact(contact, "本人要求删除")["name"] == contact
	assert frappe.db.get_value("Project Contact", contact, "contact_name") == "已删除"


def test_the_night_leaves_it_as_it_is(old, archived, world):
	from anshang_app.coordination import commitments
	from anshang_app.progress_tracking import sweep

	frappe.set_user("Administrator")
	node = frappe.db.get_value("Project Node", {"project": old, "applies": 1})
	frappe.db.set_value("Project Node", node, "planned_date", add_days(today(), -400))
	before = rows_of(old)
	sweep.light()
	commitments.refresh_states()
	assert rows_of(old) == before
