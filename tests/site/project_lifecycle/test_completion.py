"""竣工项目移交: the pack, its countersigning, its return, and that it never changes."""

# fixtures of other files are taken as arguments
# ruff: noqa: F401, F811

import io
import zipfile
from pathlib import Path

import factories as make
import pytest
from openpyxl import load_workbook
from test_path import refusal
from test_stages import finish, in_acceptance, reload, steps


@pytest.fixture
def completed(world, api, steps):
	"""A project in 竣工项目移交 with one certificate on file; (project, handover)."""
	import frappe

	project = in_acceptance(world, api, steps)
	finish(project, "Hand Over as Completed", day="2026-06-12")
	case = frappe.db.get_value("Approval Case", {"node": f"{project.name}-construction-permit"})
	file = make.make(
		"File",
		file_name="permit.pdf",
		attached_to_doctype="Approval Case",
		attached_to_name=case,
		is_private=1,
		content=make.PDF,
	)
	frappe.db.set_value(
		"Approval Case", case, {"certificate_scan": file.file_url, "certificate_no": "429006202606"}
	)
	make.make("Project Contact", project=project.name, side="Enterprise", contact_name="张三")
	frappe.db.set_value("Project Contact", {"project": project.name}, "phone_masked", "138****5678")
	world.act("bureau")
	steps.hand_over_as_completed(project.name)
	return reload(project), frappe.get_doc(
		"Project Handover", {"project": project.name, "kind": "Completion"}
	)


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
	"""The forms' PDF has its own tests and takes seconds; `test_the_forms_are_a_real_pdf` prints one."""
	from anshang_app.project_lifecycle import packs

	monkeypatch.setattr(packs, "forms_pdf", lambda page: make.PDF + b"\n" + str(len(page)).encode())


def hand_over(world, api, project):
	import frappe

	world.act("bureau")
	name = api.hand_over(project.name, kind="Completion")["name"]
	return frappe.get_doc("Project Handover", name)


def path_of(address: str) -> Path:
	import frappe

	return Path(frappe.get_doc("File", {"file_url": address}).get_full_path())


def test_the_deadline_counts_from_the_acceptance(completed):
	_project, handover = completed
	# ten working days after Friday 12 June 2026; 19 to 21 June are days off
	assert str(handover.due_date) == "2026-06-29"


def test_the_pack_holds_plan_scan_certificates_and_records(completed, world, api):
	project, _handover = completed
	handover = hand_over(world, api, project)
	assert handover.state == "Handed Over"
	content = path_of(handover.pack_file).read_bytes()
	with zipfile.ZipFile(io.BytesIO(content)) as pack:
		names = set(pack.namelist())
		assert {
			"manifest.json",
			"清单.xlsx",
			"一、两单一表/两单一表（正式表格）.pdf",
			"一、两单一表/签章扫描件.txt",
			"二、审批证照/施工许可 429006202606.pdf",
			"三、项目资料.xlsx",
		} <= names
		assert pack.read("二、审批证照/施工许可 429006202606.pdf") == make.PDF
		book = load_workbook(io.BytesIO(pack.read("三、项目资料.xlsx")))
	stages = [row[1] for row in book["阶段记录"].iter_rows(min_row=2, values_only=True)]
	assert stages == ["信息移交", "制定两单一表", "开工前手续办理", "开工建设", "竣工验收", "竣工项目移交"]
	assert ("企业", "张三", "138****5678") in list(book["联系人"].iter_rows(values_only=True))
	assert ("项目名称", "测试项目") in list(book["项目概况"].iter_rows(values_only=True))
	assert "138123" not in str(
		[cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
	)
	(row,) = handover.packs
	assert (row.pack_sha256, row.file_count, row.pack_size) == (
		handover.pack_sha256,
		len(names) - 1,
		len(content),
	)


def test_receipt_countersigns_the_hash_and_ends_the_path(completed, world, api):
	project, _handover = completed
	handover = hand_over(world, api, project)
	assert "签收" in refusal(api.sign_for, handover.name)
	world.act("economy")
	assert api.sign_for(handover.name)["state"] == "Signed For"
	handover.reload()
	assert handover.countersigned_sha256 == handover.pack_sha256
	assert handover.countersigned_at
	assert handover.received_by == world.user["economy"]
	assert reload(project).stage == "Handed Over"


def test_a_return_needs_a_reason_and_the_next_pack_stands_beside_the_old(completed, world, api):
	from anshang_app.project_lifecycle.packs import verify

	project, _handover = completed
	first = hand_over(world, api, project)
	world.act("economy")
	assert "退回原因" in refusal(api.send_back, first.name, " ")
	api.send_back(first.name, "缺规划核实证明")
	second = hand_over(world, api, project)
	assert second.name == first.name
	assert second.pack_sha256 != first.pack_sha256
	assert [row.pack_sha256 for row in second.packs] == [first.pack_sha256, second.pack_sha256]
	assert [row["findings"] for row in verify(second)] == [[], []]
	world.act("economy")
	api.sign_for(second.name)
	second.reload()
	assert [row["countersigned"] for row in verify(second)] == [False, True]


def test_an_altered_pack_is_neither_received_nor_verified(completed, world, api):
	from anshang_app.project_lifecycle.packs import verify

	project, _handover = completed
	handover = hand_over(world, api, project)
	path = path_of(handover.pack_file)
	path.write_bytes(path.read_bytes() + b"x")
	world.act("economy")
	assert "校验值不符" in refusal(api.sign_for, handover.name)
	path.unlink()
	assert verify(handover)[0]["findings"] == ["文件已不存在"]
	assert "不存在" in refusal(api.sign_for, handover.name)


def test_pack_and_countersigning_are_not_changed_by_anybody(completed, world, api):
	import frappe

	project, _handover = completed
	handover = hand_over(world, api, project)
	world.act("economy")
	api.sign_for(handover.name)
	frappe.set_user("Administrator")
	for field, value in (("pack_sha256", "0"), ("countersigned_sha256", "0"), ("pack_file", "/x")):
		handover.reload()
		handover.set(field, value)
		refusal(handover.save)
	handover.reload()
	handover.packs = []
	assert "原样保存" in refusal(handover.save)
	handover.reload()
	handover.packs[0].pack_sha256 = "0"
	assert "原样保存" in refusal(handover.save)
	file = frappe.get_doc("File", {"file_url": handover.pack_file})
	assert "原样保存" in refusal(file.delete)
	file.reload()
	file.is_private = 0
	assert "原样保存" in refusal(file.save)
	assert path_of(handover.pack_file).is_file()
	assert frappe.db.get_value("File", file.name, "is_private") == 1


def test_other_files_of_a_handover_can_still_go(completed):
	_project, handover = completed
	file = make.make(
		"File",
		file_name="a.txt",
		attached_to_doctype="Project Handover",
		attached_to_name=handover.name,
		content="a",
	)
	file.delete()


def test_a_foreign_file_named_in_a_field_is_not_packed(completed, world, api):
	import frappe

	project, _handover = completed
	foreign = make.make("File", file_name="secret.txt", is_private=1, content="secret of another")
	frappe.db.set_value("File", foreign.name, "owner", world.user["lead"])
	case = frappe.db.get_value("Approval Case", {"node": f"{project.name}-completion-filing"})
	frappe.db.set_value("Approval Case", case, "certificate_scan", foreign.file_url)
	world.act("bureau")
	message = refusal(api.hand_over, project.name, kind="Completion")
	assert "证照扫描件" in message
	assert "无权读取" in message


def test_the_forms_are_a_real_pdf(completed, world, api, monkeypatch):
	from anshang_app.official_documents.pdf import forms_pdf
	from anshang_app.project_lifecycle import packs

	monkeypatch.setattr(packs, "forms_pdf", forms_pdf)
	project, _handover = completed
	handover = hand_over(world, api, project)
	with zipfile.ZipFile(path_of(handover.pack_file)) as pack:
		content = pack.read("一、两单一表/两单一表（正式表格）.pdf")
	assert content.startswith(b"%PDF")
	assert len(content) > 10_000
