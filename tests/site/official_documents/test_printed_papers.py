"""Print formats of single records: the structure of the file, for who may print the record."""

import json
from pathlib import Path

import factories as make
import pytest
from test_path import received

FORMATS = Path(__file__).resolve().parents[3] / "anshang_app/official_documents/print_format"


@pytest.fixture
def records(world, api):
	"""A project received, with a problem, an order and a meeting: record type -> name."""
	import frappe

	project, _plan = received(world, api)
	frappe.set_user("Administrator")
	given = {"project": project.name, "unit": "住建局（测试）", "person": "张三", "due_date": "2030-01-01"}
	make.make("Progress Entry", project=project.name, entry_kind="Site Visit", content="看了现场 13800001111")
	issue = make.make("Coordination Issue", title="缺水", raised_on="2026-03-02", **given)
	order = make.make(
		"Supervision Order", matter="通水", requirement="限时通水", source="Found by the Bureau", **given
	)
	meeting = make.make(
		"Coordination Meeting",
		title="联席会议",
		unit="包保单位（测试）",
		meeting_date="2026-03-02",
		agenda=[{"project": project.name, "title": "缺水", "discussion": "<b>讨论</b>"}],
	)
	handover = frappe.get_value("Project Handover", {"project": project.name})
	return {
		"Investment Project": project.name,
		"Project Handover": handover,
		"Coordination Issue": issue.name,
		"Supervision Order": order.name,
		"Coordination Meeting": meeting.name,
	}


def printed(kind: str, doctype: str, name: str) -> str:
	import frappe

	return frappe.get_print(doctype, name, print_format=kind, no_letterhead=1)


def test_every_format_of_a_paper_is_shipped_and_no_other():
	from anshang_app.official_documents.printed_papers import PAPERS

	shipped = {
		values["name"]: values["doc_type"]
		for path in FORMATS.glob("*/*.json")
		if (values := json.loads(path.read_text()))["doc_type"] != "Service Plan"
	}
	assert shipped == {kind: doctype for kind, (doctype, _build) in PAPERS.items()}


@pytest.mark.parametrize(
	("kind", "words"),
	[
		("Project Sheet", ["项目基本情况", "测试项目", "缺水", "通水"]),
		("Progress Entry List", ["工作记录清单", "看了现场"]),
		("Handover Letter", ["关于移交测试项目", "移交凭据"]),
		("Problem Assignment Letter", ["关于交办项目建设有关问题的函", "缺水"]),
		("Supervision Notice", ["督办通知单", "限时通水"]),
		("Special Meeting Submission", ["请示"]),
		("Meeting Minutes", ["联席会议纪要", "&lt;b&gt;讨论"]),
	],
)
def test_a_format_prints_what_its_file_says(kind, words, world, records):
	from anshang_app.official_documents.printed_papers import PAPERS, paper_for

	world.act("bureau")
	doctype = PAPERS[kind][0]
	page = printed(kind, doctype, records[doctype])
	for word in words:
		assert word in page, word
	assert "13800001111" not in page
	# what the file draws is the same structure
	_doc, paper = paper_for(kind, records[doctype])
	assert all(
		text.split("\n")[0] in page for text in paper.texts if text and "<" not in text and "&" not in text
	)


def test_who_may_not_read_a_record_prints_none_of_its_papers(world, records):
	import frappe

	from anshang_app.official_documents.printed_papers import PAPERS, paper_for

	stranger = make.make_user("stranger", "Chain Lead Clerk")
	frappe.set_user(stranger)
	for kind, (doctype, _build) in PAPERS.items():
		for name in (records[doctype], "XX-0000"):
			with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
				paper_for(kind, name)


def test_the_base_facts_of_a_project_are_not_enough_for_its_sheet(world, records):
	import frappe

	from anshang_app.official_documents.printed_papers import paper_for

	project = records["Investment Project"]
	case = frappe.get_value("Approval Case", {"project": project, "approval_item": "联合验收"})
	frappe.db.set_value("Approval Case", case, {"state": "Early Guidance", "unit": "住建局（测试）"})
	world.act("housing")
	make.denied("受理之前", paper_for, "Project Sheet", project)


def test_a_paper_of_another_kind_is_no_paper_of_a_project(world, records):
	from anshang_app.official_documents.printed_papers import project_paper

	world.act("bureau")
	for kind in ("Meeting Minutes", "x", ""):
		make.refused("没有表格|没有", project_paper, kind, records["Investment Project"])


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
@pytest.mark.parametrize("kind", ["Project Sheet", "Progress Entry List"])
def test_a_projects_paper_is_downloaded_and_the_sheet_is_one_page(kind, file_format, world, records):
	import io

	import frappe
	import pdfplumber

	from anshang_app.official_documents.api import download_project_paper

	world.act("bureau")
	download_project_paper(records["Investment Project"], kind, file_format, accept_missing=1)
	content = frappe.response.filecontent
	assert content.startswith(b"PK" if file_format == "docx" else b"%PDF")
	if file_format == "pdf":
		with pdfplumber.open(io.BytesIO(content)) as book:
			assert len(book.pages) == 1
