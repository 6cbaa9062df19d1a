"""投资完成: figures to date against the year's plan, month, year and the same days of the year before."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from anshang_app.reporting.period import year_before


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

	def all(self) -> list[date]:
		return sorted(
			{
				self.last_year_begin,
				self.last_year,
				self.year_begin,
				self.month_before,
				self.month_begin,
				self.today,
			}
		)


def progress(projects: pd.DataFrame, figures: pd.DataFrame, days: Days) -> pd.DataFrame:
	"""What was done by project, index its name: `to_date`, `year`, `month`, `month_before`, `last_year`.

	`figures` are those to date of `Portfolio.to_date` (one column per day). `year` is the figure to date less
	that of the turn of the year; None where the turn is unknown: a project entered under way (补录) whose first
	figure came later in the year. `last_year` is 1 January to the same day of the year before (同比).
	"""
	table = figures.reindex(projects.name)
	at = {day: table[day] for day in days.all()}
	back_entry = pd.Series(projects.is_back_entry.to_numpy(), index=projects.name).astype(bool)
	answer = pd.DataFrame(index=projects.name)
	answer["to_date"] = at[days.today]
	for key, last, first in (
		("year", days.today, days.year_begin),
		("month", days.today, days.month_begin),
		("month_before", days.month_begin, days.month_before),
		("last_year", days.last_year, days.last_year_begin),
	):
		answer[key] = gained(at[last], at[first], back_entry)
	return answer


def gained(last: pd.Series, first: pd.Series, back_entry: pd.Series) -> pd.Series:
	"""The figure at the end less that at the beginning; before the first figure nothing was done.

	Unknown (NaN) where there is no figure at the end, or where a project entered under way has none at the
	beginning: what it had done before the platform is not what it did in the period.
	"""
	begin = first.where(first.notna() | back_entry, 0.0)
	return last - begin


def year_plans(plans: pd.DataFrame, year: int, field: str) -> dict[str, float]:
	"""project -> its planned figure of a year, rows of the same year added up."""
	of_year = plans[plans.plan_year == year]
	return of_year.groupby("project")[field].sum().astype(float).to_dict()
