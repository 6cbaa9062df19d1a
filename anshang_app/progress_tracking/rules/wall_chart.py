"""挂图作战: the columns and rows of the wall chart, out of facts that `progress_tracking/wall_chart` reads. Pure.

A row is a project; a column is a node of the annex's third form (项目审批进度计划及建设计划表); a cell shows a
node's light, its planned and actual day, and the working days left or late. Rows travel to the browser as JSON:
keys and the order of values in lists are what `public/js/wall_chart.bundle.js` reads.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from anshang_app.planning.lights import GREEN, NONE, RED, YELLOW
from anshang_app.planning.workdays import FIRST_YEAR, LAST_YEAR, WorkCalendar

#: a project's light is the first of these among its nodes; rows are sorted in the same order
LIGHTS_WORST_FIRST = (RED, YELLOW, GREEN, NONE)
#: the two parts of the third form, in its order: approval items, construction items
PARTS = ("Approval Schedule", "Construction Schedule")
#: cell of a node that does not apply to the project, as the form prints it
NOT_APPLICABLE = "/"
#: sorts a label whose cell in the form is not known behind all others
LAST_PLACE = 10**6
#: keys of a row by which the chart can be grouped
GROUPINGS = ("chain", "locality", "leader", "lead")
#: the form adds in brackets to whom a node applies: too long for the heading of a narrow column
IN_BRACKETS = re.compile(r"（[^）]*）")


@dataclass(frozen=True)
class NodeLabel:
	"""The label of a node in the annex's third form; `annex_cell` is where it stands: form, row, column (“3.8.6”)."""

	row_key: str
	title: str
	part: str
	annex_cell: str


class WallNode(NamedTuple):
	"""The state of one node of one project; `in_form`: whether the annex's third form has a row for it.

	`light` is one of `LIGHTS_WORST_FIRST`; `applies` is false where the node is left out for this project.
	"""

	row_key: str
	light: str
	planned: date | None
	actual: date | None
	applies: bool = True
	in_form: bool = True
	sequence: int = 0


@dataclass(frozen=True)
class NextNode:
	"""The node a project comes to next: record name `node`, and the unit and person in charge of it."""

	node: str
	title: str
	planned: date
	light: str
	unit: str | None = None
	person: str | None = None


@dataclass(frozen=True)
class InvestmentLight:
	"""The light of a project's investment and how many `months` it is behind the year's plan.

	They rest on `figure`, the completed investment to date in 万元 as reported on the day `as_of`.
	"""

	light: str = NONE
	months: float = 0.0
	as_of: date | None = None
	figure: float = 0.0


@dataclass(frozen=True)
class WallProject:
	"""What a row shows beside its cells.

	`lead` is the leading unit of the chain (包保单位), `locality` the host locality (落户地), both as (full name, short
	name). `lights` counts the project's nodes by light, `issues` and `orders` its open records that the reader may
	count. `stage_before` is the stage in which a suspended or terminated project was stopped.
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
	next: NextNode | None = None
	issues: int = 0
	orders: int = 0
	money: InvestmentLight = InvestmentLight()


@dataclass(frozen=True)
class WallColumn:
	"""A column: `key` is its nodes' row key, `title` its heading, `full` the unabridged label of the form."""

	key: str
	title: str
	full: str
	part: str


def build_columns(labels: Iterable[NodeLabel]) -> list[WallColumn]:
	"""One column for every row key among the labels: approval items, then construction items, in the form's order."""
	label_by_key: dict[str, NodeLabel] = {}
	for label in labels:
		label_by_key.setdefault(label.row_key, label)
	ordered = sorted(
		label_by_key.values(),
		key=lambda label: (PARTS.index(label.part), place_in_form(label), label.row_key),
	)
	return [
		WallColumn(label.row_key, IN_BRACKETS.sub("", label.title) or label.title, label.title, label.part)
		for label in ordered
	]


def place_in_form(label: NodeLabel) -> tuple[int, ...]:
	"""Sort key of a label's cell in the form: “3.10.0” comes after “3.9.0”, anything but numbers last."""
	places = label.annex_cell.split(".")
	return tuple(int(number) for number in places) if all(map(str.isdecimal, places)) else (LAST_PLACE,)


def build_cell(calendar: WorkCalendar, node: WallNode, today: date) -> list[object] | str:
	"""A node's cell: [light, planned day, actual day, working days]; “/” if the node does not apply.

	The working days are, for a node that is done, how late it was (negative: early); for an open one, how many are
	left until its planned day (negative: late). None without a planned day.
	"""
	if not node.applies:
		return NOT_APPLICABLE
	first, last = (node.planned, node.actual) if node.actual else (today, node.planned)
	return [
		node.light,
		iso_day(node.planned),
		iso_day(node.actual),
		count_working_days(calendar, first, last),
	]


def count_working_days(calendar: WorkCalendar, first: date | None, last: date | None) -> int | None:
	"""Working days after `first` up to and including `last`; None if either is missing or outside the calendar."""
	if not first or not last:
		return None
	if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (first, last)):
		return None
	return calendar.working_days_between(first, last)


def iso_day(day: date | None) -> str | None:
	"""A day as YYYY-MM-DD."""
	return day.isoformat() if day else None


def find_next_node(nodes: Iterable[WallNode]) -> WallNode | None:
	"""The open node with the earliest planned day, also one that is not in the form; None if there is none."""
	open_nodes = [node for node in nodes if node.applies and node.planned and not node.actual]
	return min(open_nodes, key=lambda node: (node.planned, node.sequence, node.row_key), default=None)


def count_lights(nodes: Iterable[WallNode]) -> Counter[str]:
	"""{light: number of nodes} of a project's nodes that apply and have a planned day."""
	return Counter(node.light for node in nodes if node.applies and node.planned)


def worst_light(lights: Mapping[str, int]) -> str:
	"""The worst light that at least one node has; `NONE` if no node has a light."""
	return next((light for light in LIGHTS_WORST_FIRST if lights.get(light)), NONE)


def build_rows(
	projects: Iterable[WallProject],
	nodes: Mapping[str, Iterable[WallNode]],
	columns: Sequence[WallColumn],
	calendar: WorkCalendar,
	today: date,
) -> list[dict[str, Any]]:
	"""The chart's rows, those with the worst light first, then by title; `nodes` maps a project's name to its nodes."""
	keys = [column.key for column in columns]
	rows = []
	for project in projects:
		cells = {
			node.row_key: build_cell(calendar, node, today)
			for node in nodes.get(project.name, ())
			if node.in_form
		}
		rows.append(build_row(project, cells, keys, calendar, today))
	return sorted(
		rows,
		key=lambda row: (
			LIGHTS_WORST_FIRST.index(row["light"]),
			chinese_sort_key(row["title"]),
			row["name"],
		),
	)


def build_row(
	project: WallProject,
	cells: Mapping[str, list[object] | str],
	keys: list[str],
	calendar: WorkCalendar,
	today: date,
) -> dict[str, Any]:
	"""One project's row; its `cells`, given by row key, are put in the order of `keys` (None: it has no such node).

	`light` is the worst light of its nodes, `lights` how many are red, yellow and green. `mark` changes whenever
	anything else in the row changes: a browser that has the mark does not get the row again.
	"""
	next_node = project.next
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
		"light": worst_light(project.lights),
		"lights": [project.lights.get(light, 0) for light in (RED, YELLOW, GREEN)],
		"cells": [cells.get(key) for key in keys],
		"next": next_node
		and {
			"node": next_node.node,
			"title": next_node.title,
			"planned": iso_day(next_node.planned),
			"days": count_working_days(calendar, today, next_node.planned),
			"light": next_node.light,
			"unit": next_node.unit,
			"person": next_node.person,
		},
		"issues": project.issues,
		"orders": project.orders,
		"money": build_money_cell(project.money),
	}
	return {**facts, "mark": compute_mark(facts)}


def build_money_cell(investment: InvestmentLight) -> list[object] | None:
	"""[light, months behind, day of the figure, figure to date in 万元]; None if the investment has no light."""
	return (
		None
		if investment.light == NONE
		else [investment.light, investment.months, iso_day(investment.as_of), investment.figure]
	)


def compute_mark(facts: dict[str, Any]) -> str:
	"""A short hash of everything a row holds."""
	return hashlib.blake2b(repr(facts).encode(), digest_size=6).hexdigest()


def chinese_sort_key(text: str) -> bytes:
	"""Sort key of Chinese text: its bytes in GB 18030, which has the common characters in the order of pinyin."""
	return text.encode("gb18030", errors="replace")


def group_rows(rows: Sequence[dict[str, Any]], by: str) -> list[tuple[str, list[int]]]:
	"""[(label, indexes of its rows in `rows`)] for one of `GROUPINGS`; rows without a value come last, labelled ""."""
	indexes: dict[str, list[int]] = {}
	for index, row in enumerate(rows):
		indexes.setdefault(row[by] or "", []).append(index)
	return sorted(indexes.items(), key=lambda group: (not group[0], chinese_sort_key(group[0])))


def is_tentative(calendar: WorkCalendar, nodes: Iterable[Iterable[WallNode]], today: date) -> bool:
	"""Whether some days left are counted into a year whose holidays are not announced yet (暂定).

	`nodes` are those of each project on the chart.
	"""
	planned = (
		node.planned for of_project in nodes for node in of_project if node.applies and not node.actual
	)
	last = max((day for day in planned if day and day > today), default=None)
	return last is not None and calendar.is_tentative(today, last)


def mask_for_public(row: dict[str, Any], mask: Callable[[str], str]) -> dict[str, Any]:
	"""A row as a published screen shows it: without the person in charge and without the state of the investment.

	`mask` is applied to every text a user typed, in which there may be telephone numbers.
	"""
	next_node = row["next"]
	if next_node:
		next_node = {
			**next_node,
			"person": None,
			"title": mask(next_node["title"]),
			"unit": mask(next_node["unit"] or ""),
		}
	masked = {field: row[field] and mask(row[field]) for field in ("title", "enterprise", "leader")}
	# how an enterprise's investment stands is for the city to know, not for a public screen
	return {**row, **masked, "next": next_node, "money": None}
