"""Lights of nodes by rules an administrator edits; they judge nodes, never persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anshang_app.planning.workdays import WorkCalendar

GREEN, YELLOW, RED, NONE = "Green Light", "Yellow Light", "Red Light", "No Light"
WITHIN_PLAN = "Forecast Within Plan"
FLOAT_USED_UP = "Float Used Up"
FEW_DAYS_LEFT = "Few Working Days Left"
RECOVERED = "Recovered in Period"
PAST_PLAN = "Past Plan"
NO_PLAN = "No Planned Date"


@dataclass(frozen=True)
class LightRule:
	"""`condition` gives `light`; the lowest `order` wins.

	Its number, where it has one: `working_days` of a date, `threshold` of money (per cents or months).
	"""

	light: str
	condition: str
	working_days: int = 0
	order: int = 0
	threshold: float = 0.0


@dataclass(frozen=True)
class NodeFacts:
	"""What a light is judged by; `forecast` is the early finish, `float_days` the total float, if scheduled.

	`last_red` is the last day on which the node was red.
	"""

	planned: date | None
	actual: date | None = None
	forecast: date | None = None
	float_days: int | None = None
	last_red: date | None = None


def light_of(calendar: WorkCalendar, rules: Iterable[LightRule], facts: NodeFacts, today: date) -> str:
	"""The light of the first rule, by order, whose condition holds; none where no rule speaks."""
	for rule in sorted(rules, key=lambda rule: rule.order):
		if CONDITIONS[rule.condition](calendar, rule, facts, today):
			return rule.light
	return NONE


def _no_plan(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	return facts.planned is None


def _past_plan(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	"""Done late is past too, as long as it is not done it is past from the day after the plan."""
	return facts.planned is not None and facts.actual is None and today > facts.planned


def _few_days_left(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	if facts.planned is None or facts.actual is not None or today > facts.planned:
		return False
	return calendar.working_days_between(today, facts.planned) <= rule.working_days


def _float_used_up(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	if facts.actual is not None or facts.planned is None:
		return False
	late = facts.forecast is not None and facts.forecast > facts.planned
	return late or (facts.float_days is not None and facts.float_days <= 0)


def _recovered(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	"""A node that was red stays yellow for the period after its last red day; one done in time was never late."""
	if facts.last_red is None or _past_plan(calendar, rule, facts, today):
		return False
	if facts.actual and facts.planned and facts.actual <= facts.planned:
		return False
	return calendar.working_days_between(facts.last_red, today) <= rule.working_days


def _within_plan(calendar: WorkCalendar, rule: LightRule, facts: NodeFacts, today: date) -> bool:
	if facts.planned is None:
		return False
	finish = facts.actual or facts.forecast
	return facts.actual is not None or finish is None or finish <= facts.planned


CONDITIONS = {
	NO_PLAN: _no_plan,
	PAST_PLAN: _past_plan,
	FEW_DAYS_LEFT: _few_days_left,
	FLOAT_USED_UP: _float_used_up,
	RECOVERED: _recovered,
	WITHIN_PLAN: _within_plan,
}
