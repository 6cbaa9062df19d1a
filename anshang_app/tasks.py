"""What runs by itself: each a job of the scheduler's own, so that one that fails stops none of the others."""

import frappe

from anshang_app.case import commitments, digests, forecasts, outbox, sweep
from anshang_app.mailing import dispatch, issues, scheduled
from anshang_app.walls.audit import link_pending
from anshang_app.walls.mailing import CHINESE


def speak_chinese(**_job) -> None:
	"""Before every job: a worker has nobody whose language it could take, and Frappe would write English."""
	frappe.local.lang = CHINESE


# --- every night ------------------------------------------------------------------------------------------


def light() -> None:
	"""Forecasts, then the lights that look at them, clocks and deadlines change because a day passed."""
	forecasts.refresh()
	sweep.run()


def judge_promises() -> None:
	"""Commitments fall due."""
	commitments.refresh_states()


# --- every few minutes ------------------------------------------------------------------------------------


def link_audit() -> None:
	"""Entries of the audit become links of its chain."""
	link_pending()


def remind() -> None:
	"""The day's digests, once it is time for them."""
	digests.send_due()


def send_messages() -> None:
	"""Messages to chat groups and phones, also those that failed before."""
	outbox.send_waiting()


def mail_reports() -> None:
	"""Scheduled reports and the units' dispatches that are due, and mails a server did not take."""
	scheduled.send_due()
	dispatch.send_due()
	issues.revive()
