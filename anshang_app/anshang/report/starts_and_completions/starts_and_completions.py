"""开竣工统计, built by `anshang_app.reporting.reports.starts_and_completions`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Starts and Completions", filters)
