"""到期雷达, built by `anshang_app.reporting.reports.deadline_radar`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Deadline Radar", filters)
