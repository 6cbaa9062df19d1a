"""What 汇报材料 tells of projects: plain values, read by `briefs`, put into words by `brief_paper`."""

from dataclasses import dataclass
from datetime import date

from anshang_app.official_documents.rules.letters import ProjectFacts


@dataclass(frozen=True)
class BriefStep:
	"""A dated node of the sealed plan; `days_late` are working days, `cause` whose and why in words."""

	title: str
	unit: str
	planned: date | None
	actual: date | None
	days_late: int = 0
	cause: str = ""


@dataclass(frozen=True)
class Money:
	"""Investment of the year in 万元, None where unknown; `share` and `due` are per cent of the year's plan."""

	plan: float | None = None
	done: float | None = None
	to_date: float | None = None
	reported_on: date | None = None
	share: float | None = None
	due: float | None = None
	light: str = ""


@dataclass(frozen=True)
class Trouble:
	"""An open problem: the rung it is at, whose turn it is, the limit, and what it blocks."""

	title: str
	rung: str
	turn: str
	due: date | None
	days_blocked: int | None = None
	advice: str = ""
	is_late: bool = False


@dataclass(frozen=True)
class Order:
	"""An open 督办件."""

	matter: str
	unit: str
	due: date | None
	state: str
	is_late: bool = False


@dataclass(frozen=True)
class Promise:
	"""An open commitment; `by_city`: the city owes it."""

	promised: str
	kind: str
	unit: str
	due: date | None
	is_late: bool
	by_city: bool


@dataclass(frozen=True)
class ProjectBrief:
	"""One project as of today; `kept_back` promises of the city's are not released and not told in words."""

	project: ProjectFacts
	stage: str
	sealed_on: date | None
	revision: int | None
	steps: tuple[BriefStep, ...]
	money: Money
	troubles: tuple[Trouble, ...] = ()
	orders: tuple[Order, ...] = ()
	promises: tuple[Promise, ...] = ()
	kept_back: int = 0

	def due_steps(self, today: date) -> list[BriefStep]:
		"""The nodes planned up to today."""
		return [step for step in self.steps if step.planned and step.planned <= today]

	@property
	def done(self) -> int:
		return sum(1 for step in self.steps if step.actual)

	@property
	def late(self) -> list[BriefStep]:
		"""Nodes past their day and not done, the latest first."""
		open_late = [step for step in self.steps if not step.actual and step.days_late > 0]
		return sorted(open_late, key=lambda step: -step.days_late)

	@property
	def done_late(self) -> list[BriefStep]:
		return [step for step in self.steps if step.actual and step.days_late > 0]


@dataclass(frozen=True)
class Brief:
	"""Chosen projects as of `today`, told by a unit."""

	unit: str
	today: date
	projects: tuple[ProjectBrief, ...]
