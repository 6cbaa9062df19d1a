"""Approval items as lists call them, by the key of the item. Pure."""

import re
from collections.abc import Mapping

from anshang_app.ledger_import.rules.matching import core
from anshang_app.validation.checks import name_key

#: key of an item -> how lists call it; what is left of a name after `EMPTY` must fit as a whole
CALLED = {
	"register-enterprise": "企业(开办|设立|注册)(登记)?|公司(注册|设立)(登记)?|营业执照|工商(注册|登记)",
	"project-filing": "(企业投资)?项目(核准|备案|核准备案|立项)|立项(备案)?|核准备?案?|投资备案",
	"energy-review": "(固定资产投资项目)?(能评|节能(审查|评估|报告)?)(报告)?",
	"eia-report": "(建设项目)?(环评|环境影响(评价)?)(报告书)?(文件)?",
	"eia-form": "(建设项目)?(环评|环境影响(评价)?)(报告表)?(文件)?",
	"safety-review": "(建设项目)?(安评|安全(预评价|评价|条件审查|设施设计审查))",
	"land-supply": "用地|建设用地|土地出让|供地|国有建设用地使用权出让",
	"property-certificate": "不动产(权|登记|权登记|权属)?|土地(使用权?)?|国有土地使用权?",
	"land-planning-permit": "(建设)?用地规划(许可)?|用规",
	"scheme-review": "(规划|建筑|建设工程)?(设计)?方案(审查|设计|设计审查)",
	"works-planning-permit": "(建设|建筑)?工程规划(许可)?|工规",
	"drawing-review": "施工图(设计)?(文件)?(审查)?|图审",
	"fire-design-review": "(建设工程)?消防设计(审查)?",
	"air-defence": "人防(工程|设计|建设|报建)?|防空地下室(建设|易地建设)?|结合民用建筑修建防空地下室",
	"construction-permit": "(建设|建筑)?(工程)?施工(许可)?",
	"power": "(供电|用电|电力)(报装)?",
	"water": "(供水|用水)(报装)?",
	"gas": "(供气|用气|燃气)(报装)?",
	"network": "(通信|网络|宽带)(报装)?",
	"planning-verification": "规划(条件)?(核实|验收)(合格)?",
	"fire-acceptance": "(建设工程)?消防验收",
	"fire-filing": "(建设工程)?(竣工)?(验收)?消防(竣工)?(验收)?备案",
	"air-defence-acceptance": "人防(工程)?(竣工)?验收",
	"joint-acceptance": "联合验收|(工程)?竣工联合验收",
	"completion-filing": "(建设)?(房屋建筑)?(工程)?竣工(验收)?备案",
}
#: what names of the same approval differ by
EMPTY = re.compile(r"许可证|证书|证$|核发|审批|批复|批准|办理|手续|意见书?|合格|\s")


def items_called(text: str, keys: Mapping[str, str]) -> list[str]:
	"""The items (name -> key) a list may mean: the very name, else those called so, else those whose name is part of it."""
	same = [name for name in keys if name_key(name) == name_key(text)]
	if same:
		return same
	plain = re.sub(r"[(（].*?[)）]", "", text)
	spoken = EMPTY.sub(lambda licence: "许可" if licence.group() == "许可证" else "", plain)
	called = [name for name, key in keys.items() if key in CALLED and re.fullmatch(CALLED[key], spoken)]
	if called or len(core(text)) < 2:
		return called
	# an item the administrator added
	return [
		name for name, key in keys.items() if key not in CALLED and (core(name) in text or core(text) in name)
	]
