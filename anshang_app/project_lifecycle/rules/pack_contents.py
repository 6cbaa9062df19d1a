"""What stands in a completion pack, out of plain facts: Chinese names, one workbook of records. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from anshang_app.coordination.rules.promises import CommitmentDates
from anshang_app.planning.stages import StageTime
from anshang_app.planning.workdays import CALENDAR, WORKING
from anshang_app.project_lifecycle.rules.pack_archive import Item, safe_name
from anshang_app.rendering.workbooks import WorkbookSheet, write

UNKNOWN = "不详"


@dataclass(frozen=True)
class Certificate:
	"""A granted approval: what, number, day, and the scan with its ending if there is one."""

	title: str
	number: str
	issued_on: date | None
	unit: str
	scan: bytes | None = None
	ending: str = ""
	note: str = ""


@dataclass(frozen=True)
class PackFacts:
	"""Everything the pack tells of a project; rows are in words, ready to be read."""

	overview: Sequence[tuple[str, object]]
	certificates: Sequence[Certificate] = ()
	forms: bytes | None = None
	scan: bytes | None = None
	scan_ending: str = ""
	stage_log: Sequence[Sequence[object]] = ()
	times: Sequence[StageTime] = ()
	roles: Sequence[Sequence[object]] = ()
	contacts: Sequence[Sequence[object]] = ()
	promises: Sequence[CommitmentDates] = ()
	#: stored name of a stage -> as users read it
	stage_names: dict[str, str] = field(default_factory=dict)


def items_of(facts: PackFacts) -> list[Item]:
	"""The files of the pack in their folders."""
	items = []
	if facts.forms:
		items.append(Item("一、两单一表/两单一表（正式表格）.pdf", facts.forms))
	if facts.scan:
		items.append(Item(f"一、两单一表/签章扫描件{facts.scan_ending}", facts.scan))
	for row in facts.certificates:
		if row.scan:
			name = safe_name(f"{row.title} {row.number}".strip())
			items.append(Item(f"二、审批证照/{name}{row.ending}", row.scan))
	items.append(Item("三、项目资料.xlsx", write(sheets_of(facts))))
	return items


def sheets_of(facts: PackFacts) -> list[WorkbookSheet]:
	"""The workbook of the project's records."""
	return [
		WorkbookSheet("项目概况", ("项目", "内容"), facts.overview),
		WorkbookSheet(
			"审批证照", ("事项", "证照编号", "办结日期", "办理单位", "扫描件"), _certificates(facts)
		),
		WorkbookSheet("阶段记录", ("原阶段", "新阶段", "日期", "办理人", "原因", "补录"), facts.stage_log),
		WorkbookSheet("各阶段时间", TIME_HEADINGS, [_time(row, facts.stage_names) for row in facts.times]),
		WorkbookSheet("责任分工", ("角色", "单位", "姓名", "起", "止"), facts.roles),
		WorkbookSheet("联系人", ("方面", "姓名", "电话（掩码）"), facts.contacts),
		WorkbookSheet(
			"承诺事项",
			("类别", "承诺事项", "责任方", "到期日", "是否兑现"),
			[_promise(row) for row in facts.promises],
		),
	]


TIME_HEADINGS = ("阶段", "进入日期", "离开日期", "工作日", "日历日", "暂停（工作日）", "暂停（日历日）")


def _certificates(facts: PackFacts) -> list[tuple[object, ...]]:
	return [
		(row.title, row.number, row.issued_on or UNKNOWN, row.unit, "有" if row.scan else row.note)
		for row in facts.certificates
	]


def _time(row: StageTime, names: dict[str, str]) -> tuple[object, ...]:
	days = (row.days[WORKING], row.days[CALENDAR], row.stood[WORKING], row.stood[CALENDAR])
	left = "至今" if row.running else row.left or ""
	shown = [UNKNOWN if number is None else number for number in days]
	return (names.get(row.stage, row.stage), row.entered or UNKNOWN, left, *shown)


def _promise(row: CommitmentDates) -> tuple[object, ...]:
	outcome = "已免除" if row.waived else "已兑现" if row.is_fulfilled else "未兑现"
	return (row.kind, row.promised, row.owner, row.due, outcome)
