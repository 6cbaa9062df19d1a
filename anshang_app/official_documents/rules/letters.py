"""What each official letter says, in plain values. Texts may be empty, days unknown; numbers are words.

Sources: scheme §二(1), (6) for the two hand-over letters, §三(二)5 and §四(二)(三) for the others.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Evidence:
	"""移交凭据: a paper handed over, its day and a remark."""

	name: str
	day: date | None = None
	note: str = ""


@dataclass(frozen=True)
class Milestone:
	"""A step of a finished project: planned and actual day."""

	name: str
	planned: date | None = None
	actual: date | None = None


@dataclass(frozen=True)
class ProjectFacts:
	"""A project as a letter describes it: money in 万元, land in 亩, floor area in ㎡."""

	name: str
	enterprise: str = ""
	uscc: str = ""
	project_code: str = ""
	ground: str = ""
	chain: str = ""
	landing_mode: str = ""
	fixed_asset_investment: Decimal | None = None
	total_investment: Decimal | None = None
	land_area: Decimal | None = None
	floor_area: Decimal | None = None
	host: str = ""
	lead: str = ""
	introducer: str = ""
	leader: str = ""
	signed_on: date | None = None
	start_on: date | None = None
	content: str = ""


@dataclass(frozen=True)
class IntakeLetter:
	"""招商项目信息移交函: 招商服务中心 to 政数局, copied to 包保单位 and 落户地 (scheme §二(1))."""

	from_unit: str
	to_unit: str
	project: ProjectFacts
	evidence: tuple[Evidence, ...] = ()
	copy_to: tuple[str, ...] = ()
	number: str = ""
	day: date | None = None


@dataclass(frozen=True)
class CompletionLetter:
	"""竣工项目移交函: 政数局 to 经信局 (scheme §二(6)); `milestones` are the steps of the annex."""

	from_unit: str
	to_unit: str
	project: ProjectFacts
	milestones: tuple[Milestone, ...] = ()
	evidence: tuple[Evidence, ...] = ()
	copy_to: tuple[str, ...] = ()
	number: str = ""
	day: date | None = None


@dataclass(frozen=True)
class SupervisionNotice:
	"""督办通知单: what a unit is to do by when, on whose word (scheme §四(三)).

	`source` is 政数局督导发现, 专题会议 or 领导批示; `basis` the minutes or the instruction in words.
	"""

	from_unit: str
	to_unit: str
	project: str
	matter: str
	requirement: str
	source: str = ""
	basis: str = ""
	responsible_person: str = ""
	due_on: date | None = None
	contact: str = ""
	number: str = ""
	day: date | None = None


@dataclass(frozen=True)
class AssignedProblem:
	"""A problem handed to a unit: project, problem, what is asked of whom by when."""

	project: str
	problem: str
	requirement: str = ""
	unit: str = ""
	person: str = ""
	due_on: date | None = None


@dataclass(frozen=True)
class AssignmentLetter:
	"""问题交办函: problems handed to one unit, each with person and limit."""

	from_unit: str
	to_unit: str
	problems: tuple[AssignedProblem, ...]
	basis: str = ""
	reply_by: date | None = None
	contact: str = ""
	number: str = ""
	day: date | None = None


@dataclass(frozen=True)
class CollectedProblem:
	"""A row of the 问题汇总表; `days_blocked` are working days, `blocks` the step that waits."""

	project: str
	enterprise: str
	problem: str
	blocks: str = ""
	days_blocked: int | None = None
	raised_on: date | None = None
	unit: str = ""
	person: str = ""
	due_on: date | None = None
	progress: str = ""


@dataclass(frozen=True)
class ProblemSummary:
	"""问题汇总表: what the 包保单位 collected for 政数局 (scheme §四(二)), as of `day`."""

	unit: str
	rows: tuple[CollectedProblem, ...]
	day: date | None = None
	filled_by: str = ""


@dataclass(frozen=True)
class UnitView:
	"""What a unit says to a problem."""

	unit: str
	view: str


@dataclass(frozen=True)
class SubmittedProblem:
	"""A problem laid before the special meeting: what was tried, the units' views, the advice asked for."""

	project: str
	problem: str
	tried: str = ""
	views: tuple[UnitView, ...] = ()
	advice: str = ""


@dataclass(frozen=True)
class MeetingSubmission:
	"""专题会议呈报件: 政数局 to 市委、市政府 (scheme §四(二))."""

	from_unit: str
	to: str
	problems: tuple[SubmittedProblem, ...]
	summary: str = ""
	number: str = ""
	day: date | None = None


@dataclass(frozen=True)
class Decision:
	"""What a meeting decided: the matter, who does it by when."""

	matter: str
	unit: str = ""
	person: str = ""
	due_on: date | None = None


@dataclass(frozen=True)
class Topic:
	"""A topic of a meeting: what was said, and what was decided."""

	title: str
	discussion: str = ""
	decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class MeetingMinutes:
	"""会议纪要: of a joint or special meeting; persons are names with posts in words."""

	from_unit: str
	meeting: str
	day: date | None
	place: str = ""
	chair: str = ""
	present: tuple[str, ...] = ()
	absent: tuple[str, ...] = ()
	recorder: str = ""
	summary: str = ""
	topics: tuple[Topic, ...] = ()
	send_to: tuple[str, ...] = ()
	number: str = ""
	issued_on: date | None = None


Letter = (
	IntakeLetter
	| CompletionLetter
	| SupervisionNotice
	| AssignmentLetter
	| ProblemSummary
	| MeetingSubmission
	| MeetingMinutes
)
#: stored kind of a letter -> its structure; the Chinese of a kind is its translation
KINDS = {
	"Intake Handover Letter": IntakeLetter,
	"Completion Handover Letter": CompletionLetter,
	"Supervision Notice": SupervisionNotice,
	"Problem Assignment Letter": AssignmentLetter,
	"Problem Summary": ProblemSummary,
	"Special Meeting Submission": MeetingSubmission,
	"Meeting Minutes": MeetingMinutes,
}


def kind_of(letter: Letter) -> str:
	"""The stored kind of a letter."""
	return next(kind for kind, structure in KINDS.items() if isinstance(letter, structure))
