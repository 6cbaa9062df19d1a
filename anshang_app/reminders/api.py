"""My work, its calendar and scheduled mail over REST and for the desk."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import formatdate, get_weekday

from anshang_app.access_control.projects import readable_project
from anshang_app.access_control.user_context import one_look
from anshang_app.foundation.endpoints import endpoint, parse_argument
from anshang_app.foundation.offers import SAMPLE, for_others
from anshang_app.foundation.phase_words import with_phase
from anshang_app.foundation.providers import ask
from anshang_app.planning.lights import RED, YELLOW
from anshang_app.reminders import agenda_days, landing, step_cards
from anshang_app.reminders import chat_texts as words_for_chat
from anshang_app.reminders.my_work import HOME, MOST, NEAR_DAYS, UNDER_WAY, MyWork, Task
from anshang_app.reminders.project_story import ProjectStory
from anshang_app.reminders.rules.landing_rules import MONTH_DAYS, part_of

CHINESE_DAY = "yyyy年M月d日"
#: projects listed beside the steps
MOST_SHOWN = 30


@frappe.whitelist()
def my_work() -> dict:
	"""The page of the session's user.

	Of each heading at most `most` steps come. Answers {today, units, near_days, most, acts: see `landing.acts`,
	figures: see `landing.OwnFigures`, zone: what the figures leave out, groups: [{heading, tasks: [{doctype,
	name, page: where the step is taken if not on the form, project, project_name, words, due, days_left, part: now|week|month|later, waited: working days, entry_kind}]}], projects: [{name,
	project_name, stage, host_locality, red, yellow}], running: what the set-up page says of scheduler, nightly
	run, reminders and chat groups, for who runs the platform, deputyships: AB岗 of the user, a sentence each}.
	"""
	with one_look():
		return page_of(MyWork(days_ahead=MONTH_DAYS))


def page_of(mine: MyWork) -> dict:
	"""As `my_work` answers."""
	tasks = mine.tasks()
	named = names_of(tasks)
	groups: dict[str, list] = {}
	for task in tasks:
		groups.setdefault(task.heading, []).append(told_task(mine, task, named))
	figures = landing.OwnFigures(mine)
	return {
		"today": f"{formatdate(mine.today, CHINESE_DAY)} {_(get_weekday(mine.today))}",
		"units": list(mine.viewer.units),
		"near_days": NEAR_DAYS,
		"most": MOST,
		"acts": landing.acts(mine, tasks),
		"figures": figures.list_shown(),
		"zone": figures.zone,
		"groups": [{"heading": _(heading), "tasks": group} for heading, group in groups.items()],
		"projects": [] if mine.viewer.sees_all else my_projects(),
		"running": ask("platform_at_work") if mine.runs_platform else [],
		"deputyships": ask("deputyships"),
	}


def told_task(mine: MyWork, task: Task, named: dict[str, str]) -> dict:
	"""A step as the page takes it."""
	since = mine.days_left(task.since)
	return {
		"doctype": task.doctype,
		"name": task.name,
		"page": landing.page_of(task),
		"project": task.project,
		"project_name": named.get(task.project or ""),
		"words": task.title,
		"due": task.due,
		"days_left": mine.days_left(task.due),
		"part": part_of((task.due - mine.today).days if task.due else None, mine.today.weekday()),
		"waited": None if since is None else -since,
		"entry_kind": task.entry_kind,
	}


@for_others(reads=True, project=SAMPLE)
@frappe.whitelist()
def project_story(project: str) -> dict:
	"""A project's page, of what the user may read.

	Answers {actions: keys of what he may do now (see `project_actions`), near_days, stages: [{stage, state: past|now|ahead, entered}], stopped: the standstill or None, lacking:
	{stage, sentences} or None, steps: [{heading, doctype, name, words, unit, mine, due, days_left}], nodes:
	[{name, title, unit, planned_date, forecast_date, light, days_left}], lights: {light: number}, matters:
	[{doctype, open, rows: [{name, words, unit, due, days_left, state}]}], meetings: [{name, title,
	meeting_date, meeting_state}], files: [{file_name, file_url, doctype, name, creation}]}; days left are
	working days. 404 for a project the user may not read, 403 for one of which he reads the base facts.
	"""
	return ProjectStory(readable_project(project)).build()


@for_others(reads=True, doctype="Investment Project", name=SAMPLE)
@endpoint
def standing(doctype: str, name: str) -> dict:
	"""Where a record the user may read stands, after a step or where he may only look: see `step_cards.standing`."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return step_cards.standing(doc)


@frappe.whitelist()
def chat_words(doctype: str, name: str) -> str:
	"""复制为微信文字: an issue or an order the user may read."""
	return words_for_chat.of_record(doctype, name)


@frappe.whitelist()
def my_work_for_chat() -> str:
	"""复制为微信文字: the next steps of the session's user."""
	page = my_work()
	groups = [(group["heading"], [line_of(task) for task in group["tasks"]]) for group in page["groups"]]
	return words_for_chat.of_day(f"{_('My Work')} {page['today']}", groups)


def line_of(task: dict) -> str:
	"""A step in one line: project, what, until when."""
	due = task["due"] and _("until {0}").format(formatdate(task["due"]))
	return "，".join(filter(None, (task["project_name"], task["words"], due)))


def names_of(tasks: list[Task]) -> dict[str, str]:
	"""Project -> its name, of those the user may read."""
	names = sorted({task.project for task in tasks if task.project})
	rows = frappe.get_list(
		HOME,
		filters={"name": ["in", [*names, ""]]},
		fields=["name", "project_name", "phase_no"],
		order_by="name",
		limit_page_length=0,
	)
	return {row.name: with_phase(row.project_name, row.phase_no) for row in rows}


def my_projects() -> list[dict]:
	"""The user's projects under way, the latest touched first, with their red and yellow nodes."""
	projects = frappe.get_list(
		HOME,
		filters={"stage": UNDER_WAY},
		fields=["name", "project_name", "phase_no", "stage", "host_locality"],
		order_by="modified desc",
		limit_page_length=MOST_SHOWN,
	)
	for row in projects:
		row.project_name = with_phase(row.project_name, row.pop("phase_no"))
	lights = frappe.get_list(
		"Project Node",
		filters={
			"project": ["in", [*(row.name for row in projects), ""]],
			"light": ["in", [RED, YELLOW]],
			"actual_date": ["is", "not set"],
		},
		fields=["project", "light"],
		order_by="name",
		limit_page_length=0,
	)
	counted = Counter((row.project, row.light) for row in lights)
	for row in projects:
		row.red, row.yellow = counted[row.name, RED], counted[row.name, YELLOW]
	return projects


@frappe.whitelist()
def calendar_events(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""Visits, meetings and limits between two days, for the calendar of projects: see `agenda_days`.

	`filters` are those of the list of projects, as the calendar's own bar sets them.
	"""
	return agenda_days.events(start, end, parse_argument(filters, list, of=list))


@frappe.whitelist(methods=["POST"])
def send_test(name: str) -> str:
	"""Send a record's report to the session's user alone, who must be one who may receive it; the address."""
	record = frappe.get_doc("Auto Email Report", name)
	record.check_permission("read")
	address = frappe.db.get_value("User", frappe.session.user, "email")
	if not record.may_receive(address):
		frappe.throw(
			_("The report shows what {0} may see: a test goes to members of the same unit only.").format(
				frappe.utils.get_fullname(record.user)
			),
			frappe.PermissionError,
		)
	if frappe.db.exists("Email Unsubscribe", {"email": address, "global_unsubscribe": 1}):
		frappe.throw(_("{0} has unsubscribed from every mail: nothing was sent.").format(address))
	if not record.mail_to([address]):
		frappe.throw(_("The report has no rows, and the record says to send it only if there are some."))
	return address
