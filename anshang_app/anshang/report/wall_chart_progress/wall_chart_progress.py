"""挂图进度, built by `anshang_app.reporting.reports.wall_chart_progress`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Wall Chart Progress", filters)
