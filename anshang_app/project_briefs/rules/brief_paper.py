"""汇报材料: what the leaders are told of chosen projects, as blocks of a paper.

The sums stand first, then what is asked of the leaders, then each project. Of one project alone the sums are its own.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from anshang_app.official_documents.rules.letter_papers import day, day_or_dash, project_pairs
from anshang_app.project_briefs.rules.brief_facts import Brief, Money, ProjectBrief, Trouble
from anshang_app.rendering import wording
from anshang_app.rendering.paper import (
	Block,
	Facts,
	Heading,
	Note,
	Paper,
	Paragraph,
	Table,
	Title,
	chinese_number,
	heading_number,
	numbered,
)

WAN_PER_YI = 10000
#: rungs of the ladder in Chinese, from below
RUNGS = ("专班", "政数局", "专题会议", "督查室")
#: rungs on which the city's leaders decide
LEADERS_RUNGS = ("专题会议", "督查室")
#: rows of each table of a project; the platform holds all of them
MOST_ROWS = 10


def brief_paper(brief: Brief) -> Paper:
	"""The brief as a paper."""
	many = len(brief.projects) > 1
	title = "重点招商引资项目建设情况汇报" if many else f"{_short(brief.projects[0])}建设情况汇报"
	blocks: list[Block] = [Title(title)]
	requests = [Heading(1, "二、需市领导研究解决的事项"), *_list_requests(brief)]
	if many:
		blocks += [Heading(1, "一、总体情况"), *_sums(brief), *requests, Heading(1, "三、各项目情况")]
		for number, project in enumerate(brief.projects, start=1):
			blocks += [
				Heading(2, heading_number(2, number) + project.project.name),
				*_project_parts(project, brief, 3),
			]
	else:
		(project,) = brief.projects
		parts = _project_parts(project, brief, 1)
		count = sum(1 for block in parts if isinstance(block, Heading)) + 1
		blocks += [
			*parts,
			Heading(1, f"{chinese_number(count)}、需市领导研究解决的事项"),
			*_list_requests(brief),
		]
	source = (
		f"（{brief.unit}根据智慧安商平台数据整理，截至{day(brief.today)}）"
		if brief.unit
		else f"（智慧安商平台数据，截至{day(brief.today)}）"
	)
	return Paper(f"{title}（{brief.today:%Y%m%d}）", (*blocks, Note(source)))


def _short(project: ProjectBrief) -> str:
	name = project.project.name
	return name if name.endswith("项目") else f"{name}项目"


# --- all of them --------------------------------------------------------------------------------------------


def _sums(brief: Brief) -> list[Block]:
	projects, today = brief.projects, brief.today
	total = _yi(_sum(brief_of_project.project.total_investment for brief_of_project in projects))
	plan, done = (
		_sum(brief_of_project.money.plan for brief_of_project in projects),
		_sum(brief_of_project.money.done for brief_of_project in projects if brief_of_project.money.plan),
	)
	nodes, finished = (
		sum(len(brief_of_project.steps) for brief_of_project in projects),
		sum(brief_of_project.done for brief_of_project in projects),
	)
	late = sum(len(brief_of_project.late) for brief_of_project in projects)
	troubles = [trouble for brief_of_project in projects for trouble in brief_of_project.troubles]
	orders = [order for brief_of_project in projects for order in brief_of_project.orders]
	sentences = [
		f"本次汇报项目{len(projects)}个，{_stages(projects)}计划总投资{total}。",
		f"本年计划投资{_yi(plan)}，已完成{_yi(done)}，占年度计划的{_share(done, plan)}。"
		if plan
		else "本年未登记年度投资计划。",
		f"计划节点{nodes}个，已完成{finished}个，逾期未完成{late}个。",
		f"未销号问题{len(troubles)}个{_rungs(troubles)}；在办督办件{len(orders)}件，其中逾期{sum(brief_of_project.is_late for brief_of_project in orders)}件。",
	]
	heads = (
		"序号",
		"项目名称",
		"所处阶段",
		"年度计划\n（万元）",
		"本年完成\n（万元）",
		"完成率",
		"应完成\n节点",
		"逾期\n节点",
		"未销号\n问题",
	)
	rows = tuple(
		(
			str(number),
			brief_of_project.project.name,
			brief_of_project.stage,
			_number(brief_of_project.money.plan),
			_number(brief_of_project.money.done),
			_per_cent(brief_of_project.money.share),
			f"{len(brief_of_project.due_steps(today))}",
			f"{len(brief_of_project.late)}",
			f"{len(brief_of_project.troubles)}",
		)
		for number, brief_of_project in enumerate(projects, start=1)
	)
	return [Paragraph("".join(sentences)), Table(heads, (7, 22, 11, 12, 12, 10, 9, 8, 9), rows)]


def _stages(projects: tuple[ProjectBrief, ...]) -> str:
	"""How many are in which stage, in the order they were met first."""
	counted = Counter(project.stage for project in projects)
	return (
		f"其中{'、'.join(f'{stage}{count}个' for stage, count in counted.items())}，"
		if len(counted) > 1
		else ""
	)


def _rungs(troubles: list[Trouble]) -> str:
	counted = Counter(trouble.rung for trouble in troubles)
	counts = [f"{rung}{counted[rung]}个" for rung in RUNGS if counted[rung]]
	return f"（{'、'.join(counts)}）" if counts else ""


def _list_requests(brief: Brief) -> list[Block]:
	"""What only the leaders can decide or press for, each with its project."""
	many = len(brief.projects) > 1
	lines = [
		line
		for project in brief.projects
		for line in _requests_of(project, project.project.name if many else "")
	]
	if not lines:
		return [Paragraph("暂无。")]
	return [Paragraph(f"{number}.{line}") for number, line in enumerate(lines, start=1)]


def _requests_of(project: ProjectBrief, name: str) -> list[str]:
	head = f"{name}：" if name else ""
	lines = []
	for trouble in project.troubles:
		if trouble.rung not in LEADERS_RUNGS:
			continue
		verb = "请专题会议研究" if trouble.rung == "专题会议" else "请督促解决"
		blocked = f"，影响工期{trouble.days_blocked}个工作日" if trouble.days_blocked else ""
		advice = f"建议：{_ended(trouble.advice)}" if trouble.advice else ""
		lines.append(f"{head}{verb}“{trouble.title}”{_turn(trouble.turn)}{blocked}。{advice}")
	lines += [
		f"{head}请督促{order.unit or '责任单位'}办结逾期督办件“{order.matter}”（时限{day(order.due)}）。"
		for order in project.orders
		if order.is_late
	]
	lines += [
		f"{head}请督促{promise.unit or '责任单位'}兑现“{promise.promised}”（期限{day(promise.due)}，已逾期）。"
		for promise in project.promises
		if promise.is_late and promise.by_city
	]
	if project.money.light == "红灯":
		lines.append(f"{head}投资进度亮红灯（{_pace(project.money)}），请研究加快措施。")
	return lines


def _turn(turn: str) -> str:
	return f"（{turn}办理中）" if turn else ""


def _ended(text: str) -> str:
	return text if text.endswith(("。", "！", "？")) else f"{text}。"


# --- one of them --------------------------------------------------------------------------------------------


def _project_parts(project: ProjectBrief, brief: Brief, level: int) -> list[Block]:
	"""A project under headings of a level."""
	parts: tuple[tuple[str, list[Block]], ...] = (
		("基本情况", [Facts((*project_pairs(project.project), ("当前阶段", project.stage)))]),
		("计划进度", _progress(project, brief.today)),
		("投资完成", [Paragraph(_money(project.money, brief.today))]),
		("问题和督办", _matters(project)),
		("承诺事项", _promises(project)),
	)
	blocks: list[Block] = []
	for heading, (_name, inside) in zip(numbered(level, [part[0] for part in parts]), parts, strict=True):
		blocks += [heading, *inside]
	return blocks


def _progress(project: ProjectBrief, today: date) -> list[Block]:
	if not project.sealed_on:
		plan = "两单一表尚未签章，以下按现有计划日期统计。" if project.steps else "两单一表尚未签章。"
	else:
		version = f"第{project.revision}版" if (project.revision or 1) > 1 else ""
		plan = f"两单一表{version}于{day(project.sealed_on)}签章生效。"
	due = project.due_steps(today)
	done = [step for step in due if step.actual]
	so_far = (
		f"截至目前应完成{len(due)}个，其中已完成{len(done)}个（逾期完成{len(project.done_late)}个），逾期未完成{len(project.late)}个。"
		if due
		else "截至目前没有到期节点。"
	)
	counted = f"计划节点共{len(project.steps)}个，已完成{project.done}个；{so_far}"
	blocks: list[Block] = [Paragraph(plan + (counted if project.steps else ""))]
	shown = project.late[:MOST_ROWS]
	if shown:
		rows = tuple(
			(
				step.title,
				step.unit or "—",
				day_or_dash(step.planned),
				f"{step.days_late}",
				step.cause or "未填写",
			)
			for step in shown
		)
		heads = ("逾期节点", "责任单位", "计划时间", "逾期\n（工作日）", "原因")
		blocks += [Table(heads, (24, 19, 20, 14, 23), rows), *_rest(len(project.late))]
	following = [step for step in project.steps if not step.actual and step.planned and step.planned > today]
	if following:
		first = min(following, key=lambda step: step.planned or date.max)
		blocks.append(Paragraph(f"下一节点：{first.title}（{first.unit or '—'}，{day(first.planned)}）。"))
	return blocks


def _money(money: Money, today: date) -> str:
	to_date = f"累计完成投资{_number(money.to_date)}万元" if money.to_date is not None else "尚未填报完成投资"
	light = f"，亮{money.light}" if money.light else ""
	as_of = f"（截至{day(money.reported_on)}填报）" if money.reported_on and money.to_date is not None else ""
	if not money.plan:
		return f"未登记{today.year}年度投资计划；{to_date}{as_of}。"
	if money.done is None:
		return f"{today.year}年计划投资{_number(money.plan)}万元，本年完成数不详；{to_date}{as_of}。"
	return f"{today.year}年计划投资{_number(money.plan)}万元，已完成{_number(money.done)}万元，{_pace(money)}{light}；{to_date}{as_of}。"


def _pace(money: Money) -> str:
	due = f"，序时进度{_per_cent(money.due)}" if money.due is not None else ""
	return f"占年度计划的{_per_cent(money.share)}{due}"


def _matters(project: ProjectBrief) -> list[Block]:
	blocks: list[Block] = []
	if project.troubles:
		ordered = sorted(
			project.troubles, key=lambda trouble: -RUNGS.index(trouble.rung) if trouble.rung in RUNGS else 1
		)
		rows = tuple(
			(
				trouble.rung,
				trouble.title,
				trouble.turn or "—",
				day_or_dash(trouble.due) + ("（逾期）" if trouble.is_late else ""),
			)
			for trouble in ordered[:MOST_ROWS]
		)
		blocks.append(Paragraph(f"未销号问题{len(project.troubles)}个{_rungs(list(project.troubles))}。"))
		blocks += [
			Table(("层级", "问题", "轮到谁办", "时限"), (14, 42, 24, 20), rows),
			*_rest(len(project.troubles)),
		]
	if project.orders:
		late = sum(order.is_late for order in project.orders)
		rows = tuple(
			(
				order.matter,
				order.unit or "—",
				day_or_dash(order.due) + ("（逾期）" if order.is_late else ""),
				order.state,
			)
			for order in project.orders[:MOST_ROWS]
		)
		blocks.append(Paragraph(f"在办督办件{len(project.orders)}件，其中逾期{late}件。"))
		blocks += [
			Table(("督办事项", "责任单位", "时限", "状态"), (42, 24, 20, 14), rows),
			*_rest(len(project.orders)),
		]
	return blocks or [Paragraph("无未销号问题和在办督办件。")]


def _promises(project: ProjectBrief) -> list[Block]:
	blocks: list[Block] = []
	if project.promises:
		rows = tuple(
			(
				"市方" if promise.by_city else "企业方",
				f"{promise.kind}：{promise.promised}",
				promise.unit or "—",
				day_or_dash(promise.due) + ("（逾期）" if promise.is_late else ""),
			)
			for promise in project.promises[:MOST_ROWS]
		)
		blocks += [
			Table(("承诺方", "承诺事项", "责任单位", "期限"), (12, 44, 24, 20), rows),
			*_rest(len(project.promises)),
		]
	if project.kept_back:
		blocks.append(Paragraph(f"另有未向企业公开的承诺{project.kept_back}项，不列入本材料。"))
	return blocks or [Paragraph("无未了承诺。")]


def _rest(count: int) -> list[Block]:
	return [Note(f"（共{count}项，列前{MOST_ROWS}项）")] if count > MOST_ROWS else []


# --- figures in words ---------------------------------------------------------------------------------------


def _sum(values: Iterable[float | Decimal | None]) -> float | None:
	numbers = [float(value) for value in values if value is not None]
	return sum(numbers) if numbers else None


def _number(value: float | Decimal | None) -> str:
	return "—" if value is None else wording.number(round(float(value), 2))


def _yi(value: float | None) -> str:
	return "—" if value is None else f"{wording.number(round(value / WAN_PER_YI, 2))}亿元"


def _per_cent(value: float | None) -> str:
	return "—" if value is None else f"{wording.number(round(value, 1))}%"


def _share(done: float | None, plan: float | None) -> str:
	return "—" if not plan or done is None else _per_cent(done * 100 / plan)
