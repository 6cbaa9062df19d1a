"""The text of a bulletin as blocks: headings by their numbers, tables and charts of the frozen figures by name."""

import re
from collections.abc import Callable, Mapping

from anshang_app.bulletins.rules import groups
from anshang_app.bulletins.rules.snapshot import Snapshot
from anshang_app.rendering.paper import Bars, Block, Heading, Paragraph, Table

NUMBER = "一二三四五六七八九十"
#: level -> what a heading begins with; a line that ends as a sentence is a paragraph all the same
HEADINGS = {
	1: re.compile(rf"[{NUMBER}]{{1,3}}、"),
	2: re.compile(rf"（[{NUMBER}]{{1,3}}）"),
	3: re.compile(r"\d{1,2}[.．](?!\d)"),
}
LONGEST_HEADING, SENTENCE = 40, "。；，：！？"
PLACE = re.compile(r"【(表|图)：(.+?)】")
TABLE, CHART = "表", "图"
#: rows of a list in print; the platform holds all of them
MOST_ROWS = 30

Found = Mapping[str, Snapshot]


def blocks_of(text: str, snapshots: Found) -> tuple[Block, ...]:
	"""The text line by line: heading, paragraph, or the table or chart named in it. Raises KeyError for an unknown name."""
	return tuple(block_of(line.strip(), snapshots) for line in text.splitlines() if line.strip())


def block_of(line: str, snapshots: Found) -> Block:
	place = PLACE.fullmatch(line)
	if place:
		return DRAWN[place[1], place[2]](snapshots)
	for level, number in HEADINGS.items():
		if number.match(line) and len(line) <= LONGEST_HEADING and line[-1] not in SENTENCE:
			return Heading(level, line)
	return Paragraph(line)


def unknown_places(text: str) -> list[str]:
	"""Lines that name a table or chart there is none of."""
	places = (PLACE.fullmatch(line.strip()) for line in text.splitlines())
	return [place[0] for place in places if place and (place[1], place[2]) not in DRAWN]


def names() -> list[str]:
	"""Every table and chart as it is written into the text."""
	return [f"【{kind}：{name}】" for kind, name in DRAWN]


# --- tables and charts ------------------------------------------------------------------------------------


def stage_table(snapshots: Found) -> Table:
	rows = [(row["label"], number(row["value"])) for row in groups.stages(snapshots)]
	return Table(("阶段", "项目数（个）"), (60, 40), (*rows, ("合计", number(snapshots["projects"].value))))


def stage_chart(snapshots: Found) -> Bars:
	rows = groups.stages(snapshots)
	return Bars("各阶段项目数（个）", tuple((row["label"], float(row["value"])) for row in rows))


def chain_table(snapshots: Found) -> Table:
	rows = [
		(row["label"], number(row["projects"]), groups.in_yi(row["investment"]))
		for row in groups.chains(snapshots)
	]
	return Table(("产业链", "项目数（个）", "计划总投资（亿元）"), (40, 25, 35), tuple(rows))


def chain_chart(snapshots: Found) -> Bars:
	rows = tuple(
		(row["label"], round(row["investment"] / groups.WAN_PER_YI, 2)) for row in groups.chains(snapshots)
	)
	return Bars("各产业链计划总投资（亿元）", rows)


def unit_table(snapshots: Found) -> Table:
	heads = ("单位", "电话联系（次）", "现场指导（次）", "调度（次）", "政策宣传（次）")
	rows = [(row["unit"], *(number(row[key]) for key in groups.OF_UNITS)) for row in groups.units(snapshots)]
	return Table(heads, (40, 15, 15, 15, 15), tuple(rows))


def listed(
	key: str, heads: tuple[str, ...], widths: tuple[float, ...], columns: tuple[str, ...]
) -> Callable[[Found], Table]:
	"""A table of a figure's records, at most `MOST_ROWS` of them, with a last row that tells of the rest."""

	def draw(snapshots: Found) -> Table:
		rows = [
			tuple(format_cell(row.get(column)) for column in columns)
			for row in snapshots[key].rows[:MOST_ROWS]
		]
		left = len(snapshots[key].records) - MOST_ROWS
		if left > 0:
			rows.append((f"其余{left}项略", *("" for _column in columns[1:])))
		rows = rows or [("无", *("" for _column in columns[1:]))]
		return Table(heads, widths, tuple(rows))

	return draw


def format_cell(value: object) -> str:
	return "" if value is None else number(value) if isinstance(value, int | float) else str(value)


def number(value: float | int | None) -> str:
	return "—" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


OF_PROJECTS = ("title", "host", "lead", "investment", "day")
OF_MATTERS = ("project", "title", "unit", "day")


def projects(key: str, day: str) -> Callable[[Found], Table]:
	heads = ("项目名称", "落户地", "包保单位", "计划总投资（万元）", day)
	return listed(key, heads, (28, 17, 20, 15, 20), OF_PROJECTS)


def matters(key: str, matter: str, day: str) -> Callable[[Found], Table]:
	return listed(key, ("项目名称", matter, "责任单位", day), (27, 34, 19, 20), OF_MATTERS)


DRAWN: Mapping[tuple[str, str], Callable[[Found], Block]] = {
	(TABLE, "各阶段项目"): stage_table,
	(CHART, "各阶段项目"): stage_chart,
	(TABLE, "产业链投资"): chain_table,
	(CHART, "产业链投资"): chain_chart,
	(TABLE, "新移交项目"): projects("received", "签收日期"),
	(TABLE, "新开工项目"): projects("started", "开工日期"),
	(TABLE, "竣工项目"): projects("completed", "竣工日期"),
	(TABLE, "计划开工项目"): projects("next_starts", "计划开工日期"),
	(TABLE, "滞后节点"): listed(
		"nodes_red",
		("项目名称", "滞后节点", "计划日期", "责任单位", "原因及措施"),
		(21, 18, 20, 17, 24),
		("project", "title", "planned", "unit", "reason"),
	),
	(TABLE, "已销号问题"): matters("issues_cleared", "问题", "销号日期"),
	(TABLE, "逾期问题"): matters("issues_late", "问题", "办理时限"),
	(TABLE, "提请专题会议问题"): matters("issues_at_meeting", "问题", "办理时限"),
	(TABLE, "已办结督办件"): matters("orders_settled", "督办事项", "办结日期"),
	(TABLE, "逾期督办件"): matters("orders_late", "督办事项", "办理时限"),
	(TABLE, "逾期承诺"): matters("promises_late", "承诺事项", "承诺日期"),
	(TABLE, "联系履职"): unit_table,
}
