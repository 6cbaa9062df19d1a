"""要素与政策兑现, built by `anshang_app.reporting.reports.factors_and_policies`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Factors and Policies", filters)
