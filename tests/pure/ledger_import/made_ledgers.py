"""Made-up ledgers of a city with known answers: every trap alone and in mixtures, the same ones on each run."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook

YEAR = 2026
COUNT = 72
#: field -> (heading, cell, what it means), each as one of the city's units writes it
Sort = tuple[str, Callable[[int], tuple[object, object]]]
SORTS: dict[str, list[Sort]] = {
	"enterprise": [
		("投资主体", lambda n: (f"湖北第{n}实业有限公司", f"湖北第{n}实业有限公司")),
		("企业名称", lambda n: (f" 天门市{n}号\n科技股份有限公司 ", f"天门市{n}号科技股份有限公司")),
		("项目业主（公司全称）", lambda n: (f"武汉{n}（集团）有限公司", f"武汉{n}（集团）有限公司")),
		("投资方名称", lambda n: (f"{n}、深圳第{n}电子有限公司", f"深圳第{n}电子有限公司")),
	],
	"total_investment": [
		("总投资（亿元）", lambda n: (n + 0.5, (n + 0.5) * 10000)),
		("计划总投资\n（万元）", lambda n: (f"{n},500", n * 1000 + 500)),
		("项目总投资额(万元)", lambda n: (f"{n}亿元", n * 10000)),
		("协议投资额", lambda n: (f"{n}亿（一期{n}000万元）", n * 10000)),
		("投资总额（元）", lambda n: (n * 10_000_000, n * 1000)),
		("总投资", lambda n: (f"约{n}.2亿元", n * 10000 + 2000)),
	],
	"fixed_asset_investment": [
		("固定资产投资（万元）", lambda n: (n * 900, n * 900)),
		("固投（亿元）", lambda n: (f"{n}.1", n * 10000 + 1000)),
		("其中：固定资产投资额(亿元)", lambda n: (n, n * 10000)),
	],
	"land_area": [
		("占地面积（亩）", lambda n: (n * 10, n * 10)),
		("用地面积(㎡)", lambda n: (n * 2000, n * 3)),
		("占地规模", lambda n: (f"{n}公顷", n * 15)),
		("项目用地（亩）", lambda n: (f"{n}5亩", n * 10 + 5)),
	],
	"total_floor_area": [
		("总建筑面积（平方米）", lambda n: (n * 1000, n * 1000)),
		("建筑面积（万㎡）", lambda n: (f"{n}.5", n * 10000 + 5000)),
	],
	"signing_date": [
		("签约时间", lambda n: (f"2025.{n % 12 + 1}.5", date(2025, n % 12 + 1, 5))),
		("协议签订时间", lambda n: (datetime(2025, n % 12 + 1, 8), date(2025, n % 12 + 1, 8))),
		("签约日期", lambda n: (45717 + n, date.fromordinal(date(2025, 3, 1).toordinal() + n))),
	],
	"planned_start_date": [
		("计划开工时间", lambda n: (f"{n % 11 + 1}月底", end_of(YEAR, n % 11 + 1))),
		("拟开工时间", lambda n: ("二季度", date(YEAR, 6, 30))),
		("预计开工时间（年/月）", lambda n: (f"2026年{n % 12 + 1}月", end_of(YEAR, n % 12 + 1))),
		("开工时间", lambda n: ("今年下半年", date(YEAR, 12, 31))),
	],
	"production_target_date": [
		("计划投产时间", lambda n: ("2027年三季度", date(2027, 9, 30))),
		("预计投产日期", lambda n: ("2027/3/5", date(2027, 3, 5))),
	],
	"construction_content": [
		(
			"建设内容及规模",
			lambda n: (f"年产{n}万套，建设厂房、办公楼。", f"年产{n}万套，建设厂房、办公楼。"),
		),
		("项目基本情况", lambda n: (f"用地{n}亩，分两期建设", f"用地{n}亩，分两期建设")),
		("主要建设内容", lambda n: ("标准厂房", "标准厂房")),
	],
	"progress": [
		("形象进度", lambda n: ("主体封顶，正在装修", "主体封顶，正在装修")),
		("目前进展情况", lambda n: ("正在办理施工许可证", "正在办理施工许可证")),
		("项目进展", lambda n: ("设备安装调试", "设备安装调试")),
	],
	"city_leader_name": [
		("包保市领导", lambda n: ("张建国", "张建国")),
		("联系市领导", lambda n: ("李 明", "李 明")),
	],
	"chain_lead_unit": [
		("包保单位", lambda n: ("市经信局", "市经信局")),
		("责任单位", lambda n: ("市发改委", "市发改委")),
		("牵头部门", lambda n: ("市农业农村局", "市农业农村局")),
	],
	"host_locality": [
		("落户地", lambda n: ("净潭乡", "净潭乡")),
		("所在乡镇（园区）", lambda n: ("天门经开区", "天门经开区")),
		("建设地点", lambda n: ("岳口镇健康大道", "岳口镇健康大道")),
	],
	"introducing_unit": [
		("招商单位", lambda n: ("市商务局", "市商务局")),
		("引进单位", lambda n: ("市科协", "市科协")),
	],
	"industry_chain": [
		("所属产业链", lambda n: ("装备制造", "装备制造")),
		("产业类别", lambda n: ("电子信息", "电子信息")),
	],
	"person": [
		("项目联系人", lambda n: ("王小明 13800001111", "王小明")),
		("责任人", lambda n: ("赵六（局长）", "赵六")),
	],
	"phone": [
		("联系电话", lambda n: ("13800001111、13900002222", "13800001111")),
		("手机号码", lambda n: (13800001111, "13800001111")),
	],
	"problem": [
		("存在问题", lambda n: ("用电容量不足；进场道路未通", "用电容量不足；进场道路未通")),
		("需协调解决的问题", lambda n: ("无", None)),
	],
	"investment_to_date": [
		("累计完成投资（万元）", lambda n: (n * 300, n * 300)),
		("截至6月底累计完成投资（亿元）", lambda n: (f"0.{n % 9 + 1}", (n % 9 + 1) * 1000)),
	],
	"year_investment": [("2026年度计划投资（万元）", lambda n: (n * 500, n * 500))],
	"project_code": [
		("项目代码", lambda n: (f"2603-429006-04-01-{n:06d}", f"2603-429006-04-01-{n:06d}")),
		("投资项目在线代码", lambda n: (f"２６０３-429006-04-01-{n:06d}", f"2603-429006-04-01-{n:06d}")),
	],
	"note": [("备注", lambda n: (None, None))],
}
NAMES = ("项目名称", "项目名称（全称）", "招商项目名称", "工程名称", "项 目 名 称")
#: two columns under one heading, by the fields below it
GROUPS = {"投资情况": ("total_investment", "fixed_asset_investment"), "联系方式": ("person", "phone")}


def end_of(year: int, month: int) -> date:
	return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


@dataclass
class Made:
	"""A ledger: its bytes, its headings and the field of each in order, the meaning of every row, and which traps it holds."""

	number: int
	content: bytes
	fields: list[str]
	rows: list[dict[str, object]]
	traps: set[str] = field(default_factory=set)
	heads: list[str] = field(default_factory=list)


def ledgers() -> list[Made]:
	"""All of them; the number is the seed, so one that fails can be made again alone."""
	return [make(number) for number in range(COUNT)]


def make(number: int) -> Made:
	"""The ledger of a number: its columns, rows and traps are drawn by it."""
	draw = random.Random(number)
	chosen = draw.sample(sorted(SORTS), draw.randint(7, 13))
	columns: list[tuple[str, Sort]] = [("number", ("序号", lambda n: (n, n)))]
	columns.append(
		(
			"project_name",
			(draw.choice(NAMES), lambda n: (f"第{n}号智能制造项目（一期）", f"第{n}号智能制造项目（一期）")),
		)
	)
	columns += [(name, draw.choice(SORTS[name])) for name in chosen]
	count = draw.randint(3, 12)
	rows, meant = [], []
	for at in range(1, count + 1):
		cells = [(name, *sort[1](at)) for name, sort in columns]
		rows.append([cell for _name, cell, _meaning in cells])
		meant.append({name: meaning for name, _cell, meaning in cells if meaning is not None})
	made = Made(number, b"", [name for name, _sort in columns], meant)
	kind = ("xlsx", "xlsx", "xlsx", "gb18030", "utf-8", "utf-8-sig")[number % 6]
	made.heads = heads = [sort[0] for _name, sort in columns]
	if kind == "xlsx" and number % 9 == 8:
		made.content, made.traps = cards(heads[1:], [row[1:] for row in rows]), {"cards"}
		# a label without a value is none
		held = [at for at in range(1, len(heads)) if any(row[at] is not None for row in rows)]
		made.heads, made.fields = [heads[at] for at in held], [made.fields[at] for at in held]
		for row in meant:
			row.pop("number")
		return made
	made.content = book(made, draw, heads, rows) if kind == "xlsx" else text(made, draw, heads, rows, kind)
	return made


def dressed(made: Made, draw: random.Random, heads: list, rows: list[list]) -> tuple[list[list], list[list]]:
	"""(lines above and headings, lines below) with titles, parts, sums, notes and blank lines among the rows."""
	width = len(heads)

	def line(*cells) -> list:
		return [*cells, *[None] * (width - len(cells))]

	above = [line("天门市2026年重点招商引资项目台账")] if draw.random() < 0.8 else []
	if draw.random() < 0.4:
		above.append(line("填报单位：市招商服务中心", None, None, "单位：万元、亩"))
	below = [line("一、工业项目")] if draw.random() < 0.4 else []
	for at, row in enumerate(rows):
		if at and draw.random() < 0.12:
			below.append(line())
		if at == len(rows) // 2 and draw.random() < 0.4:
			below += [line("小计", None, 12345), line("二、农业项目")]
			made.traps.add("parts")
		if at and draw.random() < 0.06:
			below.append(list(heads))
			made.traps.add("headings again")
		below.append(row)
	if draw.random() < 0.6:
		below.append(line("合 计", None, 98765))
		made.traps.add("sum")
	if draw.random() < 0.4:
		below.append(line("注：1.以上数据截至6月底；2.投资额含设备"))
		made.traps.add("note")
	return above, below


def book(made: Made, draw: random.Random, heads: list, rows: list[list]) -> bytes:
	"""A workbook, some with two lines of headings, a further sheet of something else, or formulas' values."""
	above, below = dressed(made, draw, heads, rows)
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = "项目台账"
	for line in above:
		sheet.append(line)
	if above:
		sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
	group = next(
		(
			(title, made.fields.index(first))
			for title, (first, second) in GROUPS.items()
			if first in made.fields
			and made.fields.index(first) + 1 < len(made.fields)
			and made.fields[made.fields.index(first) + 1] == second
		),
		None,
	)
	top = len(above) + 1
	if group:
		two_lines(sheet, heads, top, *group)
		made.traps.add("two lines of headings")
	else:
		sheet.append(heads)
	for line in below:
		sheet.append(line)
	if draw.random() < 0.4:
		other = workbook.create_sheet("填表说明")
		other.append(["本表由各单位每月底前填报，联系人王某"])
		made.traps.add("further sheet")
	if draw.random() < 0.2:
		hidden = workbook.create_sheet("上月")
		hidden.append(heads)
		hidden.append(rows[0])
		hidden.sheet_state = "hidden"
		made.traps.add("hidden sheet")
	buffer = io.BytesIO()
	workbook.save(buffer)
	return buffer.getvalue()


def two_lines(sheet, heads: list, top: int, title: str, at: int) -> None:
	"""Headings of two lines: all merged downwards but the two under a common one."""
	sheet.append([title if place in (at, at + 1) else head for place, head in enumerate(heads)])
	sheet.append([head if place in (at, at + 1) else None for place, head in enumerate(heads)])
	sheet.merge_cells(start_row=top, end_row=top, start_column=at + 1, end_column=at + 2)
	for place in range(len(heads)):
		if place not in (at, at + 1):
			sheet.merge_cells(start_row=top, end_row=top + 1, start_column=place + 1, end_column=place + 1)


def text(made: Made, draw: random.Random, heads: list, rows: list[list], encoding: str) -> bytes:
	"""A CSV in one of the encodings, days as the program writes them."""
	made.traps.add(encoding)
	above, below = dressed(made, draw, [head.replace("\n", "") for head in heads], rows)
	stream = io.StringIO()
	writer = csv.writer(stream, delimiter="\t" if made.number % 12 == 3 else ",")
	for line in [*above, [head.replace("\n", "") for head in heads], *below]:
		writer.writerow(
			[cell.strftime("%Y/%-m/%-d") if isinstance(cell, datetime) else cell for cell in line]
		)
	return stream.getvalue().encode(encoding)


def cards(heads: list, rows: list[list]) -> bytes:
	"""One project below the other, two labels with their values in a line."""
	workbook = Workbook()
	sheet = workbook.active
	for row in rows:
		sheet.append(["重点项目情况表"])
		pairs = list(zip(heads, row, strict=True))
		for first, second in zip(pairs[::2], [*pairs[1::2], (None, None)][: len(pairs[::2])], strict=True):
			sheet.append([*first, *second])
		sheet.append([])
	buffer = io.BytesIO()
	workbook.save(buffer)
	return buffer.getvalue()
