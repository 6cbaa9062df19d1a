"""汇报材料 in words: sums, what is asked of the leaders, each project; what is not known is not told as 0."""

from datetime import date
from decimal import Decimal

from anshang_app.official_documents.rules.letters import ProjectFacts
from anshang_app.project_briefs.rules.brief_facts import (
	Brief,
	BriefStep,
	Money,
	Order,
	ProjectBrief,
	Promise,
	Trouble,
)
from anshang_app.project_briefs.rules.brief_paper import brief_paper
from anshang_app.rendering.paper import Heading, Table

TODAY = date(2026, 11, 27)


def facts(name: str) -> ProjectFacts:
	return ProjectFacts(
		name=name, enterprise="某公司", uscc="", project_code="", ground="", chain="生物医药", landing_mode="征地",
		fixed_asset_investment=Decimal(20000), total_investment=Decimal(30000), land_area=None, floor_area=None,
		host="经开区", lead="经信局", introducer="", leader="", signed_on=None, start_on=None, content="",
	)  # fmt: skip


def project(name: str = "纸塑用品生产", **changes) -> ProjectBrief:
	values = {
		"project": facts(name),
		"stage": "建设实施",
		"sealed_on": date(2026, 4, 1),
		"revision": 2,
		"steps": (
			BriefStep("施工许可", "住建局", date(2026, 6, 1), date(2026, 6, 10), 7),
			BriefStep("主体封顶", "企业", date(2026, 10, 9), None, 35, "企业：资金未到位"),
			BriefStep("竣工验收", "住建局", date(2027, 3, 1), None),
		),
		"money": Money(10000, 4000, 9000, date(2026, 11, 1), 40, 90.4, "红灯"),
		**changes,
	}
	return ProjectBrief(**values)


def words(*projects: ProjectBrief) -> str:
	return "\n".join(brief_paper(Brief("政数局", TODAY, projects)).texts)


def test_progress_is_told_against_the_sealed_plan():
	told = words(project())
	assert "纸塑用品生产项目建设情况汇报" in told
	assert "两单一表第2版于2026年4月1日签章生效。" in told
	assert (
		"计划节点共3个，已完成1个；截至目前应完成2个，其中已完成1个（逾期完成1个），逾期未完成1个。" in told
	)
	assert "主体封顶" in told and "企业：资金未到位" in told and "35" in told
	assert "下一节点：竣工验收（住建局，2027年3月1日）。" in told


def test_a_project_without_a_seal_or_figures_says_so():
	told = words(project(sealed_on=None, revision=None, steps=(), money=Money()))
	assert "两单一表尚未签章。" in told
	assert "未登记2026年度投资计划；尚未填报完成投资。" in told
	assert "投资0万元" not in told
	assert "本年完成数不详" in words(project(money=Money(10000, None, 9000, None)))


def test_what_is_asked_of_the_leaders_comes_from_the_upper_rungs_and_what_is_late():
	troubles = (
		Trouble("图审缓慢", "专班", "住建局", None),
		Trouble("缺水", "专题会议", "城投公司", date(2026, 12, 1), 12, "由城投公司先行铺管"),
	)
	orders = (
		Order("移交便道", "经开区", date(2026, 11, 1), "办理中", True),
		Order("另一件", "经开区", None, "办理中"),
	)
	promises = (
		Promise("通气", "基础设施配套", "城管局", date(2026, 10, 1), True, True),
		Promise("按期投产", "合同履约", "某公司", date(2026, 10, 1), True, False),
	)
	told = words(project(troubles=troubles, orders=orders, promises=promises))
	asked = told.split("需市领导研究解决的事项")[1]
	assert "1.请专题会议研究“缺水”（城投公司办理中），影响工期12个工作日。建议：由城投公司先行铺管。" in asked
	assert "请督促经开区办结逾期督办件“移交便道”（时限2026年11月1日）。" in asked
	assert "请督促城管局兑现“通气”" in asked and "按期投产" not in asked and "图审缓慢" not in asked
	assert "投资进度亮红灯（占年度计划的40%，序时进度90.4%），请研究加快措施。" in asked
	assert told.index("缺水") < told.index("图审缓慢")


def test_nothing_due_yet_is_said_in_a_word():
	ahead = (BriefStep("竣工验收", "住建局", date(2027, 3, 1), None),)
	assert "计划节点共1个，已完成0个；截至目前没有到期节点。" in words(project(steps=ahead))


def test_nothing_to_ask_is_said():
	calm = project(money=Money(10000, 9500, 9500, None, 95, 90, "绿灯"))
	assert (
		"暂无。" in words(calm)
		and "无未销号问题和在办督办件。" in words(calm)
		and "无未了承诺。" in words(calm)
	)


def test_many_projects_begin_with_their_sums():
	other = project("卓泰纺织项目", stage="前期手续", money=Money(5000, None, None))
	paper = brief_paper(Brief("政数局", TODAY, (project(), other)))
	told = "\n".join(paper.texts)
	assert "本次汇报项目2个，其中建设实施1个、前期手续1个，计划总投资6亿元。" in told
	assert "本年计划投资1.5亿元，已完成0.4亿元，占年度计划的26.7%。" in told
	headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
	assert headings[:4] == [
		"一、总体情况",
		"二、需市领导研究解决的事项",
		"三、各项目情况",
		"（一）纸塑用品生产",
	]
	assert "（二）卓泰纺织项目" in headings and "1.基本情况" in headings
	table = next(block for block in paper.blocks if isinstance(block, Table))
	assert table.rows[1][3:6] == ("5000", "—", "—")


def test_promises_not_released_are_counted_only():
	told = words(project(kept_back=2))
	assert "另有未向企业公开的承诺2项，不列入本材料。" in told
