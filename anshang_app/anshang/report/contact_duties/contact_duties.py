"""联系履职, built by `anshang_app.reporting.reports.contact_duties`."""

from anshang_app.reporting import reports


def execute(filters: dict | None = None) -> list:
	"""Columns, rows, note, chart and figures as the session's user may see them."""
	return reports.execute("Contact Duties", filters)
