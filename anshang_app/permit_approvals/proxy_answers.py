"""What the deciding unit says to entries made for it by proxy, and how one is taken back."""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, formatdate, getdate

from anshang_app.foundation import constants
from anshang_app.foundation.members import units_with_accounts
from anshang_app.foundation.providers import ask
from anshang_app.permit_approvals import clocks, who_may
from anshang_app.permit_approvals.approvals import add_record, grant_problems
from anshang_app.permit_approvals.corrections import STATE_AFTER, mark
from anshang_app.permit_approvals.proxies import (
	CASE,
	ENTRIES,
	RESULT,
	answer_days,
	check_reason,
	has_started,
	held,
	note_answer,
	rows_in,
	save_in_state,
)
from anshang_app.permit_approvals.rules import proxy_entries as rules
from anshang_app.planning.workdays import WorkCalendar
from anshang_app.validation.checks import Problem, as_date, date_problem
from anshang_app.validation.messages import field_label, raise_problems, refuse


def confirm(case: str) -> Document:
	"""确认: the deciding unit stands by what was entered for it; from now on it counts in its figures."""
	doc = held(case)
	check_answers(doc)
	for row in rows_in(doc, rules.UNCONFIRMED):
		note_answer(row, rules.CONFIRMED)
	return save_in_state(doc, doc.state)


def correct(case: str, values: Mapping, reason: str | None) -> Document:
	"""更正 of the last entry that waits; what is blank stays. After 开工 the bureau gets a problem to look into."""
	doc = held(case)
	check_answers(doc)
	row = entry_that_waits(doc)
	check_reason(doc, reason)
	days = ((_day_field(row), "day"), ("expires_on", "expires_on"))
	refuse(doc, [date_problem(field, values.get(source)) for field, source in days])
	entered = _values(row, row)
	changes = {field: value for field, value in _values(values, row).items() if value != entered.get(field)}
	refuse(doc, [] if changes else [Problem(ENTRIES, None, "proxy_unchanged")])
	change_text = "；".join(_change(row, field, value) for field, value in changes.items())
	if "day" in changes:
		date_anew(doc, row.fact, changes["day"], reason)
	if row.fact == constants.GRANTED:
		doc.update({field: changes[source] for field, source in RESULT.items() if source in changes})
		refuse(doc, [*clocks.record_problems(doc, getdate()), *grant_problems(doc)])
	note_answer(row, rules.CORRECTED, f"{change_text}。{reason}")
	save_in_state(doc, doc.state)
	if has_started(doc):
		raise_problem(doc, row, change_text, reason)
	return doc


def deny(case: str, reason: str | None) -> Document:
	"""不认可 by the deciding unit of the last entry that waits: it never happened.

	Before 开工 the record and the node's day go; afterwards nothing is rolled back and the bureau gets a problem.
	"""
	doc = held(case)
	check_answers(doc)
	row = entry_that_waits(doc)
	check_reason(doc, reason)
	note_answer(row, rules.DENIED, reason)
	if not has_started(doc):
		return roll_back(doc, row, reason)
	save_in_state(doc, doc.state)
	raise_problem(doc, row, _(rules.DENIED), reason)
	return doc


def take_back(case: str, reason: str | None) -> Document:
	"""撤回 by the side that enters: a slip in the last entry that waits, as long as building has not begun."""
	doc = held(case)
	if not who_may.enters_by_proxy(doc, frappe.session.user):
		frappe.throw(_("Only the side that enters by proxy takes an entry back."), frappe.PermissionError)
	row = entry_that_waits(doc)
	check_reason(doc, reason)
	refuse(doc, [Problem(ENTRIES, None, "proxy_after_start")] if has_started(doc) else [])
	note_answer(row, rules.TAKEN_BACK, reason)
	return roll_back(doc, row, reason)


def entry_that_waits(case: Document) -> Document:
	"""The last entry the deciding unit has not answered; refused where there is none."""
	row = rules.last_unconfirmed(case.get(ENTRIES))
	if row is None:
		raise_problems(case, [Problem(ENTRIES, None, "proxy_none_open")])
	return row


def roll_back(case: Document, row: Document, reason: str | None) -> Document:
	"""The entry's record counts no more, and the case stands where it stood before."""
	records = clocks.live(case.get(clocks.TABLE))
	if not records or records[-1].kind != row.fact:
		refuse(case, [Problem(ENTRIES, _(row.fact), "proxy_not_last")])
	mark(records[-1], reason)
	if row.fact == constants.GRANTED:
		case.update(dict.fromkeys(RESULT))
		# kept files refuse to leave a granted case; the paper stays with its entry
		case.certificate_scan = None
		case.db_set("certificate_scan", None)
	left = records[:-1]
	return save_in_state(case, STATE_AFTER[left[-1].kind] if left else constants.NOT_APPLIED_FOR)


def date_anew(case: Document, fact: str, day: object, reason: str | None) -> None:
	"""Another day of a fact: its record is taken back, and one of the right day stands in its place."""
	records = case.get(clocks.TABLE)
	old = next(row for row in reversed(clocks.live(records)) if row.kind == fact)
	mark(old, reason)
	new = add_record(case, fact, day, paper=old.paper, words=reason)
	records.remove(new)
	records.insert(records.index(old) + 1, new)
	for number, row in enumerate(records, 1):
		row.idx = number


def raise_problem(case: Document, row: Document, change_text: str, reason: str | None) -> None:
	"""A correction after 开工 becomes a problem at the bureau."""
	title = _("Proxy entry corrected after construction began: {0}").format(case.approval_item)
	description = _("{0} ({1}), entered by {2}. The unit says: {3}. Reason: {4}").format(
		case.approval_item, _(row.fact), row.unit or "–", change_text, reason
	)
	ask("approval_disputed", case.project, case.node, title, description)


def refresh(calendar: WorkCalendar) -> int:
	"""Nightly: a unit that came to work gets its days to answer; entries whose days are over count. Returns how many."""
	open_now = {"proxy_open": 1, "proxy_disputed": 0, "left_out_of_figures": 1}
	cases = frappe.get_all(CASE, filters=open_now, fields=["name", "unit", "proxy_due"], order_by="name")
	if not cases:
		return 0
	days, here = answer_days(), units_with_accounts()
	came = [case.name for case in cases if not case.proxy_due and case.unit in here]
	if came and days > 0:
		due = rules.answer_due(calendar, getdate(), days, True)
		frappe.db.set_value(CASE, {"name": ["in", came]}, "proxy_due", due, update_modified=False)
	over = [case.name for case in cases if not rules.is_left_out(1, 0, case.proxy_due, getdate())]
	if over:
		frappe.db.set_value(CASE, {"name": ["in", over]}, "left_out_of_figures", 0, update_modified=False)
	return len(over)


def check_answers(case: Document) -> None:
	if not who_may.answers_proxy(case, frappe.session.user):
		frappe.throw(
			_("Only the deciding unit answers what was entered for it: {0}.").format(
				escape_html(case.unit or "–")
			),
			frappe.PermissionError,
		)


def _day_field(row: Document) -> str:
	return "issued_on" if row.fact == constants.GRANTED else "accepted_on"


def _values(answers: Mapping, row: Document) -> dict:
	"""Day, number and (of a result) expiry as they compare; blank ones left out."""
	comparable = {
		"day": as_date(answers.get("day")),
		"paper_no": (answers.get("paper_no") or "").strip() or None,
		"expires_on": as_date(answers.get("expires_on")) if row.fact == constants.GRANTED else None,
	}
	return {field: value for field, value in comparable.items() if value is not None}


def _change(row: Document, field: str, value: object) -> str:
	def show_value(shown: object) -> str:
		return (formatdate(shown) if field != "paper_no" else str(shown)) if shown else "—"

	return f"{field_label('Approval Proxy Entry', field)}：{show_value(row.get(field))} → {show_value(value)}"
