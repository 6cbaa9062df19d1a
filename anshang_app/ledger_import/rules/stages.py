"""形象进度 to the stage of a project: proposed from words, confirmed by a person. Pure."""

import re

from anshang_app.foundation import constants

#: the first that fits counts; what is not yet so (未开工) stands before what is
WORDS: tuple[tuple[str, str], ...] = (
	(r"终止|取消|解约|退出|不再实施", constants.TERMINATED),
	(r"停工|停建|暂停|停滞|缓建", constants.SUSPENDED),
	(
		r"(未|待|拟|尚未|即将|准备|计划|力争|预计|具备)[^，。；,;]{0,12}开工|开工前",
		constants.PRE_CONSTRUCTION,
	),
	(r"(未|待|拟|尚未|即将|准备|正在申请)[^，。；,;]{0,6}(验收|竣工)", constants.CONSTRUCTION),
	(r"(未|待|拟|尚未|即将|准备)[^，。；,;]{0,6}投产", constants.ACCEPTANCE),
	(
		r"(已|全面|正式|部分)[^，。；,;]{0,6}(投产|运营|营业|达产)|^投产|^达产|试生产|试运行|已建成投产",
		constants.HANDED_OVER,
	),
	(
		r"(已|完成|通过)[^，。；,;]{0,6}(竣工验收|联合验收|竣工备案)|竣工验收(完成|合格|备案)",
		constants.COMPLETION_HANDOVER,
	),
	(r"验收|已竣工|已完工|^竣工|^完工|竣工$|全部完工", constants.ACCEPTANCE),
	(
		r"已开工|正在(施工|建设|装修)|在建|^开工|开工建设|主体|封顶|基础|桩基|桩|钢结构|土建|装修|设备(安装|调试|进场)|浇筑|砌筑|屋面|外墙|施工中|建设中|\d+层",
		constants.CONSTRUCTION,
	),
	(
		r"施工许可|规划许可|工规|用规|图审|摘牌|土地证|不动产|环评|能评|安评|地勘|施工图|手续|前期|平整|围挡|清表|招拍挂|挂牌|出让|供地|设计|招标|备案|场平",
		constants.PRE_CONSTRUCTION,
	),
	(r"注册|两单一表|倒排|对接|专班", constants.PLANNING),
	(r"签约|洽谈|在谈|意向|协议|移交", constants.HANDOVER),
)
#: stages written in so many words
NAMED = {
	# as the platform itself exports them
	"信息移交": constants.HANDOVER,
	"制定两单一表": constants.PLANNING,
	"开工前手续办理": constants.PRE_CONSTRUCTION,
	"开工建设": constants.CONSTRUCTION,
	"竣工验收": constants.ACCEPTANCE,
	"竣工项目移交": constants.COMPLETION_HANDOVER,
	"已移交": constants.HANDED_OVER,
	"移交": constants.HANDOVER,
	"签约": constants.HANDOVER,
	"前期": constants.PRE_CONSTRUCTION,
	"未开工": constants.PRE_CONSTRUCTION,
	"拟开工": constants.PRE_CONSTRUCTION,
	"在建": constants.CONSTRUCTION,
	"建设中": constants.CONSTRUCTION,
	"已开工": constants.CONSTRUCTION,
	"竣工": constants.ACCEPTANCE,
	"已竣工": constants.ACCEPTANCE,
	"投产": constants.HANDED_OVER,
	"已投产": constants.HANDED_OVER,
	"停工": constants.SUSPENDED,
	"终止": constants.TERMINATED,
}


def stage_of(text: str) -> tuple[str | None, bool]:
	"""(stage, whether it is sure): sure where a stage is all that is written; (None, False) where nothing fits."""
	plain = re.sub(r"\s+", "", text)
	if plain in NAMED:
		return NAMED[plain], True
	for pattern, stage in WORDS:
		if re.search(pattern, plain):
			return stage, False
	return None, False
