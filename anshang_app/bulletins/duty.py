"""The bulletin the bureau owes every two months (scheme §四(三)), judged from the days of 印发."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate

from anshang_app.access_control.row_rule import BULLETIN
from anshang_app.foundation import constants
from anshang_app.foundation.spared import known_day
from anshang_app.planning import duties
from anshang_app.rendering.wording import day as day_words

#: issues looked at: more than any two periods hold
LATEST = 50


def owed(today_: date) -> list[str]:
	"""In words each active duty to issue a bulletin that is due soon or was missed; two queries."""
	rules = frappe.get_all(
		"Duty Rule",
		filters={"is_active": 1, "entry_kind": BULLETIN},
		fields=["rule_name", "times", "period"],
		order_by="name",
	)
	rows = frappe.get_all(
		BULLETIN,
		filters={"state": constants.DISTRIBUTED},
		fields=["name", "distributed_on"],
		order_by="distributed_on desc",
		limit=LATEST,
	)
	days = [day for row in rows if (day := known_day(BULLETIN, row.name, row.distributed_on))]
	return [sentence for rule in rules if (sentence := owed_by(rule, days, today_))]


def owed_by(rule, days: list[date], today_: date) -> str | None:
	"""What is owed of one duty, judged from the days of 印发; None while nothing is.

	Missed: the period before had none (from go-live on) and neither has this one. Due: this one has none and ends
	within the days of the settings.
	"""
	settings = frappe.get_cached_doc("Anshang Settings")
	current = duties.period_of(today_, rule.period)
	before = duties.period_of(current.first - timedelta(days=1), rule.period)
	# a week, month or pair of months has an end
	assert current.last and before.last
	if sum(current.holds(day) for day in days) >= rule.times:
		return None
	begun = getdate(settings.go_live_date) if settings.go_live_date else None
	last = (
		_("The last one was distributed on {0}").format(day_words(days[0]))
		if days
		else _("None was distributed yet")
	)
	missed = begun is not None and begun <= before.first and not any(before.holds(day) for day in days)
	if missed:
		form = _("{0}: none was distributed from {1} to {2}. {3}.")
		return form.format(rule.rule_name, day_words(before.first), day_words(before.last), last)
	if (current.last - today_).days <= cint(settings.radar_days):
		return _("{0}: due by {1}. {2}.").format(rule.rule_name, day_words(current.last), last)
	return None
