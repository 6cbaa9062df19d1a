"""更正: what the deciding unit entered wrongly is put right by it, with the reason; what was stays to be read."""

from collections.abc import Callable, Mapping
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from anshang_app.access_control import audit
from anshang_app.access_control.acting_unit import coordinates
from anshang_app.foundation import constants
from anshang_app.foundation.administrators import administers
from anshang_app.foundation.workflow_step import hold
from anshang_app.permit_approvals.approvals import OPEN_STATES, add_record, after_grant, grant_problems
from anshang_app.permit_approvals.clocks import TABLE, live
from anshang_app.permit_approvals.rules.proxy_entries import UNCONFIRMED
from anshang_app.permit_approvals.who_may import assists, decides
from anshang_app.validation.checks import Problem, as_date, date_problem, is_blank
from anshang_app.validation.messages import corrected, refuse

#: the state in which the last record of a clock that runs leaves its case
STATE_AFTER = {
	constants.EARLY_INVITATION: constants.EARLY_GUIDANCE,
	constants.EARLY_ADVICE: constants.EARLY_GUIDANCE,
	constants.FILED: constants.FILED,
	constants.ACCEPTED: constants.ACCEPTED,
	constants.CLOCK_STOPPED: constants.CLOCK_STOPPED,
	constants.CLOCK_RESUMED: constants.ACCEPTED,
}
#: what a slip in a grant may be in
GRANTED = ("issued_on", "certificate_no", "expires_on")


def corrects(case: Document) -> bool:
	"""Whether the session's user puts right what the deciding unit entered."""
	user = frappe.session.user
	return decides(case, user) or administers(user)


def takes_back(case: Document) -> bool:
	"""Whether the last record is the session's user's to take back.

	The agent's side filed, the bureau withdraws an invitation, the deciding unit does it of all its own.
	"""
	rows = live(case.get(TABLE))
	last = rows[-1].kind if rows else None
	return (
		corrects(case)
		or (last == constants.FILED and assists(case, frappe.session.user))
		or (last == constants.EARLY_INVITATION and coordinates())
	)


def may_take_back(case: Document) -> bool:
	"""Whether the session's user may take back the last record of a clock that has one."""
	rows = live(case.get(TABLE))
	return case.state in OPEN_STATES and bool(rows) and takes_back(case) and not by_proxy(case, rows[-1].kind)


def by_proxy(case: Document, kind: str) -> bool:
	"""Whether the latest record of a kind was entered by proxy and waits for the unit's answer."""
	return any(row.fact == kind and row.proxy_state == UNCONFIRMED for row in case.get("proxy_entries"))


def may_correct_grant(case: Document) -> bool:
	"""Whether the session's user may put a grant right; one from before the platform was decided elsewhere."""
	decided_here = case.state == constants.GRANTED and not case.is_back_entry
	return decided_here and corrects(case) and not by_proxy(case, constants.GRANTED)


def held(case: str, reason: str | None, whose: Callable[[Document], bool] = corrects) -> Document:
	"""The case, locked, for its deciding unit; refused to others and without a reason."""
	doc = frappe.get_doc("Approval Case", case)
	doc.check_permission("read")
	hold(doc)
	if not whose(doc):
		frappe.throw(_("Only the deciding unit corrects what it entered."), frappe.PermissionError)
	refuse(doc, [Problem(TABLE, None, "reason_needed")] if is_blank(reason) else [])
	doc.flags.by_path = doc.flags.side_asked = True
	return doc


def mark(row: Document, reason: str | None) -> None:
	"""Take a record of the clock back: it is read still, and counts no more."""
	name = frappe.get_cached_value("User", frappe.session.user, "full_name")
	row.update({"taken_back": 1, "taken_back_words": reason, "taken_back_by": name})


def take_back(case: str, reason: str | None) -> Document:
	"""撤回 the last record of a clock that runs."""
	doc = held(case, reason, takes_back)
	rows = live(doc.get(TABLE))
	if not rows or doc.state not in OPEN_STATES:
		refuse(doc, [Problem("state", _(doc.state), "nothing_to_take_back")])
	if by_proxy(doc, rows[-1].kind):
		refuse(doc, [Problem(TABLE, _(rows[-1].kind), "proxy_answer_first")])
	mark(rows[-1], reason)
	doc.save(ignore_permissions=True)
	# no step of the workflow leads back
	state = STATE_AFTER[rows[-2].kind] if len(rows) > 1 else constants.NOT_APPLIED_FOR
	doc.db_set("state", state, notify=True)
	message = _("Taken back: {0}. Reason: {1}")
	doc.add_comment("Info", message.format(_(rows[-1].kind), escape_html(reason)))
	return doc


def correct_grant(case: str, values: Mapping[str, object], reason: str | None) -> Document:
	"""登记更正 of a grant: its day, number or expiry; blank ones stay. The audit gets an entry of the new ones."""
	doc = held(case, reason)
	if by_proxy(doc, constants.GRANTED):
		refuse(doc, [Problem("state", _(doc.state), "proxy_answer_first")])
	if not may_correct_grant(doc):
		refuse(doc, [Problem("state", _(doc.state), "wrong_state", (_(constants.GRANTED),))])
	corrections = {
		field: value for field, value in values.items() if field in GRANTED and not is_blank(value)
	}
	refuse(doc, [date_problem("issued_on", corrections.get("issued_on"))])
	before = {field: doc.get(field) for field in corrections}
	if "issued_on" in corrections:
		day = as_date(corrections["issued_on"])
		corrections["issued_on"] = day
		date_anew(doc, day, reason)
	doc.update(corrections)
	refuse(doc, grant_problems(doc))
	doc.save(ignore_permissions=True)
	after_grant(doc)
	audit.record("Case Granted", doc)
	doc.add_comment("Info", corrected(doc, before, reason))
	return doc


def date_anew(case: Document, day: date | None, reason: str | None) -> None:
	"""Another day of the decision: its record is taken back, and one of the right day follows."""
	last = live(case.get(TABLE))[-1]
	if as_date(last.day) == day:
		return
	mark(last, reason)
	add_record(case, last.kind, day, paper=last.paper, words=reason)
