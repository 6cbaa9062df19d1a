"""Jobs of the scheduler that are made of several steps of this room."""

from anshang_app.reminders import dispatch, leader_letters, mailings, principals, scheduled_reports


def mail_reports() -> None:
	"""Scheduled reports, the units', principals' and leaders' letters that are due, and mails a server did not take."""
	scheduled_reports.send_due()
	dispatch.send_due()
	principals.send_due()
	leader_letters.send_due()
	mailings.revive()
