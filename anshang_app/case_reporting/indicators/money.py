"""How much: planned in all and this year, done to date, this year and in the period. 万元."""

from datetime import timedelta

import pandas as pd
from frappe import _

from anshang_app.case_reporting import tables
from anshang_app.case_reporting.aggregates.common import looked_up, share, total
from anshang_app.case_reporting.aggregates.investment import (
	ReportDays,
	completed_amounts,
	completed_between,
	sum_year_plans,
)
from anshang_app.case_reporting.indicators.figure import PROJECT, Figure, counted
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio
from anshang_app.planning.lights import RED

#: the periods of the figures, see `aggregates.investment`
PERIODS = ("year", "last_year")


def figures(portfolio: Portfolio, period: Period) -> list[Figure]:
	"""Figures of investment at the end of the period (at the latest today); phases are added up, never wholes."""
	projects = portfolio.projects
	days, start = ReportDays(min(period.last, portfolio.today)), period.first - timedelta(days=1)
	to_date = portfolio.to_date("investment_to_date", sorted({*days.days_needed(PERIODS), start}))
	done = completed_amounts(projects, to_date, days, PERIODS)
	done["period"] = completed_between(*ends(projects, to_date, days.today, start))
	plans = sum_year_plans(portfolio.annual_plans(days.today.year), days.today.year, "year_investment")
	planned = looked_up(projects.name, plans)
	planned.index = done.index
	standing = projects.archived_on.isna().to_numpy()
	whole = {
		"total_investment": (_("Planned Investment in All"), _("Sum of the planned total investment")),
		"fixed_asset_investment": (_("Fixed Assets in All"), _("Sum of the fixed-asset investment")),
	}
	sums = {
		"year_plan": (
			planned,
			_("Plan of the Year"),
			_("Sum of the plans of the year in which the period ends"),
		),
		"to_date": (
			done.to_date[standing],
			_("Done to Date"),
			_("Sum of the latest figure to date of each project"),
		),
		"year": (
			done.year,
			_("Done This Year"),
			_("Figure to date less that of the end of the year before, where both are known"),
		),
		"last_year": (
			done.last_year,
			_("Done on the Same Days of Last Year"),
			_("The same of the year before"),
		),
		"period": (
			done.period,
			_("Done in the Period"),
			_(
				"Figure to date at the end of the period less that of the day before it began, where both are known"
			),
		),
	}
	answer = [
		amount(key, *texts, pd.Series(projects[key].to_numpy(), index=done.index)[standing])
		for key, texts in whole.items()
	]
	answer += [
		amount(f"invested_{key}", label, definition, values)
		for key, (values, label, definition) in sums.items()
	]
	rate = share(total(done.year), total(planned))
	definition = _("What was done this year in per cent of the plans of the year")
	answer.append(
		Figure(
			"invested_rate",
			_("Share of the Year's Plan"),
			definition,
			rate,
			tables.PERCENT,
			PROJECT,
			tuple(done.index),
		)
	)
	behind = projects[projects.investment_light == RED]
	definition = _("Projects under way whose light of investment is red today")
	return [
		*answer,
		counted("invested_red", _("Projects Behind in Investment"), definition, PROJECT, behind.name),
	]


def ends(projects: pd.DataFrame, to_date: pd.DataFrame, last, first) -> tuple:
	"""The figures at both ends of a stretch, and which projects were entered under way, by project."""
	table = to_date.reindex(projects.name)
	back_entry = pd.Series(projects.is_back_entry.to_numpy(), index=projects.name).astype(bool)
	return table[last], table[first], back_entry


def amount(key: str, label: str, definition: str, values: pd.Series) -> Figure:
	"""A sum of 万元 over the projects of which it is known; the index names them."""
	amounts = {name: float(value) for name, value in values.items() if value is not None and value == value}
	return Figure(
		key, label, definition, total(values), tables.AMOUNT, PROJECT, tuple(amounts), tuple(amounts.values())
	)
