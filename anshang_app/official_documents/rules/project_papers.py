"""项目一页纸 and 工作记录清单 of one project as blocks of a paper."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anshang_app.official_documents.rules.letter_papers import amount, day, day_or_dash, project_pairs
from anshang_app.official_documents.rules.letters import ProjectFacts
from anshang_app.rendering.paper import (
	Block,
	Facts,
	Note,
	Paper,
	Paragraph,
	Table,
	Title,
	numbered,
)

#: rows of each table of the sheet, so that it stays a page
MOST_ROWS = 4


@dataclass(frozen=True)
class OpenStep:
	"""A node still open, in the words of the plan; `light` in Chinese."""

	title: str
	unit: str
	planned: date | None
	light: str


@dataclass(frozen=True)
class OpenMatter:
	"""A problem or an order still open."""

	kind: str
	title: str
	unit: str
	due_on: date | None
	state: str


@dataclass(frozen=True)
class Progress:
	"""One entry of work done; `investment` is to date, in 万元."""

	day: date | None
	kind: str
	unit: str
	done_by: str
	content: str
	investment: Decimal | None = None


@dataclass(frozen=True)
class ProjectSheet:
	"""A project on one page, as of `today`; the lists hold all there is, the paper prints the first ones."""

	project: ProjectFacts
	stage: str
	entered: date | None
	progress: tuple[Progress, ...] = ()
	steps: tuple[OpenStep, ...] = ()
	matters: tuple[OpenMatter, ...] = ()
	today: date | None = None


@dataclass(frozen=True)
class EntryList:
	"""Every entry of a project, the latest first."""

	project: str
	entries: tuple[Progress, ...]
	today: date | None = None


def sheet_paper(sheet: ProjectSheet) -> Paper:
	"""项目一页纸: base facts, where it stands, what is next, what is open."""
	invested = next((entry.investment for entry in sheet.progress if entry.investment), None)
	stands = f"{sheet.stage}（{day(sheet.entered)}进入）" if sheet.entered else sheet.stage
	progress = (
		("当前阶段", stands),
		("累计完成投资", amount(invested, "万元") or "—"),
		("最新进展", "\n".join(_latest(sheet.progress)) or "尚无工作记录。"),
	)
	parts: tuple[tuple[str, list[Block]], ...] = (
		("项目基本情况", [Facts(project_pairs(sheet.project))]),
		("进展情况", [Facts(progress)]),
		("下一步节点", _steps(sheet.steps)),
		("未了问题和督办件", _matters(sheet.matters)),
	)
	blocks: list[Block] = [Title(sheet.project.name)]
	for heading, (_title, inside) in zip(numbered(1, [part[0] for part in parts]), parts, strict=True):
		blocks += [heading, *inside]
	as_of = Note(f"（截至{day(sheet.today)}）")
	return Paper(f"{sheet.project.name}（项目一页纸）", (*blocks, as_of), is_tight=True)


def _latest(progress: tuple[Progress, ...]) -> list[str]:
	"""The latest two entries, a line each."""
	return [
		f"{day(entry.day)}，{entry.unit}{entry.kind}：{entry.content}"
		for entry in progress[:2]
		if entry.content
	]


def _steps(steps: tuple[OpenStep, ...]) -> list[Block]:
	if not steps:
		return [Paragraph("没有待完成的计划节点。")]
	rows = tuple((step.title, step.unit, day_or_dash(step.planned), step.light) for step in steps[:MOST_ROWS])
	table = Table(("节点", "责任单位", "计划时间", "亮灯"), (40, 25, 22, 13), rows)
	return [table, *_rest(len(steps))]


def _matters(matters: tuple[OpenMatter, ...]) -> list[Block]:
	if not matters:
		return [Paragraph("无。")]
	rows = tuple(
		(matter.kind, matter.title, matter.unit or "待分派", day_or_dash(matter.due_on), matter.state)
		for matter in matters[:MOST_ROWS]
	)
	return [
		Table(("类别", "事项", "责任单位", "时限", "状态"), (12, 34, 24, 19, 11), rows),
		*_rest(len(matters)),
	]


def _rest(count: int) -> list[Block]:
	return [Note(f"（共{count}项，列前{MOST_ROWS}项）")] if count > MOST_ROWS else []


def entries_paper(listed: EntryList) -> Paper:
	"""工作记录清单: a wide table of what was done, by whom, on which day."""
	title = f"{listed.project}工作记录清单"
	heads = ("序号", "日期", "类别", "填报单位", "经办人", "工作内容", "累计完成投资")
	rows = tuple(
		(
			str(number),
			day_or_dash(entry.day),
			entry.kind,
			entry.unit,
			entry.done_by,
			entry.content,
			amount(entry.investment, "万元") or "—",
		)
		for number, entry in enumerate(listed.entries, start=1)
	)
	top = Note(f"截至时间：{day(listed.today)}　　共{len(rows)}条")
	table: Block = Table(heads, (5, 13, 12, 14, 9, 35, 12), rows) if rows else Paragraph("尚无工作记录。")
	return Paper(title, (Title(title), top, table), is_wide=True)
