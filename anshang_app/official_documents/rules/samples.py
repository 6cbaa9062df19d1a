"""An invented letter of each kind: what a template is checked with, and what its example is drawn from."""

from datetime import date
from decimal import Decimal

from anshang_app.official_documents.rules.letters import (
	AssignedProblem,
	AssignmentLetter,
	CollectedProblem,
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
	UnitView,
	kind_of,
)

CENTER, BUREAU, ECONOMY = "某某市招商服务中心", "某某市政务服务和大数据管理局", "某某市经济和信息化局"
HOST, LEAD, HOUSING = "某某经济开发区", "某某市发展和改革委员会", "某某市住房和城乡建设局"
DAY, LATER = date(2026, 3, 18), date(2026, 4, 15)
PROJECT = ProjectFacts(
	name="年产10万吨新材料项目",
	enterprise="湖北某某新材料有限公司",
	uscc="91350100M000100Y43",
	ground="“4+1”产业项目",
	chain="装备制造",
	landing_mode="征地",
	fixed_asset_investment=Decimal("52000"),
	total_investment=Decimal("60000"),
	land_area=Decimal("120.5"),
	floor_area=Decimal("86500.5"),
	host=HOST,
	lead=LEAD,
	introducer="某某镇人民政府",
	leader="张某某",
	signed_on=date(2026, 3, 5),
	start_on=date(2026, 6, 1),
	content="建设厂房3栋、办公楼1栋，购置生产线4条。",
)
PROBLEM = "供电线路迁改方案未定，影响场地平整。"


def _letters() -> tuple[Letter, ...]:
	return (
		IntakeLetter(
			CENTER,
			BUREAU,
			PROJECT,
			(
				Evidence("补充协议", date(2026, 3, 5)),
				Evidence("土地预付款缴款凭证", date(2026, 3, 10), "复印件"),
			),
			(LEAD, HOST),
			"某招函〔2026〕5号",
			DAY,
		),
		CompletionLetter(
			BUREAU,
			ECONOMY,
			PROJECT,
			(
				Milestone("施工许可", date(2026, 6, 1), date(2026, 5, 28)),
				Milestone("竣工验收", date(2027, 9, 30), date(2027, 9, 20)),
			),
			(Evidence("竣工验收备案表", date(2027, 10, 8)),),
			(LEAD, HOST),
			"某政数函〔2027〕31号",
			date(2027, 10, 12),
		),
		SupervisionNotice(
			BUREAU,
			HOUSING,
			PROJECT.name,
			PROBLEM,
			"明确责任人，限时办结。",
			"政数局督导发现",
			"专题会议纪要〔2026〕3号",
			"李某某",
			LATER,
			"王某某，0728-5221234",
			"某督〔2026〕7号",
			DAY,
		),
		AssignmentLetter(
			BUREAU,
			HOUSING,
			(
				AssignedProblem(PROJECT.name, PROBLEM, "确定迁改方案。", HOUSING, "李某某", LATER),
				AssignedProblem(
					PROJECT.name, "消防设计审查意见未出具。", "出具审查意见。", HOUSING, "赵某某", LATER
				),
			),
			"专题会议纪要〔2026〕3号",
			LATER,
			"王某某，0728-5221234",
			"某政数函〔2026〕12号",
			DAY,
		),
		ProblemSummary(
			LEAD,
			(
				CollectedProblem(
					PROJECT.name,
					PROJECT.enterprise,
					PROBLEM,
					"平整土地",
					23,
					date(2026, 2, 20),
					HOUSING,
					"李某某",
					LATER,
					"已现场踏勘。",
				),
			),
			DAY,
			"王某某",
		),
		MeetingSubmission(
			BUREAU,
			"市委、市政府",
			(
				SubmittedProblem(
					PROJECT.name,
					PROBLEM,
					"3月2日、9日两次召开联席会议。",
					(UnitView(HOUSING, "建议由供电公司先行设计。"), UnitView(HOST, "同意。")),
					"明确迁改费用由园区平台公司先行垫付。",
				),
			),
			number="某政数文〔2026〕9号",
			day=DAY,
		),
		MeetingMinutes(
			BUREAU,
			"重点招商引资项目建设专题会议",
			DAY,
			"市政府三楼会议室",
			"副市长张某某",
			("李某某（市发改委）", "王某某（市住建局）"),
			("赵某某（市自规局）",),
			"孙某某",
			"会议听取了重点项目建设情况汇报，研究了有关问题。",
			(
				Topic(
					f"关于{PROJECT.name}供电线路迁改问题",
					"会议认为，迁改工程是项目开工的前提。",
					(Decision("4月15日前完成迁改方案", HOUSING, "李某某", LATER),),
				),
			),
			(LEAD, HOST, HOUSING),
			"专题会议纪要〔2026〕3号",
			DAY,
		),
	)


SAMPLES: dict[str, Letter] = {kind_of(letter): letter for letter in _letters()}
