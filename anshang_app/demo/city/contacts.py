"""电话联系, 现场指导, 调度, 领导调研, 政策宣传 and the monthly figures of one project."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.projects import acting_as
from anshang_app.planning.duties import SERVED
from anshang_app.progress_tracking import api as progress_api

if TYPE_CHECKING:
	from anshang_app.demo.city.life import Life

#: weeks of calls and of dispatch, months of visits and figures that are told
CALLS, DISPATCHES, VISITS = 3, 2, 2
#: months back whose figures are told, the last ones all
MONTHS = (0, 1, 2, 4, 6, 8)
#: how the weeks of a project that is not always called look: the weeks before today without a call
BEFORE_BUILDING = 3
LEFT_OUT = {"slack": (0,), "missed": (0, 1), "kept": ()}
CALL_WORDS: tuple[str, ...] = (
	"与企业负责人通话，了解用工和资金情况，企业表示正常推进。",
	"电话了解本周进度，提醒按节点备齐申报材料。",
	"询问施工进度和安全情况，企业反映材料供应正常。",
	"核对下周计划，企业请求继续协调用电手续。",
	"了解设备订货情况，首批设备预计按期到场。",
)
VISIT_WORDS: tuple[str, ...] = (
	"到现场查看进度，召集施工、监理单位碰头，明确下月节点。",
	"现场查看场地条件，指导企业完善申报材料。",
	"到项目部座谈，逐项核对两单一表完成情况。",
	"现场指导消防和规划要点，避免验收返工。",
)
DISPATCH_WORDS: tuple[str, ...] = (
	"专班每周调度：逐项过节点，明确责任人和时限。",
	"专班调度会：梳理卡点，落实要素保障。",
)
POLICIES = (
	("技改设备补贴申报", "企业财务负责人"),
	("稳岗返还和技能培训补贴", "企业人事负责人"),
	("制造业贷款贴息政策", "企业负责人"),
)


def contacts_of(life: "Life") -> Iterator[date]:
	"""Calls, dispatches and visits of the lead unit, in the rhythm the scheme asks for."""
	today = life.clock.last_day
	missed = LEFT_OUT[life.events.get("contacts", "kept" if life.number % 5 else "slack")]
	# the calls of a week spread over its days, so do the visits over their month
	shift = life.number % 4
	monday = today - timedelta(days=today.weekday())
	calls = [
		monday - timedelta(weeks=back) + timedelta(days=shift) for back in range(CALLS) if back not in missed
	]
	plan = [(life.on(day), "Phone Contact", CALL_WORDS) for day in calls]
	weeks = [
		monday - timedelta(weeks=back) + timedelta(days=shift + 1)
		for back in range(DISPATCHES)
		if back not in missed
	]
	plan += [(life.on(day), "Dispatch Meeting", DISPATCH_WORDS) for day in weeks]
	months = [
		today - timedelta(days=30 * back + 3 + life.number % 14)
		for back in range(VISITS if missed != (0, 1) else 0)
	]
	plan += [(life.on(day), "Site Visit", VISIT_WORDS) for day in months]
	for day, kind, texts in sorted(plan):
		yield day
		if is_served(life):
			with acting_as(life.lead_account):
				file(life, kind, texts[(life.number + day.toordinal()) % len(texts)])


def extras_of(life: "Life") -> Iterator[date]:
	"""Visits of the city leader, and a policy explained."""
	today = life.clock.last_day
	plan = [(today - timedelta(days=ago), "Leader Visit") for ago in life.events.get("visits", ())]
	if life.number % 4 == 1:
		plan.append((today - timedelta(days=20 + life.number), "Policy Briefing"))
	for day, kind in sorted(plan):
		yield life.on(day)
		if not is_served(life):
			continue
		if kind == "Policy Briefing":
			policy, audience = POLICIES[life.number % len(POLICIES)]
			with acting_as(life.lead_account):
				file(
					life, kind, "上门讲解政策并留存资料。", policy=policy + MADE_UP, policy_audience=audience
				)
		else:
			with acting_as("lingdao"):
				file(life, kind, "现场调研，听取企业诉求，要求专班倒排工期、挂图推进。")


def figures_of(life: "Life") -> Iterator[date]:
	"""Investment and area to date, entered by the locality near the end of each month; before building, the last months."""
	today = life.clock.last_day
	days = [life.on(today - timedelta(days=30 * back + 4)) for back in MONTHS]
	days = [day for day in days if day >= life.start_on or day in days[:BEFORE_BUILDING]]
	statistics_entered, last = False, 0.0
	if life.is_under_way and life.live_on.year == today.year:
		yield life.later(2, life.entered_on)
		last = at_new_year(life, date(today.year - 1, 12, 31))
	for day in sorted(day for day in days if day > life.entered_on):
		if day > today:
			continue
		yield day
		invested, built = life.reported(day)
		if invested <= last or not is_served(life):
			continue
		values = {"investment_to_date": invested, "area_to_date": built}
		values |= {} if statistics_entered else {"in_statistics": 1}
		statistics_entered, last = True, invested
		with acting_as(life.host_account):
			file(life, "Progress Report", progress_words(life, day), **values)


def at_new_year(life: "Life", day: date) -> float:
	"""What had been invested before the platform, entered as of the end of last year; a year's figures begin there."""
	invested, built = life.reported(day)
	if invested and is_served(life):
		with acting_as(life.host_account):
			values = {"investment_to_date": invested, "area_to_date": built, "entry_date": str(day)}
			file(life, "Progress Report", "补录上年末累计完成投资。", **values)
	return invested


def progress_words(life: "Life", day: date) -> str:
	share = life.share_built(day)
	if day < life.start_on:
		return "前期手续和场地准备按计划推进。"
	if share < 0.2:
		return "基础施工，桩基检测同步进行。"
	if share < 0.55:
		return "主体结构施工，钢结构吊装穿插推进。"
	if share < 0.9:
		return "屋面、外墙和室内安装施工，设备订货完成。"
	return "收尾和设备安装，准备竣工验收资料。"


def is_served(life: "Life") -> bool:
	"""Whether the team serves the project on the story's day."""
	return bool(life.name) and frappe.db.get_value("Investment Project", life.name, "stage") in SERVED


def file(life: "Life", kind: str, text: str, **values) -> str | None:
	"""One entry of the story's day by the session's account."""
	values = {"entry_kind": kind, "entry_date": str(getdate()), "content": text + MADE_UP, **values}
	return progress_api.file_entry(life.name, values, confirmed=1).get("name")
