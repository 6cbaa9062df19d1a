"""A city's ledger of 120 made-up projects as three offices keep it: headings, units and dates of each its own way."""

import io
from collections import Counter
from datetime import datetime

from openpyxl import Workbook

OWN_HEADS = [
	"序号",
	"项目名称",
	"投资主体",
	"总投资（亿元）",
	"其中：固投（万元）",
	"占地（亩）",
	"签约时间",
	"形象进度",
	"包保领导",
	"包保单位",
	"落户地",
	"产业链",
	"联系人及电话",
	"存在问题",
]
#: two lines: the upper one merged over what belongs together
ZONE_HEADS = (
	[
		"序号",
		"项 目 名 称",
		"企业名称",
		"投资（万元）",
		None,
		"用地面积(㎡)",
		"时间节点",
		None,
		"目前进展情况",
		"责任单位",
		"所属产业",
		"备注",
	],
	[None, None, None, "总投资", "固定资产投资", None, "签约", "开工", None, None, None, None],
)
TOWN_HEADS = [
	"项目名称（全称）",
	"投资方名称",
	"协议投资额",
	"固投",
	"签约日期",
	"项目进展",
	"所在乡镇",
	"牵头部门",
	"产业类别",
	"联系电话",
]
#: 形象进度 as it is written, and the stage the project is at
AT = (
	("主体封顶，正在装修", "Construction"),
	("正在办理施工许可证", "Pre-construction"),
	("已签约，公司注册中", "Planning"),
	("设备安装调试", "Construction"),
	("桩基施工完成60%", "Construction"),
	("完成土地摘牌，规划方案设计", "Pre-construction"),
	("已投产", "Handed Over"),
	("已签约", "Handover"),
	("二层浇筑", "Construction"),
	("环评、能评办理中，预计10月开工", "Pre-construction"),
	("竣工验收", "Acceptance"),
	("前期", "Pre-construction"),
)
MONEY = (
	lambda n: n + 0.5,
	lambda n: f"{n}",
	lambda n: f"约{n}.2",
	lambda n: f"{n}亿元",
	lambda n: f"{n}（一期{n - 1}）",
)
DAYS = ("2025.{m}.5", "2025年{m}月8日", "2025-{m}-11", "2025/{m}/6")
EACH = 40
ROWS = 3 * EACH
NAMES_LIKE = "%台演%"
#: rows an office wrote wrong, by their number in its list: the heading, what stands there, what it writes afterwards
WRONG = {
	7: ("其中：固投（万元）", "待定", 12000),
	23: ("签约时间", "2025.13.5", "2025.12.5"),
	31: ("项目名称", None, "台演31号精密部件项目"),
}


def workbook() -> bytes:
	"""The ledger as it comes by mail."""
	book = Workbook()
	book.remove(book.active)
	own, zone, town = (book.create_sheet(name) for name in ("市直", "开发区", "乡镇"))
	own_sheet(own)
	zone_sheet(zone)
	town_sheet(town)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def own_sheet(page) -> None:
	page.append(["天门市2026年重点招商引资项目台账（市直部分）"])
	page.append(["填报单位：市招商服务中心", None, None, None, None, None, "截至2026年6月30日"])
	page.append(OWN_HEADS)
	for n in range(1, EACH + 1):
		if n % 10 == 1:
			page.append([f"{'一二三四'[n // 10]}、第{n // 10 + 1}批"])
		page.append(
			[
				n,
				f"台演{n}号精密部件项目",
				f"湖北台演{n}号实业有限公司",
				MONEY[n % 5](n % 9 + 2),
				10000 + n * 100,
				f"{n * 3}亩",
				DAYS[n % 4].format(m=n % 12 + 1),
				AT[n % 12][0],
				"张建国",
				"市发改委" if n % 2 else "市农业农村局",
				"净潭乡" if n % 3 else "皂市镇",
				"装备制造" if n % 2 else "农产品加工",
				f"王小明 1380000{n:04d}",
				"用电容量不足" if n % 8 == 0 else "无",
			]
		)
	for number, (heading, was, _right) in WRONG.items():
		put(page, number, heading, was)
	page.append(["合计", None, None, "=SUM(D4:D40)"])
	page.append(["注：固投为全部建设期固定资产投资。"])


def put(page, number: int, heading: str, value: object) -> None:
	"""Write one cell of the first sheet: the row of a number, under a heading."""
	row = next(cells[0].row for cells in page.iter_rows(min_row=4) if cells[0].value == number)
	page.cell(row, OWN_HEADS.index(heading) + 1).value = value


def zone_sheet(page) -> None:
	page.append(["天门经济开发区在建、拟建项目一览表"])
	for heads in ZONE_HEADS:
		page.append(heads)
	for span in ("D2:E2", "G2:H2"):
		page.merge_cells(span)
	for n in range(1, EACH + 1):
		page.append(
			[
				n,
				f"台演{n}号智能装备产业园",
				f"武汉台演{n}（集团）有限公司",
				f"{n * 1000 + 20000:,}",
				n * 900 + 11000,
				n * 2000,
				datetime(2025, n % 12 + 1, 8),
				datetime(2026, n % 3 + 1, 20) if AT[n % 12][1] == "Construction" else "二季度",
				AT[n % 12][0],
				"开发区管委会" if n % 2 else "天门经济开发区",
				"装备制造",
				None,
			]
		)
	page.append(["小计", None, None, None])


def town_sheet(page) -> None:
	page.append(TOWN_HEADS)
	for n in range(1, EACH + 1):
		page.append(
			[
				f"台演{n}号农产品深加工项目",
				f"{n}、天门市台演{n}号食品科技有限公司",
				f"{n % 6 + 2}亿（一期{n % 6 + 1}亿）",
				f"{n % 6 + 1}.1亿元",
				45717 + n,
				AT[n % 12][0],
				"净潭乡人民政府" if n % 2 else "皂市",
				"农业农村局",
				"农产品加工",
				f"1390000{n:04d}、1370000{n:04d}",
			]
		)


def stages() -> Counter:
	"""How many of the projects are at which stage."""
	return Counter(AT[n % 12][1] for n in range(1, EACH + 1) for _sheet in range(3))
