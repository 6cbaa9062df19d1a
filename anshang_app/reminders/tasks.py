"""Jobs of the scheduler that are made of several steps of this room."""

from anshang_app.reminders import dispatch, mailings, scheduled_reports


def mail_reports() -> None:
	"""Scheduled reports and the units' dispatches that are due, and mails a server did not take."""
	scheduled_reports.send_due()
	dispatch.send_due()
	mailings.revive()
