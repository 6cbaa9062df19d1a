"""投资完成: figures to date against the year's plan, month, year and the same days of the year before."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from anshang_app.case_reporting.period import year_before
from anshang_app.planning import money_lights

#: this year, this month, the month before, the same days of the year before
KEYS = ("year", "month", "month_before", "last_year")


@dataclass(frozen=True)
class Days:
	"""The days whose figures to date a report of one day needs."""

	today: date

	@property
	def year_begin(self) -> date:
		"""The last day of the year before: what was done by then is 年初累计."""
		return date(self.today.year - 1, 12, 31)

	@property
	def month_begin(self) -> date:
		return self.today.replace(day=1) - timedelta(days=1)

	@property
	def month_before(self) -> date:
		"""The last day before the last whole month, so that 上月完成 can be told."""
		return self.month_begin.replace(day=1) - timedelta(days=1)

	@property
	def last_year(self) -> date:
		return year_before(self.today)

	@property
	def last_year_begin(self) -> date:
		return date(self.today.year - 2, 12, 31)

	def ends(self, key: str) -> tuple[date, date]:
		"""The days between whose figures a stretch lies."""
		return {
			"year": (self.year_begin, self.today),
			"month": (self.month_begin, self.today),
			"month_before": (self.month_before, self.month_begin),
			"last_year": (self.last_year_begin, self.last_year),
		}[key]

	def all(self, keys: tuple[str, ...] = KEYS) -> list[date]:
		"""The days needed for some stretches."""
		return sorted({self.today, *(day for key in keys for day in self.ends(key))})


def progress(
	projects: pd.DataFrame, figures: pd.DataFrame, days: Days, keys: tuple[str, ...] = KEYS
) -> pd.DataFrame:
	"""What was done by project, index its name: `to_date`, and those of `KEYS` that are asked for.

	`figures` are those to date of `Portfolio.to_date` (one column per day). `year` is the figure to date less
	that of the turn of the year; None where the turn is unknown: a project entered under way (补录) whose first
	figure came later in the year. `last_year` is 1 January to the same day of the year before (同比).
	"""
	table = figures.reindex(projects.name)
	back_entry = pd.Series(projects.is_back_entry.to_numpy(), index=projects.name).astype(bool)
	answer = pd.DataFrame(index=projects.name)
	answer["to_date"] = table[days.today]
	for key in keys:
		first, last = days.ends(key)
		answer[key] = gained(table[last], table[first], back_entry)
	return answer


def gained(last: pd.Series, first: pd.Series, back_entry: pd.Series) -> pd.Series:
	"""The figure at the end less that at the beginning; before the first figure nothing was done.

	Unknown (NaN) where there is no figure at the end, or where a project entered under way has none at the
	beginning: what it had done before the platform is not what it did in the period.
	"""
	begin = first.where(first.notna() | back_entry, 0.0)
	return last - begin


def paces(
	projects: pd.DataFrame, figures: pd.DataFrame, plans: pd.Series, days: Days
) -> list[money_lights.Pace | None]:
	"""How each project's money stands on the day, in the order of `projects`, as are `plans` of the year."""
	table = figures.reindex(projects.name)

	def number_of(value: float | None) -> float | None:
		return None if value is None or value != value else float(value)

	facts = zip(plans, table[days.today], table[days.year_begin], projects.is_back_entry, strict=True)
	return [
		money_lights.pace_of(
			money_lights.YearFacts(number_of(plan), number_of(now), number_of(then), bool(under_way)),
			days.today,
		)
		for plan, now, then, under_way in facts
	]


def year_plans(plans: pd.DataFrame, year: int, field: str) -> dict[str, float]:
	"""project -> its planned figure of a year, rows of the same year added up."""
	of_year = plans[plans.plan_year == year]
	sums: dict[str, float] = of_year.groupby("project")[field].sum().astype(float).to_dict()
	return sums
