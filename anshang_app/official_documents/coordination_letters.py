"""Records of coordination to letters: an order, problems, a meeting."""

from collections.abc import Callable, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import bureau, coordinates
from anshang_app.coordination import issues
from anshang_app.coordination.rules.ladder import TEAM
from anshang_app.official_documents.build import day_of, name_of
from anshang_app.official_documents.letter_build import unit_name
from anshang_app.official_documents.rules.letters import (
	AssignedProblem,
	AssignmentLetter,
	CollectedProblem,
	Decision,
	Letter,
	MeetingMinutes,
	MeetingSubmission,
	ProblemSummary,
	SubmittedProblem,
	SupervisionNotice,
	Topic,
	UnitView,
)
from anshang_app.supervision import orders
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse


def supervision_notice(order: Document) -> SupervisionNotice:
	"""督办通知单 of an order, dated with the day it was given."""
	return SupervisionNotice(
		from_unit=unit_name(order.issuing_unit),
		to_unit=unit_name(order.unit),
		project=order.project_name or "",
		matter=order.matter,
		requirement=order.requirement,
		source=_(order.source, "zh"),
		basis=order.basis or "",
		responsible_person=order.person,
		due_on=day_of(order.due_date),
		number=order.letter_no or "",
		day=day_of(order.ordered_on),
	)


def assignment_letter(chosen: Sequence[Document]) -> AssignmentLetter:
	"""问题交办函: problems of one responsible unit; refused for several units, or for one nobody is named for."""
	units = {issue.unit for issue in chosen}
	if len(units) != 1 or None in units:
		refuse(chosen[0], [Problem("unit", None, "same_unit")])
	return AssignmentLetter(
		from_unit=unit_name(sender_of(chosen)),
		to_unit=unit_name(chosen[0].unit),
		problems=tuple(
			AssignedProblem(
				project=issue.project_name or "",
				problem=issue.description or issue.title,
				requirement=f"尽快解决，避免影响“{issue.blocked_node_title}”"
				if issue.blocked_node_title
				else "限时解决",
				person=issue.person or "",
				due_on=day_of(issue.due_date),
			)
			for issue in chosen
		),
		basis="《全市重点招商引资项目建设服务方案》",
		day=getdate(),
	)


def sender_of(chosen: Sequence[Document]) -> str | None:
	"""Who hands problems over: the 包保单位 while they are with the team, else the bureau."""
	at_team = all(issue.level == TEAM for issue in chosen) and not coordinates()
	return issues.collecting_units(chosen[0].project)[0] if at_team else bureau()


def problem_summary(filters: dict, unit: str | None) -> ProblemSummary:
	"""问题汇总表 of the open problems the user may read, as of today, most blocking first."""
	return ProblemSummary(
		unit=unit_name(unit),
		rows=tuple(collected(row, days) for row, days in issues.open_issues(filters)),
		day=getdate(),
	)


def collected(issue, days: int) -> CollectedProblem:
	"""A row of the table; progress is the state and the level."""
	return CollectedProblem(
		project=issue.project_name or "",
		enterprise=enterprise_of(issue.project),
		problem=issue.description or issue.title,
		blocks=issue.blocked_node_title or "",
		days_blocked=days,
		raised_on=day_of(issue.raised_on),
		unit=unit_name(issue.unit),
		person=issue.person or "",
		due_on=day_of(issue.due_date),
		progress=f"{_(issue.state, 'zh')}（{_(issue.level, 'zh')}）",
	)


def enterprise_of(project: str) -> str:
	"""The name of a project's enterprise."""
	return name_of(
		"Enterprise", name_of("Investment Project", project, "enterprise") or None, "enterprise_name"
	)


def meeting_submission(meeting: Document) -> MeetingSubmission:
	"""专题会议呈报件 of a meeting: what was tried, the units' views, the advice asked for (scheme §四(二))."""
	return MeetingSubmission(
		from_unit=unit_name(meeting.unit),
		to=meeting.submitted_to or "市委、市政府",
		problems=tuple(submitted(row) for row in meeting.agenda),
		summary=meeting.summary or "",
		day=getdate(),
	)


def submitted(item) -> SubmittedProblem:
	"""A topic with what its problem says."""
	issue = frappe.get_doc(issues.ISSUE, item.issue) if item.issue else None
	if not issue or not issue.has_permission("read"):
		return SubmittedProblem(project=item.title, problem=item.discussion or "")
	return SubmittedProblem(
		project=issue.project_name or "",
		problem=issue.description or issue.title,
		tried=issue.tried or "",
		views=tuple(UnitView(unit_name(row.unit), row.opinion) for row in issue.opinions),
		advice=issue.advice or "",
	)


def meeting_minutes(meeting: Document) -> MeetingMinutes:
	"""会议纪要: topics with their discussion, each decision with unit, person and limit."""
	attended = {
		kind: tuple(spoken(row) for row in meeting.participants if row.attendance == kind)
		for kind in ("Attended", "Excused")
	}
	return MeetingMinutes(
		from_unit=unit_name(meeting.unit),
		meeting=meeting.title,
		day=day_of(meeting.meeting_date),
		place=meeting.place or "",
		chair=meeting.chair or "",
		present=attended["Attended"],
		absent=attended["Excused"],
		recorder=meeting.recorder or "",
		summary=meeting.summary or "",
		topics=tuple(topic(meeting, number, row) for number, row in enumerate(meeting.agenda, start=1)),
		send_to=tuple(dict.fromkeys(unit_name(row.unit) for row in meeting.participants if row.unit)),
		number=meeting.minutes_no or "",
	)


def spoken(participant) -> str:
	"""A participant as the minutes name him: unit and person."""
	return " ".join(filter(None, (unit_name(participant.unit), participant.person)))


def topic(meeting: Document, number: int, item) -> Topic:
	"""A topic of the minutes with its decisions."""
	return Topic(
		title=item.title,
		discussion=item.discussion or "",
		decisions=tuple(
			Decision(row.matter, unit_name(row.unit), row.person or "", day_of(row.due_date))
			for row in meeting.decisions
			if row.topic_no == number
		),
	)


#: kind of letter -> the record it is drawn from, and how
RECORD_LETTERS: dict[str, tuple[str, Callable[[Document], Letter]]] = {
	"Supervision Notice": (orders.ORDER, supervision_notice),
	"Special Meeting Submission": ("Coordination Meeting", meeting_submission),
	"Meeting Minutes": ("Coordination Meeting", meeting_minutes),
}
