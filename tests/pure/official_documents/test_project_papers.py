"""项目一页纸 and 工作记录清单: what is printed of what is known, and where the lists end."""

from datetime import date
from decimal import Decimal

from anshang_app.official_documents.rules.letters import ProjectFacts
from anshang_app.official_documents.rules.project_papers import (
	MOST_ROWS,
	EntryList,
	OpenMatter,
	OpenStep,
	Progress,
	ProjectSheet,
	entries_paper,
	sheet_paper,
)
from anshang_app.rendering.paper import Facts, Note, Paragraph, Table

TODAY = date(2026, 11, 27)
PROJECT = ProjectFacts(name="甲项目", enterprise="甲公司")
ENTRY = Progress(date(2026, 11, 20), "现场走访", "包保单位", "李四", "主体封顶", Decimal("3200"))


def step(number: int) -> OpenStep:
	return OpenStep(f"节点{number}", "住建局", date(2026, 12, number), "红灯")


def told(paper) -> dict[str, str]:
	"""The facts of the paper by their labels."""
	return {
		label: value for block in paper.blocks if isinstance(block, Facts) for label, value in block.pairs
	}


def test_an_empty_project_says_that_nothing_is_open():
	paper = sheet_paper(ProjectSheet(PROJECT, "建设", None, today=TODAY))
	assert {**told(paper), "项目名称": "", "企业名称": ""} == {
		"项目名称": "",
		"企业名称": "",
		"当前阶段": "建设",
		"累计完成投资": "—",
		"最新进展": "尚无工作记录。",
	}
	texts = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
	assert texts == ["没有待完成的计划节点。", "无。"]


def test_the_latest_progress_and_the_money_it_names_are_told():
	facts = told(sheet_paper(ProjectSheet(PROJECT, "建设", date(2026, 3, 1), (ENTRY,), today=TODAY)))
	assert facts["当前阶段"] == "建设（2026年3月1日进入）"
	assert facts["累计完成投资"] == "3200万元"
	assert facts["最新进展"] == "2026年11月20日，包保单位现场走访：主体封顶"


def test_a_long_list_is_cut_and_its_length_is_said():
	steps = tuple(step(number) for number in range(1, MOST_ROWS + 3))
	paper = sheet_paper(ProjectSheet(PROJECT, "建设", None, steps=steps, today=TODAY))
	(table,) = [block for block in paper.blocks if isinstance(block, Table)]
	assert [row[0] for row in table.rows] == [f"节点{number}" for number in range(1, MOST_ROWS + 1)]
	assert Note(f"（共{MOST_ROWS + 2}项，列前{MOST_ROWS}项）") in paper.blocks


def test_a_problem_without_a_unit_waits_for_one():
	matter = OpenMatter("协调问题", "缺水", "", None, "已提出")
	paper = sheet_paper(ProjectSheet(PROJECT, "建设", None, matters=(matter,), today=TODAY))
	(table,) = [block for block in paper.blocks if isinstance(block, Table)]
	assert table.rows == (("协调问题", "缺水", "待分派", "—", "已提出"),)


def test_the_list_of_entries_numbers_them_and_an_empty_one_says_so():
	paper = entries_paper(EntryList("甲项目", (ENTRY, Progress(None, "政策解读", "乙局", "", "")), TODAY))
	(table,) = [block for block in paper.blocks if isinstance(block, Table)]
	assert table.rows[0] == ("1", "2026年11月20日", "现场走访", "包保单位", "李四", "主体封顶", "3200万元")
	assert table.rows[1][1:3] == ("—", "政策解读") and table.rows[1][6] == "—"
	assert Paragraph("尚无工作记录。") in entries_paper(EntryList("甲项目", (), TODAY)).blocks
