"""Rows of an approval list: decided before the platform by 补录, or by the deciding unit's own steps."""

from collections.abc import Sequence

import frappe
from frappe.utils import getdate

from anshang_app.access_control.acting_unit import coordinates
from anshang_app.access_control.user_context import viewer_of
from anshang_app.foundation import constants
from anshang_app.ledger_import.problems import find_project, proposal
from anshang_app.ledger_import.proposals import Choices, Proposal, Written, place_of
from anshang_app.ledger_import.records_on_file import PROJECT, RecordsOnFile
from anshang_app.ledger_import.rules.headings import APPROVALS
from anshang_app.ledger_import.rules.items import items_called
from anshang_app.ledger_import.rules.lines import (
	CHANGED,
	NEW,
	SAME,
	LedgerFinding,
	LedgerLine,
	equal,
	usual_heading,
)
from anshang_app.permit_approvals import approvals, back_entry, corrections
from anshang_app.validation.checks import name_key

CASE = "Approval Case"
#: column of a list -> field of a case
COMPARED = {"decided_on": "issued_on", "certificate_no": "certificate_no", "expires_on": "expires_on"}


def propose_all(lines: Sequence[LedgerLine], records: RecordsOnFile, choices: Choices) -> list[Proposal]:
	"""Every row of an approval list as what it would do."""
	on_file = cases()
	rows = frappe.get_all("Approval Item", fields=["name", "item_key"], order_by="name")
	items = {row.name: row.item_key for row in rows}
	return [propose(line, records, choices, on_file, items) for line in lines]


def cases() -> dict[tuple[str, str], dict]:
	"""Approvals the user reads, by project and item."""
	fields = ["name", "project", "approval_item", "unit", "state", "is_back_entry", *COMPARED.values()]
	rows = frappe.get_list(CASE, fields=fields, order_by="name", limit_page_length=0)
	return {(row.project, row.approval_item): row for row in rows}


def propose(
	line: LedgerLine, records: RecordsOnFile, choices: Choices, on_file: dict, items: dict[str, str]
) -> Proposal:
	"""What one row would do."""
	asks, wrong = list(line.asks), list(line.wrong)
	project = find_project(line, records, wrong, APPROVALS)
	item_text = str(line.values.get("approval_item") or "")
	name = item_of(item_text, project, on_file, items)
	if item_text and not name:
		wrong.append(LedgerFinding(usual_heading("approval_item", APPROVALS), item_text, "ledger_no_item"))
	elif name and name_key(name) != name_key(item_text):
		asks.append(
			LedgerFinding(
				usual_heading("approval_item", APPROVALS), f"{item_text} → {name}", "ledger_near_item"
			)
		)
	case = on_file.get((project["name"], name)) if project and name else None
	values = {"project": project and project["name"], "case": case and case["name"], "approval_item": name}
	values |= {field: line.values.get(field) for field in ("accepted_on", *COMPARED)}
	if project and name and not case:
		wrong.append(LedgerFinding(usual_heading("approval_item", APPROVALS), item_text, "ledger_no_case"))
	if not project or not case or wrong:
		return proposal(line, SAME, values, asks, wrong, choices)
	changes = differences(line, case) if case["state"] == constants.GRANTED else {}
	if changes and place_of(line) in choices.fields:
		return proposal(line, CHANGED, values, asks, wrong, choices, case, changes)
	if changes:
		wrong.append(LedgerFinding("", "", "ledger_case_differs"))
	elif case["state"] != constants.GRANTED:
		wrong += hindrances(line, case, project)
	outcome = SAME if case["state"] == constants.GRANTED else NEW
	return proposal(line, outcome, values, asks, wrong, choices, case, changes)


def item_of(item_text: str, project: dict | None, on_file: dict, items: dict[str, str]) -> str | None:
	"""The item a list means by a name: of several called so the one the project has; None where it is not clear."""
	called = items_called(item_text, items)
	if len(called) > 1 and project:
		called = [name for name in called if (project["name"], name) in on_file]
	return called[0] if len(called) == 1 else None


def differences(line: LedgerLine, case: dict) -> dict[str, tuple]:
	"""What the list says otherwise of a case that is decided: {field: (ours, theirs)}."""
	return {
		field: (case[field], line.values[name])
		for name, field in COMPARED.items()
		if name in line.values and not equal(case[field], line.values[name])
	}


def hindrances(line: LedgerLine, case: dict, project: dict) -> list[LedgerFinding]:
	"""What keeps a row from deciding a case that is open."""
	decided, heading = line.values.get("decided_on"), usual_heading("decided_on", APPROVALS)
	if case["state"] not in approvals.BEFORE_ACCEPTANCE:
		return [LedgerFinding("", "", "ledger_case_running")]
	if not decided:
		return [LedgerFinding(heading, "", "ledger_not_decided")]
	if decided > getdate():
		return [LedgerFinding(heading, str(decided), "ledger_future")]
	if not decides(case) and not coordinates():
		return [LedgerFinding("", "", "ledger_not_your_case")]
	if not decides(case) and not project["is_back_entry"]:
		return [LedgerFinding("", "", "ledger_not_under_way")]
	return []


def decides(case: dict) -> bool:
	"""Whether the case is the user's own unit's to decide; the bureau enters what was decided before."""
	return not coordinates() and case.get("unit") in viewer_of().units


def write(proposed: Proposal, reason: str) -> list[Written]:
	"""Enter the grant of a row: by 补录, or accepted and granted on its days by the unit that decides."""
	case = frappe.get_doc(CASE, proposed.values["case"])
	values = proposed.values
	if proposed.judged.changes:
		new = {field: theirs for field, (_ours, theirs) in proposed.judged.changes.items()}
		corrections.correct_grant(case.name, new, reason)
		return [Written(CASE, case.name, dict(proposed.judged.changes))]
	if decides(case):
		grant_own(case.name, values)
	else:
		row = {
			"case": case.name,
			"day": values["decided_on"],
			"certificate_no": values["certificate_no"],
			"expires_on": values["expires_on"],
		}
		back_entry.enter(frappe.get_doc(PROJECT, values["project"]), [row])
	case.add_comment("Info", reason)
	return [Written(CASE, case.name)]


def grant_own(case: str, values: dict) -> None:
	"""The deciding unit's own two steps, on the days of the list."""
	accepted = values["accepted_on"] or values["decided_on"]
	approvals.step(case, constants.ACTION_ACCEPT, constants.ACCEPTED, accepted)
	granted = {
		"issued_on": values["decided_on"],
		"certificate_no": values["certificate_no"],
		"expires_on": values["expires_on"],
	}
	approvals.step(case, constants.ACTION_GRANT, constants.GRANTED, values["decided_on"], granted)
