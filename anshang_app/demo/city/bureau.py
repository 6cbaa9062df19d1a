"""What the bureau does for all projects: the nightly judging, meetings, trainings, bulletins."""

from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe.utils import add_days, getdate

from anshang_app.bulletins import api as bulletins_api
from anshang_app.case_reporting.period import before, two_months_before
from anshang_app.coordination import api as coordination_api
from anshang_app.coordination.commitments import refresh_states
from anshang_app.coordination.meetings import MEETING
from anshang_app.demo.approvals import MADE_UP
from anshang_app.demo.bulletins import recipients
from anshang_app.demo.city import troubles
from anshang_app.demo.city.cast import BUREAU, INSPECTION, account_of, unit_named
from anshang_app.demo.city.life import Life
from anshang_app.demo.coordination import train
from anshang_app.demo.projects import acting_as
from anshang_app.permit_approvals import running_clocks
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.progress_tracking import investment_lights
from anshang_app.progress_tracking.lights import refresh_lights
from anshang_app.service_plans import forecasts

#: weeks before today on whose Mondays lights are judged: the history of a year, thinner the older it is
JUDGED = (40, 36, 32, 28, 24, 21, 18, 15, 13, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#: days before today of the joint and the special meeting, and days to the next one
JOINT, SPECIAL, NEXT = 78, 22, 4
OFFICE = "市政府督查室"


def nights(life: Life) -> Iterator[date]:
	"""The nightly task, which judges what only a day's passing changes."""
	monday = life.clock.last_day - timedelta(days=life.clock.last_day.weekday())
	for weeks in JUDGED:
		yield monday - timedelta(weeks=weeks)
		judge(life.calendar)
	yield life.clock.last_day
	judge(life.calendar)


def judge(calendar: WorkCalendar) -> None:
	"""Forecasts, lights of dates and money, clocks and promises as of the story's day."""
	forecasts.refresh()
	refresh_lights(calendar=calendar)
	investment_lights.refresh()
	running_clocks.refresh(calendar)
	refresh_states()


# --- meetings -----------------------------------------------------------------------------------------------


def joint_meeting(life: Life) -> Iterator[date]:
	"""联席会议 of a lead unit: its projects' open problems, and orders out of its decisions."""
	day = troubles.days_before(life, JOINT)
	yield life.earlier(3, day)
	lead = unit_named("发改委")
	meeting = new_meeting(
		account_of(lead), "装备制造、纺织服装产业链联席会议", "Joint Coordination Meeting", day, lead
	)
	yield day
	yield from decide(life, meeting, account_of(lead), None)


def special_meeting(life: Life) -> Iterator[date]:
	"""专题会议 of what the ladder brought to it; the inspection office sees to its decisions."""
	day = troubles.days_before(life, SPECIAL)
	yield life.earlier(2, day)
	meeting = new_meeting(BUREAU, "全市重点招商引资项目专题会议", "Special Coordination Meeting", day, None)
	yield day
	yield from decide(life, meeting, BUREAU, OFFICE)


def next_meeting(life: Life) -> Iterator[date]:
	"""The joint meeting of the bureau that is being prepared today."""
	yield life.clock.last_day
	day = life.later(NEXT)
	new_meeting(BUREAU, "重点项目要素保障联席会议", "Joint Coordination Meeting", day, unit_named_bureau())


def unit_named_bureau() -> str:
	return frappe.db.get_value("Anshang Unit", {"is_government_services_bureau": 1, "is_demo": 1})


def new_meeting(account: str, title: str, kind: str, day: date, unit: str | None) -> str:
	"""A meeting with its agenda drafted out of the open problems, and sent round."""
	with acting_as(account):
		meeting = frappe.get_doc(
			{
				"doctype": MEETING,
				"title": title + MADE_UP,
				"kind": kind,
				"unit": unit,
				"meeting_date": str(day),
				"place": f"市政务服务中心三楼会议室{MADE_UP}",
				"chair": f"市领导{MADE_UP}",
				"participants": [
					{"unit": unit_named(name)} for name in ("经开区", "岳口镇", "自规局", "住建局")
				],
				"is_demo": 1,
			}
		).insert()
		coordination_api.draft_agenda(meeting.name)
		if frappe.db.count("Agenda Item", {"parent": meeting.name}):
			coordination_api.send_agenda(meeting.name)
	return meeting.name


def decide(life: Life, meeting: str, account: str, office: str | None) -> Iterator[date]:
	"""Decisions on each topic, given out as orders, and worked off by their units."""
	topics = frappe.get_all(
		"Agenda Item", {"parent": meeting}, ["idx", "issue", "title"], order_by="idx", limit=4
	)
	made: list[str] = []
	given_out: list[tuple[str, str]] = []
	with acting_as(account):
		for topic in topics:
			unit = frappe.db.get_value("Coordination Issue", topic.issue, "unit") or unit_named("经开区")
			values = {
				"matter": f"由{short_of(unit)}牵头，限期拿出解决方案并组织实施。{MADE_UP}",
				"unit": unit,
				"person": f"{short_of(unit)}主要负责人{MADE_UP}",
				"due_date": str(life.later(15)),
				"inspection_office": unit_named(office) if office else None,
			}
			coordination_api.enter_decision(meeting, topic.idx, values)
			made.append(unit)
		if made:
			given_out = list(zip(coordination_api.give_out(meeting)["orders"], made, strict=True))
	ends = (
		("reported", "signed", "settled", "overdue") if office else ("settled", "settled", "redo", "settled")
	)
	checker = INSPECTION if office and office == "市委督查室" else account if not office else BUREAU
	tales = [
		troubles.carry_order(life, order, unit, until, checker)
		for (order, unit), until in zip(given_out, ends, strict=False)
	]
	yield from one_after_the_other(tales)


def one_after_the_other(tales: list[Iterator[date]]) -> Iterator[date]:
	"""Tales that share their days, told as one."""
	waiting = [(day, number, tale) for number, tale in enumerate(tales) if (day := next(tale, None))]
	while waiting:
		waiting.sort(key=lambda row: row[:2])
		day, number, tale = waiting.pop(0)
		yield max(day, getdate())
		following = next(tale, None)
		if following:
			waiting.append((following, number, tale))


def short_of(unit: str) -> str:
	return frappe.get_cached_value("Anshang Unit", unit, "short_name") or unit


# --- trainings and bulletins --------------------------------------------------------------------------------


def trainings(life: Life) -> Iterator[date]:
	"""A training of the agents."""
	yield troubles.days_before(life, 50)
	with acting_as(BUREAU):
		train("kaifaqu")


def bulletins(life: Life) -> Iterator[date]:
	"""安商简报: the last but one distributed after its two months, the last one being compiled."""
	last = two_months_before(life.clock.last_day)
	yield life.on(before(last).last + timedelta(days=7))
	with acting_as(BUREAU):
		issue = frappe.get_doc("Bulletin", new_issue(before(last)))
		issue.set("recipients", recipients())
		issue.copies = 60
		issue.save()
		bulletins_api.compare(issue.name)
		bulletins_api.pass_figures(issue.name)
		bulletins_api.distribute(issue.name)
	yield max(life.on(last.last + timedelta(days=6)), life.on(add_days(life.clock.last_day, -9)))
	with acting_as(BUREAU):
		new_issue(last)


def new_issue(period) -> str:
	return bulletins_api.new_issue(str(period.first), str(period.last))["name"]
