"""The rows of the wall chart: a project each, with one cell for every node of the annex's third form."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from anshang_app.planning.lights import GREEN, NONE, RED, YELLOW
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, WorkCalendar

#: the worst light first: so a project's light is found, and so rows are ordered
SEVERITY = (RED, YELLOW, GREEN, NONE)
#: the two halves of 项目审批进度计划及建设计划表, in the order of the annex
PARTS = ("Approval Schedule", "Construction Schedule")
#: a node the project has, but to which it does not apply, prints as in the form
LEFT_OUT = "/"
LAST_PLACE = 10**6
#: what rows may be grouped by
GROUPINGS = ("chain", "locality", "leader", "lead")
#: the forms' labels say in brackets to whom a step applies: too long above a narrow column
IN_BRACKETS = re.compile(r"（[^）]*）")


@dataclass(frozen=True)
class Label:
	"""A node of the annex's third form as the form names it; `annex_cell` is its label's cell, as “3.8.6”."""

	row_key: str
	title: str
	part: str
	annex_cell: str


class WallNode(NamedTuple):
	"""How one node of one project stands; `in_form`: the annex's third form has a row for it."""

	row_key: str
	light: str
	planned: date | None
	actual: date | None
	applies: bool = True
	in_form: bool = True
	sequence: int = 0


@dataclass(frozen=True)
class Next:
	"""The first planned node that is not done: what comes next, and who is in charge of it."""

	node: str
	title: str
	planned: date
	light: str
	unit: str | None = None
	person: str | None = None


@dataclass(frozen=True)
class Money:
	"""The light of a project's investment, months behind, and the figure to date (万元) it rests on with its day."""

	light: str = NONE
	months: float = 0.0
	as_of: date | None = None
	figure: float = 0.0


@dataclass(frozen=True)
class Project:
	"""What a row says beside its cells; `lights` counts all its applying nodes by light.

	Units have their full and their short name: (full, short).
	"""

	name: str
	title: str
	stage: str
	stage_before: str | None = None
	enterprise: str | None = None
	chain: str | None = None
	leader: str | None = None
	locality: tuple[str, str] = ("", "")
	lead: tuple[str, str] = ("", "")
	lights: Mapping[str, int] = field(default_factory=dict)
	next: Next | None = None
	issues: int = 0
	orders: int = 0
	money: Money = Money()


@dataclass(frozen=True)
class WallColumn:
	"""A node's column: `title` above it, `full` the label of the form."""

	key: str
	title: str
	full: str
	part: str


def columns(labels: Iterable[Label]) -> list[WallColumn]:
	"""The columns of the nodes there are: approval items, then construction items, as the annex has them."""
	first_labels: dict[str, Label] = {}
	for label in labels:
		first_labels.setdefault(label.row_key, label)
	ordered = sorted(
		first_labels.values(),
		key=lambda column_label: (
			PARTS.index(column_label.part),
			place_in_form(column_label),
			column_label.row_key,
		),
	)
	return [
		WallColumn(
			column_label.row_key,
			IN_BRACKETS.sub("", column_label.title) or column_label.title,
			column_label.title,
			column_label.part,
		)
		for column_label in ordered
	]


def place_in_form(label: Label) -> tuple[int, ...]:
	"""Where a label stands in the form: “3.10.0” comes after “3.9.0”; a place that is none comes last."""
	places = label.annex_cell.split(".")
	return tuple(int(number) for number in places) if all(map(str.isdecimal, places)) else (LAST_PLACE,)


def cell(calendar: WorkCalendar, step: WallNode, today: date) -> list[object] | str:
	"""[light, planned, actual, days] of a node, “/” where it does not apply.

	`days` are working days: of a node done, those it was late (negative: early); of an open one those left
	until its planned day (negative: late); None without a planned day.
	"""
	if not step.applies:
		return LEFT_OUT
	first, last = (step.planned, step.actual) if step.actual else (today, step.planned)
	return [step.light, iso(step.planned), iso(step.actual), working_days(calendar, first, last)]


def working_days(calendar: WorkCalendar, first: date | None, last: date | None) -> int | None:
	"""Working days after `first` up to `last`; None where one is missing or lies outside the calendar."""
	if not first or not last:
		return None
	if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (first, last)):
		return None
	return calendar.working_days_between(first, last)


def iso(day: date | None) -> str | None:
	return day.isoformat() if day else None


def first_open(steps: Iterable[WallNode]) -> WallNode | None:
	"""The planned node that comes next, whether the form has it or not."""
	waiting = [step for step in steps if step.applies and step.planned and not step.actual]
	return min(waiting, key=lambda step: (step.planned, step.sequence, step.row_key), default=None)


def lights_of(steps: Iterable[WallNode]) -> Counter[str]:
	"""How many of a project's planned nodes have which light."""
	return Counter(step.light for step in steps if step.applies and step.planned)


def light_of_project(lights: Mapping[str, int]) -> str:
	"""The worst light among a project's nodes."""
	return next((light for light in SEVERITY if lights.get(light)), NONE)


def rows(
	projects: Iterable[Project],
	steps: Mapping[str, Iterable[WallNode]],
	shown: Sequence[WallColumn],
	calendar: WorkCalendar,
	today: date,
) -> list[dict[str, Any]]:
	"""The chart's rows as they travel, those with the worst light first, then by name; `steps` by project.

	A row is what `Project` says, with `light`, `cells` in the order of `shown` (None: the project has no such
	node) and `mark`, which changes whenever anything the row says changes.
	"""
	keys = [column.key for column in shown]
	chart_rows = []
	for project in projects:
		cells = {
			step.row_key: cell(calendar, step, today) for step in steps.get(project.name, ()) if step.in_form
		}
		chart_rows.append(row(project, cells, keys, calendar, today))
	return sorted(
		chart_rows, key=lambda row: (SEVERITY.index(row["light"]), spelling(row["title"]), row["name"])
	)


def row(
	project: Project,
	cells: Mapping[str, list[object] | str],
	keys: list[str],
	calendar: WorkCalendar,
	today: date,
) -> dict[str, Any]:
	coming = project.next
	facts = {
		"name": project.name,
		"title": project.title,
		"enterprise": project.enterprise,
		"stage": project.stage,
		"stage_before": project.stage_before,
		"chain": project.chain,
		"leader": project.leader,
		"locality": project.locality[0],
		"locality_short": project.locality[1] or project.locality[0],
		"lead": project.lead[0],
		"lead_short": project.lead[1] or project.lead[0],
		"light": light_of_project(project.lights),
		"lights": [project.lights.get(light, 0) for light in (RED, YELLOW, GREEN)],
		"cells": [cells.get(key) for key in keys],
		"next": coming
		and {
			"node": coming.node,
			"title": coming.title,
			"planned": iso(coming.planned),
			"days": working_days(calendar, today, coming.planned),
			"light": coming.light,
			"unit": coming.unit,
			"person": coming.person,
		},
		"issues": project.issues,
		"orders": project.orders,
		"money": money(project.money),
	}
	return {**facts, "mark": mark(facts)}


def money(investment: Money) -> list[object] | None:
	"""[light, months behind, day, 万元] of a project whose investment is lit; apart from the lights of its nodes."""
	return (
		None
		if investment.light == NONE
		else [investment.light, investment.months, iso(investment.as_of), investment.figure]
	)


def mark(facts: dict[str, Any]) -> str:
	"""A short print of what a row says."""
	return hashlib.blake2b(repr(facts).encode(), digest_size=6).hexdigest()


def spelling(text: str) -> bytes:
	"""What Chinese is sorted by: the order of GB 18030, by sound for the common characters."""
	return text.encode("gb18030", errors="replace")


def groups(rows: Sequence[dict[str, Any]], by: str) -> list[tuple[str, list[int]]]:
	"""(label, places of its rows) for one of `GROUPINGS`; what nobody named comes last, as ""."""
	places: dict[str, list[int]] = {}
	for place, facts in enumerate(rows):
		places.setdefault(facts[by] or "", []).append(place)
	return sorted(places.items(), key=lambda group: (not group[0], spelling(group[0])))


def is_tentative(calendar: WorkCalendar, steps: Iterable[Iterable[WallNode]], today: date) -> bool:
	"""Whether days left are counted across a year whose days off are not announced yet (暂定)."""
	planned = (step.planned for own in steps for step in own if step.applies and not step.actual)
	last = max((day for day in planned if day and day > today), default=None)
	return last is not None and calendar.is_tentative(today, last)


def for_public(facts: dict[str, Any], mask: Callable[[str], str]) -> dict[str, Any]:
	"""A row as a published screen shows it: nobody in charge by name, and `mask` over all words typed by hand."""
	coming = facts["next"]
	if coming:
		coming = {
			**coming,
			"person": None,
			"title": mask(coming["title"]),
			"unit": mask(coming["unit"] or ""),
		}
	masked = {field: facts[field] and mask(facts[field]) for field in ("title", "enterprise", "leader")}
	# how a firm's money stands is the city's own matter
	return {**facts, **masked, "next": coming, "money": None}
