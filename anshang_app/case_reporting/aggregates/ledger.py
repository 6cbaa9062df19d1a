"""项目台账: one row per project (each phase one), everything a call about it needs."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from anshang_app.case_reporting.aggregates.common import by_project, counted, looked_up, shares
from anshang_app.case_reporting.aggregates.investment import ReportDays, completed_amounts, sum_year_plans
from anshang_app.case_reporting.aggregates.milestones import milestones

YEAR = ("year",)
KEPT = (
	"project_name",
	"phase_no",
	"enterprise",
	"stage",
	"industry_chain",
	"host_locality",
	"chain_lead_unit",
	"introducing_unit",
	"city_leader_name",
	"fixed_asset_investment",
	"total_investment",
	"signing_date",
	"investment_light",
	"investment_months_behind",
	"investment_reported_on",
)


class Frames(Protocol):
	"""The frames of a portfolio a ledger is made of."""

	today: date

	@property
	def projects(self) -> pd.DataFrame: ...
	@property
	def targets(self) -> pd.DataFrame: ...
	@property
	def passages(self) -> pd.DataFrame: ...
	@property
	def node_counts(self) -> pd.DataFrame: ...
	@property
	def open_issues(self) -> pd.DataFrame: ...
	@property
	def open_orders(self) -> pd.DataFrame: ...
	def to_date(self, field: str, days: Sequence[date]) -> pd.DataFrame: ...
	def annual_plans(self, *years: int) -> pd.DataFrame: ...


def ledger(portfolio: Frames) -> pd.DataFrame:
	"""The ledger of a portfolio (or of anything with its frames): `project` and the columns below.

	Amounts in 万元, `rate` in per cent of the year's plan, days as dates; None for what nobody entered.
	"""
	projects, days = portfolio.projects, ReportDays(portfolio.today)
	rows = projects[["name", *KEPT]].rename(columns={"name": "project"}).reset_index(drop=True)
	points = milestones(projects, portfolio.targets, portfolio.passages)
	for key in ("start_planned", "start_actual", "completion_planned", "completion_actual"):
		rows[key] = points[key].to_numpy()
	figures = portfolio.to_date("investment_to_date", days.days_needed(YEAR))
	invested = completed_amounts(projects, figures, days, YEAR)
	plans = sum_year_plans(
		portfolio.annual_plans(portfolio.today.year), portfolio.today.year, "year_investment"
	)
	rows["year_plan"] = looked_up(rows.project, plans)
	rows["invested"], rows["year_invested"] = invested.to_date.to_numpy(), invested.year.to_numpy()
	rows["rate"] = shares(rows.year_invested, rows.year_plan)
	for key in ("nodes", "done", "late", "red", "yellow"):
		rows[key] = counted(rows.project, by_project(portfolio.node_counts, key))
	rows["issues"] = counted(rows.project, by_project(portfolio.open_issues, "issues"))
	rows["orders"] = counted(rows.project, by_project(portfolio.open_orders, "orders"))
	rows["latest"] = looked_up(rows.project, figures.latest.to_dict())
	return rows


def by_stage(rows: pd.DataFrame, order: tuple[str, ...]) -> dict[str, int]:
	"""stage -> number of projects, in the order of the stages, those without any left out."""
	counts = rows.stage.value_counts().to_dict()
	return {stage: int(counts[stage]) for stage in order if stage in counts}


def entered_in(passages: pd.DataFrame, projects: set[str], stage: str, first: date, last: date) -> list[str]:
	"""Projects that entered a stage for the first time in the days given, by the stage log."""
	first_entered_on: dict[str, date] = {}
	for project, to_stage, day in zip(passages.project, passages.to_stage, passages.passed_on, strict=True):
		if to_stage == stage and isinstance(day, date):
			first_entered_on.setdefault(project, day)
	return sorted(name for name, day in first_entered_on.items() if name in projects and first <= day <= last)
