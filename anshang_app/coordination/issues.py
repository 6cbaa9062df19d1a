"""协调问题: raised, taken up, answered, confirmed by the enterprise and cleared; and the ladder it climbs."""

from dataclasses import asdict
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, today

from anshang_app.access_control.acting_unit import acts_for, bureau, check_side, coordinates
from anshang_app.access_control.kept_files import Kept, kept_in
from anshang_app.coordination.rules import ladder
from anshang_app.coordination.rules.agenda import OpenIssue, days_blocked, ranked
from anshang_app.coordination.rules.guards import issue_gaps
from anshang_app.foundation import constants
from anshang_app.foundation.spared import known_day, spared
from anshang_app.foundation.units import find_platform_unit
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.foundation.workflow_step import hold, steps_of, take_step
from anshang_app.validation.checks import Problem, future_problem, is_blank
from anshang_app.validation.messages import refuse

ISSUE = "Coordination Issue"
OPEN_STATES = (
	constants.RAISED,
	constants.TAKEN_UP,
	constants.IN_HAND,
	constants.ANSWERED,
	constants.SENT_BACK,
)
#: states in which whoever raised it still words it
WORDED_IN = (constants.RAISED, constants.SENT_BACK)
WORDED = ("title", "description", "blocked_node", "raised_on", "unit", "person", "due_date")
CONFIRMATION = ("confirmed_by", "confirmed_on", "confirmed_how", "satisfaction")
#: passages of the collecting side; the others are the responsible unit's
COLLECTORS = {
	(constants.SENT_BACK, constants.RAISED),
	(constants.ANSWERED, constants.IN_HAND),
	(constants.ANSWERED, constants.CLEARED),
}
LIMIT_SETTINGS = {
	ladder.TEAM: "level_days_team",
	ladder.BUREAU: "level_days_bureau",
	ladder.MEETING: "level_days_meeting",
	ladder.INSPECTION: "level_days_inspection",
}


# --- steps ------------------------------------------------------------------------------------------------


def step(issue: str, action: str, values: dict | None = None) -> Document:
	"""One step of an issue with the values it needs, as one save; what is not given stays."""
	doc = frappe.get_doc(ISSUE, issue)
	doc.flags.by_path = True
	return take_step(doc, action, {field: value for field, value in (values or {}).items() if value})


def check_passage(issue: Document, before: Document) -> None:
	"""Refuse a passage of somebody else's, or one that lacks anything; date and name it."""
	check_side(_may_pass(issue, before), *_sides(issue, before))
	refuse(issue, issue_gaps(issue.as_dict(), issue.state, getdate()))
	if issue.state == constants.ANSWERED:
		issue.answered_on, issue.answered_by = today(), frappe.session.user
	elif issue.state == constants.CLEARED:
		issue.cleared_on, issue.confirmation_entered_by = today(), frappe.session.user
	elif issue.state == constants.RAISED:
		issue.return_reason = None
	elif (before.state, issue.state) == (constants.ANSWERED, constants.IN_HAND):
		# the enterprise's word was about the answer that did not hold
		issue.update(dict.fromkeys(CONFIRMATION))
	elif issue.state == constants.REVOKED:
		issue.revoked_on, issue.revoked_by, issue.extension_wanted = today(), frappe.session.user, None
	elif issue.state == constants.TAKEN_UP:
		issue.original_due_date = issue.due_date


def _may_pass(issue: Document, before: Document) -> bool:
	return coordinates() or acts_for(*_sides(issue, before))


def _sides(issue: Document, before: Document) -> list[str | None]:
	"""The units whose step the passage is."""
	if issue.state == constants.REVOKED or (before.state, issue.state) in COLLECTORS:
		return collecting_units(issue.project)
	return [before.unit or issue.unit]


def collecting_units(project: str) -> list[str | None]:
	"""The 包保单位, which collects problems and clears them (scheme §四(二)), and the 落户地; in production 经信局 (§二(6))."""
	if is_in_production(project):
		return [find_platform_unit("economy_bureau"), None]
	return units_of_project(project)


def units_of_project(project: str) -> list[str | None]:
	"""The 包保单位 and the 落户地, whatever the stage."""
	return list(frappe.db.get_value("Investment Project", project, ["chain_lead_unit", "host_locality"]))


def is_in_production(project: str) -> bool:
	"""Whether the project was handed over to 经信局, which serves the enterprise from then on."""
	return frappe.db.get_value("Investment Project", project, "stage") == constants.HANDED_OVER


def entered_problems(issue: Document) -> list[Problem]:
	"""What was entered by hand and cannot stand."""
	problems = [future_problem("raised_on", issue.raised_on, getdate())]
	if issue.blocked_node:
		owner = frappe.db.get_value("Project Node", issue.blocked_node, "project")
		if owner != issue.project:
			problems.append(Problem("blocked_node", issue.blocked_node, "node_elsewhere"))
	before = issue.get_doc_before_save()
	if before and not words_open(before) and not issue.flags.by_path:
		problems += [Problem(field, None, "by_step_only") for field in WORDED if issue.changed(field)]
	return [problem for problem in problems if problem]


def words_open(issue: Document) -> bool:
	"""Whether the wording and the charge of a stored issue may still be changed by hand: later by the bureau only."""
	return issue.state in WORDED_IN or coordinates()


def answer_from_order(order: Document) -> None:
	"""A settled order answers the problem it was given for: nobody enters the answer a second time."""
	issue = frappe.get_doc(ISSUE, order.issue)
	if issue.state not in (constants.RAISED, constants.TAKEN_UP, constants.IN_HAND, constants.SENT_BACK):
		return
	issue.db_set(
		{
			"state": constants.ANSWERED,
			"answer": order.replies[-1].reply,
			"answered_on": today(),
			"answered_by": order.replies[-1].replied_by,
		},
		notify=True,
	)
	issue.add_comment("Workflow", _(constants.ANSWERED))


# --- ladder -----------------------------------------------------------------------------------------------


def escalate(issue: str, reason: str | None) -> Document:
	"""上报 an open problem one level, with the reason: 包保单位 to the bureau, the bureau to the special meeting."""
	doc = frappe.get_doc(ISSUE, issue)
	doc.check_permission("write")
	hold(doc)
	above = ladder.next_level(doc.level)
	problems = [Problem("escalations", None, "reason_needed")] if is_blank(reason) else []
	if doc.state not in OPEN_STATES:
		problems.append(Problem("state", _(doc.state), "not_open"))
	if above is None:
		problems.append(Problem("level", None, "top_of_ladder"))
	elif above == ladder.INSPECTION:
		problems.append(Problem("level", None, "by_order_only"))
	refuse(doc, problems)
	check_side(
		may_escalate(doc), *(collecting_units(doc.project) if doc.level == ladder.TEAM else [bureau()])
	)
	# the top of the ladder was refused
	assert above is not None
	return climb(doc, above, reason)


def may_escalate(issue: Document) -> bool:
	"""Whether the session's user takes the problem a level up: its collectors from the team, then the bureau."""
	if issue.level not in (ladder.TEAM, ladder.BUREAU) or issue.state not in OPEN_STATES:
		return False
	from_team = issue.level == ladder.TEAM
	return coordinates() or (from_team and acts_for(*collecting_units(issue.project)))


def lift_to_inspection(issue: str, office: str, reason: str) -> None:
	"""An order of the special meeting puts its problem on the ladder's last level."""
	doc = frappe.get_doc(ISSUE, issue)
	if doc.level == ladder.INSPECTION or doc.state not in OPEN_STATES:
		return
	climb(doc, ladder.INSPECTION, f"{reason}（{office}）", ignore_permissions=True)


def follow_new_order(order: Document, method: str | None = None) -> None:
	"""A problem whose order is the special meeting's is now the inspection office's too (after_insert)."""
	if order.issue and order.source == constants.FROM_SPECIAL_MEETING:
		lift_to_inspection(order.issue, order.inspection_office, _(order.source))


def follow_order(order: Document, method: str | None = None) -> None:
	"""办结 of an order answers the problem behind it, 提级 takes it a level up (on_update)."""
	if order.issue and order.passed("state", constants.SETTLED):
		answer_from_order(order)
	if order.issue and order.passed("escalation", constants.ESCALATED):
		climb_with_order(order)


def climb_with_order(order: Document) -> None:
	"""The problem behind an escalated order goes one level up, as far as the special meeting."""
	doc = frappe.get_doc(ISSUE, order.issue)
	above = ladder.next_level(doc.level) if doc.level in (ladder.TEAM, ladder.BUREAU) else None
	if above and doc.state in OPEN_STATES:
		climb(doc, above, order.escalation_words, ignore_permissions=True)


def climb(issue: Document, level: str, reason: str | None, ignore_permissions: bool = False) -> Document:
	"""Put a stored problem on a level, as one save."""
	issue.flags.by_path = True
	due = enter_level(issue, level, reason)
	issue.save(ignore_permissions=ignore_permissions)
	# past the document, whose history would show the level's stored name
	issue.db_set({"level": level, "level_due_on": due}, update_modified=False)
	return issue


def enter_level(issue: Document, level: str, reason: str | None) -> date | None:
	"""Note the level with its first day, today, and its last one; returns the last."""
	day = getdate(issue.raised_on) if level == ladder.TEAM else getdate()
	due = ladder.due_on(load_calendar(), level, day, level_limits())
	issue.append(
		"escalations",
		{
			"level": level,
			"entered_on": day,
			"due_on": due,
			"reason": reason,
			"entered_by": frappe.session.user,
			"entered_by_name": frappe.get_cached_value("User", frappe.session.user, "full_name"),
		},
	)
	return due


def level_limits() -> dict[str, int]:
	"""Working days of each level, from the settings."""
	settings = frappe.get_cached_doc("Anshang Settings")
	return {level: cint(settings.get(field)) for level, field in LIMIT_SETTINGS.items()}


def clock_of(issue: Document) -> dict | None:
	"""How the clock of the problem's level stands today; None once it is cleared."""
	if not issue.escalations or issue.state not in OPEN_STATES:
		return None
	last = issue.escalations[-1]
	with spared(ISSUE, issue.name):
		due = getdate(last.due_on) if last.due_on else None
		return asdict(ladder.clock(load_calendar(), last.level, getdate(last.entered_on), due, getdate()))
	return None


# --- open problems, ranked --------------------------------------------------------------------------------


def open_issues(filters: dict) -> list[tuple[frappe._dict, int]]:
	"""Open problems the user may read, with the working days their solution would win, most first."""
	rows = frappe.get_list(
		ISSUE,
		filters={"state": ["in", OPEN_STATES], **filters},
		fields=["*"],
		order_by="raised_on, name",
		limit_page_length=0,
	)
	by_name = {row.name: row for row in rows}
	issues = [
		OpenIssue(row.name, row.project, row.title, raised_day(row), cint(row.days_blocked)) for row in rows
	]
	return [(by_name[issue.name], days) for issue, days in ranked(issues, load_calendar(), getdate())]


def blocked_days(issue: Document) -> int:
	"""Working days the plan would gain from the solution of one problem."""
	plain = OpenIssue(issue.name, issue.project, issue.title, raised_day(issue), cint(issue.days_blocked))
	end = known_day(ISSUE, issue.name, issue.cleared_on and getdate(issue.cleared_on)) or getdate()
	return days_blocked(plain, load_calendar(), end)


def raised_day(issue) -> date:
	"""The day a problem was raised; today in place of a stored one that the calendar does not hold."""
	return known_day(ISSUE, issue.name, issue.raised_on and getdate(issue.raised_on)) or getdate()


def actions_of(issue: Document) -> list[str]:
	"""The steps open to the session's user."""

	def is_mine(next_state: str) -> bool:
		collects = next_state == constants.REVOKED or (issue.state, next_state) in COLLECTORS
		return coordinates() or acts_for(*(collecting_units(issue.project) if collects else [issue.unit]))

	return steps_of(issue, is_mine)


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""What hangs on a cleared issue."""
	return kept_in(ISSUE, constants.ISSUE_ENDED, doctype, name)


def raise_at_bureau(project: str, node: str | None, title: str, description: str) -> list[str]:
	"""Enter a problem at the bureau for another room (provider), whatever the user may write; returns its name in a list."""
	unit = bureau()
	doc = frappe.get_doc(
		{
			"doctype": ISSUE,
			"project": project,
			"title": title,
			"description": description,
			"blocked_node": node,
			"unit": unit,
		}
	).insert(ignore_permissions=True)
	climb(doc, ladder.BUREAU, title, ignore_permissions=True)
	return [doc.name]
