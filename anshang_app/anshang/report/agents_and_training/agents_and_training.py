"""代办与培训, built by `anshang_app.reporting.reports.agents_and_training`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Agents and Training", filters)
