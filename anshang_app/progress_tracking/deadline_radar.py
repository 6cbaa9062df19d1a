"""期限雷达 on record: validity rules over nodes, cases and projects, with one query per kind of record."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, flt, formatdate, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.spared import known_day, spared
from anshang_app.planning import radar
from anshang_app.planning.clock import NEXT_WORKING_DAY
from anshang_app.planning.workdays import CALENDAR
from anshang_app.rendering import wording

PROJECT_COLUMNS = (
	"name",
	"project_name",
	"agreed_start_date",
	"land_price",
	"idle_cause",
	"total_investment",
	"total_floor_area",
)
SHARES = ("least_investment_percent", "least_area_percent")
#: an unfinished project that stands still is looked at by the rules of shares only
IDLE_STAGE = constants.SUSPENDED


@dataclass(frozen=True)
class ProjectDeadline:
	"""A deadline that is near or past, of one project by one rule; `fee` in 10k yuan where it is estimated."""

	project: str
	rule: frappe._dict
	deadline: radar.Deadline
	fee: float | None = None

	def write_line(self) -> str:
		"""One line: what ends when, what it brings, what may still be extended, what it may cost."""
		past = self.deadline.state == radar.PAST
		form = _("{0} ended on {1}") if past else _("{0} ends on {1}")
		parts = [form.format(self.rule.rule_name, formatdate(self.deadline.end))]
		if self.rule.consequence:
			parts.append(self.rule.consequence)
		if self.deadline.extensions_left:
			parts.append(_("may be extended {0} more times").format(self.deadline.extensions_left))
		if self.fee:
			parts.append(_("estimated idle fee {0} (10k yuan)").format(wording.number(self.fee)))
		return "；".join(parts)


def load_rules() -> list[frappe._dict]:
	"""The rules in use, each with its pure twin as `rule.pure`."""
	rows = frappe.get_all(
		"Validity Rule", filters={"is_active": 1, "valid_for": [">", 0]}, fields=["*"], order_by="rule_name"
	)
	days_before = cint(frappe.get_cached_doc("Anshang Settings").radar_days)
	today, counted = getdate(), []
	for row in rows:
		own = cint(row.apply_days_before)
		with spared("Validity Rule", row.name):
			row.pure = radar.Rule(
				row.rule_name,
				cint(row.valid_for),
				row.valid_unit,
				cint(row.extensions_allowed),
				cint(row.extension_length),
				row.extension_unit or "Months",
				own or days_before,
				row.apply_days_unit if own else CALENDAR,
				row.day_off_rule == NEXT_WORKING_DAY,
			)
			# a rule that cannot be counted from today is named itself, not every project it looks at
			radar.end_of(row.pure, today, row.pure.extensions_allowed)
			counted.append(row)
	return counted


def list_deadlines(board) -> Iterable[ProjectDeadline]:
	"""Every deadline that is near or past among the board's projects; nothing once its aim is reached."""
	rules = board.validity_rules
	keys = {rule.row_key for rule in rules} | {rule.required_row_key for rule in rules}
	days: dict[str, dict[str, date]] = defaultdict(dict)
	filters = {"row_key": ["in", [key for key in keys if key] or [""]], "actual_date": ["is", "set"]}
	for node in board.read("Project Node", "project", ("name", "project", "row_key", "actual_date"), filters):
		day = known_day("Project Node", node.name, node.actual_date)
		if day:
			days[node.project][node.row_key] = day
	papers = certificates(board, rules)
	for project in board.projects.values():
		dates_reached = days[project.name]
		for rule in rules:
			if any(rule[share] for share in SHARES):
				continue
			standing = None
			with spared("Investment Project", project.name):
				standing = of_rule(board, rule, project, dates_reached, papers)
			if standing:
				yield standing


def certificates(board, rules) -> dict[tuple[str, str], frappe._dict]:
	"""(project, item) -> the day a granted certificate expires and how often it was extended."""
	items = sorted({rule.approval_item for rule in rules if rule.approval_item})
	fields = ("name", "project", "approval_item", "issued_on", "expires_on", "extensions_granted")
	filters = {"state": constants.GRANTED, "approval_item": ["in", items or [""]]}
	rows = board.read("Approval Case", "project", fields, filters)
	for row in rows:
		for field in ("issued_on", "expires_on"):
			row[field] = known_day("Approval Case", row.name, row[field])
	return {(row.project, row.approval_item): row for row in rows}


def of_rule(board, rule, project, days: dict[str, date], papers) -> ProjectDeadline | None:
	"""How one rule stands for one project."""
	if rule.required_row_key and rule.required_row_key in days:
		return None
	paper = papers.get((project.name, rule.approval_item)) or frappe._dict()
	start = paper.issued_on or days.get(rule.row_key)
	if rule.from_agreed_start and project.agreed_start_date:
		start = project.agreed_start_date
	if rule.row_key and not start:
		return None
	deadline = radar.deadline(
		board.calendar, rule.pure, start, board.today, cint(paper.extensions_granted), paper.expires_on
	)
	return ProjectDeadline(project.name, rule, deadline, fee(rule, project, deadline)) if deadline else None


def fee(rule, project, deadline: radar.Deadline) -> float | None:
	"""The idle fee of a period that is past, in 10k yuan."""
	if deadline.state != radar.PAST:
		return None
	return radar.idle_fee(flt(project.land_price), flt(rule.fee_percent), project.idle_cause)


def idle_by_share(board) -> list[tuple[frappe._dict, ProjectDeadline]]:
	"""Projects that began and stand still since long with less than the rules' shares done: four queries."""
	rules = [rule for rule in board.validity_rules if any(rule[share] for share in SHARES)]
	fields = (*PROJECT_COLUMNS, "chain_lead_unit", "host_locality")
	projects = board.rows("Investment Project", "name", fields, {"stage": IDLE_STAGE})
	names = [project.name for project in projects]
	begun = latest("Stage Log", names, "passed_on", {"to_stage": IDLE_STAGE})
	done = {
		field: latest("Progress Entry", names, field, {field: [">", 0]}, "entry_date")
		for field in ("investment_to_date", "area_to_date")
	}
	started = set(
		frappe.get_all(
			"Project Node",
			filters={
				"project": ["in", [*names, ""]],
				"row_key": ["in", [rule.row_key for rule in rules] or [""]],
				"actual_date": ["is", "set"],
			},
			pluck="project",
			order_by="project",
		)
	)
	idle = []
	for project, rule in itertools.product(projects, rules):
		with spared("Investment Project", project.name):
			little = radar.too_little(
				done["investment_to_date"].get(project.name),
				project.total_investment,
				flt(rule.least_investment_percent),
			) or radar.too_little(
				done["area_to_date"].get(project.name), project.total_floor_area, flt(rule.least_area_percent)
			)
			deadline = little and radar.deadline(
				board.calendar, rule.pure, begun.get(project.name), board.today
			)
			if deadline and project.name in started:
				idle.append(
					(project, ProjectDeadline(project.name, rule, deadline, fee(rule, project, deadline)))
				)
	return idle


def latest(doctype: str, names: list[str], field: str, filters: dict, order: str = "passed_on") -> dict:
	"""The latest value of a field by project."""
	rows = frappe.get_all(
		doctype,
		filters={"project": ["in", [*names, ""]], **filters},
		fields=["project", field],
		order_by=f"{order}, creation",
	)
	return {row.project: row[field] for row in rows}
