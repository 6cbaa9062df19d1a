"""What runs by itself, each naming its room."""

import frappe

from anshang_app.case import digests, forecasts, outbox, sweep
from anshang_app.case.commitments import refresh_states
from anshang_app.mailing import dispatch, issues, scheduled
from anshang_app.walls.audit import link_pending
from anshang_app.walls.mailing import CHINESE


def speak_chinese(**_job) -> None:
	"""Before every job: a worker has nobody whose language it could take, and Frappe would write English."""
	frappe.local.lang = CHINESE


def daily() -> None:
	"""Forecasts, lights, clocks and deadlines change because a day passed."""
	forecasts.refresh()
	sweep.run()
	refresh_states()


def every_few_minutes() -> None:
	"""Entries of the audit become links of its chain; digests, reports and dispatches go out once it is time.

	Messages to chat groups and phones that failed are tried again, and mails a server did not take.
	"""
	link_pending()
	digests.send_due()
	outbox.send_waiting()
	scheduled.send_due()
	dispatch.send_due()
	issues.revive()
