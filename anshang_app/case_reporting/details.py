"""What a bulletin says of the records behind its figures: record -> words, in the columns of `bulletins.rules.snapshot`.

Read from the portfolio's own frames, so that a list and its figure hold the same records; phones are masked.
"""

from datetime import date

import pandas as pd

from anshang_app.access_control.grounds import escaped, listed
from anshang_app.case_reporting.aggregates.milestones import first_entered, milestones
from anshang_app.case_reporting.aggregates.nodes import RED, owners
from anshang_app.case_reporting.desk import mask_texts, project_titles, translate_values
from anshang_app.case_reporting.indicators.figure import ENTRY
from anshang_app.case_reporting.indicators.work import KINDS
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.foundation import constants
from anshang_app.rendering.wording import day as day_words

Words = dict[str, tuple]


def details(portfolio: Portfolio, period: Period) -> dict[str, Words]:
	"""Figure -> record -> what is kept of it; records of other figures may be among them, and say nothing there."""
	promised = matters(portfolio, portfolio.promises, "words", "due_date")
	return {
		**of_projects(portfolio),
		"nodes_red": red_nodes(portfolio),
		"issues_late": matters(portfolio, portfolio.issues, "title", "due_date"),
		"issues_at_meeting": matters(portfolio, portfolio.issues, "title", "due_date"),
		"issues_cleared": matters(portfolio, portfolio.issues, "title", "cleared_on"),
		"orders_settled": matters(portfolio, portfolio.orders, "matter", "settled_on"),
		"orders_late": matters(portfolio, portfolio.orders, "matter", "due_date"),
		"promises_late": promised,
		**entries(portfolio, period),
	}


def said_day(day: object) -> str:
	return day_words(day) if isinstance(day, date) else ""


def of_projects(portfolio: Portfolio) -> dict[str, Words]:
	"""Projects by chain and place, and those of the lists with the day they are listed for."""
	rows = portfolio.projects
	places = [column.fillna("") for column in (rows.industry_chain, rows.host_locality, rows.chain_lead_unit)]
	chains, hosts, leads = (column.tolist() for column in places)
	titles, amounts = project_titles(rows), [float(value or 0) for value in rows.total_investment]
	points = milestones(rows, portfolio.targets, portfolio.passages)
	entered = first_entered(portfolio.passages)

	def with_day(days) -> Words:
		rows_with_day = zip(rows.name, titles, hosts, leads, amounts, map(said_day, days), strict=True)
		return {name: tuple(cells) for name, *cells in rows_with_day}

	def by_stage(stage: str) -> Words:
		return with_day([entered.get((name, stage)) for name in rows.name])

	return {
		"projects": dict(zip(rows.name, zip(chains, hosts, strict=True), strict=True)),
		"received": by_stage(constants.PLANNING),
		"started": with_day(points.start_actual),
		"completed": with_day(points.completion_actual),
		"handed_over": by_stage(constants.HANDED_OVER),
		"next_starts": with_day(points.start_planned),
	}


def red_nodes(portfolio: Portfolio) -> Words:
	"""Red nodes with whose delay it is, and cause and measure as entered."""
	rows = portfolio.nodes(f"light = {escaped(RED)}")
	titles = dict(zip(portfolio.projects.name, project_titles(portfolio.projects), strict=True))
	reasons = mask_texts(rows.late_reason)
	causes = translate_values(rows.late_cause)
	return {
		row.name: (
			titles.get(row.project, ""),
			row.title,
			said_day(row.planned_date),
			owner or "",
			cause,
			reason,
		)
		for row, owner, cause, reason in zip(
			rows.itertuples(index=False), owners(rows), causes, reasons, strict=True
		)
	}


def matters(portfolio: Portfolio, rows: pd.DataFrame, text_field: str, day_field: str) -> Words:
	"""Problems, orders and promises: project, what it is about, the unit in charge, the day told."""
	titles = dict(zip(portfolio.projects.name, project_titles(portfolio.projects), strict=True))
	cells = zip(
		rows.name,
		rows.project,
		rows.project_name,
		mask_texts(rows[text_field]),
		rows.unit,
		rows[day_field],
		strict=True,
	)
	return {
		name: (titles.get(project) or project_name or "", text, unit or "", said_day(on))
		for name, project, project_name, text, unit, on in cells
	}


def entries(portfolio: Portfolio, period: Period) -> dict[str, Words]:
	"""Entries of the period by kind: the unit they were filed for, of a policy briefing the policy."""
	rows = portfolio.read(
		ENTRY,
		("name", "entry_kind", "unit", "policy"),
		f"entry_kind in {listed(KINDS)}",
		f"entry_date between {escaped(str(period.first))} and {escaped(str(period.last))}",
		tail="order by name",
	)
	cells_of_entry: dict[str, Words] = {key: {} for key in KINDS.values()}
	policies = mask_texts(rows.policy)
	for name, kind, unit, policy in zip(rows.name, rows.entry_kind, rows.unit, policies, strict=True):
		briefing = kind == constants.POLICY_BRIEFING
		cells_of_entry[KINDS[kind]][name] = (unit or "", policy) if briefing else (unit or "",)
	return cells_of_entry
