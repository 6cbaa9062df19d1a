"""代登记: receipt and result of a case, proved by its unit's own paper and entered for it."""

from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, getdate

from anshang_app.access_control import audit
from anshang_app.access_control.acting_unit import bureau, coordinates
from anshang_app.foundation import constants
from anshang_app.foundation.members import units_of, units_with_accounts
from anshang_app.foundation.work_calendar import load_calendar
from anshang_app.foundation.workflow_step import hold
from anshang_app.permit_approvals import clocks, who_may
from anshang_app.permit_approvals.approvals import (
	BEFORE_ACCEPTANCE,
	add_record,
	after_grant,
	grant_problems,
	hasty_problems,
)
from anshang_app.permit_approvals.rules import proxy_entries as rules
from anshang_app.validation.checks import Problem, date_problem, is_blank
from anshang_app.validation.messages import hint, refuse

CASE, ENTRIES = "Approval Case", "proxy_entries"
#: what an entry takes from its dialog
ENTERED = ("day", "paper_no", "paper", "expires_on")
#: value of a granted case -> value of the entry that proves it
RESULT = {"issued_on": "day", "certificate_no": "paper_no", "expires_on": "expires_on"}


# --- entering ---------------------------------------------------------------------------------------------


def enter(case: str, fact: str, values: Mapping) -> Document:
	"""Put a fact on the case's record, or hand it to the bureau; refused with everything it lacks.

	`values`: day, paper_no, paper, expires_on; accepted_on of a grant before acceptance; mandate_date, mandate_file.
	"""
	doc, user = held(case), frappe.session.user
	direct = who_may.enters_by_proxy(doc, user)
	if not (direct or who_may.submits_proxy(doc, user)):
		frappe.throw(
			_(
				"Entries by proxy are made by the agents of the host locality or the zone and by the bureau; lead and introducing unit submit them to the bureau."
			),
			frappe.PermissionError,
		)
	for field in ("mandate_date", "mandate_file"):
		if direct and not is_blank(values.get(field)):
			doc.set(field, values[field])
	taken = [] if direct else waiting(doc)
	is_accepted = doc.state not in BEFORE_ACCEPTANCE or constants.ACCEPTED in taken
	refuse(doc, [*turn_problems(doc, fact, taken), *_gaps(doc, fact, values, is_accepted)])
	rows = [doc.append(ENTRIES, row) for row in _new_rows(doc, fact, values, is_accepted)]
	if direct:
		return put_on_record(doc, rows)
	refuse(doc, _trial(doc))
	return save_in_state(doc, doc.state)


def turn_problems(case: Document, fact: str, taken: Sequence[str] = ()) -> list[Problem]:
	"""A fact that waits for the bureau already (`taken`), or that is not in its turn."""
	if fact in rules.facts_open(case.state, taken):
		return []
	if fact in taken:
		return [Problem(ENTRIES, _(fact), "proxy_waits", (bureau() or _("Government Services Bureau"),))]
	return [Problem("state", None, "proxy_not_now", (_(case.state), case.unit or "–"))]


def submitted(case: Document) -> list[Document]:
	"""Entries the bureau has not looked at yet."""
	return [row for row in case.get(ENTRIES) if row.proxy_state == rules.SUBMITTED]


def waiting(case: Document) -> list[str]:
	"""The facts of those."""
	return [row.fact for row in submitted(case)]


def asked_of(case: Document, user: str, fact: str | None = None) -> rules.EntryRequirements:
	"""What item and case ask of an entry by the user."""
	item = frappe.get_cached_doc("Approval Item", case.approval_item)
	return rules.EntryRequirements(
		number=item.owner_kind == constants.APPROVAL_UNIT,
		scan=bool(cint(item.get("scan_for_proxy"))) and fact != constants.ACCEPTED,
		mandate_missing=who_may.enters_by_proxy(case, user)
		and not coordinates(user)
		and not has_mandate(case, units_of(user)),
	)


def has_mandate(case: Document, units: set[str]) -> bool:
	"""Whether the enterprise's 委托书 is on file: on the case, or on another of the project for one of these units."""
	if not is_blank(case.mandate_file):
		return True
	with_letter = frappe.get_all(
		CASE, {"project": case.project, "mandate_file": ["is", "set"]}, ["name", "helper_unit"]
	)
	if units & {row.helper_unit for row in with_letter}:
		return True
	named = {"parenttype": CASE, "parent": ["in", [row.name for row in with_letter] or [""]]}
	return bool(units & set(frappe.get_all("Approval Proxy Entry", named, pluck="unit")))


def _gaps(case: Document, fact: str, values: Mapping, is_accepted: bool) -> list[Problem]:
	day = "issued_on" if fact == constants.GRANTED else "accepted_on"
	problems = [date_problem(field, values.get(field)) for field in ("accepted_on", "expires_on")]
	problems.append(date_problem(day, values.get("day")))
	requirements = asked_of(case, frappe.session.user, fact)
	return [problem for problem in problems if problem] + rules.entry_gaps(
		fact, values, requirements, is_accepted
	)


def _new_rows(case: Document, fact: str, values: Mapping, is_accepted: bool) -> list[dict]:
	"""The entry, and before it the acceptance its certificate proves as well."""
	user = frappe.session.user
	entered = {"proxy_state": rules.SUBMITTED, "unit": acting_unit(case, user), **signed("entered")}
	own = {field: values.get(field) or None for field in ENTERED}
	if fact == constants.ACCEPTED:
		own["expires_on"] = None
	elif not is_accepted:
		first = {**own, "day": values["accepted_on"], "expires_on": None}
		return [{"fact": constants.ACCEPTED, **first, **entered}, {"fact": fact, **own, **entered}]
	return [{"fact": fact, **own, **entered}]


def acting_unit(case: Document, user: str) -> str | None:
	"""The user's unit that has a part in it, else his first."""
	units = units_of(user)
	project = frappe.db.get_value(
		"Investment Project", case.project, ["host_locality", "chain_lead_unit", "introducing_unit"]
	)
	parts = (bureau(), *(project or ()), case.helper_unit)
	return next((unit for unit in parts if unit in units), None) or min(units, default=None)


def _trial(case: Document) -> list[Problem]:
	"""What the case's record would refuse of everything submitted."""
	rows = sorted(submitted(case), key=lambda row: rules.FACTS.index(row.fact))
	events = list(case.get(clocks.TABLE))
	for row in rows:
		add_record(case, row.fact, row.day)
	problems = clocks.record_problems(case, getdate())
	case.set(clocks.TABLE, events)
	return problems


def put_on_record(case: Document, rows: Sequence[Document]) -> Document:
	"""Entries become records of the clock; the case moves to where they lead and waits for its unit's answer."""
	rows = sorted(rows, key=lambda row: rules.FACTS.index(row.fact))
	for row in rows:
		row.proxy_state = rules.UNCONFIRMED
		add_record(case, row.fact, row.day, paper=row.paper, words=words_of(row))
	for other in case.get(ENTRIES):
		if other.proxy_state == rules.SUBMITTED and other.fact in {row.fact for row in rows}:
			note_answer(other, rules.TURNED_DOWN, _("Entered meanwhile by: {0}").format(rows[0].unit or "–"))
	last = rows[-1]
	if last.fact == constants.GRANTED:
		case.update({field: last.get(source) for field, source in RESULT.items()})
		case.certificate_scan = last.paper or case.certificate_scan
		refuse(case, [*clocks.record_problems(case, getdate()), *grant_problems(case)])
	can_answer = case.unit in units_with_accounts()
	case.proxy_due = rules.answer_due(load_calendar(), getdate(), answer_days(), can_answer)
	save_in_state(case, last.fact)
	# the case itself asks back about an acceptance that is its last record
	hint(case, hasty_problems(case) if last is not rows[0] else [])
	return case


def answer_days() -> int:
	"""Working days a unit has to answer (a setting)."""
	return cint(frappe.get_cached_doc("Anshang Settings").proxy_answer_days)


def words_of(row: Document) -> str:
	"""What the record of the clock says of an entry by proxy."""
	message = _("Entered by proxy: {0} {1}, paper {2}")
	return message.format(row.unit or "", row.entered_by_name or "", row.paper_no or "–")


# --- the bureau (政数局) looks at what was submitted --------------------------------------------------------


def adopt(case: str) -> Document:
	"""采用: what lead or introducing unit submitted goes on record."""
	doc = held(case)
	_check_coordinates()
	rows = rows_in(doc, rules.SUBMITTED)
	now = rules.facts_open(doc.state)
	late = next((row for row in rows if row.fact not in now), None)
	refuse(doc, turn_problems(doc, late.fact) if late else [])
	for row in rows:
		row.update(signed("checked"))
	return put_on_record(doc, rows)


def turn_down(case: str, reason: str | None) -> Document:
	"""不采用, with the reason: nothing of it goes on record."""
	doc = held(case)
	_check_coordinates()
	rows = rows_in(doc, rules.SUBMITTED)
	check_reason(doc, reason)
	for row in rows:
		row.update({"proxy_state": rules.TURNED_DOWN, "answer_words": reason, **signed("checked")})
	return save_in_state(doc, doc.state)


# --- helpers ----------------------------------------------------------------------------------------------


def held(case: str) -> Document:
	"""The case, readable for the session's user, and locked."""
	doc = frappe.get_doc(CASE, case)
	doc.check_permission("read")
	hold(doc)
	return doc


def save_in_state(case: Document, state: str) -> Document:
	"""Save a step the workflow's roles do not know; whoever calls it asked whose step it is."""
	before, case.state = case.state, state
	case.flags.by_path = case.flags.side_asked = True
	case.save(ignore_permissions=True)
	if state != before:
		case.add_comment("Workflow", _(state))
	# a passage into the grant is recorded by the case itself
	if before == constants.GRANTED:
		audit.record("Case Granted", case)
		after_grant(case)
	return case


def entry_rows(case: Document) -> list[tuple]:
	"""The entries as they compare."""
	return [
		tuple(str(row.get(field) or "") for field in ("name", "fact", "proxy_state", "unit", *ENTERED))
		for row in case.get(ENTRIES)
	]


def store_flags(case: Document) -> None:
	"""Keep on the case what lists and figures ask of its entries."""
	states = {row.proxy_state for row in case.get(ENTRIES)}
	case.proxy_open = int(rules.UNCONFIRMED in states)
	case.proxy_submitted = int(rules.SUBMITTED in states)
	on_record = {row.kind for row in clocks.live(case.get(clocks.TABLE))}
	latest = {row.fact: row.proxy_state for row in case.get(ENTRIES) if row.proxy_state != rules.TURNED_DOWN}
	case.proxy_disputed = int(
		any(state == rules.DENIED and fact in on_record for fact, state in latest.items())
	)
	if not case.proxy_open:
		case.proxy_due = None
	case.left_out_of_figures = int(clocks.left_out(case, getdate()))


def offers(case: Document) -> dict:
	"""What the form offers the session's user: facts to enter or to submit, entries to check or to answer."""
	user = frappe.session.user
	direct = who_may.enters_by_proxy(case, user)
	facts = rules.facts_open(case.state, () if direct else waiting(case))
	open_entry = rules.last_unconfirmed(case.get(ENTRIES))
	requirements = asked_of(case, user)
	return {
		"facts": facts if direct or who_may.submits_proxy(case, user) else (),
		"direct": direct,
		"accepted": case.state not in BEFORE_ACCEPTANCE,
		"asks": {
			"number": requirements.number,
			"scan": requirements.scan,
			"mandate": requirements.mandate_missing,
		},
		"checks": bool(waiting(case)) and coordinates(),
		"open": open_entry and {field: open_entry.get(field) for field in ("fact", *ENTERED)},
		"answers": bool(open_entry) and who_may.answers_proxy(case, user),
		"takes_back": bool(open_entry) and direct and not has_started(case),
	}


def _check_coordinates() -> None:
	if not coordinates():
		named = escape_html(bureau() or _("Government Services Bureau"))
		frappe.throw(_("This step is taken by: {0}.").format(named), frappe.PermissionError)


def check_reason(case: Document, reason: str | None) -> None:
	refuse(case, [Problem(ENTRIES, None, "reason_needed")] if is_blank(reason) else [])


def rows_in(case: Document, state: str) -> list[Document]:
	"""The entries in a state; refused where there is none."""
	rows = [row for row in case.get(ENTRIES) if row.proxy_state == state]
	refuse(case, [] if rows else [Problem(ENTRIES, None, "proxy_none_open")])
	return rows


def note_answer(row: Document, state: str, answer: str | None = None) -> None:
	row.update({"proxy_state": state, "answer_words": answer, **signed("answered")})


def signed(did: str) -> dict:
	"""Who did it (entered, checked, answered) and on which day, as an entry keeps it."""
	user = frappe.session.user
	name = frappe.get_cached_value("User", user, "full_name")
	return {f"{did}_by": user, f"{did}_by_name": name, f"{did}_on": getdate()}


def has_started(case: Document) -> bool:
	return rules.has_started(
		*frappe.db.get_value("Investment Project", case.project, ["stage", "stage_before"])
	)
