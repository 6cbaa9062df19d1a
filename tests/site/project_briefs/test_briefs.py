"""汇报材料 of chosen projects: what the asker may read, phones masked, a clear limit, on record as an export."""

import io

import factories as make
import pytest
from docx import Document
from frappe.utils import add_days, today

HOST, LEAD = "落户地（测试）", "包保单位（测试）"


@pytest.fixture
def project(world):
	import frappe

	found = make.make_planned_project()
	frappe.db.set_value("Investment Project", found.name, {"chain_lead_unit": LEAD, "stage": "Construction"})
	return found.name


def words(*names, **more) -> str:
	"""The text of the brief as Word holds it."""
	import frappe

	from anshang_app.project_briefs import api

	api.download_brief(list(names), **more)
	document = Document(io.BytesIO(frappe.local.response.filecontent))
	cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
	return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def promise(project: str, text: str, **values):
	return make.make(
		"Commitment", project=project, kind="Infrastructure Provision", words=text, owed_by="The City Side", unit=HOST,
		due_date=add_days(today(), 30), **values,
	)  # fmt: skip


def test_it_tells_problems_with_whose_turn_promises_released_and_no_phone(world, project):
	import frappe

	values = {"description": "说明", "advice": f"请协调，电话{make.MOBILE}", "person": "张三"}
	issue = make.make("Coordination Issue", project=project, title=f"缺水 {make.MOBILE}", unit=HOST, **values)
	issue.db_set("level", "At Special Meeting")
	promise(project, "修路")
	promise(project, "通气").db_set("released_on", today())
	frappe.db.set_value(
		"Project Node", {"project": project, "is_dated": 1, "applies": 1}, "planned_date", "2026-03-02"
	)
	world.act("lead")
	told = words(project)
	assert "测试项目建设情况汇报" in told and "包保单位（测试）根据智慧安商平台数据整理" in told
	assert "请专题会议研究“缺水 138****5678”（落户地（测试）、政数局（测试）办理中）" in told
	assert "通气" in told and "修路" not in told and "另有未向企业公开的承诺1项" in told
	assert "逾期未完成" in told and "未填写" in told
	assert make.MOBILE not in told


def test_a_foreign_and_an_unknown_project_are_refused_alike(world, project):
	import frappe

	from anshang_app.project_briefs import api

	other = make.make_project(project_name="别人的", host_locality=None, introducing_unit=None).name
	world.act("host")
	said = []
	for name in (other, "0000000000"):
		with pytest.raises(frappe.DoesNotExistError) as refused:
			api.download_brief([project, name])
		said.append(str(refused.value).replace(name, "…"))
	assert said[0] == said[1] and "别人的" not in said[0]


def test_two_thousand_projects_are_refused_before_any_is_read(world, project):
	from anshang_app.project_briefs import api

	names = [f"{number:010}" for number in range(2000)]
	assert make.statements(lambda: make.refused("2000 个项目.*1 至 50", api.download_brief, names)) < 10
	make.refused("0 个项目", api.download_brief, [])
	make.refused("", api.download_brief, [{"a": 1}])
	make.refused("docx", api.download_brief, [project], file_format="exe")


def test_the_limit_is_a_setting(world, project):
	import frappe

	from anshang_app.project_briefs import api

	frappe.db.set_single_value("Anshang Settings", "brief_most_projects", 1)
	make.refused("1 至 1", api.download_brief, [project, "0000000000"])


def test_it_is_logged_with_each_project(world, project):
	import frappe

	second = make.make_planned_project(project_name="第二个").name
	world.act("bureau")
	told = words(project, second)
	assert "本次汇报项目2个" in told and "（二）第二个" in told
	logged = frappe.get_all(
		"Access Log",
		{"user": world.user["bureau"], "export_from": "Investment Project"},
		pluck="reference_document",
	)
	assert {*logged} == {project, second}


def test_its_money_is_that_of_the_report(world, project):
	import frappe

	from anshang_app.case_reporting.portfolio import Portfolio
	from anshang_app.case_reporting.report.investment_progress.investment_progress import investment
	from anshang_app.case_reporting.report_filters import ProjectFilter

	year = frappe.utils.getdate().year
	doc = frappe.get_doc("Investment Project", project)
	doc.append("annual_plans", {"plan_year": year, "year_investment": 10000})
	doc.save()
	make.make(
		"Progress Entry", project=project, entry_kind="Progress Report", entry_date=f"{year}-01-05",
		content="完成", investment_to_date=3500, unit=HOST,
	)  # fmt: skip
	row = investment(Portfolio(ProjectFilter()), frappe.utils.getdate()).set_index("project").loc[project]
	told = words(project)
	assert f"{year}年计划投资10000万元，已完成3500万元，占年度计划的35%" in told
	assert (row.year_plan, row.year) == (10000, 3500)
