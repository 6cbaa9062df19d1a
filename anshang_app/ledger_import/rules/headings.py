"""What the headings of a city's ledgers mean: a heading becomes a field and the unit it announces. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from anshang_app.validation.amounts import MONEY, MONTHS, MU, SQUARE_METRES

#: kinds of values beside those of amounts
TEXT, NAME, DAY, PHONE, PEOPLE, PROGRESS = "text", "name", "day", "phone", "people", "progress"
#: kinds of ledgers
PROJECTS, PROBLEMS, CONTACTS, APPROVALS = "Project Ledger", "Problem List", "Unit Contacts", "Approval List"


@dataclass(frozen=True)
class LedgerColumn:
	"""A field a ledger may hold: what kind of value, and what its headings are called, the usual one first."""

	field: str
	kind: str
	names: tuple[str, ...]


def split_names(text: str) -> tuple[str, ...]:
	"""Names written behind one another with 、 between them."""
	return tuple(text.split("、"))


@dataclass(frozen=True)
class Heading:
	"""What a heading was taken for; `unit` is the unit written in it (亿元), `sure` whether it is a name by heart."""

	column: LedgerColumn
	unit: str = ""
	sure: bool = True


PROJECT_COLUMNS = (
	LedgerColumn(
		"project_name",
		NAME,
		split_names(
			"项目名称、项目、工程名称、招商项目、招商引资项目、建设项目、重点项目、项目全称、签约项目"
		),
	),
	LedgerColumn(
		"project_code",
		TEXT,
		split_names(
			"项目代码、备案代码、项目统一代码、投资项目代码、投资项目在线代码、在线代码、赋码、项目编码"
		),
	),
	LedgerColumn(
		"enterprise",
		NAME,
		split_names(
			"企业名称、投资主体、投资方、投资企业、建设单位、业主单位、项目单位、投资单位、公司名称、投资主体企业名称、项目业主、业主、项目公司、企业、投资商、签约企业、实施主体、项目法人"
		),
	),
	LedgerColumn("uscc", TEXT, split_names("统一社会信用代码、信用代码、社会信用代码")),
	LedgerColumn(
		"total_investment",
		MONEY,
		split_names(
			"总投资、计划总投资、投资总额、项目总投资、总投资额、协议投资、协议投资额、投资额、投资规模、合同投资、签约金额、合同金额"
		),
	),
	LedgerColumn(
		"fixed_asset_investment",
		MONEY,
		split_names("固定资产投资、固投、固定资产、计划固定资产投资、固定资产投资额、固资投资"),
	),
	LedgerColumn(
		"investment_to_date",
		MONEY,
		split_names(
			"累计完成投资、已完成投资、完成投资、累计投资、截至目前完成投资、开工以来累计完成投资、实际完成投资"
		),
	),
	LedgerColumn(
		"year_investment",
		MONEY,
		split_names(
			"年度计划投资、今年计划投资、年计划投资、本年计划投资、年度投资计划、当年计划投资、年度计划完成投资"
		),
	),
	LedgerColumn(
		"land_area",
		MU,
		split_names(
			"占地面积、用地面积、占地、用地、用地规模、土地面积、供地面积、项目用地、占地规模、拟用地"
		),
	),
	LedgerColumn(
		"total_floor_area",
		SQUARE_METRES,
		split_names("建筑面积、总建筑面积、建筑规模、厂房面积、计划建筑面积"),
	),
	LedgerColumn(
		"construction_content",
		TEXT,
		split_names(
			"建设内容、主要建设内容、建设内容及规模、建设规模及内容、项目概况、项目内容、建设规模、项目简介、主要建设内容及规模、基本情况、项目基本情况、建设规模和内容、投资内容"
		),
	),
	LedgerColumn(
		"signing_date",
		DAY,
		split_names("签约时间、签约日期、合同签订时间、签订时间、协议签订时间、签约、签订日期、签约年月"),
	),
	LedgerColumn(
		"planned_start_date",
		DAY,
		split_names(
			"计划开工时间、拟开工时间、开工时间、计划开工、预计开工时间、开工日期、开工、计划开工日期、预计开工、开工年月、拟开工"
		),
	),
	LedgerColumn(
		"planned_completion",
		DAY,
		split_names(
			"计划竣工时间、竣工时间、计划竣工、预计竣工时间、计划完工时间、完工时间、建成时间、竣工日期、预计竣工、计划建成时间"
		),
	),
	LedgerColumn(
		"production_target_date",
		DAY,
		split_names("投产目标时间、计划投产时间、投产时间、计划投产、预计投产时间、投产日期、预计投产"),
	),
	LedgerColumn(
		"planned_duration_months", MONTHS, split_names("建设工期、建设周期、工期、计划工期、建设期")
	),
	LedgerColumn("actual_start", DAY, split_names("实际开工时间、实际开工、实际开工日期、已开工时间")),
	LedgerColumn(
		"progress",
		PROGRESS,
		split_names(
			"形象进度、项目进展、进展情况、目前进展、工程进度、当前进展、最新进展、进度、建设进展、目前进度、项目进度、推进情况、项目进展情况、目前进展情况、工作进展、项目阶段、建设阶段、项目状态、阶段"
		),
	),
	LedgerColumn(
		"city_leader_name",
		NAME,
		split_names(
			"包保领导、包联领导、市领导、包保市领导、联系领导、挂联领导、挂点领导、责任领导、牵头领导、联系市领导、包联市领导、服务领导"
		),
	),
	LedgerColumn(
		"chain_lead_unit",
		NAME,
		split_names(
			"包保单位、牵头单位、包联单位、产业链包保单位、责任单位、牵头部门、责任部门、服务单位、产业链牵头单位、责任单位及责任人、包保部门、主管单位、联系单位"
		),
	),
	LedgerColumn(
		"host_locality",
		NAME,
		split_names(
			"落户地、落地区域、落户地点、建设地点、所在地、属地、项目地点、所属乡镇、所在乡镇、落地乡镇、项目落户地、属地单位、所属园区、实施地点、建设地址、项目选址、选址"
		),
	),
	LedgerColumn(
		"introducing_unit",
		NAME,
		split_names("引进单位、招商单位、引资单位、招引单位、项目引进单位、招商责任单位"),
	),
	LedgerColumn(
		"industry_chain",
		NAME,
		split_names("产业链、所属产业、产业、行业、所属产业链、产业类别、产业类型、所属行业、行业类别"),
	),
	LedgerColumn("landing_mode", TEXT, split_names("落地方式、用地方式、供地方式、落户方式")),
	LedgerColumn(
		"person",
		PEOPLE,
		split_names(
			"责任人、联系人、项目联系人、项目负责人、具体责任人、企业联系人、负责人、联络员、服务专员、专员"
		),
	),
	LedgerColumn("phone", PHONE, split_names("联系电话、电话、联系方式、手机、手机号、手机号码、电话号码")),
	LedgerColumn(
		"permits",
		TEXT,
		split_names(
			"手续办理、手续办理情况、前期手续、审批手续、前期手续办理情况、证照办理、手续情况、前期工作"
		),
	),
	LedgerColumn(
		"problem",
		TEXT,
		split_names(
			"存在问题、存在的问题、问题、困难和问题、需协调解决的问题、存在困难、主要问题、需协调事项、需要协调的问题、存在的困难和问题、需协调问题、存在问题及建议"
		),
	),
	LedgerColumn("note", TEXT, split_names("备注、说明、其他")),
	LedgerColumn("number", TEXT, split_names("序号、编号、号、排序")),
)

PROBLEM_COLUMNS = (
	LedgerColumn("project_name", NAME, split_names("项目名称、项目、涉及项目、所属项目")),
	LedgerColumn("project_code", TEXT, split_names("项目代码、备案代码、投资项目代码")),
	LedgerColumn("enterprise", NAME, split_names("企业名称、企业、反映企业、公司名称、投资主体、建设单位")),
	LedgerColumn(
		"title",
		TEXT,
		split_names(
			"存在问题、问题、问题内容、问题描述、存在的问题、反映问题、具体问题、诉求、需协调解决的问题、困难问题、问题诉求、主要问题"
		),
	),
	LedgerColumn(
		"unit",
		NAME,
		split_names("责任单位、牵头单位、办理单位、承办单位、责任部门、解决单位、牵头部门、交办单位"),
	),
	LedgerColumn("person", PEOPLE, split_names("责任人、办理人、负责人、承办人")),
	LedgerColumn("phone", PHONE, split_names("联系电话、电话、联系方式、手机")),
	LedgerColumn(
		"raised_on", DAY, split_names("提出时间、反映时间、收集时间、登记时间、提出日期、交办时间、受理时间")
	),
	LedgerColumn(
		"due_date",
		DAY,
		split_names("整改时限、办结时限、完成时限、解决时限、时限、限期、办理时限、计划解决时间、完成时间"),
	),
	LedgerColumn(
		"answer",
		TEXT,
		split_names("办理进展、解决情况、办理情况、进展情况、落实情况、办理结果、整改情况、进展、目前进展"),
	),
	LedgerColumn(
		"cleared_on",
		DAY,
		split_names("解决时间、办结时间、销号时间、解决日期、办结日期、销号日期、实际完成时间、实际解决时间"),
	),
	LedgerColumn("state", TEXT, split_names("是否解决、状态、办理状态、是否办结、是否销号")),
	LedgerColumn("advice", TEXT, split_names("工作建议、建议、解决建议、下一步措施、解决措施、对策建议")),
	LedgerColumn("note", TEXT, split_names("备注、说明")),
	LedgerColumn("number", TEXT, split_names("序号、编号")),
)

CONTACT_COLUMNS = (
	LedgerColumn("unit", NAME, split_names("单位、单位名称、部门、工作单位、所在单位、部门名称")),
	LedgerColumn("member_name", NAME, split_names("姓名、人员、联系人、负责人、联络员、经办人")),
	LedgerColumn(
		"account", TEXT, split_names("邮箱、账号、电子邮箱、登录账号、用户名、电子邮件、邮箱/账号、Email")
	),
	LedgerColumn("post", TEXT, split_names("职务、岗位、职务职级、职位")),
	LedgerColumn("phone", PHONE, split_names("联系电话、手机、手机号、手机号码、电话、联系方式、移动电话")),
	LedgerColumn("office_phone", PHONE, split_names("办公电话、座机、固定电话")),
	LedgerColumn("part", TEXT, split_names("角色、分工、职责、身份")),
	LedgerColumn("note", TEXT, split_names("备注、说明")),
	LedgerColumn("number", TEXT, split_names("序号、编号")),
)

APPROVAL_COLUMNS = (
	LedgerColumn("project_name", NAME, split_names("项目名称、项目、申请项目、工程名称")),
	LedgerColumn("project_code", TEXT, split_names("项目代码、备案代码、投资项目代码、项目统一代码")),
	LedgerColumn(
		"enterprise", NAME, split_names("企业名称、申请单位、建设单位、申请人、申报单位、企业、项目单位")
	),
	LedgerColumn(
		"approval_item",
		NAME,
		split_names("审批事项、事项名称、事项、办理事项、许可事项、手续名称、证照名称、审批名称"),
	),
	LedgerColumn("accepted_on", DAY, split_names("受理时间、受理日期、收件时间、申请时间、申报时间")),
	LedgerColumn(
		"decided_on",
		DAY,
		split_names(
			"办结时间、办结日期、批复时间、发证日期、发证时间、办理时间、批准日期、批复日期、取得时间、核发时间"
		),
	),
	LedgerColumn(
		"certificate_no",
		TEXT,
		split_names("证书编号、批文号、文号、证号、许可证号、批复文号、编号、证照编号、批准文号"),
	),
	LedgerColumn(
		"due_on", DAY, split_names("办结时限、承诺办结时间、应办结时间、办理时限、法定办结时间、应办结日期")
	),
	LedgerColumn("expires_on", DAY, split_names("有效期、有效期至、到期时间、有效期限")),
	LedgerColumn(
		"unit", NAME, split_names("审批单位、办理单位、审批部门、发证机关、责任单位、批复单位、主管部门")
	),
	LedgerColumn("note", TEXT, split_names("备注、说明")),
	LedgerColumn("number", TEXT, split_names("序号")),
)
COLUMNS: Mapping[str, tuple[LedgerColumn, ...]] = {
	PROJECTS: PROJECT_COLUMNS,
	PROBLEMS: PROBLEM_COLUMNS,
	CONTACTS: CONTACT_COLUMNS,
	APPROVALS: APPROVAL_COLUMNS,
}
#: units a heading may announce, the longest first
ANNOUNCED = (
	"万平方米",
	"平方米",
	"万㎡",
	"亿元",
	"万元",
	"百万元",
	"千万元",
	"个月",
	"公顷",
	"㎡",
	"m2",
	"亩",
	"元",
	"月",
	"年",
	"亿",
	"万",
)
#: a name found inside a heading counts from this many letters on
SHORTEST_PART = 2
#: what stands in a heading without saying what it is
FILLING = re.compile(r"[\s:：、,，;；/\\|·*＊。.\-—_\"“”'‘’]+")
BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?")


def plain(text: object) -> str:
	"""A heading as it compares: one width, no blanks, marks and brackets."""
	whole = unicodedata.normalize("NFKC", str(text if text is not None else ""))
	return FILLING.sub("", BRACKETS.sub("", whole)).lower()


def announced_unit(text: object) -> str:
	"""The unit a heading announces in brackets or at its end; empty if none."""
	whole = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))
	inside = "".join(re.findall(r"[(\[【〔]([^)\]】〕]*)", whole))
	for unit in ANNOUNCED:
		name = unicodedata.normalize("NFKC", unit)
		if name in inside or (len(name) > 1 and whole.endswith(name)):
			return name
	return ""


def recognise(text: object, kind: str) -> Heading | None:
	"""What a heading of such a ledger means; None where nothing fits.

	A name by heart is sure; one that only stands inside the heading, the longest such, is proposed.
	"""
	unit, bare = announced_unit(text), plain(text)
	if not bare:
		return None
	by_name = {plain(name): column for column in COLUMNS[kind] for name in reversed(column.names)}
	if bare in by_name:
		return Heading(by_name[bare], unit)
	without = bare.removesuffix(unit.lower())
	if without in by_name:
		return Heading(by_name[without], unit)
	inside = [name for name in by_name if len(name) >= SHORTEST_PART and name in without]
	if not inside:
		return None
	# the end of a heading says what it is: 项目联系电话 is a telephone, not a project
	best = max(inside, key=lambda name: (without.endswith(name), len(name)))
	return Heading(by_name[best], unit, sure=False)


def headings_of(texts: tuple[object, ...], kind: str) -> list[Heading | None]:
	"""The meaning of each heading of a row; a field is taken once, by the surest heading, the first of equals."""
	recognised = [recognise(text, kind) for text in texts]
	taken: dict[str, int] = {}
	for place, heading in enumerate(recognised):
		if heading is None:
			continue
		held = taken.get(heading.column.field)
		if held is None or (heading.sure and not _sure(recognised[held])):
			taken[heading.column.field] = place
	return [
		heading if heading and taken[heading.column.field] == place else None
		for place, heading in enumerate(recognised)
	]


def _sure(heading: Heading | None) -> bool:
	return heading is not None and heading.sure
