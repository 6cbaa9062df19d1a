"""投资完成: how much projects completed in a period, and how far each is with its year's plan.

Entries name figures to date (累计完成投资): everything completed since the project began. So what was completed in a
period is the figure at its end less the figure at its beginning. Investment is in 万元; the same functions serve
floor area in ㎡.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from anshang_app.case_reporting.period import year_before
from anshang_app.planning import money_lights

#: periods a report compares: this year and this month to date, the whole month before, and the same days of last year
PERIODS = ("year", "month", "month_before", "last_year")


@dataclass(frozen=True)
class ReportDays:
	"""The days whose figures to date a report as of `today` subtracts from one another.

	A period begins with the figure of the day before it: for this year that is 31 December (年初累计).
	"""

	today: date

	@property
	def before_this_year(self) -> date:
		return date(self.today.year - 1, 12, 31)

	@property
	def before_this_month(self) -> date:
		return self.today.replace(day=1) - timedelta(days=1)

	@property
	def before_last_month(self) -> date:
		return self.before_this_month.replace(day=1) - timedelta(days=1)

	@property
	def same_day_last_year(self) -> date:
		return year_before(self.today)

	@property
	def before_last_year(self) -> date:
		return date(self.today.year - 2, 12, 31)

	def bounds_of(self, period: str) -> tuple[date, date]:
		"""(day before the period, its last day) of one of `PERIODS`."""
		return {
			"year": (self.before_this_year, self.today),
			"month": (self.before_this_month, self.today),
			"month_before": (self.before_last_month, self.before_this_month),
			"last_year": (self.before_last_year, self.same_day_last_year),
		}[period]

	def days_needed(self, periods: tuple[str, ...] = PERIODS) -> list[date]:
		"""Today and the bounds of these periods, in order: the days to ask `Portfolio.to_date` for."""
		return sorted({self.today, *(day for period in periods for day in self.bounds_of(period))})


def completed_amounts(
	projects: pd.DataFrame, figures: pd.DataFrame, days: ReportDays, periods: tuple[str, ...] = PERIODS
) -> pd.DataFrame:
	"""What each project completed: column `to_date`, and one column for each of `periods`; index: project name.

	`figures` come from `Portfolio.to_date` (index: project name, one column per day). NaN where an amount is unknown,
	see `completed_between`. `last_year` runs from 1 January to the same day of the year before (同比).
	"""
	table = figures.reindex(projects.name)
	is_back_entry = pd.Series(projects.is_back_entry.to_numpy(), index=projects.name).astype(bool)
	amounts = pd.DataFrame(index=projects.name)
	amounts["to_date"] = table[days.today]
	for period in periods:
		day_before, last_day = days.bounds_of(period)
		amounts[period] = completed_between(table[last_day], table[day_before], is_back_entry)
	return amounts


def completed_between(at_end: pd.Series, at_beginning: pd.Series, is_back_entry: pd.Series) -> pd.Series:
	"""The figure to date at a period's end less that at its beginning, project by project.

	A project without a figure at the beginning had completed nothing then (0). Not so a project entered under way
	(补录, `is_back_entry`): what it completed before it came onto the platform is unknown, and so is its share of the
	period. Unknown (NaN), too, is a project without a figure at the end.
	"""
	known_beginning = at_beginning.where(at_beginning.notna() | is_back_entry, 0.0)
	return at_end - known_beginning


def judge_paces(
	projects: pd.DataFrame, figures: pd.DataFrame, plans: pd.Series, days: ReportDays
) -> list[money_lights.Pace | None]:
	"""How far each project is with its year's plan today, in the order of `projects`; None where it cannot be told.

	`plans` holds the plan of the year in the same order, `figures` as in `completed_amounts`.
	"""
	table = figures.reindex(projects.name)

	def known_or_none(value: float | None) -> float | None:
		# NaN is the one value that differs from itself
		return None if value is None or value != value else float(value)

	facts = zip(plans, table[days.today], table[days.before_this_year], projects.is_back_entry, strict=True)
	return [
		money_lights.pace_of(
			money_lights.YearFacts(
				known_or_none(plan),
				known_or_none(to_date),
				known_or_none(at_new_year),
				bool(is_back_entry),
			),
			days.today,
		)
		for plan, to_date, at_new_year, is_back_entry in facts
	]


def sum_year_plans(plans: pd.DataFrame, year: int, field: str) -> dict[str, float]:
	"""Project -> its plan of `year` in the column `field`; several plan rows of one year are added up."""
	of_year = plans[plans.plan_year == year]
	sums: dict[str, float] = of_year.groupby("project")[field].sum().astype(float).to_dict()
	return sums
