"""The forms of many projects as one archive: by the user's permissions, in a real worker, to be cancelled."""

import io
import zipfile

import factories as make
import printed
import pytest

from anshang_app.rendering import chromium


@pytest.fixture
def world(db):
	return make.make_world()


def planned(name: str):
	"""A project with a filled draft."""
	import frappe

	from anshang_app.foundation import constants
	from anshang_app.service_plans.plans import start_plan

	project = make.make_project(project_name=name)
	project.db_set("stage", constants.PLANNING)
	project.reload()
	start_plan(project)
	make.fill_plan(frappe.get_doc("Service Plan", {"project": project.name})).save()
	return project


def archive_of(projects: list[str], batch: str = "test-batch", **arguments) -> tuple[dict, zipfile.ZipFile]:
	"""Run the job here; the state it leaves and the archive."""
	import frappe

	from anshang_app.official_documents.batch import known_state, make_archive

	make_archive(batch, projects, arguments.get("file_format", "docx"), arguments.get("extra", 0))
	state = known_state(batch)
	file = frappe.get_doc("File", {"file_url": state["file_url"]})
	assert file.is_private
	assert (file.attached_to_doctype, file.attached_to_name) == ("User", frappe.session.user)
	return state, zipfile.ZipFile(io.BytesIO(file.get_content()))


def listed(archive: zipfile.ZipFile) -> list[list]:
	sheet = next(iter(printed.xlsx_sheets(archive.read("清单.xlsx")).values()))
	return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_every_project_gets_its_file_and_its_line(world):
	projects = [planned("甲项目"), planned("乙/项目")]
	state, archive = archive_of([project.name for project in projects])
	assert (state["state"], state["done"], state["failed"]) == ("Done", 2, [])
	names = archive.namelist()
	assert names[-1] == "清单.xlsx"
	assert names[0].startswith("001-甲项目-SP-")
	assert names[1].startswith("002-乙_项目-SP-")
	assert len(printed.docx_tables(archive.read(names[0]))) == 3
	assert [row[1:3] for row in listed(archive)] == [
		[project.name, project.project_name] for project in projects
	]


def test_a_broken_record_is_named_and_does_not_stop_the_rest(world):
	import frappe

	broken, whole = planned("坏项目"), planned("好项目")
	plan = frappe.get_doc("Service Plan", {"project": broken.name})
	plan.plan_dates[0].db_set("annex_cell", "3.99.0")
	without = make.make_project(project_name="无表项目")
	state, archive = archive_of([broken.name, without.name, whole.name, "AS-9999-9999"])
	assert [name[:3] for name in archive.namelist()] == ["003", "清单."[:3]]
	reasons = {row[1]: row[5] for row in listed(archive)}
	assert "3.99.0" in reasons[broken.name]
	assert reasons[without.name] == "该项目还没有两单一表。"
	assert reasons[whole.name] is None
	assert reasons["AS-9999-9999"] == "没有这个项目，或无权查看。"
	assert [one["project"] for one in state["failed"]] == [broken.name, without.name, "AS-9999-9999"]


def test_the_plan_in_force_is_printed_before_the_open_one(world):
	import frappe

	from anshang_app.official_documents.batch import plan_of

	project = planned("两版项目")
	sealed = frappe.db.get_value("Service Plan", {"project": project.name})
	draft = frappe.copy_doc(frappe.get_doc("Service Plan", sealed))
	frappe.db.set_value("Service Plan", sealed, "state", "Sealed")
	draft.supersedes = sealed
	draft.flags.by_path = True
	draft.insert()
	assert plan_of(project.name) == sealed
	frappe.db.set_value("Service Plan", sealed, "state", "Superseded")
	assert plan_of(project.name) == draft.name


def test_a_project_the_user_may_not_see_is_not_even_named(world):
	import frappe

	project = planned("别人的项目")
	frappe.set_user(make.make_user("batch-stranger", "Report Manager"))
	from anshang_app.official_documents.api import start_forms_batch

	with pytest.raises(frappe.PermissionError):
		start_forms_batch([project.name])


@pytest.mark.parametrize("projects", [[], [str(number) for number in range(501)]])
def test_none_and_too_many_projects_are_refused(world, projects):
	import frappe

	from anshang_app.official_documents.api import start_forms_batch

	with pytest.raises(frappe.ValidationError, match="1至500"):
		start_forms_batch(projects)


def test_a_cancelled_batch_keeps_nothing(world):
	import frappe

	from anshang_app.official_documents.api import cancel_forms_batch
	from anshang_app.official_documents.batch import known_state, make_archive, remember

	before = frappe.db.count("File")
	remember("to-cancel", {"state": "Waiting", "done": 0, "total": 1})
	cancel_forms_batch("to-cancel")
	make_archive("to-cancel", [planned("甲项目").name], "docx", 0)
	assert known_state("to-cancel") == {"state": "Cancelled", "done": 0, "total": 1}
	assert frappe.db.count("File") == before


def test_a_batch_is_its_users_own(world):
	import frappe

	from anshang_app.official_documents.api import cancel_forms_batch, forms_batch_state
	from anshang_app.official_documents.batch import remember

	remember("of-administrator", {"state": "Working", "done": 0, "total": 1})
	frappe.set_user(world["lead"])
	for method in (forms_batch_state, cancel_forms_batch):
		with pytest.raises(frappe.DoesNotExistError):
			method("of-administrator")


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on PATH")
def test_a_pdf_that_would_hold_empty_boxes_is_named(world):
	import frappe

	project = planned("生僻字项目")
	plan = frappe.get_doc("Service Plan", {"project": project.name})
	plan.team_tasks[0].db_set("remark", "\U000323ae")
	state, archive = archive_of([project.name], file_format="pdf")
	assert archive.namelist() == ["清单.xlsx"]
	assert "U+323AE" in state["failed"][0]["reason"]
