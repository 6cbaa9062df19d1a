"""The daily sweep: whatever changes because a day passed, brought up to today with a fixed number of questions.

Done twice, late, or killed half-way and done again, it leaves the same state: every part compares with what
is stored and writes the difference. Two at once: the second one steps back.
"""

from collections import Counter
from contextlib import contextmanager

import frappe
from frappe.utils import now_datetime

from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.permit_approvals import proxy_answers, running_clocks
from anshang_app.progress_tracking import findings, investment_lights
from anshang_app.progress_tracking.lights import refresh_lights
from anshang_app.service_plans import forecasts

LOCK = "anshang-sweep"


def light() -> None:
	"""Every night: forecasts, then the lights that look at them, clocks and deadlines."""
	forecasts.refresh()
	run()


def run() -> dict | None:
	"""Lights, clocks of approvals, and a count of what is due; None where another sweep is at work."""
	with alone(LOCK) as first:
		if not first:
			return None
		calendar = load_calendar()
		done = {
			"lights": refresh_lights(calendar=calendar),
			"investment_lights": investment_lights.refresh(),
			"answers": proxy_answers.refresh(calendar),
			"cases": running_clocks.refresh(calendar),
		}
		due = findings.DueItems(calendar=calendar).all()
		frappe.db.set_single_value("Anshang Settings", "swept_at", now_datetime(), update_modified=False)
	return {**done, "findings": dict(Counter(finding.kind for finding in due))}


@contextmanager
def alone(name: str):
	"""Whether nobody else holds the name on this site; the lock goes with the connection, even if killed.

	What was written is committed before the lock is given back: else the next one would not see it.
	"""
	key = f"{frappe.conf.db_name}:{name}"
	first = bool(frappe.db.sql("select get_lock(%s, 0)", key)[0][0])
	try:
		yield first
		if first and not frappe.flags.in_test:
			frappe.db.commit()
	finally:
		if first:
			frappe.db.sql("select release_lock(%s)", key)
