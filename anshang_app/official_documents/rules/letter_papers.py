"""Each letter as blocks of a paper: its wording, in the order it is read."""

from datetime import date
from decimal import Decimal
from functools import singledispatch

from anshang_app.official_documents.rules.letters import (
	AssignmentLetter,
	CompletionLetter,
	Decision,
	Evidence,
	IntakeLetter,
	Letter,
	MeetingMinutes,
	MeetingSubmission,
	Milestone,
	ProblemSummary,
	ProjectFacts,
	SubmittedProblem,
	SupervisionNotice,
	Topic,
)
from anshang_app.rendering import wording
from anshang_app.rendering.paper import (
	Block,
	Facts,
	Heading,
	Imprint,
	Letterhead,
	Note,
	Paper,
	Paragraph,
	Recipient,
	Signature,
	Table,
	Title,
	heading_number,
	numbered,
	paragraphs,
)

SCHEME = "《全市重点招商引资项目建设服务方案》"
BLANK_DAY = "　　年　月　日"


@singledispatch
def paper_of(letter: Letter) -> Paper:
	"""The paper of a letter; TypeError for anything else."""
	raise TypeError(type(letter).__name__)


@paper_of.register
def _(letter: IntakeLetter) -> Paper:
	project = letter.project
	word = "信息" if project.name.endswith("项目") else "项目信息"
	mode = f"（落地方式：{project.landing_mode}）" if project.landing_mode else ""
	reason = (
		f"根据{SCHEME}要求，{project.enterprise or '项目单位'}投资建设的{project.name}{mode}"
		"已实质性推进落地，现将项目信息移交你单位，请及时协调项目落户地、产业链包保单位与企业对接，"
		"制定“两单一表”。"
	)
	return _handover(
		letter, f"关于移交{project.name}{word}的函", reason, (("移交凭据", _evidence(letter.evidence)),)
	)


@paper_of.register
def _(letter: CompletionLetter) -> Paper:
	project = letter.project
	reason = (
		f"根据{SCHEME}要求，{project.enterprise or '项目单位'}投资建设的{project.name}已完成竣工验收，"
		"现将该项目移交你单位，请做好企业生产经营过程中的服务工作。"
	)
	parts = (
		("审批和建设完成情况", _milestones(letter.milestones)),
		("移交资料", _evidence(letter.evidence)),
	)
	return _handover(letter, f"关于移交竣工项目（{project.name}）的函", reason, parts)


def _handover(
	letter: IntakeLetter | CompletionLetter,
	title: str,
	reason: str,
	parts: tuple[tuple[str, list[Block]], ...],
) -> Paper:
	"""What both hand-over letters have in common: who writes to whom and why, the project, then `parts`."""
	facts: list[Block] = [Facts(project_pairs(letter.project))]
	sections = (("项目基本情况", facts), *parts)
	blocks: list[Block] = [
		Letterhead(letter.from_unit, letter.number),
		Title(title),
		Recipient(f"{letter.to_unit}："),
		Paragraph(reason),
	]
	for heading, (_title, inside) in zip(numbered(1, [part[0] for part in sections]), sections, strict=True):
		blocks += [heading, *inside]
	blocks += [
		Paragraph("特此函告，请予签收。"),
		Signature(letter.from_unit, day(letter.day)),
		*_copy(letter.copy_to),
	]
	return Paper(title, tuple(blocks))


def _milestones(steps: tuple[Milestone, ...]) -> list[Block]:
	if not steps:
		return [Paragraph("无登记的节点。")]
	rows = tuple((step.name, day_or_dash(step.planned), day_or_dash(step.actual)) for step in steps)
	return [Table(("事项", "计划时间", "实际完成时间"), (44, 28, 28), rows)]


@paper_of.register
def _(letter: SupervisionNotice) -> Paper:
	title = "督办通知单"
	pairs = (
		("督办来源", letter.source),
		("办理时限", day(letter.due_on)),
		("责任单位", letter.to_unit),
		("责任人", letter.responsible_person),
		("涉及项目", letter.project),
		("督办依据", letter.basis),
	)
	blocks: tuple[Block, ...] = (
		Letterhead(letter.from_unit, letter.number),
		Title(title),
		Recipient(f"{letter.to_unit}："),
		Facts(pairs),
		Heading(1, "一、督办事项"),
		*paragraphs(letter.matter),
		Heading(1, "二、办理要求"),
		*paragraphs(letter.requirement),
		Paragraph(f"请于{day(letter.due_on)}前办结，并书面反馈办理情况。"),
		*([Note(f"（联系人：{letter.contact}）")] if letter.contact else []),
		Signature(letter.from_unit, day(letter.day)),
	)
	return Paper(f"{title}（{letter.to_unit}）", blocks)


@paper_of.register
def _(letter: AssignmentLetter) -> Paper:
	title = "关于交办项目建设有关问题的函"
	basis = f"根据{letter.basis}，" if letter.basis else ""
	heads = ("序号", "项目名称", "问题", "办理要求", "责任人", "整改时限")
	rows = tuple(
		(
			str(number),
			problem.project,
			problem.problem,
			problem.requirement,
			"\n".join(filter(None, (problem.unit, problem.person))),
			day_or_dash(problem.due_on),
		)
		for number, problem in enumerate(letter.problems, start=1)
	)
	reply = (
		f"请于{day(letter.reply_by)}前书面反馈办理情况。" if letter.reply_by else "请按时限书面反馈办理情况。"
	)
	blocks: tuple[Block, ...] = (
		Letterhead(letter.from_unit, letter.number),
		Title(title),
		Recipient(f"{letter.to_unit}："),
		Paragraph(f"{basis}现将项目建设中的下列{len(rows)}个问题交你单位办理，请明确责任人，限时解决。"),
		Table(heads, (8, 17, 22, 19, 14, 20), rows),
		Paragraph(reply),
		*([Note(f"（联系人：{letter.contact}）")] if letter.contact else []),
		Signature(letter.from_unit, day(letter.day)),
	)
	return Paper(title, blocks)


@paper_of.register
def _(letter: ProblemSummary) -> Paper:
	title = "项目建设问题汇总表"
	heads = (
		"序号",
		"项目名称",
		"企业名称",
		"存在问题",
		"影响事项及天数",
		"提出时间",
		"责任单位",
		"责任人",
		"整改时限",
		"办理进展",
	)
	rows = tuple(
		(
			str(number),
			row.project,
			row.enterprise,
			row.problem,
			row.blocks + (f"\n{row.days_blocked}个工作日" if row.days_blocked is not None else ""),
			day_or_dash(row.raised_on),
			row.unit,
			row.person,
			day_or_dash(row.due_on),
			row.progress,
		)
		for number, row in enumerate(letter.rows, start=1)
	)
	top = "　　".join(
		filter(
			None,
			(
				f"填报单位：{letter.unit}",
				f"填报人：{letter.filled_by}" if letter.filled_by else "",
				f"截至时间：{day(letter.day)}",
			),
		)
	)
	return Paper(
		title,
		(Title(title), Note(top), Table(heads, (4, 11, 11, 18, 10, 11, 10, 6, 11, 8), rows)),
		is_wide=True,
	)


@paper_of.register
def _(letter: MeetingSubmission) -> Paper:
	title = "关于提请召开专题会议协调解决项目建设问题的请示"
	opening = letter.summary or (
		f"经产业链包保单位收集、我单位统筹分析，现有{len(letter.problems)}个问题需提请专题会议协调解决，呈报如下。"
	)
	blocks: list[Block] = [
		Letterhead(letter.from_unit, letter.number),
		Title(title),
		Recipient(f"{letter.to}："),
		*paragraphs(opening),
	]
	for number, problem in enumerate(letter.problems, start=1):
		blocks += _submitted(number, problem)
	blocks += [Paragraph("妥否，请批示。"), Signature(letter.from_unit, day(letter.day))]
	return Paper("专题会议呈报件", tuple(blocks))


def _submitted(number: int, problem: SubmittedProblem) -> list[Block]:
	"""Problem, tried so far, the units' views, the advice asked for."""
	views = "\n".join(f"{view.unit}：{view.view}" for view in problem.views)
	parts = (
		("存在问题", problem.problem),
		("已开展工作", problem.tried),
		("有关单位意见", views),
		("提请会议研究的建议", problem.advice),
	)
	blocks: list[Block] = [Heading(1, heading_number(1, number) + problem.project)]
	for heading, (_title, text) in zip(numbered(2, [part[0] for part in parts]), parts, strict=True):
		blocks += [heading, *(paragraphs(text) or (Paragraph("无。"),))]
	return blocks


@paper_of.register
def _(letter: MeetingMinutes) -> Paper:
	title = f"{letter.meeting}纪要"
	blocks: list[Block] = [Letterhead(letter.from_unit, letter.number), Title(title)]
	opening = f"{day(letter.day)}，"
	opening += f"{letter.chair}主持召开{letter.meeting}" if letter.chair else f"召开{letter.meeting}"
	opening += f"，地点：{letter.place}。" if letter.place else "。"
	blocks += [Paragraph(opening), *paragraphs(letter.summary)]
	for heading, topic in zip(
		numbered(1, [topic.title for topic in letter.topics]), letter.topics, strict=True
	):
		blocks += [heading, *_topic(topic)]
	for label, names in (("出席", letter.present), ("请假", letter.absent)):
		if names:
			blocks.append(Note(f"{label}：{'、'.join(names)}"))
	if letter.recorder:
		blocks.append(Note(f"记录：{letter.recorder}"))
	send = (f"分送：{'、'.join(letter.send_to)}。",) if letter.send_to else ()
	blocks.append(Imprint(send, letter.from_unit, f"{day(letter.issued_on or letter.day)}印发"))
	return Paper(title, tuple(blocks))


def _topic(topic: Topic) -> list[Block]:
	blocks: list[Block] = list(paragraphs(topic.discussion))
	if topic.decisions:
		blocks.append(Paragraph("会议议定："))
		blocks += [
			Paragraph(heading_number(3, number) + decision_sentence(decision))
			for number, decision in enumerate(topic.decisions, start=1)
		]
	return blocks


def decision_sentence(decision: Decision) -> str:
	"""The matter with its unit, person and limit in brackets."""
	limit = f"时限：{wording.day(decision.due_on)}" if decision.due_on else ""
	who = (
		f"责任单位：{decision.unit}" if decision.unit else "",
		f"责任人：{decision.person}" if decision.person else "",
		limit,
	)
	details = "；".join(filter(None, who))
	return decision.matter.rstrip("。") + (f"（{details}）" if details else "") + "。"


def project_pairs(project: ProjectFacts) -> tuple[tuple[str, str], ...]:
	"""What is known of a project, label by label; what is not known is left out."""
	pairs = (
		("项目名称", project.name),
		("企业名称", project.enterprise),
		("统一社会信用代码", project.uscc),
		("项目代码", project.project_code),
		("准入情形", project.ground),
		("所属产业链", project.chain),
		("落地方式", project.landing_mode),
		("固定资产投资", amount(project.fixed_asset_investment, "万元")),
		("计划总投资", amount(project.total_investment, "万元")),
		("占地面积", amount(project.land_area, "亩")),
		("总建筑面积", amount(project.floor_area, "㎡")),
		("项目落户地", project.host),
		("包保单位", project.lead),
		("引进单位", project.introducer),
		("包保市领导", project.leader),
		("签约时间", day(project.signed_on) if project.signed_on else ""),
		("拟开工时间", day(project.start_on) if project.start_on else ""),
		("建设内容", project.content),
	)
	return tuple(pair for pair in pairs if pair[1])


def _evidence(evidence: tuple[Evidence, ...]) -> list[Block]:
	if not evidence:
		return [Paragraph("无。")]
	rows = tuple(
		(str(number), paper.name, day_or_dash(paper.day), paper.note)
		for number, paper in enumerate(evidence, start=1)
	)
	return [Table(("序号", "资料名称", "日期", "备注"), (9, 45, 22, 24), rows)]


def _copy(units: tuple[str, ...]) -> list[Block]:
	return [Imprint((f"抄送：{'、'.join(units)}。",))] if units else []


def day(value: date | None) -> str:
	"""A day in words, or the room to write it in."""
	return wording.day(value) if value else BLANK_DAY


def day_or_dash(value: date | None) -> str:
	"""A day in words for a column of a table."""
	return wording.day(value) if value else "—"


def amount(value: Decimal | None, unit: str) -> str:
	"""A number with its unit; empty when unknown."""
	return f"{wording.number(value)}{unit}" if value else ""
