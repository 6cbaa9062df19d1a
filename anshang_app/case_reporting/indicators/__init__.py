"""The figures of a portfolio in a period, each with its definition, value and records.

The one place that answers “how many, how much, where stuck”: dashboards, mail and bulletin take their figures
here, out of the same frames and shapes as the reports, so that they agree.

    portfolio = Portfolio(ProjectFilter.of(filters))          # as the session's user
    found = figures(portfolio, two_months_before(portfolio.today))
    found["started"].value, found["started"].records   # 3, ("AS-2026-00412", …)
"""

from anshang_app.case_reporting.indicators import matters, money, path, work
from anshang_app.case_reporting.indicators.figure import Figure
from anshang_app.case_reporting.period import Period
from anshang_app.case_reporting.portfolio import Portfolio

PARTS = (path.figures, money.figures, matters.figures, work.figures)


def figures(portfolio: Portfolio, period: Period) -> dict[str, Figure]:
	"""Every figure by its key, in the order in which a bulletin tells them.

	Events are those of the period (its days after the portfolio's today have none), standings those of today. A
	fixed number of statements, whatever the number of projects.
	"""
	portfolio.count_archived_since(period.first)
	return {figure.key: figure for part in PARTS for figure in part(portfolio, period)}
